"""Where something is: half-open spans in code points, and their lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate

from msgspec import Struct

_LINE_END = re.compile(r"\r\n|\r|\n")


class Span(Struct, frozen=True, order=True):
    """The characters from ``start`` up to, not including, ``end`` (Unicode code points)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True when both share at least one character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same length, ``by`` characters further on."""
        return Span(self.start + by, self.end + by)


class SpanSet:
    """Stretches of a text, in any order, asked about in time that grows with the logarithm of their number."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._furthest = list(accumulate((span.end for span in ordered), max))

    def contains(self, span: Span) -> bool:
        """True when one of them holds the span whole."""
        index = bisect_right(self._starts, span.start) - 1
        return index >= 0 and self._furthest[index] >= span.end

    def overlaps(self, span: Span) -> bool:
        """True when one of them shares a character with the span."""
        index = bisect_left(self._starts, span.end) - 1
        return index >= 0 and self._furthest[index] > span.start


def occurrences(text: str, wanted: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Where a text stands in a stretch of another; it may stand in itself (甲甲 twice in 甲甲甲)."""
    place = text.find(wanted, start, end)
    while place >= 0:
        yield place
        place = text.find(wanted, place + 1, end)


class LineIndex:
    """Offset ↔ line and column of one text; LF, CR LF and a lone CR each end a line.

    Lines and columns count from 1; a column counts code points, as the JSON contract does.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self._text))]

    def position(self, offset: int) -> tuple[int, int]:
        """(line, column) of an offset; the end of the text is a place too."""
        if not 0 <= offset <= len(self._text):
            raise ValueError(f"offset {offset} is outside a text of {len(self._text)} characters")
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column, the inverse of :meth:`position`."""
        return self._starts[line - 1] + column - 1

    def utf16_column(self, offset: int) -> int:
        """The column from 0 in UTF-16 units, as editors count (𠮷 is two)."""
        line, _ = self.position(offset)
        before = self._text[self._starts[line - 1] : offset]
        return len(before.encode("utf-16-le")) // 2

    def line_span(self, line: int) -> Span:
        """The characters of a line without its end."""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        return Span(start, start + len(self._text[start:end].rstrip("\r\n")))
