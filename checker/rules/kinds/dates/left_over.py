"""Years and meetings of last year in sentences that are copied from last year's report."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.copies.comparison import Relationship, SentencePair
from checker.facts.reading import ComparedReport, Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import free_matches
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every match of ``left-over`` that the sentences of both years contain in the same words.

    A group ``year`` must be the report year of last year's report or, in the plan, a year up to this report year.
    """
    for overlap in reading.comparisons:
        if overlap.compared.relationship is Relationship.PREVIOUS:
            for copy in overlap.copies:
                for pair in copy.pairs:
                    yield from _in_pair(reading, overlap.compared, pair, rule)


def _in_pair(reading: Reading, other: ComparedReport, pair: SentencePair, rule: Rule) -> Iterator[Finding]:
    there = pair.there.span.of(other.reading.document.folded)
    folded, span = reading.document.folded, pair.here.span
    for match in free_matches(rule.pattern("left-over"), rule.pattern("except"), folded, span.start, span.end):
        year = match.groupdict().get("year")
        if match.group() not in there or (year and not _is_stale(reading, other, span, int(year))):
            continue
        values = {
            "text": Span(*match.span()).of(reading.document.text),
            "path": other.reading.document.path,
            "place": other.reading.document.line_label(pair.there.span.start),
            "year": str(reading.identity.report_year or ""),
        }
        yield Finding(Span(*match.span()), values)


def _is_stale(reading: Reading, other: ComparedReport, span: Span, year: int) -> bool:
    """Return True for the year that last year's report covered or, in the plan, planned for."""
    before, now = other.reading.identity.report_year, reading.identity.report_year
    if before is None or now is None or before >= now:
        return False
    return before < year <= now if reading.in_plan(span) else year == before


KIND = Kind(
    "left-over",
    "上年报告的年份、会议留在本年的文字里",
    check,
    (
        Option("left-over", "pattern", "年份（以 year 为组）或会议"),
        Option("except", "pattern", "回顾、文件名称等，不算", ()),
    ),
    ("text", "path", "place", "year"),
    compares=True,
)
