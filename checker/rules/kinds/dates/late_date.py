"""A day up to which the report counts, or on which something happened, that is later than the report itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.facts.sentences import enclosing, sentences_in
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer, free_matches
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every such date outside the plan; without a signing date, for one after the next spring.

    A figure of the report's year that is compared with that year is one too (variant ``itself``).
    """
    year = reading.identity.report_year
    if year is None:
        return
    signed = max((date.value for date, _ in reading.signing_dates if date.value), default=None)
    last = signed if signed and signed.year <= year + 1 else datetime.date(year + 1, rule.integer("month"), 1)
    yield from _done(reading, rule, year)
    yield from _itself(reading, rule, year)
    folded = reading.document.folded
    for block in reading.candidate_blocks(rule.pattern("dates")):
        for match in free_matches(
            rule.pattern("dates"), rule.pattern("except"), folded, block.span.start, block.span.end
        ):
            span = Span(*match.span())
            month = int(match.group("month"))
            if not 1 <= month <= 12 or reading.in_plan(span) or reading.in_title(span):
                continue
            if (int(match.group("year")), month) > (last.year, last.month):
                values = {"text": span.of(reading.document.text), "year": str(year)}
                yield Finding(span, values | {"last": f"{last.year}年{last.month}月"})


def _done(reading: Reading, rule: Rule, year: int) -> Iterator[Finding]:
    """Yield a finding for every later year of which figures are told."""
    folded = reading.document.folded
    for block in reading.candidate_blocks(rule.pattern("done")):
        for match in finditer(rule.pattern("done"), folded, block.span.start, block.span.end):
            span = Span(*match.span())
            if int(match.group("year")) > year and not reading.in_plan(span) and not reading.in_title(span):
                values = {"text": span.of(reading.document.text), "year": str(year), "last": f"报告年度{year}年"}
                yield Finding(span, values)


def _itself(reading: Reading, rule: Rule, year: int) -> Iterator[Finding]:
    """Yield the report's year where a figure is compared with it, unless the sentence speaks of a later year."""
    folded, later = reading.document.folded, str(year + 1)
    for block in reading.candidate_blocks(rule.pattern("itself")):
        for match in finditer(rule.pattern("itself"), folded, block.span.start, block.span.end):
            span = Span(*match.span("here"))
            sentence = enclosing(sentences_in(folded, block.span), span.start) or block.span
            if int(match.group("year")) != year or reading.in_plan(span) or later in sentence.of(folded):
                continue
            yield Finding(span, {"text": span.of(reading.document.text), "year": str(year), "last": ""}, "itself")


KIND = Kind(
    "late-date",
    "所写的事晚于报告成文",
    check,
    (
        Option("dates", "pattern", "已经到了的日期,含 (?P<year>) (?P<month>)", prefiltered=True),
        Option("done", "pattern", "某年已经做了的事,含 (?P<year>)", (), prefiltered=True),
        Option("itself", "pattern", "与某年相比,含 (?P<here>…)、(?P<year>)", (), prefiltered=True),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
        Option("month", "integer", "没有成文日期时，次年几月以后算晚"),
    ),
    ("text", "year", "last"),
    ("itself",),
)
