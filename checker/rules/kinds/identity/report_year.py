"""Different report years in title, opening, headings and signature."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.identity import LAST_SPRING_MONTH, SourcedValue
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every place that names a year other than the report year."""
    year = reading.identity.year
    if year is None:
        return
    yield from _other_titles(reading, rule, year)
    yield from _opening(reading, rule, year)
    yield from _headings(reading, rule, year)
    yield from _signing(reading, year)


def _other_titles(reading: Reading, rule: Rule, year: SourcedValue) -> Iterator[Finding]:
    title_fields = [field.value_span for field in reading.metadata if field.role == "title"]
    for span in (*(block.span for block in reading.title_blocks), *title_fields):
        match = reading.lexicon.report.title_years.search(reading.document.folded, span.start, span.end)
        if match and match.group("year") != year.value:
            yield _finding(Span(*match.span("year")), match.group("year"), year, "title")


def _opening(reading: Reading, rule: Rule, year: SourcedValue) -> Iterator[Finding]:
    if not reading.body or year.origin == "opening":
        return
    opening = reading.body[0].span
    text = opening.of(reading.document.folded)
    match = search(rule.pattern("opening"), text)
    if match and match.group("year") != year.value and f"{year.value}年" not in text:
        yield _finding(Span(*match.span("year")).shift(opening.start), match.group("year"), year, "opening")


def _headings(reading: Reading, rule: Rule, year: SourcedValue) -> Iterator[Finding]:
    for heading in reading.outline.headings:
        match = search(rule.pattern("headings"), heading.title.of(reading.document.folded))
        if match and match.group("year") != year.value:
            yield _finding(Span(*match.span("year")).shift(heading.title.start), match.group("year"), year, "heading")


def _signing(reading: Reading, year: SourcedValue) -> Iterator[Finding]:
    for date, origin in reading.signing_dates:
        if origin != "signature" or date.span == year.span:
            continue
        early = date.year == int(year.value) and date.month <= LAST_SPRING_MONTH
        if early or date.year - int(year.value) not in (0, 1):
            yield _finding(date.span, str(date.year), year, "signature")


def _finding(span: Span, found: str, year: SourcedValue, variant: str) -> Finding:
    values = {"text": found, "year": year.value}
    return Finding(span, values, variant, (Related(year.span, f"此处为{year.value}年"),))


KIND = Kind(
    "report-year",
    "报告年度前后不一",
    check,
    (
        Option("opening", "pattern", "正文开头交代年度的写法,含 (?P<year>)"),
        Option("headings", "pattern", "标题交代年度的写法,含 (?P<year>)"),
    ),
    ("text", "year"),
    ("title", "opening", "heading", "signature"),
)
