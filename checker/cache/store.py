"""Values computed in earlier runs: compiled expressions, the literals that they require, parsed files.

Compiling the expressions that a report needs takes longer than checking it. A cache is closed unless a command opens
it; everything works without it, and every value in it can be computed again.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from checker.cache.folder import COMPILED, PARSED, environment_digest, is_ours, is_usable, load_with_payload, mark, save
from checker.version import VERSION

_MAX_FILES = 6
"""Number of files to keep per prefix: one for each version of the program and of Python in use."""
_MAX_BYTES = 8_000_000
"""Maximum bytes of the values in a file, six times what the shipped rules take. Every run reads the file, so one that
has grown beyond the limit, mostly with values of rules that no longer exist, is replaced."""
_Entry = tuple[int, int, int]
"""Start and end of a value among the values of the file, and its checksum."""


class PersistentCache:
    """A file of plain values by kind and key.

    The file holds a table of entries and the concatenated values. A value is verified and decoded when it is first
    used, because a run uses only some of them. Instances are mutable.
    """

    def __init__(self, prefix: str) -> None:
        """Create a closed cache; ``prefix`` is the beginning of its file name."""
        self._prefix = prefix
        self._opened: Path | None = None
        self._folder: Path | None = None
        self._file: Path | None = None
        self._table: dict[str, dict[str, _Entry]] = {}
        self._data: bytes | memoryview = b""
        self._new: dict[str, dict[str, bytes]] = {}
        self._values: dict[tuple[str, str], Any] = {}

    def open(self, folder: Path) -> None:
        """Use the file in a folder; it is read on the first call of :meth:`get_or_make`.

        Opening the same folder again keeps the values in memory, for commands that run repeatedly in one process.
        """
        if folder == self._opened:
            return
        self._opened = folder
        self._folder = folder
        self._reset()

    def _read(self, folder: Path) -> None:
        self._folder = None
        if is_usable(folder):
            self._file = folder / f"{self._prefix}{environment_digest(VERSION)}.bin"
            found, self._data = load_with_payload(self._file)
            self._table = found if isinstance(found, dict) else {}

    def close(self) -> None:
        """Discard all values, and store none until the next :meth:`open`."""
        self._opened = None
        self._folder = None
        self._reset()

    def _reset(self) -> None:
        self._file = None
        self._table, self._data, self._new, self._values = {}, b"", {}, {}

    def save(self) -> None:
        """Write the file if values were added."""
        if self._file is None or not self._new:
            return
        by_kind = {kind: {key: self._bytes(kind, key) for key in self._table[kind]} for kind in self._table}
        for kind, added in self._new.items():
            by_kind.setdefault(kind, {}).update(added)
        table, values = _serialize(by_kind)
        if len(values) > _MAX_BYTES:
            table, values = _serialize(self._new)
        mark(self._file.parent)
        save(self._file, table, values)
        self._table, self._data, self._new = table, values, {}
        _remove_old(self._file.parent, self._prefix)

    def get_or_make(self, kind: str, key: str, make: Callable[[], Any]) -> Any:
        """Return the value of a key; call ``make`` when it is missing.

        Values must consist of types that marshal supports.
        """
        if self._folder is not None:
            self._read(self._folder)
        if self._file is None:
            return make()
        values, name = self._values, (kind, key)
        if name not in values:
            stored = self._bytes(kind, key)
            if stored is not None:
                values[name] = marshal.loads(stored)  # noqa: S302 - checked, and from the user's own folder
            else:
                values[name] = value = make()
                self._new.setdefault(kind, {})[key] = marshal.dumps(value)
        return values[name]

    def _bytes(self, kind: str, key: str) -> bytes | memoryview | None:
        """Return the encoded value of a key; None when the file has none or its checksum does not match."""
        if key not in self._table.get(kind, ()):
            return None
        start, end, checksum = self._table[kind][key]
        stored = self._data[start:end]
        return stored if zlib.crc32(stored) == checksum else None


def _serialize(
    by_kind: Mapping[str, Mapping[str, bytes | memoryview | None]],
) -> tuple[dict[str, dict[str, _Entry]], bytes]:
    """Return the table of entries and the concatenated values."""
    table: dict[str, dict[str, _Entry]] = {}
    parts: list[bytes | memoryview] = []
    end = 0
    for kind, values in by_kind.items():
        table[kind] = {}
        for key, value in values.items():
            if value is not None:
                start, end = end, end + len(value)
                table[kind][key] = (start, end, zlib.crc32(value))
                parts.append(value)
    return table, b"".join(parts)


def _remove_old(folder: Path, prefix: str) -> None:
    """Delete the oldest files of a prefix, which belong to versions that are no longer used."""
    with suppress(OSError):
        found = sorted(folder.glob(f"{prefix}*"), key=lambda path: path.stat().st_mtime)
        for path in [path for path in found if is_ours(path)][:-_MAX_FILES]:
            path.unlink(missing_ok=True)


COMPILED_CACHE = PersistentCache(COMPILED)
"""Values that checking needs."""
SETTINGS_CACHE = PersistentCache(PARSED)
"""Values that every run needs, even one that checks nothing; a separate file, because it is small and fast to read."""
