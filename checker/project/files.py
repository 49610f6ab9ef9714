"""Files on disk: which are reports, read as documents, written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePath

from checker.formats import read, supported
from checker.text.document import Document
from checker.text.errors import FazhiError, InputError

STANDARD_INPUT = "-"


Excluded = Callable[[str], bool]
"""Whether a search passes over a path; that of a folder ends with a slash."""


def nothing(_path: str) -> bool:
    """Passes over no file."""
    return False


def found_files(paths: tuple[str, ...], excluded: Excluded = nothing) -> Iterator[str | InputError]:
    """The files and the reports below the directories, in order, each once."""
    seen: set[str] = set()
    for path in paths:
        for found in _files(path, excluded):
            if isinstance(found, InputError):
                yield found
            elif found not in seen:
                seen.add(found)
                yield found


def is_report(path: str, directory: str) -> bool:
    """True for a path that is found below the directory by its name, whether or not it is there; also for folders."""
    parts = Path(os.path.relpath(path, directory)).parts
    if not parts or any(part.startswith(".") for part in parts):
        return False
    return supported(parts[-1]) or os.path.isdir(path)


def not_excluded(paths: Iterable[str], excluded: Excluded) -> tuple[str, ...]:
    """The paths that are not to be passed over, even though they are named one by one.

    Below the working directory the folders on the way count too; of any other path only its own name does,
    because where a checkout lies says nothing about what is in it.
    """
    return tuple(path for path in paths if path == STANDARD_INPUT or not _named_in_vain(path, excluded))


def passed_over(start: str, names: Sequence[str], excluded: Excluded) -> bool:
    """True when a search of a folder does not come to what those names lead to; an empty last one ends a folder's."""
    for position, name in enumerate(names, 1):
        path = os.path.join(start, *names[:position])
        if name.startswith(".") or excluded(path if position == len(names) else os.path.join(path, "")):
            return True
    return False


def _named_in_vain(path: str, excluded: Excluded) -> bool:
    given = PurePath(path)
    try:
        names = PurePath(os.path.relpath(path)).parts
    except ValueError:  # on another drive
        names = (os.pardir,)
    start = ""
    if os.pardir in names:
        start, names = str(given.parent), tuple(name for name in (given.name,) if name not in {"", os.pardir})
    # What ends with a slash is a folder; "." and ".." are where one is, and never passed over.
    return bool(names) and passed_over(start, (*names, "") if os.path.isdir(path) else names, excluded)


def read_file(path: str) -> Document | InputError:
    """A file as a document, or in one line why it is none."""
    try:
        return read(shown(path), Path(path).read_bytes())
    except InputError as error:
        return error
    except OSError as error:
        return InputError(shown(path), f"无法读取({error.strerror})")


def write_text(path: str, text: str) -> None:
    """Write a text file whole or not at all.

    Raises :class:`~checker.text.errors.FazhiError` when it cannot be written.
    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: str, data: bytes, *, expected: bytes | None = None, backup: bool = False) -> None:
    """Write a file whole or not at all, with the permissions of the one that it replaces.

    A symbolic link stays one: what it points to is written. ``expected`` is what the file must still
    hold; ``backup`` keeps that beside it as ``.orig``, unless an older one is there already.

    What is no file, as a pipe or a device, is written to and stays what it is.

    Raises :class:`~checker.text.errors.FazhiError`, and leaves the file as it was.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    original = target.with_name(f"{target.name}.orig")
    try:
        if _is_stream(path):
            Path(path).write_bytes(data)
            return
        if expected is not None and target.read_bytes() != expected:
            raise FazhiError(f"{shown(path)}:检查之后文件已被改动,没有写入")
        if backup and expected is not None and not original.exists():
            write_bytes(os.fspath(original), expected)
        with temporary.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    except OSError as error:
        raise FazhiError(f"{shown(path)}:无法写入({error.strerror})") from None
    finally:
        # Where the folder is none, there is nothing to take away, and that has been told.
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _is_stream(path: str) -> bool:
    """True for what there is beside files and folders; asked of the path as given, which may be ``/dev/stdout``."""
    given = Path(path)
    return given.exists() and not given.is_file() and not given.is_dir()


def shown(path: str) -> str:
    """A path as it is told: as given, joined with ``/``."""
    return path.replace(os.sep, "/")


def _files(path: str, excluded: Excluded) -> Iterator[str | InputError]:
    if path == STANDARD_INPUT or os.path.isfile(path):
        yield path
    elif os.path.isdir(path):
        found = list(_reports_below(path, excluded))
        if not found:
            yield InputError(shown(path), "目录中没有可检查的报告")
        yield from found
    elif os.path.lexists(path):
        yield InputError(shown(path), "不是普通文件")
    else:
        yield InputError(shown(path), "没有这个文件或目录")


def _reports_below(directory: str, excluded: Excluded) -> Iterator[str]:
    for folder, folders, files in os.walk(directory):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not excluded(os.path.join(folder, name, ""))
        )
        for name in sorted(files):
            path = os.path.join(folder, name)
            if supported(name) and not name.startswith(".") and not excluded(path):
                yield path
