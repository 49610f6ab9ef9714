"""A year with two digits: 23年."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import free_matches
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding where a two-digit number before 年 is a year near the report's, not a number of years."""
    year = reading.identity.report_year
    if year is None:
        return
    low, high = year - rule.integer("years-before"), year + rule.integer("years-behind")
    folded = reading.document.folded
    wanted, exceptions = rule.pattern("patterns"), rule.pattern("except")
    for block in reading.candidate_blocks(wanted):
        for match in free_matches(wanted, exceptions, folded, block.span.start, block.span.end):
            where = Span(*match.span("year"))
            full = year - year % 100 + int(where.of(folded)[:2])
            if low <= full <= high:
                yield Finding(where, {"text": where.of(reading.document.text), "full": f"{full}年"})


KIND = Kind(
    "short-year",
    "年份只写两位",
    check,
    (
        Option("patterns", "pattern", "两位年份的写法,(?P<year>…) 从两位数字起", watched=True),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
        Option("years-before", "integer", "比报告年度早几年以内才算年份", 6),
        Option("years-behind", "integer", "比报告年度晚几年以内才算年份", 2),
    ),
    ("text", "full"),
)
