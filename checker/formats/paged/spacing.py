"""Spaces between the characters of a line, told from the gaps that justification and word processors leave."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import inf
from statistics import median

from msgspec import Struct

_WORD_GAP = 0.2
"""Minimum gap between Latin letters, or between figures, in ems, that stands for a space. Between other characters it
is what they are further apart than is usual."""
_SAME_POSITION = 0.4
"""Maximum distance, as a share of its width, of a character printed twice to make it bold."""
_ANY_GAP = 1.0
"""Gap that stands for a space whatever stands beside it."""
_HAN, _ALPHANUMERIC, _OTHER = 1, 3, 9
_BOTH_HAN, _MIXED, _NEITHER_HAN = 2 * _HAN, _HAN + _ALPHANUMERIC, 2 * _ALPHANUMERIC
_MIN_MIXED = 3
"""Minimum number of gaps between Han characters and letters or figures from which the usual one of a page is known.
Word processors leave a quarter of an em there, as wide as a space, or nothing."""


class Glyph(Struct, frozen=True):
    """A character on a page: ``x0`` and ``x1`` are its left and right edges, ``y`` its baseline, ``size`` its em."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


class Spacing(Struct, frozen=True):
    """What divides the characters of a line.

    ``han_distance`` is the distance between the middles of Han characters, in units of the page, ``mixed_gap`` the gap
    in ems between a Han character and a letter or figure, above which there is a space.
    """

    han_distance: float
    mixed_gap: float

    def divides(self, before: Glyph, glyph: Glyph, gap: float) -> bool:
        """Return True for visible characters with a space between them; ``gap`` is their distance in ems."""
        if gap > _ANY_GAP:
            return True
        kinds = _kind(before.text) + _kind(glyph.text)
        if kinds == _BOTH_HAN:
            return _distance(before, glyph) > self.han_distance
        if kinds == _MIXED:
            return gap > self.mixed_gap
        return kinds == _NEITHER_HAN and gap > _WORD_GAP


def measured(rows: Sequence[Sequence[Glyph]]) -> list[Spacing]:
    """Measure the lines of a page.

    The middles of Han characters are compared because the box of a narrow one (月) is narrower than its em in some
    fonts. Justification moves all characters of a line apart, so it is taken from the other gaps.
    """
    han: list[float] = []
    stretches: list[float] = []
    mixed: list[float] = []
    for row in rows:
        distances: list[float] = []
        widths: list[float] = []
        gaps: list[float] = []
        kinds = [_kind(glyph.text) for glyph in row]
        for number, (one, other) in enumerate(pairwise(kinds), 1):
            if one + other == _BOTH_HAN:
                before, glyph = row[number - 1], row[number]
                if is_double_strike(before, glyph):
                    continue
                distances.append(_distance(before, glyph))
                widths.append(glyph.x1 - glyph.x0)
            elif one + other == _MIXED:
                before, glyph = row[number - 1], row[number]
                gaps.append((glyph.x0 - before.x1) / max(glyph.size, before.size))
        usual, em = (median(distances), median(widths)) if distances else (inf, 1.0)
        stretch = max(0.0, usual / em - 1.0) if distances and em else 0.0
        han.append(usual + _WORD_GAP * em)
        stretches.append(stretch)
        mixed.extend(gap - stretch for gap in gaps)
    usual_mixed = max(0.0, median(mixed)) + _WORD_GAP if len(mixed) >= _MIN_MIXED else _ANY_GAP
    lines = zip(han, stretches, strict=True)
    return [Spacing(distance, min(_ANY_GAP, usual_mixed + stretch)) for distance, stretch in lines]


def is_double_strike(before: Glyph, glyph: Glyph) -> bool:
    """Return True for a character that is printed again, a little beside, to make it bold."""
    return before.text == glyph.text and abs(glyph.x0 - before.x0) < _SAME_POSITION * (glyph.x1 - glyph.x0)


def _distance(before: Glyph, glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1 - before.x0 - before.x1) / 2


@lru_cache(maxsize=10_000)
def _kind(character: str) -> int:
    """Return a number whose sum for two characters says what they are."""
    if "\u3400" <= character <= "\u9fff":
        return _HAN
    return _ALPHANUMERIC if character.isascii() and character.isalnum() else _OTHER


def is_latin(character: str) -> bool:
    """Return True for a letter of a Latin word."""
    return character.isascii() and character.isalpha()
