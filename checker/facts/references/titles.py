"""Titles in 《…》, with their document numbers, and title marks without a partner."""

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
"""Characters of the longest title that is broken over several lines."""
CUT_LINES = 2
"""Lines after the first within which such a title closes."""


class Reference(Struct, frozen=True):
    """A cited title: ``span`` includes its marks, ``title`` does not; ``depth`` is the number of enclosing titles.

    ``number`` and ``article`` are the document number and the article that follow the title. ``same_marks`` is True
    for a title inside another that has the same marks.
    """

    span: Span
    title: Span
    depth: int
    number: Span | None = None
    article: Span | None = None
    same_marks: bool = False


class References(Struct, frozen=True):
    """The titles of a text in order, and the marks without a partner."""

    closed: tuple[Reference, ...]
    unclosed: tuple[Span, ...]
    stray: tuple[Span, ...]


def read_references(text: str, folded: str, blocks: Iterable[Block]) -> References:
    """Find the titles in the blocks."""
    closed: list[Reference] = []
    unclosed: list[tuple[int, Span]] = []
    stray: list[tuple[int, Span]] = []
    spans = [block.span for block in blocks]
    for index, span in enumerate(spans):
        open_marks: list[int] = []
        first_of_block = len(closed)
        for mark in _MARKS.finditer(text, span.start, span.end):
            offset = mark.start()
            if mark.group() in _OPENERS:
                open_marks.append(offset)
            elif open_marks:
                closed.append(_reference(text, folded, open_marks, offset, span.end))
            else:
                stray.append((index, Span(offset, offset + 1)))
        unclosed.extend((index, Span(offset, offset + 1)) for offset in open_marks)
        # An unclosed mark affects only the titles of its block; all earlier titles start before the mark.
        closed[first_of_block:] = [_with_true_depth(reference, open_marks) for reference in closed[first_of_block:]]
    cut = _cut_by_lines(unclosed, stray)
    closed.extend(Reference(Span(start, end), Span(start + 1, end - 1), 0) for start, end in cut)
    starts, ends = {start for start, _ in cut}, {end - 1 for _, end in cut}
    return References(
        tuple(sorted(closed, key=lambda reference: reference.span)),
        tuple(span for _, span in unclosed if span.start not in starts),
        tuple(span for _, span in stray if span.start not in ends),
    )


def _reference(text: str, folded: str, open_marks: list[int], offset: int, end: int) -> Reference:
    start = open_marks.pop()
    reference = Reference(Span(start, offset + 1), Span(start + 1, offset), len(open_marks))
    if open_marks:
        return replace(reference, same_marks=text[start] == text[open_marks[-1]])
    number = _NUMBER.match(folded, offset + 1, end)
    article = _ARTICLE.match(folded, number.end() if number else offset + 1, end)
    return replace(
        reference,
        number=Span(*number.span("number")) if number else None,
        article=Span(*article.span("article")) if article else None,
    )


def _with_true_depth(reference: Reference, unclosed: list[int]) -> Reference:
    """Return the title with a depth that does not count the unclosed marks before it."""
    unclosed_before = sum(1 for offset in unclosed if offset < reference.span.start)
    if not unclosed_before or not reference.depth:
        return reference
    depth = max(0, reference.depth - unclosed_before)
    return replace(reference, depth=depth, same_marks=reference.same_marks and depth > 0)


def _cut_by_lines(unclosed: list[tuple[int, Span]], stray: list[tuple[int, Span]]) -> list[tuple[int, int]]:
    """Return (start, end) of the titles that open in one line and close in a later one."""
    cut = []
    for index, opening in unclosed:
        closing = next((span for line, span in stray if index < line <= index + CUT_LINES), None)
        if closing is not None and closing.end - opening.start <= CUT_LENGTH:
            cut.append((opening.start, closing.end))
    return cut
