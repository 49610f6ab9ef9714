"""Relative years, such as 今年, in a report that is dated later than the year that it covers."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.identity import OPENING_BLOCKS
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import free_matches, search
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each relative year outside the plan if the report is dated later than its year.

    In a report without a date the variant is ``undated``.
    """
    year = reading.identity.report_year
    signed = [date.year for date, _ in reading.signing_dates]
    if year is None or (signed and min(signed) <= year):
        return
    folded = reading.document.folded
    words, exceptions = rule.pattern("words"), rule.pattern("except")
    blocks = [
        block for block in reading.candidate_blocks(words) if search(words, folded, block.span.start, block.span.end)
    ]
    if blocks and blocks[0] in reading.body[:OPENING_BLOCKS] and f"{year}年" in blocks[0].span.of(folded):
        return  # the opening says which year is meant
    for block in blocks:
        if reading.in_plan(block.span):
            continue
        for match in free_matches(words, exceptions, folded, block.span.start, block.span.end):
            span = Span(*match.span())
            if signed and _names_the_year_of_writing(reading, rule, span):
                continue
            offset = rule.table("offsets").get(match.group("word"), "0")
            values = {"text": span.of(reading.document.text), "year": str(year), "full": f"{year + int(offset)}年"}
            yield Finding(span, values | {"signed": str(min(signed, default=year + 1))}, "" if signed else "undated")


def _names_the_year_of_writing(reading: Reading, rule: Rule, span: Span) -> bool:
    """Return True for 今年1月 in a report that is dated 2025-01-20: it means what it will be read as."""
    written = min((date for date, _ in reading.signing_dates), key=lambda date: (date.year, date.month))
    month = rule.pattern("month").match(reading.document.folded, span.end)
    return month is not None and int(month.group("month")) <= written.month


KIND = Kind(
    "relative-year",
    "跨年发布的报告用“今年”“去年”",
    check,
    (
        Option("words", "pattern", "相对年份,(?P<word>…) 为词本身", prefiltered=True),
        Option("offsets", "table", "词 → 与报告年度相差几年"),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
        Option("month", "pattern", "相对年份后面的月份,(?P<month>…)；不晚于成文的月份，写的就是成文这一年", ()),
    ),
    ("text", "year", "full", "signed"),
    ("undated",),
)
