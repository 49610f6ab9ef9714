"""The full-width and half-width punctuation marks of a document."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from checker.search.patterns import compile_pattern
from checker.text.span import Span

_HALF = compile_pattern(r"(?<=[\p{Han}”’》」)])[,;:?!]|[,;:?!](?=[\p{Han}“‘《「])|\((?=\p{Han})|(?<=\p{Han})\)")
_FULL = compile_pattern("[，；：？！（）]")


class Width(Struct, frozen=True):
    """The half-width and the full-width marks next to Han characters, in order."""

    halves: tuple[Span, ...]
    fulls: tuple[Span, ...]

    @property
    def half(self) -> int:
        """The number of half-width marks."""
        return len(self.halves)

    @property
    def full(self) -> int:
        """The number of full-width marks."""
        return len(self.fulls)


def read_width(text: str, spans: Iterable[Span]) -> Width:
    """Find the marks of both widths in the given spans."""
    halves: list[Span] = []
    fulls: list[Span] = []
    for span in spans:
        halves.extend(Span(*match.span()) for match in _HALF.finditer(text, span.start, span.end))
        fulls.extend(Span(*match.span()) for match in _FULL.finditer(text, span.start, span.end))
    return Width(tuple(halves), tuple(fulls))


def widened(mark: str) -> str:
    """Return the full-width form of a half-width mark."""
    return chr(ord(mark) + 0xFEE0)
