"""A year written with two digits: 23年."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.zones import Zone
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import compile_pattern, free_matches, search
from checker.text.diagnostic import Finding
from checker.text.span import Span

_TWO_DIGITS = compile_pattern(r"(?<!\d)\d\d年")
"""What every short year is, and few paragraphs hold."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every two-digit number before 年 that is a year near the report year."""
    year = reading.identity.report_year
    if year is None:
        return
    low, high = year - rule.integer("years-before"), year + rule.integer("years-behind")
    folded = reading.document.folded
    pattern, exceptions = rule.pattern("patterns"), rule.pattern("except")
    for block in reading.candidate_blocks(pattern, (Zone.TITLE.value, Zone.BODY.value)):
        if not search(_TWO_DIGITS, folded, block.span.start, block.span.end):
            continue
        for match in free_matches(pattern, exceptions, folded, block.span.start, block.span.end):
            span = Span(*match.span("year"))
            full = year - year % 100 + int(span.of(folded)[:2])
            if low <= full <= high:
                yield Finding(span, {"text": span.of(reading.document.text), "full": f"{full}年"})


KIND = Kind(
    "short-year",
    "年份只写两位",
    check,
    (
        Option("patterns", "pattern", "两位年份的写法,(?P<year>…) 从两位数字起", prefiltered=True),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
        Option("years-before", "integer", "比报告年度早几年以内才算年份", 6),
        Option("years-behind", "integer", "比报告年度晚几年以内才算年份", 2),
    ),
    ("text", "full"),
)
