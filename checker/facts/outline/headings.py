"""Headings and sections: 一、 / （一） / 1. / （1）, on their own line or running into their paragraph."""

from __future__ import annotations

from msgspec import Struct

from checker.facts.outline.ordinals import Level, Ordinal, item_at, items_in, ordinal_at
from checker.search.patterns import compile_pattern
from checker.text.document import Block, Document
from checker.text.span import Span

_STOP = compile_pattern(r"[。!?;]")
_CLAUSE_END = compile_pattern(r"[,:]")
_INNER_MARK = compile_pattern(r"[。!?;,:]")

HEADING_LENGTH = 60
"""Characters; a numbered line up to this length without a full stop is a heading as a whole."""
PLAIN_HEADING_LENGTH = 30
PARAGRAPH_LENGTH = 40


class Heading(Struct, frozen=True):
    """A heading: ``span`` with its ordinal, ``title`` without.

    ``own_line`` is False when its paragraph goes on behind it; ``stopped`` tells whether the title
    ends where a mark stands (a numbered paragraph without one has its first clause for a title).
    """

    level: int
    ordinal: Ordinal | None
    span: Span
    title: Span
    block: Block
    own_line: bool
    stopped: bool = True


class Section(Struct, frozen=True):
    """A heading with all that stands under it, up to the next heading of its level or above."""

    heading: Heading
    span: Span
    content: Span
    depth: int


class Outline(Struct, frozen=True):
    """The skeleton of a body."""

    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]
    items: tuple[Ordinal, ...]

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that holds a character."""
        inner = None
        for section in self.sections:
            if section.span.start <= offset < section.span.end:
                inner = section
        return inner

    def path(self, offset: int) -> tuple[Heading, ...]:
        """The headings above a character, outermost first."""
        return tuple(section.heading for section in self.sections if section.span.start <= offset < section.span.end)


def read_outline(document: Document, body: tuple[Block, ...]) -> Outline:
    """The outline of the body's blocks."""
    folded = document.folded
    headings: list[Heading] = []
    items: list[Ordinal] = []
    base = min((block.level for block in body if block.level), default=1)
    listed: Ordinal | None = None
    for index, block in enumerate(body):
        listed = _list_item(folded, block, listed)
        if listed:
            continue
        heading = _numbered(folded, block) or _marked(block, base)
        if heading is None and item_at(folded, block.span) is None:
            heading = _plain(folded, body, index, headings)
        if heading:
            headings.append(heading)
        if heading is None or not heading.own_line:
            items.extend(items_in(folded, block.span))
    end = body[-1].span.end if body else 0
    return Outline(tuple(headings), _sections(headings, end), tuple(items))


def _list_item(folded: str, block: Block, before: Ordinal | None) -> Ordinal | None:
    """A numbered block that ends with a semicolon is an item of a list, and so is the last one behind it."""
    ordinal = ordinal_at(folded, block.span)
    if ordinal is None:
        return None
    follows = before is not None and (before.level, before.number + 1) == (ordinal.level, ordinal.number)
    return ordinal if folded[block.span.end - 1] == ";" or follows else None


def _numbered(folded: str, block: Block) -> Heading | None:
    ordinal = ordinal_at(folded, block.span)
    if ordinal is None or ordinal.span.end >= block.span.end:
        return None
    title, own_line, stopped = _title_of(folded, Span(ordinal.span.end, block.span.end))
    return Heading(ordinal.level, ordinal, Span(ordinal.span.start, title.end), title, block, own_line, stopped)


def _title_of(folded: str, rest: Span) -> tuple[Span, bool, bool]:
    """(title, own line?, ends at a mark?) of what stands behind an ordinal."""
    stop = _STOP.search(folded, rest.start, rest.end)
    if stop is None:
        if len(rest) <= HEADING_LENGTH:
            return rest, True, True
    elif stop.end() >= rest.end and len(rest) <= HEADING_LENGTH:
        return Span(rest.start, stop.start()), True, True
    elif stop.start() - rest.start <= HEADING_LENGTH:
        return Span(rest.start, stop.start()), False, True
    clause = _CLAUSE_END.search(folded, rest.start, min(rest.end, rest.start + HEADING_LENGTH))
    end = clause.start() if clause else min(rest.end, rest.start + HEADING_LENGTH)
    return Span(rest.start, max(end, rest.start)), False, False


def _marked(block: Block, base: int) -> Heading | None:
    """A heading that the format marks, without an ordinal."""
    if not block.level:
        return None
    return Heading(Level.FIRST + block.level - base, None, block.span, block.span, block, own_line=True)


def _plain(folded: str, body: tuple[Block, ...], index: int, before: list[Heading]) -> Heading | None:
    """A short line without marks above a paragraph: a heading that nobody numbered."""
    block = body[index]
    after = body[index + 1] if index + 1 < len(body) else None
    if block.kind == "cell" or not 4 <= len(block.span) <= PLAIN_HEADING_LENGTH or after is None:
        return None
    if _INNER_MARK.search(folded, block.span.start, block.span.end):
        return None
    if len(after.span) < PARAGRAPH_LENGTH and ordinal_at(folded, after.span) is None:
        return None
    numbered = next((heading for heading in reversed(before) if heading.ordinal), None)
    level = min(int(numbered.level) + 1, int(Level.FIFTH)) if numbered else int(Level.FIRST)
    return Heading(level, None, block.span, block.span, block, own_line=True)


def _sections(headings: list[Heading], end: int) -> tuple[Section, ...]:
    """Each heading with what stands below it, up to the next one of its level or above."""
    stops = [end] * len(headings)
    depths = []
    open_ones: list[int] = []
    for index, heading in enumerate(headings):
        while open_ones and headings[open_ones[-1]].level >= heading.level:
            stops[open_ones.pop()] = heading.span.start
        depths.append(len(open_ones))
        open_ones.append(index)
    return tuple(map(_section, headings, stops, depths))


def _section(heading: Heading, stop: int, depth: int) -> Section:
    content = Span(min(heading.span.end, stop), max(stop, heading.span.end))
    return Section(heading, Span(heading.span.start, max(stop, heading.span.end)), content, depth)
