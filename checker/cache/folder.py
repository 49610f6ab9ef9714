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

COMPILED, PARSED = "compiled-", "parsed-"
"""Prefixes of the file names of caches (:mod:`checker.cache.store`)."""
RESULTS = "results"
"""Name of the folder with stored results (:mod:`checker.batch.results_cache`)."""
CACHE_VARIABLE = "FAZHI_CACHE_DIR"
_CHECKSUM_SIZE = 16
"""Bytes of the checksum at the start of a file."""
_HEADER_SIZE = _CHECKSUM_SIZE + 8
"""Bytes of the checksum and the length of the content that it covers."""


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
        data = memoryview(path.read_bytes())
        end = _HEADER_SIZE + int.from_bytes(data[_CHECKSUM_SIZE:_HEADER_SIZE], "little")
        if data[:_CHECKSUM_SIZE] == _checksum(data[_CHECKSUM_SIZE:end]):
            value = marshal.loads(data[_HEADER_SIZE:end])  # noqa: S302 - checked, and from the user's own folder
            return value, data[end:]
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return None, memoryview(b"")


def save(path: Path, value: Any, payload: bytes = b"") -> None:
    """Write a plain value, followed by a payload, atomically.

    A failure to write is ignored: the file is then missing or unchanged.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        plain = marshal.dumps(value)
        data = len(plain).to_bytes(_HEADER_SIZE - _CHECKSUM_SIZE, "little") + plain
        with temporary.open("wb") as stream:
            temporary.chmod(0o600)
            stream.write(_checksum(data))
            stream.write(data)
            stream.write(payload)
        temporary.replace(path)
    except (OSError, ValueError):
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def clean(folder: Path) -> int:
    """Delete the cache files in a folder, and no other files in it; return the number of deleted files."""
    count = 0
    shards = [shard for name in ("?", "??") for shard in folder.glob(f"{RESULTS}/{name}")]
    results = (path for shard in shards for path in shard.glob("*"))
    for path in (*folder.glob(f"{COMPILED}*"), *folder.glob(f"{PARSED}*"), *results, *folder.glob(".*.tmp")):
        with suppress(OSError):
            path.unlink()
            count += 1
    for path in (*shards, folder / RESULTS, folder):
        with suppress(OSError):  # missing or not empty
            path.rmdir()
    return count


def _checksum(data: bytes | memoryview) -> bytes:
    return blake2b(data, digest_size=_CHECKSUM_SIZE).digest()
