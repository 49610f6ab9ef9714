"""The modules of the program, found in a listing of its files that every run makes anyway (:mod:`checker.cachefolder`).

Finding two hundred modules folder by folder, and asking for the time of each, takes as long as checking half a report.
They are loaded as always: from what was compiled, where the source is as old and as long as it was then.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import ModuleType

from checker.listing import Files, program_files

_SECOND = 1_000_000_000


class _Loader(SourceFileLoader):
    """Loads a module whose time and size are known."""

    def path_stats(self, path: str) -> dict[str, int]:
        changed, size = program_files()[path]
        return {"mtime": changed // _SECOND, "size": size}


class ListedFinder:
    """Finds the modules of this package in a listing; what is not there is found in the usual way."""

    def __init__(self, package: str, files: Files) -> None:
        self._prefix = f"{package}."
        self._files = files

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module of a name below a package that lies at ``path``."""
        if not path or not name.startswith(self._prefix):
            return None
        place = os.path.join(path[0], name.rpartition(".")[2])
        source, initial = f"{place}.py", os.path.join(place, "__init__.py")
        if initial in self._files:
            spec = ModuleSpec(name, _Loader(name, initial), origin=initial, is_package=True)
            spec.submodule_search_locations = [place]
        elif source in self._files:
            spec = ModuleSpec(name, _Loader(name, source), origin=source)
        else:
            return None
        spec.has_location = True
        return spec


def find_by_listing() -> None:
    """Find what is imported from now on so; where the package lies in no folder, nothing changes."""
    if any(isinstance(finder, ListedFinder) for finder in sys.meta_path):
        return
    try:
        files = program_files()
    except OSError:
        return
    sys.meta_path.insert(0, ListedFinder(__package__ or "", files))
