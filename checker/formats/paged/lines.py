"""From characters placed on a page to its lines: what PDF and OFD share.

Both formats say where a character stands and little else. Lengths are in the unit of the page
(points, millimetres); ``y`` grows downward.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from statistics import median

from msgspec import Struct

MAX_CHARACTERS = 1_000_000
"""A report has ten thousand; more than this is another kind of file, and would only cost memory."""
MIN_SIZE = 0.1
"""The em of characters that are printed without height, so that it can be measured by."""

_SAME_LINE = 0.4
"""Baselines nearer than this, in ems, are one line: a note's raised number belongs to it."""
_SAME_SPOT = 0.4
"""The same character again within this share of its width is bold made by printing twice."""
_WORD_GAP = 0.2
"""Between Latin letters a gap wider than this, in ems, is a space that was not written."""
_HAN_GAP = 1.0
"""Between other characters: lines are stretched to the margin, so less than this says nothing."""
_CELL_GAP = 2.0
"""A gap from which on, in ems, the two sides stand in columns."""
_LATIN = re.compile(r"[A-Za-z]")


class Glyph(Struct, frozen=True):
    """A character as printed: ``x0``..``x1`` is its width, ``y`` its baseline, ``size`` its em."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


class Line(Struct, frozen=True):
    """A line as seen: ``page`` and ``number`` on the page from 1, ``sequence`` through the document.

    ``text`` is without the white space at its ends; ``cells`` are its parts when it stands in
    columns, one otherwise. ``page_width`` is the width of the page, 0 where it is not known.
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
    """The lines of a page from top to bottom.

    ``before`` is how many lines the pages before it have, ``page_width`` the width of the page.
    """
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
    """Glyphs of one baseline, from left to right; those at one spot in the order they were written."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.y):
        if row and glyph.y - row[0].y > _SAME_LINE * max(glyph.size, row[0].size):
            yield sorted(row, key=lambda glyph: glyph.x0)
            row = []
        row.append(glyph)
    if row:
        yield sorted(row, key=lambda glyph: glyph.x0)


def _cells(row: list[Glyph]) -> list[str]:
    """The text of a row, cut where it stands in columns; gaps that mean a space become one."""
    cells: list[str] = []
    parts: list[str] = []
    previous: Glyph | None = None  # the last glyph that leaves ink
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
            elif not spaced and gap > _space_gap(previous, glyph):
                parts.append(" ")
        parts.append(glyph.text)
        previous = glyph
    return [*cells, "".join(parts)]


def _is_double_strike(before: Glyph, glyph: Glyph) -> bool:
    return before.text == glyph.text and abs(glyph.x0 - before.x0) < _SAME_SPOT * (glyph.x1 - glyph.x0)


def _space_gap(before: Glyph, glyph: Glyph) -> float:
    return _WORD_GAP if _LATIN.match(before.text) and _LATIN.match(glyph.text) else _HAN_GAP
