"""What the command line does not load, or loads when it is first used: half of a short run is loading.

For the command line alone: who uses the library has loaded what he wants.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import PathFinder
from types import ModuleType
from typing import Any

_EXTENSIONS = "typing_extensions"
"""msgspec takes from it what :mod:`typing` has too, and it takes as long to load as all of msgspec."""
_COMPILER = "regex"
"""Compiling expressions takes a library; asking those that were compiled before takes a part of it
(:mod:`checker.patterns`)."""


def load_lean() -> None:
    """Load msgspec as it loads where nothing is installed beside it; regex waits until something is asked of it."""
    _load_without(_EXTENSIONS, "msgspec")
    _load_later(_COMPILER)


def _load_without(absent: str, wanted: str) -> None:
    modules: dict[str, Any] = sys.modules
    if absent in modules:
        import_module(wanted)
        return
    modules[absent] = None
    try:
        import_module(wanted)
    finally:
        del modules[absent]


def _load_later(name: str) -> None:
    """A package whose own modules can be imported, and which is loaded as a whole for the first of its names."""
    spec = PathFinder.find_spec(name) if name not in sys.modules else None
    if spec is None or spec.submodule_search_locations is None:
        return
    waiting = ModuleType(name)
    waiting.__path__ = spec.submodule_search_locations

    def named(attribute: str) -> Any:
        if attribute.startswith("_"):  # a module of the package, or what import asks of every module
            raise AttributeError(attribute)
        if sys.modules.get(name) is waiting:
            del sys.modules[name]
        whole = import_module(name)
        vars(waiting).update(vars(whole))
        return getattr(whole, attribute)

    waiting.__dict__["__getattr__"] = named
    sys.modules[name] = waiting
