"""A cited norm that was not yet promulgated, or not yet in force, in the report year."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.facts.sentences import clauses_in, enclosing
from checker.knowledge.catalog import Title
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.days import written_day
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every cited norm later than the horizon of the report (:meth:`Reading.horizon`).

    A norm that is promulgated but not yet in force may be publicized, but not be cited as a basis.
    """
    year = reading.identity.report_year
    if year is None:
        return
    for reference in reading.references.closed:
        entry = None if reference.depth else reading.catalog.title(reference.title.of(reading.document.text))
        horizon = reading.horizon(reference.span)
        if entry is None or not entry.dated or horizon is None:
            continue
        assert entry.promulgated is not None
        if entry.promulgated > horizon:
            if reference.number and str(horizon.year) in reference.number.of(reading.document.text):
                continue  # signed in that year and made public later
            yield Finding(
                reference.span, _values(reading, reference.span, entry, year), "" if entry.certain else "unsure"
            )
        elif entry.effective and entry.effective > horizon and _as_basis(reading, reference.span, rule):
            yield Finding(reference.span, _values(reading, reference.span, entry, year), "not-in-force")


def _as_basis(reading: Reading, span: Span, rule: Rule) -> bool:
    folded = reading.document.folded
    clause = enclosing(clauses_in(folded, reading.block_of(span).span), span.start) or span
    if search(rule.pattern("publicity"), folded, clause.start, clause.end):
        return False
    return search(rule.pattern("basis"), folded[clause.start : span.start]) is not None


def _values(reading: Reading, span: Span, entry: Title, year: int) -> dict[str, str]:
    return {
        "text": span.of(reading.document.text),
        "year": str(year),
        "promulgated": written_day(entry.promulgated),
        "effective": written_day(entry.effective),
    }


KIND = Kind(
    "early-reference",
    "引用的文件在报告年度尚未公布或施行",
    check,
    (
        Option("basis", "pattern", "书名号前出现则是作为依据"),
        Option("publicity", "pattern", "同一分句出现则是宣传学习"),
    ),
    ("text", "year", "promulgated", "effective"),
    ("not-in-force", "unsure"),
)
