"""The zones of a page: furniture, metadata, contents, title, addressee, body and signature.

Furniture and metadata are recognised by the text of a line, at any position: a page that was saved twice has them in
the middle. Titles, addressee and signature are recognised by their position relative to the body.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from checker.facts.outline.contents import read_contents
from checker.facts.outline.ordinals import item_at, ordinal_at
from checker.knowledge.lexicon import Lexicon, PageWords
from checker.search.patterns import Pattern, compile_pattern
from checker.text.document import NOTE, Block, Document
from checker.text.span import Span

_SENTENCE_MARK = compile_pattern(r"[。;!?]")
_LAST_MARK = compile_pattern(r"[。;!?,、:]$")
_DATE_ONLY = compile_pattern(
    r"^\(?\s*(?:(?:19|20)\d\d\s*年\s*\d{0,2}\s*月\s*\d{0,2}\s*日|[二〇○零一二三四五六七八九十]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
    r"|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})\s*\)?$"
)
TITLE_LENGTH = 70
"""Characters of the longest title, with issuer and year."""
LABEL_LENGTH = 6
"""Characters. Shorter lines ("工作报告") are labels of a column of the site, not titles."""
ADDRESSEE_LENGTH = 80
SIGNATURE_LENGTH = 40
METADATA_LENGTH = 200
HEAD_BLOCKS = 40
"""Blocks of the head of a page; titles are searched only in the head."""


class Zone(Enum):
    """The role of a block on its page."""

    CHROME = "chrome"
    """Blocks that the structure of the page separates from the text: they belong to the site."""
    FURNITURE = "furniture"
    """Buttons and navigation inside the text."""
    STRAY = "stray"
    METADATA = "metadata"
    CONTENTS = "contents"
    """A table of contents: its lines stand again as headings."""
    HEAD = "head"
    """Other lines above the title: a document number, a site's banner."""
    TITLE = "title"
    ADDRESSEE = "addressee"
    BODY = "body"
    SIGNATURE = "signature"


SHELL = (Zone.CHROME, Zone.FURNITURE, Zone.METADATA)
"""The zones of which a saved page has several blocks, and a report on its own none."""

ZONES = tuple(zone.value for zone in Zone)
"""The names of zones in the options of rules."""


class Zones(Struct, frozen=True):
    """The zone of every block, in the order of the document's blocks."""

    document: Document
    zones: tuple[Zone, ...]

    def blocks(self, *zones: Zone) -> tuple[Block, ...]:
        """Return the blocks in the given zones, in document order."""
        return tuple(block for block, zone in zip(self.document.blocks, self.zones, strict=True) if zone in zones)


def read_zones(document: Document, lexicon: Lexicon) -> Zones:
    """Assign a zone to every block of a document."""
    texts = [block.span.of(document.folded) for block in document.blocks]
    zones = [_local_zone(text, block, lexicon.page) for text, block in zip(texts, document.blocks, strict=True)]
    _mark_outside_content(document, lexicon.page, zones)
    _mark_metadata_values(document, texts, lexicon, zones)
    _mark_contents(texts, lexicon.page, zones)
    first = _mark_titles(document, texts, lexicon, zones)
    _mark_byline(texts, lexicon, zones, first)
    _mark_addressee(texts, zones, first)
    _mark_signature(document.blocks, texts, lexicon, zones)
    return Zones(document, tuple(zones))


def _local_zone(text: str, block: Block, page: PageWords) -> Zone:
    """Return the zone of a line as far as its own text and context show it."""
    if page.stray.search(text):
        return Zone.STRAY
    content = _last_match(block, page.content_context)
    if _last_match(block, page.furniture_context) > content:
        return Zone.CHROME
    if len(text) <= METADATA_LENGTH and "。" not in text and page.field_start.match(text):
        return Zone.METADATA
    if page.furniture.match(text) or (len(text) <= METADATA_LENGTH and page.furniture_lines.search(text)):
        return Zone.FURNITURE
    if page.breadcrumb.match(text):
        return Zone.FURNITURE
    return Zone.BODY


def _last_match(block: Block, pattern: Pattern) -> int:
    names = block.context
    return max((index for index, name in enumerate(names) if pattern.search(name)), default=-1)


def _mark_outside_content(document: Document, page: PageWords, zones: list[Zone]) -> None:
    """If the page marks its content, assign the blocks after it, and lists before it, to the site."""
    inside = [index for index, block in enumerate(document.blocks) if _last_match(block, page.content_context) >= 0]
    if not inside:
        return
    for index, block in enumerate(document.blocks):
        outside = index > inside[-1] or (index < inside[0] and block.kind == "item")
        if outside:
            zones[index] = Zone.CHROME


def _mark_metadata_values(document: Document, texts: list[str], lexicon: Lexicon, zones: list[Zone]) -> None:
    """Assign what follows a metadata field without a value to the metadata: the next cell, or the next short line."""
    for index, block in enumerate(document.blocks[1:], 1):
        before = document.blocks[index - 1]
        same_row = block.kind == before.kind == "cell" and (block.table, block.row) == (before.table, before.row)
        alone = _is_value_line(texts[index - 1], texts[index], block, lexicon)
        if (
            (same_row or alone)
            and zones[index - 1] is Zone.METADATA
            and zones[index] is Zone.BODY
            and len(block.span) < METADATA_LENGTH
        ):
            zones[index] = Zone.METADATA


def _is_value_line(label: str, text: str, block: Block, lexicon: Lexicon) -> bool:
    """Return True for the line behind a bare label: 发布时间: and then 2026-03-04."""
    match = lexicon.page.field_start.match(label)
    if match is None or label[match.end("field") :].strip(" \t\u3000:]】)"):
        return False
    return not is_title(text, block, lexicon) and not _SENTENCE_MARK.search(text) and len(text) <= SIGNATURE_LENGTH


def _mark_byline(texts: list[str], lexicon: Lexicon, zones: list[Zone], body: int) -> None:
    """Assign an issuer and a date between the title and the body to the signature; above a contents is a cover."""
    head = range(min(body, len(texts)))
    contents = max((index for index in head if zones[index] is Zone.CONTENTS), default=-1)
    for index in head[contents + 2 :]:
        pair = zones[index - 1] in (Zone.BODY, Zone.HEAD) and zones[index] in (Zone.BODY, Zone.HEAD)
        if pair and _DATE_ONLY.match(texts[index]) and _is_signing_issuer(texts[index - 1], lexicon):
            zones[index - 1] = zones[index] = Zone.SIGNATURE


def _mark_contents(texts: list[str], page: PageWords, zones: list[Zone]) -> None:
    body = [index for index, zone in enumerate(zones) if zone is Zone.BODY]
    for number in read_contents([texts[index] for index in body], page):
        zones[body[number]] = Zone.CONTENTS


def _mark_titles(document: Document, texts: list[str], lexicon: Lexicon, zones: list[Zone]) -> int:
    """Assign title lines to the title; return the index of the first block of prose."""
    body = next(
        (index for index, text in enumerate(texts) if zones[index] is Zone.BODY and _is_prose(text)), len(texts)
    )
    found: list[int] = []
    for index in range(min(body, HEAD_BLOCKS)):
        if zones[index] is Zone.BODY and is_title(texts[index], document.blocks[index], lexicon):
            zones[index] = Zone.TITLE
            found.append(index)
    for index in found:
        above = index - 1
        if above >= 0 and zones[above] is Zone.BODY and _is_issuer_line(texts[above], lexicon):
            zones[above] = Zone.TITLE
    for index in range(found[0] if found else 0):
        if zones[index] is Zone.BODY:
            zones[index] = Zone.HEAD
    titles = {_without_space(texts[index]) for index in found}
    for index in range(body, len(texts)):
        if zones[index] is Zone.BODY and _without_space(texts[index]) in titles:
            zones[index] = Zone.TITLE
    return body


def _is_prose(text: str) -> bool:
    return bool(_SENTENCE_MARK.search(text)) or len(text) > TITLE_LENGTH


def is_title(text: str, block: Block, lexicon: Lexicon) -> bool:
    """Return True if a line has the form of a report's title."""
    if not 4 <= len(text) <= TITLE_LENGTH or _LAST_MARK.search(text) or _SENTENCE_MARK.search(text):
        return False
    if ordinal_at(text, _full_span(text)) or item_at(text, _full_span(text)):
        return False
    report = lexicon.report
    named = report.title_endings.search(text) or (report.title_years.search(text) and "," not in text)
    if named and report.subject.search(text):
        return True
    return block.level == 1 or (len(text) >= LABEL_LENGTH and report.title_endings.search(text) is not None)


def _full_span(text: str) -> Span:
    return Span(0, len(text))


def _is_issuer_line(text: str, lexicon: Lexicon) -> bool:
    return len(text) <= SIGNATURE_LENGTH and not _LAST_MARK.search(text) and lexicon.profile_of(text) is not None


def _without_space(text: str) -> str:
    return "".join(text.split())


def _mark_addressee(texts: list[str], zones: list[Zone], body: int) -> None:
    """Assign the line before the first paragraph that ends with a colon, 市委、市政府:, to the addressee."""
    for index in range(min(body + 1, len(texts))):
        text = texts[index]
        addressed = text.endswith(":") and len(text) <= ADDRESSEE_LENGTH and not _SENTENCE_MARK.search(text)
        if zones[index] is Zone.BODY and addressed and "如下" not in text:
            zones[index] = Zone.ADDRESSEE
            return


def _mark_signature(blocks: tuple[Block, ...], texts: list[str], lexicon: Lexicon, zones: list[Zone]) -> None:
    """Assign issuer and date at the end of a body to the signature.

    A body ends at the last line or, if the page was saved twice, where the second copy of the page begins. Notes may
    follow the signature, and a table of contents those of a cover.
    """
    after: Zone | None = None
    for index in range(len(texts) - 1, -1, -1):
        zone, text = zones[index], texts[index]
        if zone is Zone.CONTENTS or NOTE in blocks[index].context or _is_below_date(texts, index):
            continue
        ends = zone is Zone.BODY and after not in (Zone.BODY, Zone.ADDRESSEE)
        short = len(text) <= SIGNATURE_LENGTH
        if ends and (_DATE_ONLY.match(text) or (short and _is_signing_issuer(text, lexicon))):
            zones[index] = Zone.SIGNATURE
        after = zones[index]


def _is_below_date(texts: list[str], index: int) -> bool:
    """Return True for a note right below a date: (此件公开发布) as GB/T 9704 7.3.6 has it, or whom to call."""
    text = texts[index]
    short = len(text) <= ADDRESSEE_LENGTH and not _SENTENCE_MARK.search(text)
    return index > 0 and short and _DATE_ONLY.match(texts[index - 1]) is not None


def _is_signing_issuer(text: str, lexicon: Lexicon) -> bool:
    no_marks = not _SENTENCE_MARK.search(text) and not _LAST_MARK.search(text) and "," not in text
    return no_marks and not ordinal_at(text, _full_span(text)) and lexicon.profile_of(text.replace(" ", "")) is not None
