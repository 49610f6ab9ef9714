"""Composition of lines from the positioned characters of a page, for PDF and OFD.

Both formats give the position of each character and little else. Lengths are in the unit of the page (points or
millimetres); ``y`` grows downward.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import inf
from statistics import median

from msgspec import Struct

MAX_CHARACTERS = 1_000_000
"""Maximum characters of a file. A report has about ten thousand; a larger file is not a report and costs memory."""
MIN_SIZE = 0.1
"""Em size of characters without height, so that it can be used as a divisor."""

_SAME_LINE = 0.4
"""Maximum distance of baselines within a line, in ems; superscript numbers of notes belong to their line."""
_SAME_POSITION = 0.4
"""Maximum distance, as a share of its width, of a character printed twice to make it bold."""
_WORD_GAP = 0.2
"""Minimum gap between Latin letters, or between figures, in ems, that stands for a space. Between Han characters it is
what they are further apart than is usual in the line, where justification has moved them all."""
_HAN_GAP = 1.0
"""Gap that stands for a space whatever stands beside it. Word processors leave a quarter of an em between Han
characters and letters or figures."""
_CELL_GAP = 2.0
"""Minimum gap between the columns of a table, in ems."""


class Glyph(Struct, frozen=True):
    """A character on a page: ``x0`` and ``x1`` are its left and right edges, ``y`` its baseline, ``size`` its em."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


class Line(Struct, frozen=True):
    """A line of a page.

    ``page``, ``number`` (on the page) and ``sequence`` (in the document) count from 1. ``text`` has no leading or
    trailing white space; ``cells`` are its columns, or the whole text. ``x0`` and ``x1`` are the left and right edges,
    ``y`` is the baseline, ``size`` the em, ``page_width`` the width of the page, 0 if unknown.
    """

    page: int
    number: int
    sequence: int
    text: str
    x0: float
    x1: float
    y: float
    size: float
    cells: tuple[str, ...]
    page_width: float


def page_lines(page: int, glyphs: Iterable[Glyph], before: int = 0, page_width: float = 0.0) -> list[Line]:
    """Compose the lines of a page, from top to bottom; ``before`` is the number of lines on the pages before it."""
    lines: list[Line] = []
    for row in _rows(glyphs):
        cells = _cells(row)
        text = "".join(cells).strip()
        if text:
            number = len(lines) + 1
            ink = [glyph for glyph in row if glyph.text.strip()]
            size, base = median(glyph.size for glyph in ink), median(glyph.y for glyph in ink)
            right = max(glyph.x1 for glyph in ink)
            parts = tuple(cell.strip() for cell in cells)
            lines.append(Line(page, number, before + number, text, ink[0].x0, right, base, size, parts, page_width))
    return lines


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the glyphs of each baseline from left to right; glyphs at the same position keep their order."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.y):
        if row and glyph.y - row[0].y > _SAME_LINE * max(glyph.size, row[0].size):
            yield sorted(row, key=lambda glyph: glyph.x0)
            row = []
        row.append(glyph)
    if row:
        yield sorted(row, key=lambda glyph: glyph.x0)


def _cells(row: list[Glyph]) -> list[str]:
    """Return the texts of the columns of a row; gaps that stand for a space become one."""
    cells: list[str] = []
    parts: list[str] = []
    han_distance = _han_distance(row)
    previous: Glyph | None = None  # the last visible glyph
    for glyph in row:
        if not glyph.text.strip():
            if previous:
                parts.append(glyph.text)
            continue
        if previous:
            if _is_double_strike(previous, glyph):
                continue
            spaced = not parts[-1].strip() if parts else False
            gap = (glyph.x0 - previous.x1) / max(glyph.size, previous.size)
            if gap >= _CELL_GAP:
                cells.append("".join(parts))
                parts = [] if spaced else [" "]
            elif not spaced and _is_apart(previous, glyph, gap, han_distance):
                parts.append(" ")
        parts.append(glyph.text)
        previous = glyph
    return [*cells, "".join(parts)]


def _is_double_strike(before: Glyph, glyph: Glyph) -> bool:
    return before.text == glyph.text and abs(glyph.x0 - before.x0) < _SAME_POSITION * (glyph.x1 - glyph.x0)


def _han_distance(row: list[Glyph]) -> float:
    """Return the minimum distance between the middles of Han characters of a row that stand apart.

    The middles are compared because the box of a narrow character (月) is narrower than its em in some fonts.
    """
    pairs = [(before, glyph) for before, glyph in pairwise(row) if _is_han(before.text) and _is_han(glyph.text)]
    if not pairs:
        return inf
    em = median(glyph.x1 - glyph.x0 for _, glyph in pairs)
    return median(_distance(before, glyph) for before, glyph in pairs) + _WORD_GAP * em


def _distance(before: Glyph, glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1 - before.x0 - before.x1) / 2


def _is_apart(before: Glyph, glyph: Glyph, gap: float, han_distance: float) -> bool:
    """Return True for visible characters with a space between them; ``gap`` is their distance in ems."""
    if gap > _HAN_GAP:
        return True
    if before.text.isascii() and glyph.text.isascii():
        return gap > _WORD_GAP and before.text.isalnum() and glyph.text.isalnum()
    return _is_han(before.text) and _is_han(glyph.text) and _distance(before, glyph) > han_distance


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def is_latin(character: str) -> bool:
    """Return True for a letter of a Latin word."""
    return character.isascii() and character.isalpha()
