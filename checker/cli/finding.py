"""The modules of the program, found in a listing of its files that every run makes anyway (:mod:`checker.cache.folder`).

Finding two hundred modules folder by folder, and asking for the time of each, takes as long as checking half a report.
They are loaded as always, from what was compiled, where the source is as old and as long as it was then; only that this
is read with fewer calls of the system.
"""

from __future__ import annotations

import _imp
import marshal
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import MAGIC_NUMBER
from types import CodeType, ModuleType

from checker.cache.listing import Files, program_files

_SECOND = 1_000_000_000
_OF_TIME = MAGIC_NUMBER + bytes(4)
"""Compiled by this Python, from a source of a certain time and size."""
_COMPILED = f".{sys.implementation.cache_tag}{f'.opt-{sys.flags.optimize}' if sys.flags.optimize else ''}.pyc"
_AS_IT_IS = getattr(os, "O_BINARY", 0)
"""Windows has another way to read text."""
_MOST = 1 << 16
"""Bytes that are read at once; compiled modules are shorter."""


class _Loader(SourceFileLoader):
    """Loads a module whose time and size are known."""

    def path_stats(self, path: str) -> dict[str, int]:
        changed, size = program_files()[path]
        return {"mtime": changed // _SECOND, "size": size}

    def get_code(self, fullname: str) -> CodeType | None:
        """What was compiled of the source as it is now, read in one go; anything else is left to the usual way."""
        folder, name = os.path.split(self.path)
        changed, size = program_files()[self.path]
        head = b"".join((_OF_TIME, _word(changed // _SECOND), _word(size)))
        with suppress(OSError, ValueError, EOFError, TypeError, AttributeError):
            data = _contents(f"{folder}{os.sep}__pycache__{os.sep}{name.removesuffix('.py')}{_COMPILED}")
            if data.startswith(head):
                code: CodeType = marshal.loads(memoryview(data)[len(head) :])  # noqa: S302 - as Python does
                # As Python does: it may have been compiled elsewhere.
                _imp._fix_co_filename(code, self.path)  # type: ignore[attr-defined]  # noqa: SLF001
                return code
        return super().get_code(fullname)


def _word(number: int) -> bytes:
    return (number & 0xFFFFFFFF).to_bytes(4, "little")


def _contents(path: str) -> bytes:
    """The bytes of a file, without what Python's own files ask before they read."""
    descriptor = os.open(path, os.O_RDONLY | _AS_IT_IS)
    try:
        parts = [os.read(descriptor, _MOST)]
        while len(parts[-1]) == _MOST:
            parts.append(os.read(descriptor, _MOST))
    finally:
        os.close(descriptor)
    return b"".join(parts)


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
    sys.meta_path.insert(0, ListedFinder("checker", files))
