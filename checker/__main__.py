"""The command ``fazhi``, and ``python -m checker``."""

from __future__ import annotations

import signal
import sys
from typing import NoReturn

_INTERRUPTED = 128 + signal.SIGINT


def main() -> NoReturn:
    """Run the command line; who interrupts while it loads is told nothing, as later."""
    try:
        from checker.cli import main as command  # noqa: PLC0415 - loading is what may be interrupted
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    command()


if __name__ == "__main__":
    main()
