"""Expressions of the standard library that most runs do not need: compiling one takes longer than asking a hundred.

Those of the rulesets are kept compiled from one run to the next (:mod:`checker.search.patterns`).
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Waiting:
    """An expression that is compiled when something is asked of it, and asked directly then."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        asked = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, asked)
        return asked


def rarely(source: str, flags: int = 0) -> re.Pattern[str]:
    """:func:`re.compile` for an expression that is rarely used; a mistake in it shows when it is."""
    return cast("re.Pattern[str]", _Waiting(source, flags))
