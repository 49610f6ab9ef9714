"""Headings and sections: 一、 / （一） / 1. / （1）, on their own line or at the start of a paragraph."""

from __future__ import annotations

from msgspec import Struct

from checker.facts.outline.ordinals import Level, Ordinal, decimal_at, item_at, items_in, ordinal_at
from checker.search.patterns import compile_pattern
from checker.text.document import Block, Document
from checker.text.span import Span

_STOP = compile_pattern(r"[。!?;]")
_CLAUSE_END = compile_pattern(r"[,:]")
_INNER_MARK = compile_pattern(r"[。!?;,:]")

_THEME = compile_pattern(r"\p{Han}{2,8}[篇章]\s*:|【\p{Han}{2,8}[篇章]】")

_HALVES = compile_pattern(r"\p{Han}{2,10}:\s*“?(?:20\d\d年)?\p{Han}[\p{Han}\d“”]{1,20}")
"""A heading of two halves, as it stands on several lines of a report: 找差距:短板与成因."""
_SERIES = 3
"""Lines of two halves at least, so that they are headings."""
_ORNAMENT = compile_pattern(r"[\p{So}※•·▷◁❖]+\s*(?=\S)")
"""A mark that stands before a heading instead of a number: ◆ ■ ● ★."""

HEADING_LENGTH = 60
"""Characters; a numbered line up to this length without a full stop inside it is a heading as a whole."""
_DECIMALS = 3
"""Blocks that begin with 1.1, 1.2 … at least, so that they are numbered headings and no figures."""
PLAIN_HEADING_LENGTH = 30
"""Characters of the longest unnumbered heading."""
PARAGRAPH_LENGTH = 40
"""Characters of the shortest paragraph that follows an unnumbered heading."""


class Heading(Struct, frozen=True):
    """A heading: ``span`` includes its ordinal, ``title`` does not.

    ``own_line`` is False if the paragraph continues after the heading. ``stopped`` is True if the title ends at a
    punctuation mark or at the end of the line; otherwise the first clause of the paragraph is taken for the title.
    """

    level: int
    ordinal: Ordinal | None
    span: Span
    title: Span
    block: Block
    own_line: bool
    stopped: bool = True


class Section(Struct, frozen=True):
    """A heading with its content, which extends to the next heading of the same or a higher level.

    ``span`` includes the heading, ``content`` does not; ``depth`` is the number of enclosing sections.
    """

    heading: Heading
    span: Span
    content: Span
    depth: int


class Outline(Struct, frozen=True):
    """The headings, sections and list items of a body, each in order."""

    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]
    items: tuple[Ordinal, ...]

    def section_at(self, offset: int) -> Section | None:
        """Return the innermost section that contains an offset, or None."""
        innermost = None
        for section in self.sections:
            if section.span.start <= offset < section.span.end:
                innermost = section
        return innermost

    def path(self, offset: int) -> tuple[Heading, ...]:
        """Return the headings of the sections that contain an offset, outermost first."""
        return tuple(section.heading for section in self.sections if section.span.start <= offset < section.span.end)


def read_outline(document: Document, body: tuple[Block, ...]) -> Outline:
    """Return the outline of the blocks of the body."""
    folded = document.folded
    headings: list[Heading] = []
    items: list[Ordinal] = []
    base = min((block.level for block in body if block.level), default=1)
    list_item: Ordinal | None = None
    decimals = sum(decimal_at(folded, block.span) is not None for block in body) >= _DECIMALS
    paired = sum(_is_halves(folded, block) for block in body) >= _SERIES
    for index, block in enumerate(body):
        list_item = _list_item(folded, block, list_item)
        if list_item:
            continue
        heading = _numbered(folded, block, decimals=decimals) or _marked(block, base)
        if heading is None and item_at(folded, block.span) is None:
            heading = _plain(folded, body, index, headings, paired=paired)
        if heading:
            headings.append(heading)
        if heading is None or not heading.own_line:
            items.extend(items_in(folded, block.span))
    end = body[-1].span.end if body else 0
    return Outline(tuple(headings), _sections(headings, end), tuple(items))


def _list_item(folded: str, block: Block, before: Ordinal | None) -> Ordinal | None:
    """Return the ordinal of a list item: a numbered block that ends with a semicolon or follows such a block."""
    ordinal = ordinal_at(folded, block.span)
    if ordinal is None:
        return None
    follows = before is not None and (before.level, before.number + 1) == (ordinal.level, ordinal.number)
    return ordinal if folded[block.span.end - 1] == ";" or follows else None


def _numbered(folded: str, block: Block, *, decimals: bool) -> Heading | None:
    ordinal = ordinal_at(folded, block.span) or (decimal_at(folded, block.span) if decimals else None)
    if ordinal is None or ordinal.span.end >= block.span.end:
        return None
    title, own_line, stopped = _title_of(folded, Span(ordinal.span.end, block.span.end))
    return Heading(ordinal.level, ordinal, Span(ordinal.span.start, title.end), title, block, own_line, stopped)


def _title_of(folded: str, rest: Span) -> tuple[Span, bool, bool]:
    """Return (title, ``own_line``, ``stopped``) for the text after an ordinal; see :class:`Heading`."""
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
    """Return the heading of a block that the file format marks as one."""
    if not block.level:
        return None
    return Heading(Level.FIRST + block.level - base, None, block.span, block.span, block, own_line=True)


def _is_halves(folded: str, block: Block) -> bool:
    return _HALVES.fullmatch(folded, block.span.start, block.span.end) is not None


def _plain(folded: str, body: tuple[Block, ...], index: int, before: list[Heading], *, paired: bool) -> Heading | None:
    """Return the unnumbered heading of a short line without marks that is followed by a paragraph.

    Where lines of two halves are ``paired`` up with paragraphs all over the report, they are headings too.
    """
    block = body[index]
    after = body[index + 1] if index + 1 < len(body) else None
    is_short = _is_short_line(folded, block) or (paired and _is_halves(folded, block))
    if after is None or not is_short:
        return None
    unnumbered = bool(before) and before[0].ordinal is None
    if len(after.span) < PARAGRAPH_LENGTH and ordinal_at(folded, after.span) is None:
        # Between headings without numbers it is one without content.
        follows = body[index + 2] if index + 2 < len(body) else None
        if not unnumbered or follows is None:
            return None
        listed = folded[after.span.end - 1] == ":" and ordinal_at(folded, follows.span) is not None
        if not listed and (len(follows.span) < PARAGRAPH_LENGTH or not _is_short_line(folded, after)):
            return None
    numbered = next((heading for heading in reversed(before) if heading.ordinal), None)
    level = min(int(numbered.level) + 1, int(Level.FIFTH)) if numbered else int(Level.FIRST)
    if unnumbered and not any(h.ordinal and h.level <= Level.SECOND for h in before):
        level = int(before[0].level)  # the parts of this report have headings without numbers
    ornament = _ORNAMENT.match(folded, block.span.start, block.span.end)
    title = Span(ornament.end(), block.span.end) if ornament else block.span
    return Heading(level, None, block.span, title, block, own_line=True)


def _is_short_line(folded: str, block: Block) -> bool:
    """Return True for a short line without marks inside; 决策篇:守住底线 and ◆立规:从严 are such lines too."""
    in_table = block.kind == "cell" or folded.find("\t", block.span.start, block.span.end) >= 0
    if in_table or not 4 <= len(block.span) <= PLAIN_HEADING_LENGTH:
        return False
    theme = _THEME.match(folded, block.span.start, block.span.end)
    theme = theme or _ORNAMENT.match(folded, block.span.start, block.span.end)
    # Between the halves of a theme a comma may stand: 【执法篇】铁腕护绿,彰显威严.
    marks = _STOP if theme else _INNER_MARK
    return marks.search(folded, theme.end() if theme else block.span.start, block.span.end) is None


def _sections(headings: list[Heading], end: int) -> tuple[Section, ...]:
    """Return the section of each heading; it ends at the next heading of the same or a higher level."""
    stops = [end] * len(headings)
    depths = []
    open_headings: list[int] = []
    for index, heading in enumerate(headings):
        while open_headings and headings[open_headings[-1]].level >= heading.level:
            stops[open_headings.pop()] = heading.span.start
        depths.append(len(open_headings))
        open_headings.append(index)
    return tuple(map(_section, headings, stops, depths))


def _section(heading: Heading, stop: int, depth: int) -> Section:
    content = Span(min(heading.span.end, stop), max(stop, heading.span.end))
    return Section(heading, Span(heading.span.start, max(stop, heading.span.end)), content, depth)
