"""Positions in a text: half-open spans of code points, and lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate

from msgspec import Struct

_LINE_END = re.compile(r"\r\n|\r|\n")


class Span(Struct, frozen=True, order=True):
    """The half-open range ``start``..``end``, in Unicode code points.

    Raises :class:`ValueError` unless ``0 <= start <= end``.
    """

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
        """Return True when the spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """Return the characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def shift(self, offset: int) -> Span:
        """Return the span moved by ``offset`` characters."""
        return Span(self.start + offset, self.end + offset)


class SpanSet:
    """A set of spans, given in any order; each query takes logarithmic time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._max_ends = list(accumulate((span.end for span in ordered), max))

    def contains(self, span: Span) -> bool:
        """Return True when a single member covers the whole span."""
        index = bisect_right(self._starts, span.start) - 1
        return index >= 0 and self._max_ends[index] >= span.end

    def overlaps(self, span: Span) -> bool:
        """Return True when a member shares at least one character with the span."""
        index = bisect_left(self._starts, span.end) - 1
        return index >= 0 and self._max_ends[index] > span.start


def occurrences(text: str, substring: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Yield the offset of each occurrence of ``substring`` in ``text[start:end]``.

    Overlapping occurrences count: 甲甲 occurs twice in 甲甲甲.
    """
    offset = text.find(substring, start, end)
    while offset >= 0:
        yield offset
        offset = text.find(substring, offset + 1, end)


class LineIndex:
    """Convert between offsets and lines and columns of one text.

    LF, CR LF and a lone CR each end a line. Lines and columns count from 1; columns count code points, as in the
    JSON output.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self._text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Return the (line, column) of an offset; the end of the text is a valid offset.

        Raises :class:`ValueError` for an offset outside the text.
        """
        if not 0 <= offset <= len(self._text):
            raise ValueError(f"offset {offset} is outside a text of {len(self._text)} characters")
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column, the inverse of :meth:`position`."""
        return self._starts[line - 1] + column - 1

    def utf16_column(self, offset: int) -> int:
        """Return the column of an offset in UTF-16 code units, from 0, as editors count (𠮷 is two units)."""
        line, _ = self.position(offset)
        before = self._text[self._starts[line - 1] : offset]
        return len(before.encode("utf-16-le")) // 2

    def line_span(self, line: int) -> Span:
        """Return the span of a line without its line break."""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        return Span(start, start + len(self._text[start:end].rstrip("\r\n")))
