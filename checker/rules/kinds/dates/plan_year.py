"""A plan for the next year that names a year that is already over."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.parts import Presence
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import Match, finditer, search
from checker.text.diagnostic import Finding
from checker.text.span import Span

_STOPS = "。!?"


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every year up to the report year in the headings and promises of the plan."""
    year = reading.identity.report_year
    if year is not None:
        yield from _pending(reading, rule, year)
    plan = next((part for part in reading.parts if part.part.id == rule.string("part")), None)
    if year is None or plan is None or plan.presence < Presence.OPENING:
        return
    folded = reading.document.folded
    titles = {heading.span.start: heading.title for heading in reading.outline.headings}
    for span in plan.spans:
        places = [(titles[span.start], "headings")] if span.start in titles else []
        places += [(block.span, "sentences") for block in reading.blocks_inside(span)]
        for place, option in places:
            matches = finditer(rule.pattern(option), place.of(folded))
            match = next((found for found in matches if _is_late(rule, found, place.of(folded), year)), None)
            if match:
                yield _finding(Span(*match.span("year")).shift(place.start), match.group("year"), year)


def _is_late(rule: Rule, match: Match, text: str, year: int) -> bool:
    """Return True for a year that is over, unless the sentence compares it with another: 2017年安排168万元,比2016年….

    What comes in the year after the report's is told apart from it: 2017年安排168万元,2018年力争180万元.
    """
    if int(match.group("year")) > year:
        return False
    ends = [at for mark in _STOPS if (at := text.find(mark, match.end())) >= 0]
    rest = text[match.end() : min(ends, default=len(text))]
    return search(rule.pattern("compared"), rest) is None and not any(
        int(later.group("year")) == year + 1 for later in finditer(rule.pattern("headings"), rest)
    )


def _pending(reading: Reading, rule: Rule, year: int) -> Iterator[Finding]:
    """Yield the years for which what is left to do was put off, if they are over."""
    folded = reading.document.folded
    for block in reading.candidate_blocks(rule.pattern("pending")):
        for match in finditer(rule.pattern("pending"), folded, block.span.start, block.span.end):
            if int(match.group("year")) <= year:
                yield _finding(Span(*match.span("year")), match.group("year"), year)


def _finding(span: Span, text: str, year: int) -> Finding:
    return Finding(span, {"text": text, "year": str(year), "next": str(year + 1)})


KIND = Kind(
    "plan-year",
    "下一年度安排的年份不对",
    check,
    (
        Option("part", "string", "安排所在部分的 id"),
        Option("headings", "pattern", "标题中的年份,含 (?P<year>)"),
        Option("sentences", "pattern", "许诺的年份,含 (?P<year>)"),
        Option("compared", "pattern", "同一句后面有这些，是拿那一年的数作比较", ()),
        Option("pending", "pattern", "余下的事推到哪一年,含 (?P<year>);不限安排部分", (), prefiltered=True),
    ),
    ("text", "year", "next"),
)
