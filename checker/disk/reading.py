"""Regular files read as a whole, after their size was asked for."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from checker.disk.reasons import RefusedError

MEGABYTE = 1_000_000
TEXT_BYTES = 20 * MEGABYTE
"""Of a text file: a hundred times a long report. More takes minutes and gigabytes (docs/steadiness.md) and is none."""
PACKED_BYTES = 100 * MEGABYTE
"""Of a Word file, a PDF or an OFD; a long report with pictures has a tenth of this."""
SETTINGS_BYTES = MEGABYTE
"""Of a configuration or a ruleset; the largest that ships has a fifth of this."""
TABLE_BYTES = 50 * MEGABYTE
"""Of a catalogue or a baseline; a thousand characters for each of fifty thousand findings."""
_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Without blocking: opening a pipe that nobody writes into would wait for ever."""


def read_bytes(path: str | Path, limit: int) -> bytes:
    """The content of a regular file of at most ``limit`` bytes.

    Raises :class:`OSError`.
    """
    with _opened(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > limit:
            raise RefusedError(too_large(size, limit))
        data = stream.read(limit + 1)  # a file of /proc has no size, and one may grow meanwhile
    if len(data) > limit:
        raise RefusedError(too_large(len(data), limit))
    return data


def read_head(path: str | Path, count: int) -> bytes:
    """The first bytes of a regular file, not one behind a link. Raises :class:`OSError`."""
    if Path(path).is_symlink():
        raise RefusedError("是链接")
    with _opened(path) as stream:
        return stream.read(count)


def read_tail(path: str | Path, count: int) -> bytes:
    """The last bytes of a regular file. Raises :class:`OSError`."""
    with _opened(path) as stream:
        stream.seek(max(0, os.fstat(stream.fileno()).st_size - count))
        return stream.read(count)


def _opened(path: str | Path) -> BinaryIO:
    """Open a file and ask then what it is, so that it is the one that was looked at."""
    descriptor = os.open(path, _FLAGS)
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise RefusedError("是目录" if stat.S_ISDIR(mode) else "不是普通文件")


def too_large(size: int, limit: int) -> str:
    """The reason for not reading a file of so many bytes."""
    return f"文件太大({-(-size // MEGABYTE)} MB,最多 {limit // MEGABYTE} MB)"


def is_inside(path: str, folder: str) -> bool:
    """Return True for a path that leads to nothing but a place in the folder, whatever links are followed."""
    real, top = os.path.realpath(path), os.path.realpath(folder)
    return real == top or real.startswith(os.path.join(top, ""))
