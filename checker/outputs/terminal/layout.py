"""Lines of styled text for a terminal or a pipe: cut and wrapped by the cells that characters take, then painted.

A line is a sequence of ``(text, style)`` segments. The same lines serve both: without colour the styles are dropped.
rich measures the characters; its consoles and tables are not used here, because they cost as much per report as all
rules together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from rich.cells import cell_len, chop_cells, set_cell_size

PLAIN, BOLD, FAINT, RED, MAGENTA = "", "1", "2", "1;31", "1;35"
"""SGR parameters. Of the sixteen terminal colours only red and magenta are legible on white and on black alike; what
is faint carries no information: it is for rules and frames."""

Segment = tuple[str, str]
Line = Sequence[Segment]

_WORD = re.compile(r"\s*\S+\s*")
_CACHED = 4096
"""Texts whose wrapping is kept; sources, mends and names are the same for every finding of a rule."""


@lru_cache(maxsize=_CACHED)
def cells(text: str) -> int:
    """The width of a text in terminal cells; a Han character takes two."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, width: int) -> str:
    """The text cropped to a width; half of a wide character at the edge becomes a space."""
    return text if cells(text) <= width else set_cell_size(text, max(width, 0))


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text filled with spaces to a width, on its left where ``right`` aligns it."""
    blanks = " " * (width - cells(text))
    return blanks + text if right else text + blanks


@lru_cache(maxsize=_CACHED)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """The lines of a text: broken between words, and inside words that are wider than a line."""
    if cells(text) <= width:
        return (text,)
    breaks: list[int] = []
    offset = position = 0
    while match := _WORD.match(text, position):
        start, position = match.span()
        word = match.group()
        room = cells(word.rstrip())
        if room <= width - offset:
            offset += cells(word)
        elif room > width:
            for piece in chop_cells(word, width):
                breaks.append(start)
                start += len(piece)
                offset = cells(piece)
        else:
            breaks.append(start)
            offset = cells(word)
    edges = [0, *(place for place in breaks if place), len(text)]
    return tuple(text[low:high] for low, high in pairwise(edges))


def wrap_segments(line: Line, width: int) -> Iterator[Line]:
    """The lines that a styled line becomes at a width."""
    start = 0
    for part in wrap("".join(text for text, _ in line), width):
        yield tuple(_clipped(line, start, start + len(part)))
        start += len(part)


def _clipped(line: Line, start: int, end: int) -> Iterator[Segment]:
    """The segments between two offsets of a line's text."""
    place = 0
    for text, style in line:
        low, high = max(start, place), min(end, place + len(text))
        if low < high:
            yield text[low - place : high - place], style
        place += len(text)


def wrap_beside(name: str, text: str, width: int) -> Iterator[Line]:
    """A text wrapped in the column behind a name, with the lines below it indented as far."""
    indent = cells(name)
    first, *others = wrap(text, max(width - indent, 1))
    yield ((name + first, PLAIN),)
    yield from (((" " * indent + line, PLAIN),) for line in others)


def paint(lines: Iterable[Line], *, color: bool) -> str:
    """The text of the lines, without blanks at their ends, with SGR codes where colour is wanted."""
    return "".join(f"{_painted(line, color=color)}\n" for line in lines)


def _painted(line: Line, *, color: bool) -> str:
    if not color:
        return "".join(text for text, _ in line).rstrip()
    last = len(line) - 1
    stripped = [(text.rstrip() if place == last else text, style) for place, (text, style) in enumerate(line)]
    return "".join(f"\x1b[{style}m{text}\x1b[0m" if style and text else text for text, style in stripped)
