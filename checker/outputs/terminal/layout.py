"""Layout of styled lines by the width of their characters in terminal cells, and rendering to text.

A line is a sequence of ``(text, style)`` segments; without colour the styles are dropped. rich measures the characters.
Its consoles and tables are not used here, because they cost as much time per report as all rules together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from rich.cells import cell_len, chop_cells, set_cell_size

PLAIN, BOLD, FAINT, RED, MAGENTA = "", "1", "2", "1;31", "1;35"
"""SGR parameters. Of the sixteen terminal colours only red and magenta are legible on both white and black. Faint text
carries no information; it is for rules and frames."""

Segment = tuple[str, str]
Line = Sequence[Segment]

_WORD = re.compile(r"\s*\S+\s*")
_CACHED = 4096
"""Texts whose layout is cached; sources, suggestions and names are the same for every finding of a rule."""


@lru_cache(maxsize=_CACHED)
def cells(text: str) -> int:
    """Return the width of a text in terminal cells; a Han character takes two."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, width: int) -> str:
    """Crop a text to a width; half of a wide character at the edge becomes a space."""
    return text if cells(text) <= width else set_cell_size(text, max(width, 0))


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Pad a text with spaces to a width; with ``right`` it is aligned to the right."""
    blanks = " " * (width - cells(text))
    return blanks + text if right else text + blanks


@lru_cache(maxsize=_CACHED)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """Wrap a text between words, and inside words that are wider than a line."""
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
    edges = [0, *(index for index in breaks if index), len(text)]
    return tuple(text[low:high] for low, high in pairwise(edges))


def wrap_segments(line: Line, width: int) -> Iterator[Line]:
    """Wrap a styled line to a width."""
    start = 0
    for part in wrap("".join(text for text, _ in line), width):
        yield tuple(_clipped(line, start, start + len(part)))
        start += len(part)


def _clipped(line: Line, start: int, end: int) -> Iterator[Segment]:
    """The segments between two offsets of a line's text."""
    offset = 0
    for text, style in line:
        low, high = max(start, offset), min(end, offset + len(text))
        if low < high:
            yield text[low - offset : high - offset], style
        offset += len(text)


def wrap_beside(name: str, text: str, width: int) -> Iterator[Line]:
    """Wrap a text in the column after a name; continuation lines are indented to that column."""
    indent = cells(name)
    first, *others = wrap(text, max(width - indent, 1))
    yield ((name + first, PLAIN),)
    yield from (((" " * indent + line, PLAIN),) for line in others)


def paint(lines: Iterable[Line], *, color: bool) -> str:
    """Render lines without trailing blanks, and with SGR codes if ``color`` is set."""
    return "".join(f"{_painted(line, color=color)}\n" for line in lines)


def _painted(line: Line, *, color: bool) -> str:
    if not color:
        return "".join(text for text, _ in line).rstrip()
    last = len(line) - 1
    stripped = [(text.rstrip() if index == last else text, style) for index, (text, style) in enumerate(line)]
    return "".join(f"\x1b[{style}m{text}\x1b[0m" if style and text else text for text, style in stripped)
