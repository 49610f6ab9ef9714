"""Sentences of a block, and clauses of a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from checker.patterns import Pattern, compile_pattern
from checker.span import Span

_SENTENCE_END = compile_pattern(r"[。!?]+[”’」』\")]*")
_CLAUSE_END = compile_pattern(r"[。!?;,:]+[”’」』\")]*")


def sentences_in(folded: str, span: Span) -> Iterator[Span]:
    """The sentences of a stretch of half-width text; each with its final mark."""
    yield from _parts(_SENTENCE_END, folded, span)


def clauses_in(folded: str, span: Span) -> Iterator[Span]:
    """The clauses, cut at commas, colons and semicolons too."""
    yield from _parts(_CLAUSE_END, folded, span)


def enclosing(spans: Iterator[Span], offset: int) -> Span | None:
    """The first of the spans that holds an offset."""
    return next((span for span in spans if span.start <= offset < span.end), None)


def _parts(ends: Pattern, folded: str, span: Span) -> Iterator[Span]:
    start = span.start
    for match in ends.finditer(folded, span.start, span.end):
        yield Span(start, match.end())
        start = match.end()
    if start < span.end:
        yield Span(start, span.end)
