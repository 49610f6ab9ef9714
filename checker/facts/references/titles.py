"""Titles in 《…》: those that close, those that do not, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from checker.search.patterns import compile_pattern
from checker.text.document import Block
from checker.text.span import Span

_OPENERS = "《〈"
_MARKS = compile_pattern("[《〈》〉]")
_NUMBER = compile_pattern(r"\s*\(?\s*(?P<number>\p{Han}{1,12}[\[〔(【]\d{2,4}[\])〕】]\s*第?\d+\s*号)\s*\)?")
_ARTICLE = compile_pattern(r"\s*(?P<article>第[一二三四五六七八九十百零〇\d]+条(?:第[一二三四五六七八九十]+[款项])?)")

CUT_LENGTH = 90
CUT_LINES = 2
"""A title that line ends cut closes within so many characters and lines."""


class Reference(Struct, frozen=True):
    """A cited title; ``span`` with its marks, ``title`` without; ``depth`` 0 is not inside another.

    ``number`` is the document number and ``article`` the article that follow it. ``same_marks``
    tells that a title inside is set in the same marks as the one around it.
    """

    span: Span
    title: Span
    depth: int
    number: Span | None = None
    article: Span | None = None
    same_marks: bool = False


class References(Struct, frozen=True):
    """All titles of a text, and the marks that have no partner."""

    closed: tuple[Reference, ...]
    unclosed: tuple[Span, ...]
    stray: tuple[Span, ...]


def read_references(text: str, folded: str, blocks: Iterable[Block]) -> References:
    """Read the blocks' titles in the order of their openings."""
    closed: list[Reference] = []
    unclosed: list[tuple[int, Span]] = []
    stray: list[tuple[int, Span]] = []
    spans = [block.span for block in blocks]
    for index, span in enumerate(spans):
        waiting: list[int] = []
        begun = len(closed)
        for mark in _MARKS.finditer(text, span.start, span.end):
            offset = mark.start()
            if mark.group() in _OPENERS:
                waiting.append(offset)
            elif waiting:
                closed.append(_reference(text, folded, waiting, offset, span.end))
            else:
                stray.append((index, Span(offset, offset + 1)))
        unclosed.extend((index, Span(offset, offset + 1)) for offset in waiting)
        # A mark that stays open here is about the titles of this block: those before it began before the mark.
        closed[begun:] = [_freed(reference, waiting) for reference in closed[begun:]]
    cut = _cut_by_lines(unclosed, stray)
    closed.extend(Reference(Span(start, end), Span(start + 1, end - 1), 0) for start, end in cut)
    starts, ends = {start for start, _ in cut}, {end - 1 for _, end in cut}
    return References(
        tuple(sorted(closed, key=lambda reference: reference.span)),
        tuple(span for _, span in unclosed if span.start not in starts),
        tuple(span for _, span in stray if span.start not in ends),
    )


def _reference(text: str, folded: str, waiting: list[int], offset: int, end: int) -> Reference:
    start = waiting.pop()
    reference = Reference(Span(start, offset + 1), Span(start + 1, offset), len(waiting))
    if waiting:
        return replace(reference, same_marks=text[start] == text[waiting[-1]])
    number = _NUMBER.match(folded, offset + 1, end)
    article = _ARTICLE.match(folded, number.end() if number else offset + 1, end)
    return replace(
        reference,
        number=Span(*number.span("number")) if number else None,
        article=Span(*article.span("article")) if article else None,
    )


def _freed(reference: Reference, unclosed: list[int]) -> Reference:
    """A title inside one that never closes is inside nothing."""
    around = sum(1 for offset in unclosed if offset < reference.span.start)
    if not around or not reference.depth:
        return reference
    depth = max(0, reference.depth - around)
    return replace(reference, depth=depth, same_marks=reference.same_marks and depth > 0)


def _cut_by_lines(unclosed: list[tuple[int, Span]], stray: list[tuple[int, Span]]) -> list[tuple[int, int]]:
    """Titles that open in one line and close in a later one."""
    cut = []
    for index, opening in unclosed:
        later = next((span for where, span in stray if index < where <= index + CUT_LINES), None)
        if later is not None and later.end - opening.start <= CUT_LENGTH:
            cut.append((opening.start, later.end))
    return cut
