"""What was worked out in an earlier run: compiled expressions, what they need, parsed files.

Compiling the expressions that a report needs takes longer than checking it. The archive is closed unless a command
opens it; everything works without, and nothing in it is more than can be worked out again.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from checker.cachefolder import COMPILED, PARSED, store, stored, surroundings, usable
from checker.version import VERSION

_KEPT = 6
"""Archives of as many versions of the program and of Python lie side by side."""
_MOST = 20_000
"""Entries; an archive that has grown beyond belongs to rules that are long gone, and is begun anew."""


class Archive:
    """One file of plain values by kind and key; a run needs some of them, which are put together when it does.

    State lives here.
    """

    def __init__(self, prefix: str) -> None:
        """``prefix`` is what the name of the file begins with."""
        self._prefix = prefix
        self._opened: Path | None = None
        self._folder: Path | None = None
        self._file: Path | None = None
        self._kept: dict[str, dict[str, bytes]] = {}
        self._values: dict[tuple[str, str], Any] = {}
        self._new = False

    def open(self, folder: Path) -> None:
        """Use a folder from now on; what is there is read when something is first asked for.

        A run that follows another in one process (a watch) goes on with what that one has worked out.
        """
        if folder == self._opened:
            return
        self._opened = folder
        self._folder = folder
        self._forget()

    def _read(self, folder: Path) -> None:
        self._folder = None
        if usable(folder):
            self._file = folder / f"{self._prefix}{surroundings(VERSION)}.bin"
            found = stored(self._file)
            self._kept = found if isinstance(found, dict) else {}
            self._new = False

    def close(self) -> None:
        """Forget everything, and keep nothing from now on."""
        self._opened = None
        self._folder = None
        self._forget()

    def _forget(self) -> None:
        self._file = None
        self._kept = {}
        self._values = {}

    def save(self) -> None:
        """Write the file again where something came to it."""
        if self._file is None or not self._new:
            return
        if sum(map(len, self._kept.values())) > _MOST:
            self._kept = {}
        store(self._file, self._kept)
        self._new = False
        _tidy(self._file.parent, self._prefix)

    def remembered(self, kind: str, key: str, make: Callable[[], Any]) -> Any:
        """The value of a key, made when it is not there. It must consist of what marshal takes."""
        if self._folder is not None:
            self._read(self._folder)
        if self._file is None:
            return make()
        values, known = self._values, (kind, key)
        if known not in values:
            kept = self._kept.setdefault(kind, {})
            if key in kept:
                values[known] = marshal.loads(kept[key])  # noqa: S302 - checked with the file that it stood in
            else:
                values[known] = made = make()
                kept[key] = marshal.dumps(made)
                self._new = True
        return values[known]


def _tidy(folder: Path, prefix: str) -> None:
    """Take away the archives of programs that are long gone."""
    with suppress(OSError):
        found = sorted(folder.glob(f"{prefix}*"), key=lambda path: path.stat().st_mtime)
        for path in found[:-_KEPT]:
            path.unlink(missing_ok=True)


ARCHIVE = Archive(COMPILED)
"""What checking needs."""
SETTINGS = Archive(PARSED)
"""What every run needs, also one that has nothing to check: small, so that it is read soon."""
