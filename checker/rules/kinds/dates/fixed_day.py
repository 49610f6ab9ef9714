"""A fixed day of the year with another date or with a wrong ordinal: 12月14日国家宪法日, 第十二个国家宪法日."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.numerals import chinese_to_int
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import Match, compile_pattern, finditer
from checker.text.diagnostic import Finding
from checker.text.span import Span

_CONTEXT = 16
"""Characters before a counted day that are searched for its year."""
_YEAR = compile_pattern(r"(?P<year>20\d\d)年[^,。;\n]*$")


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every wrong date, and for every wrong ordinal (variant ``ordinal``).

    The option ``days`` maps a day to “month-day”, and ``firsts`` one that is counted to its first year.
    """
    folded = reading.document.folded
    for block in reading.candidate_blocks(rule.pattern("dated")):
        for match in finditer(rule.pattern("dated"), folded, block.span.start, block.span.end):
            yield from _dated(reading, rule, match)
    for block in reading.candidate_blocks(rule.pattern("counted")):
        for match in finditer(rule.pattern("counted"), folded, block.span.start, block.span.end):
            yield from _counted(reading, rule, match)


def _dated(reading: Reading, rule: Rule, match: Match) -> Iterator[Finding]:
    day = rule.table("days").get(match.group("name"), "")
    if not day:
        return
    month, _, number = day.partition("-")
    if (int(match.group("month")), int(match.group("day"))) != (int(month), int(number)):
        span = Span(match.start("month"), match.end("name"))
        right = f"{int(month)}月{int(number)}日"
        yield Finding(span, {"text": span.of(reading.document.text), "name": match.group("name"), "right": right})


def _counted(reading: Reading, rule: Rule, match: Match) -> Iterator[Finding]:
    first = rule.table("firsts").get(match.group("name"), "")
    year = _stated_year(reading, match) or reading.identity.report_year
    written = match.group("number")
    number = int(written) if written.isdecimal() else chinese_to_int(written)
    span = Span(*match.span())
    if not first or year is None or reading.in_plan(span):
        return
    expected = year - int(first) + 1
    if number != expected:
        right = f"第{expected}{match.group('counter')}"
        values = {"text": span.of(reading.document.text), "name": match.group("name"), "right": right}
        yield Finding(span, values, "ordinal")


def _stated_year(reading: Reading, match: Match) -> int | None:
    """Return the year that stands before the day in its clause: 2023年12月4日第十个国家宪法日."""
    before = reading.document.folded[max(0, match.start() - _CONTEXT) : match.start()]
    stated = _YEAR.search(before)
    return int(stated.group("year")) if stated else None


KIND = Kind(
    "fixed-day",
    "固定节日的日期、届数不对",
    check,
    (
        Option("dated", "pattern", "写明日期的写法,含 (?P<month>) (?P<day>) (?P<name>)", prefiltered=True),
        Option("counted", "pattern", "写明第几个的写法,含 (?P<number>) (?P<counter>) (?P<name>)", (), prefiltered=True),
        Option("days", "table", "节日 → 月-日"),
        Option("firsts", "table", "节日 → 第一个在哪一年", {}),
    ),
    ("text", "name", "right"),
    ("ordinal",),
)
