"""A claim that a norm is newly revised, “新修订的《…》”, in a year without a revision."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.days import written_day
from checker.text.diagnostic import Finding
from checker.text.span import Span

_CLAIM_LENGTH = 8
"""Characters before a title that are searched for a claim."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for a claim about a norm whose latest revision is years old or later than the report year.

    A revision is new from the year of its promulgation until ``years-new`` years after it comes into force.
    """
    year = reading.identity.report_year
    if year is None:
        return
    folded = reading.document.folded
    for reference in reading.references.closed:
        title = reference.title.of(reading.document.text)
        revision = None if reference.depth else reading.catalog.revision(title)
        never = revision is None and not reference.depth
        revision = reading.catalog.only_edition(title) if never else revision
        before = folded[max(0, reference.span.start - _CLAIM_LENGTH) : reference.span.start]
        claim = search(rule.pattern("claims"), before)
        if revision is None or claim is None:
            continue
        new = revision.promulgated.year <= year <= revision.effective.year + rule.integer("years-new")
        if new and not (never and search(rule.pattern("revised"), claim.group())):
            continue
        if revision.promulgated.year > year and not rule.boolean("judge-earlier"):
            continue
        start = reference.span.start - len(before) + claim.start()
        values = {
            "text": reference.span.of(reading.document.text),
            "claim": claim.group(),
            "year": str(year),
            "promulgated": written_day(revision.promulgated),
            "effective": written_day(revision.effective),
        }
        yield Finding(Span(start, reference.span.end), values, "never" if never else "")


KIND = Kind(
    "revision-claim",
    "称“新修订”而近年没有修订",
    check,
    (
        Option("claims", "pattern", "书名号前的说法"),
        Option("revised", "pattern", "说法里有这些，是说修订过：从未修订的，新的也不对", ()),
        Option("years-new", "integer", "施行后几年内仍可称新", 1),
        Option("judge-earlier", "boolean", "报告年度早于最近一次修订时也判断（以前的修订日期不全）", default=False),
    ),
    ("text", "claim", "year", "promulgated", "effective"),
    ("never",),
)
