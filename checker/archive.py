"""What was worked out in an earlier run: compiled expressions, what they need, parsed files.

Compiling the expressions that a report needs takes longer than checking it. The archive is closed unless a command
opens it; everything works without, and nothing in it is more than can be worked out again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from checker.cachefolder import store, stored, surroundings, usable
from checker.version import VERSION

_MOST = 20_000
"""Entries; an archive that has grown beyond belongs to rules that are long gone, and is begun anew."""


class Archive:
    """One file of plain values by kind and key. State lives here."""

    def __init__(self) -> None:
        self._file: Path | None = None
        self._values: dict[str, dict[str, Any]] = {}
        self._new = False

    def open(self, folder: Path, *made_by: str) -> None:
        """Read what is there, if the folder may be used; ``made_by`` names what else the values depend on."""
        if not usable(folder):
            return
        self._file = folder / f"compiled-{surroundings(VERSION, *made_by)}.bin"
        found = stored(self._file)
        self._values = found if isinstance(found, dict) else {}
        self._new = False

    def close(self) -> None:
        """Forget everything, and keep nothing from now on."""
        self._file = None
        self._values = {}

    def save(self) -> None:
        """Write the file again where something came to it."""
        if self._file is None or not self._new:
            return
        if sum(map(len, self._values.values())) > _MOST:
            self._values = {}
        store(self._file, self._values)
        self._new = False

    def remembered(self, kind: str, key: str, make: Callable[[], Any]) -> Any:
        """The value of a key, made when it is not there. It must consist of what marshal takes."""
        if self._file is None:
            return make()
        values = self._values.setdefault(kind, {})
        if key not in values:
            values[key] = make()
            self._new = True
        return values[key]


ARCHIVE = Archive()
"""The one of this process."""
