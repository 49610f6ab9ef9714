"""Whether a document writes its punctuation full-width or half-width."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.patterns import compile_pattern
from checker.span import Span

_HALF = compile_pattern(r"(?<=[\p{Han}”’》」)])[,;:?!]|[,;:?!](?=[\p{Han}“‘《「])|\((?=\p{Han})|(?<=\p{Han})\)")
_FULL = compile_pattern("[，；：？！（）]")


@dataclass(frozen=True, slots=True)
class Width:
    """How many marks beside Han characters are half-width and full-width, and the first half one."""

    half: int
    full: int
    first_half: Span | None


def read_width(text: str, spans: Iterable[Span]) -> Width:
    """Count the marks of both widths in the given stretches."""
    half = full = 0
    first: Span | None = None
    for span in spans:
        for match in _HALF.finditer(text, span.start, span.end):
            half += 1
            first = first or Span(*match.span())
        full += sum(1 for _ in _FULL.finditer(text, span.start, span.end))
    return Width(half, full, first)
