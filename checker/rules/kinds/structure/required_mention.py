"""A subject that a report must mention and that it does not contain."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.zones import Zone
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for the document if no pattern matches in title or body."""
    year = reading.identity.report_year
    if year is None or year < rule.integer("from-year"):
        return
    pattern = rule.pattern("patterns")
    blocks = (*reading.zones.blocks(Zone.TITLE), *reading.body)
    if not any(search(pattern, reading.document.folded, block.span.start, block.span.end) for block in blocks):
        yield Finding(None, {"year": str(year)})


KIND = Kind(
    "required-mention",
    "应当写到的内容全文未提",
    check,
    (
        Option("patterns", "pattern", "出现其一即可"),
        Option("from-year", "integer", "从哪一报告年度起要求", 0),
    ),
    ("year",),
)
