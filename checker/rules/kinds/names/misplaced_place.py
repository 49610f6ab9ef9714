"""A place behind the name of a province or a city in which it does not lie: 江苏省宁波市."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every place that the table of places knows, but not within the place that stands before it.

    Counties change their cities now and then, so that they are compared in reports from the year ``counties-from`` on.
    """
    folded, places, year = reading.document.folded, reading.places, reading.identity.report_year
    for block in reading.candidate_blocks(rule.pattern("places"), ("body", "title", "signature")):
        for match in finditer(rule.pattern("places"), folded, block.span.start, block.span.end):
            below, (start, end) = match.group("place"), match.span("place")
            above = _place_before(reading, start, block.span.start)
            if not above or not places.known(below) or places.within(below, above):
                continue
            if not {above, below}.isdisjoint(rule.strings("common")):
                continue
            if places.level(below) < places.COUNTY or year is None or year >= rule.integer("counties-from"):
                span = Span(start - len(above), end)
                values = {"text": span.of(reading.document.text), "place": below, "above": above}
                yield Finding(span, values | {"superiors": "、".join(places.superiors(below))})


def _place_before(reading: Reading, end: int, first: int) -> str:
    """Return the longest known name of a place that ends at an offset, or an empty text."""
    folded, places = reading.document.folded, reading.places
    starts = range(max(first, end - places.longest), end - 1)
    return next((folded[start:end] for start in starts if places.known(folded[start:end])), "")


KIND = Kind(
    "misplaced-place",
    "地名与前面的省、市对不上（查 catalog/places.csv）",
    check,
    (
        Option("places", "pattern", "省、市之后的地名,(?P<place>…)", prefiltered=True),
        Option("common", "strings", "也是普通名词、各地都有的，不核对", ()),
        Option("counties-from", "integer", "从哪一报告年度起，县与市也核对"),
    ),
    ("text", "place", "above", "superiors"),
)
