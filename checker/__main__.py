"""The command ``fazhi``, and ``python -m checker``."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
import warnings
from typing import Any, NoReturn

_INTERRUPTED = 128 + signal.SIGINT
_RARELY = 100_000
"""New objects between two searches for those that hold each other: hardly any do here."""
_UNNEEDED = "typing_extensions"
"""msgspec takes from it what :mod:`typing` has too, and it takes as long to load as all of msgspec."""


def main() -> NoReturn:
    """Run the command line; who interrupts while it loads is told nothing, as later."""
    gc.set_threshold(_RARELY)
    atexit.register(gc.freeze)  # what is still there goes with the process; nobody need look through it
    if not sys.warnoptions:  # what Python tells programmers about somebody's pattern (a set in a set) helps no reader
        warnings.simplefilter("ignore")
    try:
        _load_msgspec()
        from checker.ending import ended  # noqa: PLC0415 - loading is what may be interrupted
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    ended(_run)


def _load_msgspec() -> None:
    """As it loads where there is nothing but the standard library beside it."""
    if _UNNEEDED in sys.modules:
        return
    modules: dict[str, Any] = sys.modules
    modules[_UNNEEDED] = None
    try:
        import msgspec  # noqa: F401, PLC0415
    finally:
        del modules[_UNNEEDED]


def _run() -> int | None:
    """What is asked for, the plain check without what understands options; returns the exit code, None for 0."""
    from checker.plainly import check, plain_paths  # noqa: PLC0415

    paths = plain_paths(sys.argv[1:], os.environ, os.name)
    code = check(paths) if paths is not None else None
    if code is not None:
        return code
    from checker.cli import run  # noqa: PLC0415

    done: int | None = run()
    return done


if __name__ == "__main__":
    main()
