"""Files written whole or not at all, by way of a temporary file whose name nobody can guess."""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from checker.disk.reasons import RefusedError

PREFIX, SUFFIX = ".fazhi-", ".tmp"
"""How the names of temporary files begin and end; what lies between is random."""
_RANDOM = 8
"""Bytes: nobody can lay links in all places that they name."""
_FLAGS = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)  # fmt: skip
_PRIVATE = 0o600
_USUAL = 0o666


def temporary_name() -> str:
    """A name for a temporary file: short, so that the name of the file itself may be of any length."""
    return f"{PREFIX}{os.urandom(_RANDOM).hex()}{SUFFIX}"


def is_temporary_name(name: str) -> bool:
    """Return True for a name that :func:`temporary_name` may have given."""
    middle = name.removeprefix(PREFIX).removesuffix(SUFFIX)
    return len(name) - len(middle) == len(PREFIX) + len(SUFFIX) and len(middle) == 2 * _RANDOM and middle.isalnum()


def replace_file(target: Path, data: bytes | Iterable[bytes], like: os.stat_result | None = None) -> None:
    """Write a file in the place of the one that is there, if one is; a link in that place is replaced.

    The file is ``like`` another from its first byte on: mode, and owner where that may be set; without one it is as
    new files are. Its bytes are on the disk before it has its name. Raises :class:`OSError`, and leaves nothing.
    """
    with _temporary(target, _PRIVATE if like else _USUAL) as stream:
        if like is not None:
            _resemble(stream.fileno(), like)
            _copy_attributes(target, stream.fileno())
        stream.writelines((data,) if isinstance(data, bytes) else data)
        stream.flush()
        os.fsync(stream.fileno())


def replace_privately(target: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Write a file that is the user's alone and may be lost with the machine; raises :class:`OSError`."""
    with _temporary(target, _PRIVATE) as stream:
        for part in parts:
            stream.write(part)


@contextmanager
def _temporary(target: Path, mode: int) -> Iterator[BinaryIO]:
    """A new file that has the name of the target in the end; nothing stays of it when that fails."""
    temporary = target.with_name(temporary_name())
    with _uninterrupted():
        try:
            with os.fdopen(os.open(temporary, _FLAGS, mode), "wb") as stream:
                yield stream
            temporary.replace(target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let signals that end the run wait for the end of the block: one between two lines would leave the file there."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGALRM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def save_copy(original: Path, copy: Path, data: bytes) -> None:
    """Write a copy beside a file, as private as the file itself; one that exists already stays.

    Raises :class:`OSError` where a link or anything but a file is in the place of the copy.
    """
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(copy.lstat().st_mode):
            raise RefusedError(f"{copy.name} 不是普通文件")
        return
    replace_file(copy, data, original.stat())


def _resemble(descriptor: int, like: os.stat_result) -> None:
    """Give a new file the owner and the mode of another; the owner first, because that clears bits of the mode."""
    if hasattr(os, "fchown"):
        state = os.fstat(descriptor)
        if (state.st_uid, state.st_gid) != (like.st_uid, like.st_gid):
            with suppress(OSError):  # only root may
                os.fchown(descriptor, like.st_uid, like.st_gid)
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, stat.S_IMODE(like.st_mode))


def _copy_attributes(source: Path, descriptor: int) -> None:
    """Copy the extended attributes, as far as the system allows."""
    if not hasattr(os, "listxattr"):
        return
    with suppress(OSError):
        for name in os.listxattr(source):
            with suppress(OSError):
                os.setxattr(descriptor, name, os.getxattr(source, name))


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Wait until no other run is about to read and write a file of the folder; where that cannot be told, do not."""
    try:
        import fcntl  # noqa: PLC0415 - missing on Windows

        descriptor = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        with suppress(OSError):  # not on every file system
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
