"""An anniversary in a year in which it does not fall: 庆祝新中国成立70周年 in a report on 2024."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.numerals import chinese_to_int
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import Match, free_matches, search
from checker.text.diagnostic import Finding
from checker.text.span import Span

_CONTEXT = 10
"""Characters before an anniversary that are searched for words that celebrate or await it."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every anniversary that is celebrated in another year than its own; next year's is awaited."""
    year = reading.identity.report_year
    if year is None:
        return
    folded, pattern = reading.document.folded, rule.pattern("wording")
    for block in reading.candidate_blocks(pattern):
        for match in free_matches(pattern, rule.pattern("except"), folded, block.span.start, block.span.end):
            span = Span(*match.span())
            falls = _year(rule, match)
            before = folded[max(block.span.start, span.start - _CONTEXT) : span.start]
            dated = search(rule.pattern("dated"), before)
            if falls is not None and dated:
                # 2024年是新中国成立74周年: the clause itself names the year.
                if int(dated.group("year")) != falls:
                    values = {"text": span.of(reading.document.text), "falls": str(falls), "year": dated.group("year")}
                    yield Finding(span, values, "dated")
                continue
            if falls is None or reading.in_plan(span) or reading.in_title(span):
                continue
            awaited = falls == year + 1 and search(rule.pattern("awaited"), before)
            past = falls < year and not search(rule.pattern("celebrated"), before)
            if falls != year and not awaited and not past:
                yield Finding(span, {"text": span.of(reading.document.text), "falls": str(falls), "year": str(year)})


def _year(rule: Rule, match: Match) -> int | None:
    first, number = rule.table("bases").get(match.group("base")), match.group("number")
    if first is None:
        return None
    return int(first) + (int(number) if number.isdecimal() else chinese_to_int(number))


KIND = Kind(
    "anniversary",
    "周年与报告年度不合",
    check,
    (
        Option("wording", "pattern", "周年的写法,含 (?P<base>) (?P<number>)", prefiltered=True),
        Option("bases", "table", "周年的起点 → 年份"),
        Option("celebrated", "pattern", "前面有这些，是当年庆祝；没有的，过去的周年不算"),
        Option("awaited", "pattern", "前面有这些，是迎接下一年的"),
        Option("dated", "pattern", "前面有这些，年份写在句中，含 (?P<year>)", ()),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
    ),
    ("text", "falls", "year"),
    ("dated",),
)
