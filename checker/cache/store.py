"""What was worked out in an earlier run: compiled expressions, what they need, parsed files.

Compiling the expressions that a report needs takes longer than checking it. The archive is closed unless a command
opens it; everything works without, and nothing in it is more than can be worked out again.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from checker.cache.folder import COMPILED, PARSED, environment_digest, is_usable, load_with_payload, save
from checker.version import VERSION

_MAX_FILES = 6
"""Archives of as many versions of the program and of Python lie side by side."""
_MAX_BYTES = 8_000_000
"""Bytes, six times what the shipped rules take. Every run reads the archive: one that has grown beyond belongs to rules
that are long gone, and is begun anew."""
_Entry = tuple[int, int, int]
"""Where a value begins and ends among those of the file, and its checksum."""


class PersistentCache:
    """One file of plain values by kind and key; a run needs some of them, which are put together when it does.

    The file is a table of what is where, and the values end to end; each is checked when it is asked for. State lives
    here.
    """

    def __init__(self, prefix: str) -> None:
        """``prefix`` is what the name of the file begins with."""
        self._prefix = prefix
        self._opened: Path | None = None
        self._folder: Path | None = None
        self._file: Path | None = None
        self._table: dict[str, dict[str, _Entry]] = {}
        self._data: bytes | memoryview = b""
        self._new: dict[str, dict[str, bytes]] = {}
        self._values: dict[tuple[str, str], Any] = {}

    def open(self, folder: Path) -> None:
        """Use a folder from now on; what is there is read when something is first asked for.

        A run that follows another in one process (a watch) goes on with what that one has worked out.
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
        """Forget everything, and keep nothing from now on."""
        self._opened = None
        self._folder = None
        self._reset()

    def _reset(self) -> None:
        self._file = None
        self._table, self._data, self._new, self._values = {}, b"", {}, {}

    def save(self) -> None:
        """Write the file again where something came to it."""
        if self._file is None or not self._new:
            return
        all_kept = {kind: {key: self._bytes(kind, key) for key in self._table[kind]} for kind in self._table}
        for kind, made in self._new.items():
            all_kept.setdefault(kind, {}).update(made)
        table, values = _serialize(all_kept)
        if len(values) > _MAX_BYTES:
            table, values = _serialize(self._new)
        save(self._file, table, values)
        self._table, self._data, self._new = table, values, {}
        _remove_old(self._file.parent, self._prefix)

    def get_or_make(self, kind: str, key: str, make: Callable[[], Any]) -> Any:
        """The value of a key, made when it is not there. It must consist of what marshal takes."""
        if self._folder is not None:
            self._read(self._folder)
        if self._file is None:
            return make()
        values, known = self._values, (kind, key)
        if known not in values:
            kept = self._bytes(kind, key)
            if kept is not None:
                values[known] = marshal.loads(kept)  # noqa: S302 - checked, and from the user's own folder
            else:
                values[known] = made = make()
                self._new.setdefault(kind, {})[key] = marshal.dumps(made)
        return values[known]

    def _bytes(self, kind: str, key: str) -> bytes | memoryview | None:
        """What the file holds for a key; None where that is nothing, or was changed."""
        if key not in self._table.get(kind, ()):
            return None
        start, end, checksum = self._table[kind][key]
        found = self._data[start:end]
        return found if zlib.crc32(found) == checksum else None


def _serialize(
    all_kept: Mapping[str, Mapping[str, bytes | memoryview | None]],
) -> tuple[dict[str, dict[str, _Entry]], bytes]:
    """The table of what is where, and the values end to end."""
    table: dict[str, dict[str, _Entry]] = {}
    parts: list[bytes | memoryview] = []
    end = 0
    for kind, kept in all_kept.items():
        table[kind] = {}
        for key, value in kept.items():
            if value is not None:
                start, end = end, end + len(value)
                table[kind][key] = (start, end, zlib.crc32(value))
                parts.append(value)
    return table, b"".join(parts)


def _remove_old(folder: Path, prefix: str) -> None:
    """Take away the archives of programs that are long gone."""
    with suppress(OSError):
        found = sorted(folder.glob(f"{prefix}*"), key=lambda path: path.stat().st_mtime)
        for path in found[:-_MAX_FILES]:
            path.unlink(missing_ok=True)


COMPILED_CACHE = PersistentCache(COMPILED)
"""What checking needs."""
SETTINGS_CACHE = PersistentCache(PARSED)
"""What every run needs, also one that has nothing to check: small, so that it is read soon."""
