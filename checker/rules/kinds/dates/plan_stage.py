"""A stage of a plan in a year to which it does not belong, and a plan whose years are not as many as it says."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.numerals import chinese_to_int
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import Match, alternatives, finditer, free_matches, search
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every stage outside its years.

    ``plans`` maps a plan to “first-last”, ``stages`` a stage to the years “from,to” after the first year (a number) or
    after the last one (a number with a sign before it). The variant ``span`` is a plan for N years (``spans``) whose
    first and last year are not those of the plan, or not N years.
    """
    yield from _spans(reading, rule)
    year = reading.identity.report_year
    if year is None:
        return
    folded = reading.document.folded
    for stage, pattern in rule.pattern_table("wordings").items():
        for block in reading.candidate_blocks(pattern):
            for match in free_matches(pattern, rule.pattern("except"), folded, block.span.start, block.span.end):
                yield from _stage(reading, rule, match, stage, year)


def _spans(reading: Reading, rule: Rule) -> Iterator[Finding]:
    folded = reading.document.folded
    for block in reading.candidate_blocks(rule.pattern("spans")):
        for match in finditer(rule.pattern("spans"), folded, block.span.start, block.span.end):
            first, last, length = int(match["first"]), int(match["last"]), chinese_to_int(match["years"])
            period = rule.table("plans").get(f"{match['plan']}{match['years']}") if match["plan"] else None
            # What begins in the middle of a year ends in the middle of one: 三年行动(2023—2026年).
            most = length if search(rule.pattern("exact"), match.group()) else length + 1
            span = Span(*match.span("span"))
            values = {"text": span.of(reading.document.text), "plan": match["name"]}
            if period and period != f"{first}-{last}":
                values |= {"years": period.replace("-", "—") + "年", "year": str(last - first + 1)}
                yield Finding(span, values, "period")
            elif not period and not length <= last - first + 1 <= most:
                yield Finding(span, values | {"years": f"{length}年", "year": str(last - first + 1)}, "span")


def _stage(reading: Reading, rule: Rule, match: Match, stage: str, year: int) -> Iterator[Finding]:
    span = Span(*match.span())
    years = rule.table("plans").get(match.group("plan"))
    if years is None or reading.in_title(span):
        return
    first, _, last = (int(part) if part.isdecimal() else 0 for part in years.partition("-"))
    ends = [int(part) + (last if part[0] in "+-" else first) for part in rule.table("stages")[stage].split(",")]
    spoken_of = year + 1 if reading.in_plan(span) else year
    if not ends[0] <= spoken_of <= ends[1]:
        values = {"text": span.of(reading.document.text), "plan": match.group("plan"), "years": f"{first}—{last}年"}
        yield Finding(span, values | {"year": str(spoken_of)})


KIND = Kind(
    "plan-stage",
    "规划的阶段与年份不合",
    check,
    (
        Option("plans", "table", "规划 → 起年-止年"),
        Option("wordings", "pattern-table", "阶段 → 写法,含 (?P<plan>)", prefiltered=True),
        Option("stages", "table", "阶段 → 可以写的年份，起，止：距起年（无号）或距止年（有号）"),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
        Option(
            "spans",
            "pattern",
            "写明几年的规划、行动和起止年份,含 (?P<plan>) (?P<years>) (?P<name>) (?P<span>) (?P<first>) (?P<last>)",
            alternatives(()),
            prefiltered=True,
        ),
        Option("exact", "pattern", "与这些写法相合的，起止正好那么多年，不会从年中算起", alternatives(())),
    ),
    ("text", "plan", "years", "year"),
    ("span", "period"),
)
