"""What the arguments of a command line may have been meant to be."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import combinations

_MAX_ARGUMENTS = 50
"""Arguments that are looked at; more are no name that somebody forgot to quote."""


def unquoted_name(arguments: Sequence[str]) -> str:
    """Return a hint where neighbouring arguments together are the name of a file that has blanks in it, or nothing."""
    shown = arguments[:_MAX_ARGUMENTS]
    for start, end in combinations(range(len(shown) + 1), 2):
        name = " ".join(shown[start:end])
        if end - start > 1 and not os.path.exists(shown[start]) and os.path.exists(name):
            return f'文件名里有空格，要加引号："{name}"'
    return ""
