"""A text as the model sees it: Han characters; a run of figures, of letters, of marks is one sign."""

from __future__ import annotations

import re
from bisect import bisect_right

from msgspec import Struct

FIGURE, LETTER, MARK = "0", "a", "，"
SIGNS = FIGURE + LETTER + MARK
_RUN = re.compile(r"([0-9０-９][0-9０-９.．,，%％]*)|([A-Za-zＡ-Ｚａ-ｚ]+)|[^\u4E00-\u9FFF0-9０-９A-Za-zＡ-Ｚａ-ｚ]+")


def is_han(character: str) -> bool:
    """True for a character that the model knows as one."""
    return "\u4e00" <= character <= "\u9fff"


class Symbols(Struct, frozen=True):
    """The symbols of a text, and of every run of signs where it stands there and where in the text it ends."""

    string: str
    places: tuple[int, ...]
    ends: tuple[int, ...]

    def place(self, index: int) -> int:
        """Where in the text a symbol begins."""
        run = bisect_right(self.places, index - 1) - 1
        return index if run < 0 else self.ends[run] + index - self.places[run] - 1


def symbols_of(text: str) -> Symbols:
    """The symbols of a text; it begins and ends with a mark."""
    parts, places, ends = [], [], []
    position = length = 0
    for run in _RUN.finditer(text):
        start, end = run.span()
        parts.append(text[position:start])
        length += start - position
        parts.append(FIGURE if run[1] else LETTER if run[2] else MARK)
        places.append(length)
        ends.append(end)
        length += 1
        position = end
    parts.append(text[position:])
    return Symbols("".join(parts), tuple(places), tuple(ends))
