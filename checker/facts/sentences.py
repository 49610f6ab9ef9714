"""Sentences of a block, and clauses of a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from checker.search.patterns import Pattern, compile_pattern
from checker.text.span import Span

_SENTENCE_END = compile_pattern(r"[。!?]+[”’」』\")]*")
_CLAUSE_END = compile_pattern(r"[。!?;,:]+[”’」』\")]*")


_REMEMBERED = 1024
"""Stretches of text; several rules ask for the sentences of the same blocks, one rule after the other."""


def sentences_in(folded: str, span: Span) -> tuple[Span, ...]:
    """The sentences of a stretch of half-width text; each with its final mark."""
    return _parts(_SENTENCE_END, folded, span.start, span.end)


def clauses_in(folded: str, span: Span) -> tuple[Span, ...]:
    """The clauses, cut at commas, colons and semicolons too."""
    return _parts(_CLAUSE_END, folded, span.start, span.end)


def enclosing(spans: Iterable[Span], offset: int) -> Span | None:
    """The first of the spans that holds an offset."""
    return next((span for span in spans if span.start <= offset < span.end), None)


def have_in_common(one: str, other: str, length: int) -> bool:
    """True when a stretch of so many characters stands in both."""
    # Wherever such a stretch stands, it holds a whole piece of half the length: few texts share even that.
    piece = (length + 1) // 2
    for start in range(0, len(one) - piece + 1, piece):
        if one[start : start + piece] in other:
            return any(one[begin : begin + length] in other for begin in range(len(one) - length + 1))
    return False


@lru_cache(maxsize=_REMEMBERED)
def _parts(ends: Pattern, folded: str, start: int, end: int) -> tuple[Span, ...]:
    parts = []
    for match in ends.finditer(folded, start, end):
        stop = match.end()
        parts.append(Span(start, stop))
        start = stop
    if start < end:
        parts.append(Span(start, end))
    return tuple(parts)
