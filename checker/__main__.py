"""The command ``fazhi``, and ``python -m checker``."""

from __future__ import annotations

import gc
import sys
import warnings
from typing import NoReturn

_INTERRUPTED = 130
"""128 and the number of SIGINT, the exit code that shells give to an interrupted program."""
_THRESHOLD = 100_000
"""New objects between two collections. A check makes hardly any reference cycles, and default collections cost 5 %."""


def main() -> NoReturn:
    """Run the command line and exit with its code; an interrupt during the imports exits without a traceback."""
    gc.set_threshold(_THRESHOLD)
    if not sys.warnoptions:  # warnings about a user's pattern, such as a set inside a set, do not help a reader
        warnings.simplefilter("ignore")
    try:
        from checker.cli.exit import exit_with  # noqa: PLC0415 - the imports may be interrupted
        from checker.cli.main import run  # noqa: PLC0415
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    exit_with(run)


if __name__ == "__main__":
    main()
