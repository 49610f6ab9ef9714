"""A plan for the next year that names a year that is already over."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.parts import Presence
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every year up to the report year in the headings and promises of the plan."""
    year = reading.identity.report_year
    plan = next((part for part in reading.parts if part.part.id == rule.string("part")), None)
    if year is None or plan is None or plan.presence < Presence.OPENING:
        return
    folded = reading.document.folded
    titles = {heading.span.start: heading.title for heading in reading.outline.headings}
    for span in plan.spans:
        places = [(titles[span.start], "headings")] if span.start in titles else []
        places += [(block.span, "sentences") for block in reading.blocks_inside(span)]
        for place, option in places:
            match = search(rule.pattern(option), place.of(folded))
            if match and int(match.group("year")) <= year:
                year_span = Span(*match.span("year")).shift(place.start)
                yield Finding(year_span, {"text": match.group("year"), "year": str(year), "next": str(year + 1)})


KIND = Kind(
    "plan-year",
    "下一年度安排的年份不对",
    check,
    (
        Option("part", "string", "安排所在部分的 id"),
        Option("headings", "pattern", "标题中的年份,含 (?P<year>)"),
        Option("sentences", "pattern", "段首许诺的年份,含 (?P<year>)"),
    ),
    ("text", "year", "next"),
)
