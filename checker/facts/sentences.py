"""Sentences and clauses of a text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from checker.search.patterns import Pattern, compile_pattern
from checker.text.span import Span

_SENTENCE_END = compile_pattern(r"[。!?]+[”’」』\")]*")
_CLAUSE_END = compile_pattern(r"[。!?;,:]+[”’」』\")]*")


_SPACES = "\t\n\v\f\r\x85\u1680\u2028\u2029\u202f\u205f\u3000 \xa0" + "".join(map(chr, range(0x2000, 0x200B)))
_LEADING = _SPACES + "“”"
_TRAILING = _SPACES + "。;,:!?”“"
_CACHE_SIZE = 1024
"""Spans whose sentences or clauses are cached; several rules need those of the same blocks, one after the other."""


def sentences_in(folded: str, span: Span) -> tuple[Span, ...]:
    """Return the sentences in a span of half-width text, each with its final mark."""
    return _parts(_SENTENCE_END, folded, span.start, span.end)


def clauses_in(folded: str, span: Span) -> tuple[Span, ...]:
    """Return the clauses in a span of half-width text; commas, colons and semicolons end a clause too."""
    return _parts(_CLAUSE_END, folded, span.start, span.end)


def stripped_clauses_in(folded: str, span: Span) -> tuple[tuple[Span, str], ...]:
    """Return the clauses in a span of half-width text, each with its words without marks and spaces around them."""
    return _stripped_parts(folded, span.start, span.end)


def stripped(text: str) -> str:
    """Return half-width text without marks, quotation marks and spaces at its ends."""
    return text.lstrip(_LEADING).rstrip(_TRAILING)


def enclosing(spans: Iterable[Span], offset: int) -> Span | None:
    """Return the first of the spans that contains an offset, or None."""
    return next((span for span in spans if span.start <= offset < span.end), None)


def share_substring(first: str, second: str, length: int) -> bool:
    """Return True if a substring of ``length`` characters occurs in both texts."""
    # Such a substring contains one of the chunks of half its length into which ``first`` is cut, and few texts share
    # even a chunk.
    chunk = (length + 1) // 2
    for start in range(0, len(first) - chunk + 1, chunk):
        if first[start : start + chunk] in second:
            return any(first[offset : offset + length] in second for offset in range(len(first) - length + 1))
    return False


@lru_cache(_CACHE_SIZE)
def _stripped_parts(folded: str, start: int, end: int) -> tuple[tuple[Span, str], ...]:
    return tuple((span, stripped(folded[span.start : span.end])) for span in _parts(_CLAUSE_END, folded, start, end))


@lru_cache(maxsize=_CACHE_SIZE)
def _parts(ends: Pattern, folded: str, start: int, end: int) -> tuple[Span, ...]:
    parts = []
    for match in ends.finditer(folded, start, end):
        stop = match.end()
        parts.append(Span(start, stop))
        start = stop
    if start < end:
        parts.append(Span(start, end))
    return tuple(parts)
