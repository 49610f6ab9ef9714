"""Whether characters stand in a text as a word of their own, and which words stand beside it: 征用|地|车辆."""

from __future__ import annotations

from msgspec import Struct

from checker.knowledge.language_model.symbols import is_han
from checker.knowledge.segmentation import words_in
from checker.text.span import Span

_REACH = 8
"""Characters of a clause on each side that are cut into words."""


class Beside(Struct, frozen=True):
    """The words before and behind a word; empty at a mark."""

    before: str
    behind: str


def clause_around(folded: str, place: Span) -> Span:
    """A place with the characters on each side that no mark parts from it, so many as are needed to cut words."""
    low, high = place.start, place.end
    while low > max(0, place.start - _REACH) and is_han(folded[low - 1]):
        low -= 1
    while high < min(len(folded), place.end + _REACH) and is_han(folded[high]):
        high += 1
    return Span(low, high)


def words_beside(folded: str, word: Span) -> Beside | None:
    """The words beside one in the same clause, or None where what the span holds is a part of longer words."""
    clause = clause_around(folded, word)
    words = [found.shift(clause.start) for found in words_in(clause.of(folded))]
    if word not in words:
        return None
    at = words.index(word)
    before = words[at - 1].of(folded) if at else ""
    return Beside(before, words[at + 1].of(folded) if at + 1 < len(words) else "")
