"""Dates of a page that contradict each other or the text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding, Related


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for a report that was written after its publication.

    The variant ``early`` is a report that was written before the end of the year and refers to the whole year.
    """
    dates = [(date, origin, date.value) for date, origin in reading.signing_dates]
    written = [(date, day) for date, origin, day in dates if origin in ("signature", "written") and day]
    published = [(date, day) for date, origin, day in dates if origin == "published" and day]
    text = reading.document.text
    if written and published and written[0][1] > published[0][1]:
        values = {"text": written[0][0].span.of(text), "other": published[0][0].span.of(text), "year": ""}
        wrong, right = (written[0][0], published[0][0])
        # The date of publication is wrong if it lies in the report year, or a field confirms the signature.
        signed = "signature" in {origin for _, origin, day in dates if day}
        if signed and (len(written) > 1 or published[0][1].year == reading.identity.report_year):
            wrong, right = right, wrong
        yield Finding(wrong.span, values, "", (Related(right.span, "另一个日期"),))
    year = reading.identity.report_year
    if year is None or not (written or published):
        return
    date, day = (written or published)[0]
    if day < datetime.date.fromisoformat(f"{year}-{rule.string('year-is-over')}"):
        for block in reading.candidate_blocks(rule.pattern("whole-year")):
            claim = search(rule.pattern("whole-year"), reading.document.folded, block.span.start, block.span.end)
            if claim:
                values = {"text": date.span.of(text), "other": claim.group(), "year": str(year)}
                yield Finding(date.span, values, "early")
                return


KIND = Kind(
    "date-order",
    "日期先后矛盾",
    check,
    (
        Option("whole-year", "pattern", "说全年情况的写法", prefiltered=True),
        Option("year-is-over", "string", "月-日；此日之前成文不能说全年"),
    ),
    ("text", "other", "year"),
    ("early",),
)
