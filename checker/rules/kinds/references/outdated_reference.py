"""A cited norm that was no longer valid in the report year."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.knowledge.catalog import Superseded, Validity
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.days import written_day
from checker.text.diagnostic import Finding
from checker.text.span import Span

_CONTEXT = 24
"""Characters before and after a title that are searched for words that look back."""

LOOKING_BACK = (
    Option("looking-back-before", "pattern", "书名号前出现则是回顾", ()),
    Option("looking-back-behind", "pattern", "书名号后出现则是回顾", ()),
)


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every cited norm that is superseded; the variant is the way in which it ended."""
    year = reading.identity.report_year
    if year is None:
        return
    for reference in reading.references.closed:
        entry = None if reference.depth else reading.catalog.superseded(reference.title.of(reading.document.text))
        if entry is None or year < entry.warn_from or looks_back(reading, reference.span, rule):
            continue
        variant = _variant(entry, year, rule.integer("settled"))
        yield Finding(reference.span, _values(reading, reference.span, entry, year), variant)


def _variant(entry: Superseded, year: int, settled: int) -> str:
    """Return the variant: ``advice`` for uncertain rows and norms without a successor, else by year and validity.

    Where only the day is uncertain, the norm is ``replaced`` for certain ``settled`` years later.
    """
    replaced = entry.validity is Validity.REPEALED and entry.replaced_by
    if replaced and not entry.certain and year >= entry.error_from + settled:
        return "replaced"
    if entry.validity is Validity.OVERTAKEN or not entry.replaced_by or not entry.certain:
        return "advice"
    if year < entry.error_from:
        return "changed-this-year"
    if entry.validity is Validity.PERIOD_OVER:
        return "just-over" if year == entry.since.year else ""
    return {Validity.REPEALED: "repealed", Validity.EDITION: "edition"}[entry.validity]


def _values(reading: Reading, span: Span, entry: Superseded, year: int) -> dict[str, str]:
    return {
        "text": span.of(reading.document.text),
        "year": str(year),
        "since": written_day(entry.since),
        "until": written_day(entry.last_valid),
        "successor": f"《{entry.replaced_by}》" if entry.replaced_by else "其后的新文件",
    }


def looks_back(reading: Reading, span: Span, rule: Rule) -> bool:
    """Return True if the words before or after a name show that the text refers to the past."""
    folded = reading.document.folded
    block = reading.block_of(span)
    start = max(block.span.start, span.start - _CONTEXT)
    before = search(rule.pattern("looking-back-before"), folded[start : span.start])
    after = folded[span.end : min(block.span.end, span.end + _CONTEXT)]
    return bool(before or search(rule.pattern("looking-back-behind"), after))


KIND = Kind(
    "outdated-reference",
    "引用的文件在报告年度已经失效",
    check,
    (
        *LOOKING_BACK,
        Option("settled", "integer", "失效的日子没有核实的，过了几年就不再存疑", 1),
    ),
    ("text", "year", "since", "until", "successor"),
    ("repealed", "edition", "changed-this-year", "just-over", "advice", "replaced"),
)
