"""The built program: a double click opens the desk, as do files dropped on its icon; all else is the command line."""

from __future__ import annotations

import sys
from multiprocessing import freeze_support
from pathlib import Path


def arguments_of(given: list[str]) -> list[str]:
    """Return the command line of ``fazhi`` for the arguments of the program."""
    return ["desk", *given] if all(Path(argument).exists() for argument in given) else given


if __name__ == "__main__":
    freeze_support()  # a process that reads drafts is this program once more
    from checker.__main__ import main

    sys.argv[1:] = arguments_of(sys.argv[1:])
    main()
