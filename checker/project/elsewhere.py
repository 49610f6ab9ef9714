"""Files read in another process, which can be ended whatever code it is in, and whose end harms nobody.

On Linux the process is a fork: it is there at once, and reads one file after the other, so that what it has imported
and the memory that it has taken serve the next one too. Elsewhere every file has a process of its own.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.formats import read
from checker.search.deadline import OutOfTimeError
from checker.text.document import Document
from checker.text.errors import FazhiError, InputError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MAX_MEMORY = 1_500_000_000
"""Bytes that the process that reads files may take beyond those of this one; a hundred pages take a tenth."""
MAX_FILES = 100
"""Files that one process reads before another takes its place, in case that something of each is left behind."""
_ENDED = "读取它的进程意外结束(文件可能已损坏,或所占内存太多)"
_MARGIN = 3
"""Seconds after which a reading process ends by itself, should this one not be there any more to end it."""
_LENGTH_BYTES = 8


class _Reader(Struct, frozen=True):
    """A process that reads files for its ``owner``: the ends of the pipes for requests and for results."""

    owner: int
    process: int
    requests: int
    results: int


class _Current(Struct):
    """The reading process of this one, and the files that it has been given. Mutable."""

    reader: _Reader | None = None
    count: int = 0


_CURRENT = _Current()


def read_elsewhere(path: str, data: bytes, seconds: float, name: str, meanwhile: Callable[[], object]) -> Document:
    """Read a document in another process; ``meanwhile`` is called in this one while that reads.

    Raises :class:`~checker.text.errors.InputError` for what cannot be read and when the process dies, and
    :class:`~checker.search.deadline.OutOfTimeError` after ``seconds``.
    """
    if sys.platform == "linux":
        return _checked(_read_forked(path, data, seconds, name, meanwhile))
    return _checked(_read_spawned(path, data, seconds, name))


def _read_forked(path: str, data: bytes, seconds: float, name: str, meanwhile: Callable[[], object]) -> object:
    import pickle  # noqa: PLC0415 - most reports are read in this process

    until = time.monotonic() + seconds
    reader = _reader()
    try:
        _send(reader.requests, pickle.dumps((path, data, name, seconds + _MARGIN), pickle.HIGHEST_PROTOCOL))
        with suppress(FazhiError):
            meanwhile()
        result = pickle.loads(_received(reader.results, until))  # noqa: S301 - from the fork of this very process
    except (EOFError, OSError, pickle.UnpicklingError):
        _end()
        raise InputError(path, _ENDED) from None
    except BaseException:
        _end()
        raise
    if _CURRENT.count >= MAX_FILES:
        _end()
    return result


def _reader() -> _Reader:
    """Return the reading process of this one; that of a process that this one was forked from is not."""
    reader = _CURRENT.reader
    if reader and reader.owner != os.getpid():
        os.close(reader.requests)
        os.close(reader.results)
        reader = None
    if reader is None:
        atexit.register(_end)
        reader = _CURRENT.reader = _fork()
        _CURRENT.count = 0
    _CURRENT.count += 1
    return reader


def _fork() -> _Reader:
    requests, asking = os.pipe()
    answering, results = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(asking)
            os.close(answering)
            _serve(requests, results)
        finally:
            os.kill(os.getpid(), signal.SIGKILL)  # nothing of what this process has begun is to be ended twice
    os.close(requests)
    os.close(results)
    return _Reader(os.getpid(), process, asking, answering)


def _end() -> None:
    """End the reading process, so that the next file gets another one."""
    reader, _CURRENT.reader = _CURRENT.reader, None
    if reader and reader.owner == os.getpid():
        atexit.unregister(_end)
        os.close(reader.requests)
        os.close(reader.results)
        os.kill(reader.process, signal.SIGKILL)
        os.waitpid(reader.process, 0)


def _serve(requests: int, results: int) -> None:
    """Read the files that are asked for, until nobody is there to ask."""
    import pickle  # noqa: PLC0415

    _prepare()
    with open(os.devnull, "r+b") as nothing:  # noqa: PTH123 - who waits for the end of an output shall not wait for this
        for stream in (0, 1, 2):
            os.dup2(nothing.fileno(), stream)
    with suppress(EOFError):
        while True:
            path, data, name, seconds = pickle.loads(_received(requests))  # noqa: S301 - from the parent
            signal.setitimer(signal.ITIMER_REAL, seconds)
            result = pickle.dumps(_result(path, data, name), pickle.HIGHEST_PROTOCOL)
            signal.setitimer(signal.ITIMER_REAL, 0)
            _send(results, result)


def _send(stream: int, message: bytes) -> None:
    left = memoryview(len(message).to_bytes(_LENGTH_BYTES, "big") + message)
    while left:
        left = left[os.write(stream, left) :]


def _received(stream: int, until: float | None = None) -> bytes:
    """Return the next message; wait for it until a moment of the monotonic clock, or as long as it takes."""
    length = int.from_bytes(_exactly(stream, _LENGTH_BYTES, until), "big")
    return _exactly(stream, length, until)


def _exactly(stream: int, length: int, until: float | None) -> bytes:
    import select  # noqa: PLC0415

    parts = bytearray()
    while len(parts) < length:
        seconds = None if until is None else max(0.0, until - time.monotonic())
        if not select.select([stream], [], [], seconds)[0]:
            raise OutOfTimeError
        part = os.read(stream, min(length - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


def _checked(result: object) -> Document:
    if isinstance(result, InputError):
        raise result
    assert isinstance(result, Document)
    return result


def _read_spawned(path: str, data: bytes, seconds: float, name: str) -> object:
    import multiprocessing  # noqa: PLC0415 - most reports are read in this process

    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_read_and_send, args=(sender, path, data, name, seconds + _MARGIN), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            raise OutOfTimeError
        return receiver.recv()
    except EOFError:
        raise InputError(path, _ENDED) from None
    finally:
        process.kill()
        process.join()
        receiver.close()


def _read_and_send(sender: Connection, path: str, data: bytes, name: str, seconds: float) -> None:
    """Read a document and send it, or the error; a process that the system ends sends nothing."""
    _prepare()
    with suppress(AttributeError):  # not on Windows
        signal.setitimer(signal.ITIMER_REAL, seconds)
    sender.send(_result(path, data, name))


def _prepare() -> None:
    """Make this process one that an alarm or its own hunger for memory ends, and not the keyboard."""
    with suppress(AttributeError):  # not on Windows
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
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
