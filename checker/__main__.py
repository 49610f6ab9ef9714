"""The command ``fazhi``, and ``python -m checker``."""

from __future__ import annotations

import atexit
import gc
import sys
import warnings
from typing import NoReturn

_INTERRUPTED = 130
"""128 + SIGINT, the exit code that shells give to an interrupted program."""
_THRESHOLD = 100_000
"""New objects between two garbage collections. A check creates few reference cycles, and the default takes 5 % more."""


def main() -> NoReturn:
    """Run the command line and exit with its code; an interrupt during imports exits without a traceback."""
    gc.set_threshold(_THRESHOLD)
    # The collections of a finalizing interpreter would look through every object once more: 25 ms of 140.
    atexit.register(gc.freeze)
    if not sys.warnoptions:  # warnings about users' patterns, such as nested sets, are of no use here
        warnings.simplefilter("ignore")
    try:
        from checker.cli.exit import exit_with  # noqa: PLC0415 - the imports may be interrupted
        from checker.cli.main import run  # noqa: PLC0415
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except RuntimeError as error:  # what arises while a class is made has this around it, before Python 3.12
        if isinstance(error.__cause__, KeyboardInterrupt):
            sys.exit(_INTERRUPTED)
        raise
    exit_with(run)


if __name__ == "__main__":
    main()
