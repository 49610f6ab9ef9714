"""The identity of a document: its issuer, the year that it covers, and whether it is an annual report."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from checker.facts.dates import DateReading, dates_in
from checker.facts.outline.metadata import Field
from checker.facts.outline.zones import Zone, Zones
from checker.knowledge.lexicon import FALLBACK, GENERIC, Lexicon, Profile
from checker.search.patterns import Pattern, compile_pattern
from checker.text.document import Block, Document, fold
from checker.text.span import Span

_LEADING_YEAR = compile_pattern(r"^\s*(?:19|20)\d\d\s*年度?\s*")
_YEAR = compile_pattern(r"(?<![\d—–\-])(?:19|20)\d\d(?=年)")
_OUTVOTED = 2
"""The year of the opening must be named more often in the body than that of the title by more than this factor."""
_NAME_EDGES = " \t\u3000,、:;·"

OPENING_BLOCKS = 3
"""The number of body blocks that form the opening of a report, which states its subject and year."""
LAST_SPRING_MONTH = 6
"""The month up to which a report is taken to cover the year before its date."""


class SourcedValue(Struct, frozen=True):
    """A value, the span that it was read from, and the kind of place: title, opening, metadata …"""

    value: str
    span: Span
    origin: str


class Identity(Struct, frozen=True, dict=True):
    """The identity of a document; ``issuer`` and ``year`` are None if they are not stated anywhere."""

    issuer: SourcedValue | None
    year: SourcedValue | None
    profile: Profile
    title: Span | None
    is_report: bool

    @cached_property
    def report_year(self) -> int | None:
        """The year that the report covers, or None."""
        return int(self.year.value) if self.year else None


def read_identity(
    document: Document, zones: Zones, fields: tuple[Field, ...], lexicon: Lexicon, profile: str = ""
) -> Identity:
    """Determine issuer, year and profile. A ``profile`` name overrides the profile that the document suggests."""
    titles = _subject_titles_first(document, zones.blocks(Zone.TITLE), lexicon)
    opening = zones.blocks(Zone.BODY)[:OPENING_BLOCKS]
    signature = zones.blocks(Zone.SIGNATURE)
    issuer = _issuer(document, titles, fields, signature, lexicon) or _issuer_in_opening(document, opening, lexicon)
    year = _year(document, titles, opening, fields, zones, lexicon)
    is_report = _is_report(document, titles, opening, lexicon) or _is_report_by_field(fields, lexicon)
    chosen = lexicon.profiles.get(profile) if profile else None
    if chosen is None:
        likely = lexicon.profile_of(issuer.value) if issuer else lexicon.profile_by_own_name(document.folded)
        chosen = (likely or lexicon.profiles[FALLBACK]) if is_report else lexicon.profiles[GENERIC]
    in_metadata = next((field.value_span for field in fields if field.role == "title" and field.value), None)
    title = titles[0].span if titles else in_metadata
    return Identity(issuer, year, chosen, title, is_report or bool(profile and profile != GENERIC))


def _subject_titles_first(document: Document, titles: tuple[Block, ...], lexicon: Lexicon) -> tuple[Block, ...]:
    """Return the title lines, those with the subject first; the label of a site's column may look like a title."""
    subject = lexicon.report.subject
    return tuple(sorted(titles, key=lambda block: subject.search(block.span.of(document.folded)) is None))


def _is_report_by_field(fields: tuple[Field, ...], lexicon: Lexicon) -> bool:
    """Return True if a title field of the metadata is the title of a report."""
    titles = [fold(field.value) for field in fields if field.role == "title"]
    words = lexicon.report
    return any(words.subject.search(text) and words.title_endings.search(text) for text in titles)


def _issuer_in_opening(document: Document, opening: tuple[Block, ...], lexicon: Lexicon) -> SourcedValue | None:
    for block in opening:
        match = lexicon.report.opening_issuer.search(block.span.of(document.folded))
        if match:
            span = Span(*match.span("issuer")).shift(block.span.start)
            issuer = SourcedValue(span.of(document.text), span, "opening")
            return issuer if lexicon.profile_of(issuer.value) else None
    return None


def _is_report(document: Document, titles: tuple[Block, ...], opening: tuple[Block, ...], lexicon: Lexicon) -> bool:
    words = lexicon.report
    if titles:
        texts = [block.span.of(document.folded) for block in titles]
        if any(words.not_report.search(text) for text in texts):
            return False
        if any(words.subject.search(text) for text in texts):
            return True
    texts = [block.span.of(document.folded) for block in opening]
    return any(words.opening.search(text) and words.opening_subject.search(text) for text in texts)


def _issuer(
    document: Document,
    titles: tuple[Block, ...],
    fields: tuple[Field, ...],
    signature: tuple[Block, ...],
    lexicon: Lexicon,
) -> SourcedValue | None:
    title_fields = [field.value_span for field in fields if field.role == "title" and field.value]
    spans = [*(block.span for block in titles), *title_fields]
    candidates = [issuer for span in spans if (issuer := _issuer_in_title(document, span, lexicon))]
    signed = [SourcedValue(block.span.of(document.text).strip(), block.span, "signature") for block in signature]
    for role in ("issuer", "source"):
        values = (SourcedValue(field.value, field.value_span, "metadata") for field in fields if field.role == role)
        candidates.extend(values)
        candidates.extend(signed if role == "issuer" else [])
    return next((issuer for issuer in candidates if lexicon.profile_of(issuer.value)), None)


def _issuer_in_title(document: Document, title: Span, lexicon: Lexicon) -> SourcedValue | None:
    """Return the issuer in a title: 云龙镇 for 2023年度云龙镇法治政府建设工作报告."""
    text = title.of(document.folded)
    lead = _LEADING_YEAR.match(text)
    start = lead.end() if lead else 0
    stop = lexicon.report.issuer_stop.search(text, start)
    end = stop.start() if stop else len(text)
    name = text[start:end]
    inner = name.strip(_NAME_EDGES)
    if len(inner) < 2:
        return None
    start += name.index(inner)
    span = Span(title.start + start, title.start + start + len(inner))
    return SourcedValue(span.of(document.text), span, "title")


def _year(
    document: Document,
    titles: tuple[Block, ...],
    opening: tuple[Block, ...],
    fields: tuple[Field, ...],
    zones: Zones,
    lexicon: Lexicon,
) -> SourcedValue | None:
    sources = (("title", titles, lexicon.report.title_years), ("opening", opening, lexicon.report.opening_years))
    outvoted = _title_outvoted(document, titles, opening, zones, lexicon)
    for origin, blocks, pattern in sources[1:] if outvoted else sources:
        for block in blocks:
            match = pattern.search(document.folded, block.span.start, block.span.end)
            if match is None and origin == "opening":
                match = pattern.search(block.span.of(document.folded))
                if match:
                    span = Span(*match.span("year")).shift(block.span.start)
                    return SourcedValue(match.group("year"), span, origin)
            if match:
                return SourcedValue(match.group("year"), Span(*match.span("year")), origin)
    for date, origin in signing_dates(document, fields, zones.blocks(Zone.SIGNATURE)):
        year = date.year - 1 if date.month <= LAST_SPRING_MONTH else date.year
        return SourcedValue(str(year), date.span, origin)
    return None


def _title_outvoted(
    document: Document, titles: tuple[Block, ...], opening: tuple[Block, ...], zones: Zones, lexicon: Lexicon
) -> bool:
    """Return True if the opening, and most years named in the body, tell another year than the title.

    It must be the later one: a report that was made of the last one keeps its title more often than its figures.
    """
    folded = document.folded
    in_title = next(
        (found for block in titles if (found := _first_year(folded, block, lexicon.report.title_years))), ""
    )
    in_opening = next(
        (y for block in opening[:2] if (y := _first_year(folded, block, lexicon.report.opening_years))), ""
    )
    if not in_title or not in_opening or in_opening <= in_title:
        return False
    signed = [date for block in zones.blocks(Zone.SIGNATURE) for date in dates_in(folded, block.span)]
    if any(date.month <= LAST_SPRING_MONTH and str(date.year - 1) == in_opening for date in signed):
        return True
    counts = Counter(
        match.group() for block in zones.blocks(Zone.BODY) for match in _YEAR.finditer(folded, *_bounds(block))
    )
    return counts[in_opening] > max(_OUTVOTED, _OUTVOTED * counts[in_title])


def _first_year(folded: str, block: Block, pattern: Pattern) -> str:
    match = pattern.search(folded, *_bounds(block)) or pattern.search(block.span.of(folded))
    return match.group("year") if match else ""


def _bounds(block: Block) -> tuple[int, int]:
    return block.span.start, block.span.end


def signing_dates(
    document: Document, fields: tuple[Field, ...], signature: tuple[Block, ...]
) -> list[tuple[DateReading, str]]:
    """Return the dates on which the report was signed, written or published with their origin, most reliable first."""
    found = [(date, "signature") for block in signature for date in dates_in(document.folded, block.span)]
    for role in ("written", "published"):
        for field in fields:
            if field.role == role:
                found.extend((date, role) for date in dates_in(document.folded, field.value_span))
    return found


def dateline(document: Document, zones: Zones) -> tuple[Block, ...]:
    """Return the block below the title that holds nothing but a date in brackets: (2024年1月19日)."""
    for above, block in pairwise(zip(document.blocks, zones.zones, strict=True)):
        if above[1] is Zone.TITLE and block[1] is Zone.BODY:
            text = block[0].span.of(document.folded).strip()
            dates = list(dates_in(document.folded, block[0].span))
            alone = len(dates) == 1 and text == f"({dates[0].span.of(document.folded)})"
            return (block[0],) if alone else ()
    return ()
