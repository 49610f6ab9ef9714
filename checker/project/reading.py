"""Files read as documents under the limits of a run: no larger than they may be, and no longer than they may take."""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from checker.disk.reading import read_bytes
from checker.formats import max_bytes, read, reads_foreign_code
from checker.search.deadline import Limits, OutOfTimeError, file_limit
from checker.text.document import Document
from checker.text.errors import FazhiError, InputError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MAX_MEMORY = 1_500_000_000
"""Bytes that the process that reads a file may take beyond those of this one; a hundred pages take a tenth."""
_ENDED = "读取它的进程意外结束(文件可能已损坏,或所占内存太多)"
_MARGIN = 3
"""Seconds after which a reading process ends by itself, should this one not be there any more to end it."""


def read_document(path: str, data: bytes, limits: Limits, name: str = "") -> Document:
    """Read the bytes of a file as a document; formats that are read by foreign code in a process of their own.

    Raises :class:`~checker.text.errors.InputError` for a file that cannot be read or takes too long, and
    :class:`~checker.text.errors.FazhiError` when the run has had its time.
    """
    try:
        with file_limit(limits):
            if reads_foreign_code(name or path):
                return _read_elsewhere(path, data, limits.left(), name)
            return read(path, data, name=name)
    except OutOfTimeError:
        raise out_of_time(path, limits) from None
    except MemoryError:
        raise InputError(path, "内存不够,没有读完") from None


def out_of_time(path: str, limits: Limits) -> FazhiError:
    """Return the error about a file that has taken too long, or about the run that has."""
    if limits.exceeded:
        return run_out_of_time(limits)
    return InputError(path, f"超过 {limits.seconds:g} 秒,没有查完(--timeout)")


def run_out_of_time(limits: Limits) -> FazhiError:
    """Return the error about a run that has taken too long, the same for every file that is left."""
    return FazhiError(f"全部检查超过 {limits.total:g} 秒,其余文件没有查(--max-seconds)")


def read_content(path: str) -> bytes:
    """Read the bytes of a report; raises :class:`OSError`, also for a file that is too large for its format."""
    return read_bytes(path, max_bytes(path))


def _read_forked(path: str, data: bytes, seconds: float, name: str) -> Document:
    """Read in a fork of this process, which is there at once and needs no library for that."""
    import pickle  # noqa: PLC0415 - most reports are read in this process
    import select  # noqa: PLC0415

    until = time.monotonic() + seconds
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(receiver)
            _prepare(seconds + _MARGIN)
            with os.fdopen(sender, "wb") as stream:
                pickle.dump(_result(path, data, name), stream, pickle.HIGHEST_PROTOCOL)
        finally:
            os.kill(os.getpid(), signal.SIGKILL)  # nothing of what this process has begun is to be ended twice
    os.close(sender)
    parts = []
    try:
        while select.select([receiver], [], [], max(0.0, until - time.monotonic()))[0]:
            if not (part := os.read(receiver, 1 << 20)):
                break
            parts.append(part)
        else:
            raise OutOfTimeError
    finally:
        os.close(receiver)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    try:
        return _checked(pickle.loads(b"".join(parts)))  # noqa: S301 - from the fork of this very process
    except (EOFError, pickle.UnpicklingError):
        raise InputError(path, _ENDED) from None


def _checked(result: object) -> Document:
    if isinstance(result, InputError):
        raise result
    assert isinstance(result, Document)
    return result


def _read_elsewhere(path: str, data: bytes, seconds: float, name: str) -> Document:
    if sys.platform == "linux":
        return _read_forked(path, data, seconds, name)
    import multiprocessing  # noqa: PLC0415 - most reports are read in this process

    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(sender, path, data, name, seconds + _MARGIN), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            raise OutOfTimeError
        result = receiver.recv()
    except EOFError:
        raise InputError(path, _ENDED) from None
    finally:
        process.kill()
        process.join()
        receiver.close()
    return _checked(result)


def _send(sender: Connection, path: str, data: bytes, name: str, seconds: float) -> None:
    """Read a document and send it, or the error; a process that the system ends sends nothing."""
    _prepare(seconds)
    sender.send(_result(path, data, name))


def _prepare(seconds: float) -> None:
    """Make this process one that ends when its time is over, whatever code is at work, and takes little memory."""
    with suppress(AttributeError):  # not on Windows
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _limit_memory()


def _result(path: str, data: bytes, name: str) -> Document | InputError:
    try:
        return read(path, data, name=name)
    except InputError as error:
        return error
    except MemoryError:
        return InputError(path, "内存不够,没有读完")


def _limit_memory() -> None:
    """Limit the memory of this process, where it is known how much it has already."""
    with suppress(ImportError, OSError, ValueError, AttributeError):
        import resource  # noqa: PLC0415 - not on Windows

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        allowed = pages * resource.getpagesize() + MAX_MEMORY
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (allowed if hard < 0 else min(allowed, hard), hard))
