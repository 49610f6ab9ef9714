"""What the command line does not load, or loads when it is first used: half of a short run is loading.

For the command line alone: who uses the library has loaded what he wants.
"""

from __future__ import annotations

import sys
from _thread import RLock
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

_COMPILER = "regex"
"""Compiling expressions takes a library; asking those that were compiled before takes a part of it
(:mod:`checker.search.patterns`)."""
_VALUES = "msgspec"
_SELDOM = {
    "urllib.parse": ("quote_from_bytes",),
    "msgspec.inspect": (),
    "msgspec._json_schema": ("schema", "schema_components"),
    "msgspec.toml": (),
    "msgspec.yaml": (),
}
""":mod:`pathlib` and msgspec bring them along, and take these functions of theirs, for what is not done here."""
_EXTENSIONS = "typing_extensions"
"""msgspec takes from it what :mod:`typing` has too, and it takes as long to load as all of msgspec."""
_NUMBERS = "uuid"
"""msgspec asks it for two classes of values that nothing here holds."""
_DATES, _DATES_IN_C = "datetime", "_datetime"
"""Until Python 3.12 the first holds all that the second does once more in Python, and then takes it from there."""
_OF_DATES = ("date", "datetime", "time", "timedelta", "timezone", "UTC", "datetime_CAPI")
_SIGNALS, _SIGNALS_IN_C = "signal", "_signal"
"""The first gives the numbers of the second names, which takes longer than to set a handler."""


def load_lean() -> None:
    """Load msgspec as it loads where nothing is installed beside it; what is seldom needed waits until it is."""
    _load_dates()
    for name, functions in _SELDOM.items():
        _load_later(name, functions)
    _load_later(_COMPILER)
    _load_signals()
    stand_in = ModuleType(_NUMBERS)
    vars(stand_in).update(UUID=type("UUID", (), {}), SafeUUID=type("SafeUUID", (), {"unknown": None}))
    _load_with({_EXTENSIONS: None, _NUMBERS: stand_in}, _VALUES)
    for name in _SELDOM:
        _name_in_package(name)


def _load_dates() -> None:
    """Of dates and times load what is written in C, as later versions of Python do."""
    if _DATES in sys.modules:
        return
    try:
        found = import_module(_DATES_IN_C)
    except ImportError:
        return
    if all(hasattr(found, name) for name in _OF_DATES):
        sys.modules[_DATES] = found


def _load_signals() -> None:
    """Of signals have what is written in C; what gives their numbers names is loaded when it is asked for."""
    try:
        found = import_module(_SIGNALS_IN_C)
    except ImportError:
        return
    _load_later(_SIGNALS)
    waiting = vars(sys.modules[_SIGNALS])
    for name, value in vars(found).items():
        if not name.startswith("_"):
            waiting.setdefault(name, value)


def _load_with(others: dict[str, ModuleType | None], wanted: str) -> None:
    """Load a library that finds other modules in the place of those of these names; None is one that is not there."""
    modules: dict[str, Any] = sys.modules
    put = [name for name in others if name not in modules]
    for name in put:
        modules[name] = others[name]
    try:
        import_module(wanted)
    finally:
        for name in put:
            del modules[name]


def _spec_of(name: str) -> ModuleSpec | None:
    """Where a module is found; the package around it need not be loaded for that."""
    package, _, inner = name.rpartition(".")
    around = find_spec(package) if inner and package else None
    return PathFinder.find_spec(name, around.submodule_search_locations) if around else find_spec(name)


def _name_in_package(name: str) -> None:
    """Give a package the name of its module, as import does with one that it loads."""
    package, _, inner = name.rpartition(".")
    if name in sys.modules:
        vars(import_module(package)).setdefault(inner, sys.modules[name])


def _load_later(name: str, functions: Iterable[str] = ()) -> None:
    """A module that is loaded as a whole for the first of its names.

    A package's own modules can be imported; the ``functions`` can be had, and it is loaded when one is called.
    """
    spec = _spec_of(name) if name not in sys.modules else None
    if spec is None or spec.loader is None:
        return
    waiting = module_from_spec(spec)
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

    def called(function: str) -> Callable[..., Any]:
        """The function as long as the module is not loaded."""

        def call(*arguments: Any, **more: Any) -> Any:
            if vars(waiting).get(function) is call:
                del vars(waiting)[function]
            return getattr(waiting, function)(*arguments, **more)

        return call

    vars(waiting).update({function: called(function) for function in functions}, __getattr__=named)
    sys.modules[name] = waiting


def _begun(package: str) -> bool:
    """True while a module of the package is being loaded, by the library itself: it asks for what is not there yet."""
    specs = [module.__spec__ for name, module in sys.modules.items() if name.startswith(f"{package}.") and module]
    return any(getattr(spec, "_initializing", False) for spec in specs)
