"""The user's cache folder, and cache files that are written atomically and verified by a checksum."""

from __future__ import annotations

import marshal
import os
import stat
import sys
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from checker.cache.listing import Files, program_files
from checker.disk.reading import read_bytes, read_head
from checker.disk.writing import PREFIX, is_temporary_name, replace_privately

COMPILED, PARSED = "compiled-", "parsed-"
"""Prefixes of the file names of caches (:mod:`checker.cache.store`)."""
RESULTS = "results"
"""Name of the folder with stored results (:mod:`checker.batch.results_cache`)."""
CACHE_VARIABLE = "FAZHI_CACHE_DIR"
_MAX_BYTES = 100_000_000
"""Of a file; the largest, of compiled expressions, has a tenth of this."""
_CHECKSUM_SIZE = 16
"""Bytes of the checksum at the start of a file."""
_MAGIC = b"fazhi\0\1\n"
"""How every file of the cache begins, so that no other file is taken for one."""
_CONTENT = len(_MAGIC) + _CHECKSUM_SIZE
_HEADER_SIZE = _CONTENT + 8
"""Bytes of the beginning, the checksum, and the length of the content that it covers."""
_TAG = "CACHEDIR.TAG"
_TAG_CONTENT = b"Signature: 8a477f597d28d172789f06886806bc55\n# fazhi: https://bford.info/cachedir/\n"
"""Marks a folder for backup programs as one that need not be saved."""


def cache_folder(configured: str = "") -> Path:
    """Return the configured cache folder, that of ``FAZHI_CACHE_DIR``, or the platform's default."""
    named = configured or os.environ.get(CACHE_VARIABLE, "")
    if named:
        return Path(named)
    try:
        home = Path.home()
    except RuntimeError:  # a process without a user has no cache folder
        return Path(os.devnull, "fazhi")
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "fazhi" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "fazhi"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "fazhi"


def is_usable(folder: Path) -> bool:
    """Create the folder if necessary; return True when the user owns it and no other user can write to it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
    except OSError:
        return False
    if not hasattr(os, "getuid"):  # Windows protects a user's folders from other users
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def digest(*parts: bytes) -> str:
    """Return a hexadecimal digest of a sequence of byte strings; their boundaries count."""
    hasher = blake2b(digest_size=_CHECKSUM_SIZE)
    for part in parts:
        hasher.update(len(part).to_bytes(8, "little"))
        hasher.update(part)
    return hasher.hexdigest()


def environment_digest(*parts: str) -> str:
    """Return a digest of what stored values depend on: interpreter, program, libraries, and the ``parts``."""
    machine = f"{sys.platform} {sys.byteorder}"
    return digest(sys.version.encode(), machine.encode(), _program(), *(part.encode() for part in parts))


@cache
def _program() -> bytes:
    """Return the times of the program's files and of the folder of its libraries, which change with each version."""
    libraries = Path(msgspec.__file__).parent.parent
    return f"{listing_key(program_files())} {libraries.stat().st_mtime_ns}".encode()


def listing_key(files: Files) -> str:
    """Return a key for the content of files: their paths, times and sizes."""
    return repr(sorted(files.items()))


def load(path: Path) -> Any:
    """Load what :func:`save` wrote; return None when the file is missing, truncated or changed."""
    return load_with_payload(path)[0]


def load_with_payload(path: Path) -> tuple[Any, memoryview]:
    """Load what :func:`save` wrote: the value and the payload after it, which the checksum does not cover.

    Values are stored with marshal, which creates only plain values and, unlike pickle, runs no code.
    """
    try:
        data = memoryview(read_bytes(path, _MAX_BYTES))
        end = _HEADER_SIZE + int.from_bytes(data[_CONTENT:_HEADER_SIZE], "little")
        checksum = data[len(_MAGIC) : _CONTENT]
        if data[: len(_MAGIC)] == _MAGIC and checksum == _checksum(data[_CONTENT:end]):
            value = marshal.loads(data[_HEADER_SIZE:end])  # noqa: S302 - checked, and from the user's own folder
            return value, data[end:]
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return None, memoryview(b"")


def save(path: Path, value: Any, payload: bytes = b"") -> None:
    """Write a plain value, followed by a payload, atomically.

    A failure to write is ignored: the file is then missing or unchanged.
    """
    try:
        plain = marshal.dumps(value)
        data = len(plain).to_bytes(_HEADER_SIZE - _CONTENT, "little") + plain
        replace_privately(path, (_MAGIC, _checksum(data), data, payload))
    except (OSError, ValueError):
        pass


def mark(folder: Path) -> None:
    """Mark a folder as a cache, unless something has that name already."""
    tag = folder / _TAG
    if not os.path.lexists(tag):
        with suppress(OSError):
            replace_privately(tag, (_TAG_CONTENT,))


def is_ours(path: Path) -> bool:
    """Return True for a regular file that :func:`save` wrote, or began to write."""
    try:
        head = read_head(path, len(_MAGIC))
    except OSError:
        return False
    return head == _MAGIC or (is_temporary_name(path.name) and _MAGIC.startswith(head))


def clean(folder: Path) -> int:
    """Delete the cache files in a folder, and no other files in it; return the number of deleted files.

    Links are neither followed nor deleted.
    """
    results = folder / RESULTS
    shards = [shard for name in ("?", "??") for shard in results.glob(name)] if _is_folder(results) else []
    shards = [shard for shard in shards if _is_folder(shard)]
    folders = (*shards, *([results] if _is_folder(results) else ()), folder)
    places = [(shard, "*") for shard in shards] + [(folder, f"{name}*") for name in (COMPILED, PARSED, PREFIX)]
    count = 0
    for path in [path for place, name in places for path in place.glob(name)]:
        if is_ours(path):
            with suppress(OSError):
                path.unlink()
                count += 1
    tag = folder / _TAG
    with suppress(OSError):
        if read_bytes(tag, len(_TAG_CONTENT)) == _TAG_CONTENT:
            tag.unlink()
    for path in folders:
        with suppress(OSError):  # missing or not empty
            path.rmdir()
    return count


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _checksum(data: bytes | memoryview) -> bytes:
    return blake2b(data, digest_size=_CHECKSUM_SIZE).digest()
