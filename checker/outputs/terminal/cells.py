"""Texts in the cells of a screen: how wide they are, cut, and broken into lines, exactly as rich does it.

Only rich's table of widths is used, and of it only what is not said here and has not been asked before; its consoles
cost a hundred times what a report costs to be written.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate, pairwise

from checker.search.rarely import rarely

_WORD = rarely(r"\s*\S+\s*")
_ZERO_WIDTH_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"
"""What changes the width of the character before it."""
_REMEMBERED = 4096
"""Texts; norms, mends and names are the same for every finding of a rule."""
_WIDEST = 2
"""Cells of a character."""
_COMMON = (
    (0x4E00, 0x9FFF, 2), (0x20, 0x7E, 1), (0x3000, 0x3029, 2), (0xFF01, 0xFF60, 2),
    (0x2010, 0x2027, 1), (0x2500, 0x257F, 1), (0x2190, 0x21FF, 1), (0x25A0, 0x25FC, 1),
    (0xA0, 0x2FF, 1), (0x270C, 0x2727, 1),
)  # fmt: skip
"""From which character to which they take so many cells: of nearly all that are written."""


class _Widths(dict[str, int]):
    """Character → its cells."""

    def __missing__(self, character: str) -> int:
        code = ord(character)
        known = next((width for first, last, width in _COMMON if first <= code <= last), None)
        self[character] = _cell_len(character) if known is None else known
        return self[character]


def _cell_len(text: str) -> int:
    from rich.cells import cell_len  # noqa: PLC0415 - hardly ever needed

    return cell_len(text)


_WIDTHS = _Widths()


@lru_cache(maxsize=_REMEMBERED)
def cells(text: str) -> int:
    """The width of a text."""
    if text.isascii():
        return len(text)
    if _ZERO_WIDTH_JOINER in text or _EMOJI_STYLE in text:
        return _cell_len(text)
    return sum(map(_WIDTHS.__getitem__, text))


def cut(text: str, width: int) -> str:
    """What of a line has room."""
    if _WIDEST * len(text) <= width:
        return text
    # No more characters than cells have room: those behind need not be looked at.
    if width < 0 or (ends := _ends(text[: width + 1])) is None:
        if cells(text) <= width:
            return text
        from rich.cells import set_cell_size  # noqa: PLC0415 - hardly ever needed

        return set_cell_size(text, width)
    if ends[-1] <= width:
        return text
    count = bisect_right(ends, width)
    return text[:count] + " " * (width - (ends[count - 1] if count else 0))


def _chopped(text: str, width: int) -> list[str]:
    """A word that is wider than a line in pieces that are not."""
    if width < _WIDEST or (ends := _ends(text)) is None:
        from rich.cells import chop_cells  # noqa: PLC0415 - hardly ever needed

        return chop_cells(text, width)
    pieces = []
    start = used = 0
    while start < len(text):
        stop = bisect_right(ends, used + width)
        pieces.append(text[start:stop])
        start, used = stop, ends[stop - 1]
    return pieces


def _ends(text: str) -> list[int] | None:
    """Where each character ends, in cells; None where characters change each other's width."""
    widths = list(map(_WIDTHS.__getitem__, text))
    if 0 in widths or _ZERO_WIDTH_JOINER in text or _EMOJI_STYLE in text:
        return None
    return list(accumulate(widths))


@lru_cache(maxsize=_REMEMBERED)
def broken(text: str, width: int) -> tuple[str, ...]:
    """The lines of a text: broken between words, and in the middle of those that are wider than a line."""
    if _WIDEST * len(text) <= width or cells(text) <= width:
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
            for line in _chopped(word, width):
                breaks.append(start)
                start += len(line)
                offset = cells(line)
        else:
            breaks.append(start)
            offset = cells(word)
    edges = [0, *(place for place in breaks if place), len(text)]
    return tuple(cut(text[low:high], width) for low, high in pairwise(edges))
