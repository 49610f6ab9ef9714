"""Whether a document writes its punctuation full-width or half-width."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from checker.search.patterns import compile_pattern
from checker.text.span import Span

_HALF = compile_pattern(r"(?<=[\p{Han}”’》」)])[,;:?!]|[,;:?!](?=[\p{Han}“‘《「])|\((?=\p{Han})|(?<=\p{Han})\)")
_FULL = compile_pattern("[，；：？！（）]")


class Width(Struct, frozen=True):
    """The marks beside Han characters, half-width and full-width, in order."""

    halves: tuple[Span, ...]
    fulls: tuple[Span, ...]

    @property
    def half(self) -> int:
        """How many are half-width."""
        return len(self.halves)

    @property
    def full(self) -> int:
        """How many are full-width."""
        return len(self.fulls)


def read_width(text: str, spans: Iterable[Span]) -> Width:
    """Find the marks of both widths in the given stretches."""
    halves: list[Span] = []
    fulls: list[Span] = []
    for span in spans:
        halves.extend(Span(*match.span()) for match in _HALF.finditer(text, span.start, span.end))
        fulls.extend(Span(*match.span()) for match in _FULL.finditer(text, span.start, span.end))
    return Width(tuple(halves), tuple(fulls))


def widened(mark: str) -> str:
    """The full-width mark of a half-width one."""
    return chr(ord(mark) + 0xFEE0)
