"""What belongs to last year and was left in a sentence that is last year's."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.copies.comparison import SentencePair
from checker.facts.reading import ComparedReport, Reading, Relationship
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import free_matches
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on a wording of ``left-over`` that both years' sentence has, in the same words.

    A group ``year`` must be last year's reporting year, or in the plan the year that is now over.
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
        written = match.groupdict().get("year")
        if match.group() not in there or (written and not _stale(reading, other, span, int(written))):
            continue
        values = {
            "text": Span(*match.span()).of(reading.document.text),
            "path": other.reading.document.path,
            "place": other.reading.document.line_label(pair.there.span.start),
            "year": str(reading.identity.report_year or ""),
        }
        yield Finding(Span(*match.span()), values)


def _stale(reading: Reading, other: ComparedReport, span: Span, year: int) -> bool:
    """The year that last year's report spoke of, be it as its own or as the one to come."""
    before, now = other.reading.identity.report_year, reading.identity.report_year
    if before is None or now is None or before >= now:
        return False
    return before < year <= now if reading.in_plan(span) else year == before


KIND = Kind(
    "left-over",
    "上年报告的年份、会议留在本年的文字里",
    check,
    (
        Option("left-over", "pattern", "年份(以 year 为组)或会议"),
        Option("except", "pattern", "回顾、文件名称等,不算", ()),
    ),
    ("text", "path", "place", "year"),
    compares=True,
)
