"""Files read as documents under the limits of a run: no larger than they may be, and no longer than they may take."""

from __future__ import annotations

from collections.abc import Callable

from checker.disk.objects import is_object, read_object
from checker.disk.reading import read_bytes
from checker.formats import max_bytes, read, reads_foreign_code
from checker.project.elsewhere import read_elsewhere
from checker.search.deadline import Limits, OutOfTimeError, file_limit
from checker.text.document import Document
from checker.text.errors import FazhiError, InputError


def _nothing() -> None:
    pass


def read_document(
    path: str, data: bytes, limits: Limits, name: str = "", meanwhile: Callable[[], object] = _nothing
) -> Document:
    """Read the bytes of a file as a document; formats that are read by foreign code in another process.

    ``meanwhile`` is called while that process reads, so that what is needed afterwards is made ready. Its errors count
    for nothing here: who needs it will meet them again.

    Raises :class:`~checker.text.errors.InputError` for a file that cannot be read or takes too long, and
    :class:`~checker.text.errors.FazhiError` when the run has had its time.
    """
    try:
        with file_limit(limits):
            if reads_foreign_code(name or path):
                return read_elsewhere(path, data, limits.left(), name, meanwhile)
            return read(path, data, name=name)
    except OutOfTimeError:
        raise out_of_time(path, limits) from None
    except MemoryError:
        raise InputError(path, "内存不够，没有读完") from None


def out_of_time(path: str, limits: Limits) -> FazhiError:
    """Return the error about a file that has taken too long, or about the run that has."""
    if limits.exceeded:
        return run_out_of_time(limits)
    return InputError(path, f"超过 {limits.seconds:g} 秒，没有查完（--timeout）")


def run_out_of_time(limits: Limits) -> FazhiError:
    """Return the error about a run that has taken too long, the same for every file that is left."""
    return FazhiError(f"全部检查超过 {limits.total:g} 秒，其余文件没有查（--max-seconds）")


def read_content(path: str) -> bytes:
    """Read the bytes of a report; raises :class:`OSError`, also for a file that is too large for its format."""
    limit = max_bytes(path)
    return read_object(path, limit) if is_object(path) else read_bytes(path, limit)
