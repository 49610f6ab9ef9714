"""The command ``fazhi``, and ``python -m checker``."""

from __future__ import annotations

import atexit
import gc
import signal
import sys
import warnings
from typing import NoReturn

_INTERRUPTED = 128 + signal.SIGINT
_RARELY = 100_000
"""New objects between two searches for those that hold each other: hardly any do here."""


def main() -> NoReturn:
    """Run the command line; who interrupts while it loads is told nothing, as later."""
    gc.set_threshold(_RARELY)
    atexit.register(gc.freeze)  # what is still there goes with the process; nobody need look through it
    if not sys.warnoptions:  # what Python tells programmers about somebody's pattern (a set in a set) helps no reader
        warnings.simplefilter("ignore")
    try:
        from checker.cli import main as command  # noqa: PLC0415 - loading is what may be interrupted
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    command()


if __name__ == "__main__":
    main()
