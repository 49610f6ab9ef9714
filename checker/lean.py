"""What the command line does not load, or loads when it is first used: half of a short run is loading.

For the command line alone: who uses the library has loaded what he wants.
"""

from __future__ import annotations

import os
import sys
from _thread import RLock
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from typing import Any

_EXTENSIONS = "typing_extensions"
"""msgspec takes from it what :mod:`typing` has too, and it takes as long to load as all of msgspec."""
_COMPILER = "regex"
"""Compiling expressions takes a library; asking those that were compiled before takes a part of it
(:mod:`checker.patterns`)."""
_SELDOM = ("textwrap", "ipaddress")
"""msgspec and :mod:`pathlib` bring them along, for what is not done here."""
_SYSTEM = "platform"
""":mod:`uuid`, which msgspec brings along, asks it for the name of the system, and nobody asks for more."""


def load_lean() -> None:
    """Load msgspec as it loads where nothing is installed beside it; what is seldom needed waits until it is."""
    for name in (*_SELDOM, _COMPILER):
        _load_later(name)
    if hasattr(os, "uname"):
        _load_later(_SYSTEM, system=lambda: os.uname().sysname)
    _load_without(_EXTENSIONS, "msgspec")


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


def _load_later(name: str, **known: object) -> None:
    """A package whose own modules can be imported, and which is loaded as a whole for the first of its names.

    What is ``known`` of it can be had before.
    """
    spec = find_spec(name) if name not in sys.modules else None
    if spec is None or spec.loader is None:
        return
    waiting = module_from_spec(spec)
    vars(waiting).update(known)
    load, lock = spec.loader.exec_module, RLock()
    is_loaded = False

    def named(attribute: str) -> Any:
        """Called for what the module has not, so for everything until it is loaded; other threads wait for that."""
        nonlocal is_loaded
        if attribute.startswith("_"):  # a module of the package, or what import asks of every module
            raise AttributeError(attribute)
        with lock:
            if not is_loaded and not _begun(name):
                is_loaded = True
                load(waiting)
            if attribute not in vars(waiting):
                raise AttributeError(f"module {name!r} has no attribute {attribute!r}")
            return vars(waiting)[attribute]

    vars(waiting)["__getattr__"] = named
    sys.modules[name] = waiting


def _begun(package: str) -> bool:
    """True while a module of the package is being loaded, by the library itself: it asks for what is not there yet."""
    specs = [module.__spec__ for name, module in sys.modules.items() if name.startswith(f"{package}.") and module]
    return any(getattr(spec, "_initializing", False) for spec in specs)
