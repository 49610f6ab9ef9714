"""Regular expressions are compiled here and nowhere else.

Those that come from a ruleset run under a time limit, so that a slow pattern stops one rule and
not the tool.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

Pattern = regex.Pattern[str]
Match = regex.Match[str]

SECONDS_PER_SEARCH = 5.0
"""Time limit of one search over one text; a whole report takes milliseconds."""


@cache
def compile_pattern(source: str) -> Pattern:
    """Compile once; raises :class:`regex.error` for a pattern that is none."""
    return regex.compile(source)


def alternatives(sources: tuple[str, ...]) -> Pattern:
    """One pattern for several; an empty list matches nowhere."""
    return compile_pattern("|".join(f"(?:{source})" for source in sources) or r"(?!)")


def finditer(pattern: Pattern, text: str, start: int = 0, end: int | None = None) -> Iterator[Match]:
    """``pattern.finditer`` under the time limit."""
    return pattern.finditer(text, start, len(text) if end is None else end, timeout=SECONDS_PER_SEARCH)


def search(pattern: Pattern, text: str, start: int = 0, end: int | None = None) -> Match | None:
    """``pattern.search`` under the time limit."""
    return pattern.search(text, start, len(text) if end is None else end, timeout=SECONDS_PER_SEARCH)


def free_matches(pattern: Pattern, exceptions: Pattern, text: str, start: int, end: int) -> Iterator[Match]:
    """The matches of ``pattern`` that share no character with one of ``exceptions``.

    A group named ``here`` narrows a match to itself.
    """
    covered = [match.span() for match in finditer(exceptions, text, start, end)]
    for match in finditer(pattern, text, start, end):
        low, high = match.span("here") if match.groupdict().get("here") is not None else match.span()
        if not any(low < stop and begin < high for begin, stop in covered):
            yield match
