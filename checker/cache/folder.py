"""The user's own folder for what can be worked out again, and files in it that are whole or not there."""

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
"""What the names of archives begin with (:mod:`checker.cache.save`)."""
RESULTS = "results"
"""The folder of results (:mod:`checker.batch.results_cache`)."""
CACHE_VARIABLE = "FAZHI_CACHE_DIR"
_CHECK = 16
"""Bytes of the checksum in front of a file's content."""
_HEAD = _CHECK + 8
"""Bytes of the checksum and of the length of what it was made of."""


def cache_folder(given: str = "") -> Path:
    """The folder that was asked for, else the one that the system has for caches."""
    named = given or os.environ.get(CACHE_VARIABLE, "")
    if named:
        return Path(named)
    try:
        home = Path.home()
    except RuntimeError:  # nobody's process: there is no folder of its own
        return Path(os.devnull, "fazhi")
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "fazhi" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "fazhi"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "fazhi"


def is_usable(folder: Path) -> bool:
    """Make the folder; True when it is the user's own and no other user can write there."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except OSError:
        return False
    if not hasattr(os, "getuid"):  # Windows keeps a user's folders from the others
        return True
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def digest(*parts: bytes) -> str:
    """A name for content: the same for the same bytes, and for no others."""
    name = blake2b(digest_size=_CHECK)
    for part in parts:
        name.update(len(part).to_bytes(8, "little"))
        name.update(part)
    return name.hexdigest()


def environment_digest(*parts: str) -> str:
    """A name for what stored values depend on: the interpreter, the program and its libraries, and what is given."""
    machine = f"{sys.platform} {sys.byteorder}"
    return digest(sys.version.encode(), machine.encode(), _program(), *(part.encode() for part in parts))


@cache
def _program() -> bytes:
    """The program's own files, and the folder of the libraries, by their times: a new version is another program."""
    libraries = Path(msgspec.__file__).parent.parent
    return f"{listing_key(program_files())} {libraries.stat().st_mtime_ns}".encode()


def listing_key(files: Files) -> str:
    """The files by their times and sizes, as a name for what they hold."""
    return repr(sorted(files.items()))


def load(path: Path) -> Any:
    """What :func:`save` wrote; None where nothing is, or what is there was cut off or changed."""
    return load_with_payload(path)[0]


def load_with_payload(path: Path) -> tuple[Any, memoryview]:
    """What :func:`save` wrote, and the bytes that it put behind it, which are not checked.

    marshal makes nothing but plain values, and runs no code as pickle would.
    """
    try:
        data = memoryview(path.read_bytes())
        end = _HEAD + int.from_bytes(data[_CHECK:_HEAD], "little")
        if data[:_CHECK] == _checksum(data[_CHECK:end]):
            return marshal.loads(data[_HEAD:end]), data[end:]  # noqa: S302 - checked, and from the user's own folder
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return None, memoryview(b"")


def save(path: Path, value: Any, behind: bytes = b"") -> None:
    """Write plain values, and bytes behind them, whole or not at all.

    Where that cannot be done, nothing is kept and nobody is told.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        plain = marshal.dumps(value)
        data = len(plain).to_bytes(_HEAD - _CHECK, "little") + plain
        with temporary.open("wb") as stream:
            temporary.chmod(0o600)
            stream.write(_checksum(data))
            stream.write(data)
            stream.write(behind)
        temporary.replace(path)
    except (OSError, ValueError):
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def clean(folder: Path) -> int:
    """Take away the files that were stored, and nothing else that lies there; returns how many there were."""
    count = 0
    shards = [shard for name in ("?", "??") for shard in folder.glob(f"{RESULTS}/{name}")]
    results = (path for shard in shards for path in shard.glob("*"))
    for path in (*folder.glob(f"{COMPILED}*"), *folder.glob(f"{PARSED}*"), *results, *folder.glob(".*.tmp")):
        with suppress(OSError):
            path.unlink()
            count += 1
    for path in (*shards, folder / RESULTS, folder):
        with suppress(OSError):  # not there, or not empty
            path.rmdir()
    return count


def _checksum(data: bytes | memoryview) -> bytes:
    return blake2b(data, digest_size=_CHECK).digest()
