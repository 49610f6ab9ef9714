"""The command ``fazhi``, and ``python -m checker``."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import warnings

TYPE_CHECKING = False  # nothing is loaded before the collector is told to look rarely
if TYPE_CHECKING:
    from typing import NoReturn

_INTERRUPTED = 130
"""128 and the number of the signal, as a shell says it."""
_RARELY = 100_000
"""New objects between two searches for those that hold each other: hardly any do here."""


def command() -> NoReturn:
    """The program: :func:`main`, and when all is said the process ends, without taking apart all that was loaded."""
    try:
        main()
    except SystemExit as leaving:
        _leave(leaving.code)
        raise


def main() -> NoReturn:
    """Run the command line; who interrupts while it loads is told nothing, as later."""
    gc.set_threshold(_RARELY)
    atexit.register(gc.freeze)  # what is still there goes with the process; nobody need look through it
    if not sys.warnoptions:  # what Python tells programmers about somebody's pattern (a set in a set) helps no reader
        warnings.simplefilter("ignore")
    try:
        from checker.cli.finding import find_by_listing  # noqa: PLC0415 - loading is what may be interrupted

        find_by_listing()
        from checker.cli.lean import load_lean  # noqa: PLC0415

        load_lean()
        from checker.cli.exit import ended  # noqa: PLC0415
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    ended(_run)


def _run() -> int | None:
    """What is asked for, the plain check without what understands options; returns the exit code, None for 0."""
    from checker.cli.plainly import check, plain_paths  # noqa: PLC0415

    paths = plain_paths(sys.argv[1:], os.environ, os.name)
    code = check(paths) if paths is not None else None
    if code is not None:
        return code
    from checker.cli.main import run  # noqa: PLC0415

    done: int | None = run()
    return done


def _leave(code: object) -> None:
    """End the process as Python would, but for the taking apart; where that is not sure to be the same, do nothing."""
    threads = sys.modules.get("threading")
    settle = getattr(atexit, "_run_exitfuncs", None)
    if not isinstance(code, int) or settle is None or (threads and threads.active_count() > 1):
        return
    settle()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            return
    os._exit(code)


if __name__ == "__main__":
    command()
