"""Texts in the cells of a screen: how wide they are, cut, and broken into lines, exactly as rich does it.

Only rich's table of widths is used, and of it only what has not been asked before; its consoles cost a hundred times
what a report costs to be written.
"""

from __future__ import annotations

import re
from itertools import pairwise

from rich.cells import cell_len, chop_cells, set_cell_size

_WORD = re.compile(r"\s*\S+\s*")
_JOINING = ("\u200d", "\ufe0f")
"""What changes the width of the character before it."""


class _Widths(dict[str, int]):
    """Character → its cells."""

    def __missing__(self, character: str) -> int:
        self[character] = cell_len(character)
        return self[character]


_WIDTHS = _Widths()


def cells(text: str) -> int:
    """The width of a text."""
    if text.isascii():
        return len(text)
    if any(sign in text for sign in _JOINING):
        return cell_len(text)
    return sum(map(_WIDTHS.__getitem__, text))


def cut(text: str, width: int) -> str:
    """What of a line has room."""
    return text if cells(text) <= width else set_cell_size(text, width)


def broken(text: str, width: int) -> list[str]:
    """The lines of a text: broken between words, and in the middle of those that are wider than a line."""
    if cells(text) <= width:
        return [text]
    breaks: list[int] = []
    offset = position = 0
    while match := _WORD.match(text, position):
        start, position = match.span()
        word = match.group()
        room = cells(word.rstrip())
        if room <= width - offset:
            offset += cells(word)
        elif room > width:
            for line in chop_cells(word, width):
                breaks.append(start)
                start += len(line)
                offset = cells(line)
        else:
            breaks.append(start)
            offset = cells(word)
    edges = [0, *(place for place in breaks if place), len(text)]
    return [cut(text[low:high], width) for low, high in pairwise(edges)]
