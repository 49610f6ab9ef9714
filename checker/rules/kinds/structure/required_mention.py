"""A subject that a report must mention and that it does not contain."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.zones import Zone
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import Pattern, search
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for the document if no pattern matches in title or body.

    The variant is ``related`` if the document mentions what comes near.
    """
    year = reading.identity.report_year
    if year is None or year < rule.integer("from-year"):
        return
    if not _mentioned(reading, rule.pattern("patterns")):
        yield Finding(None, {"year": str(year)}, "related" if _mentioned(reading, rule.pattern("related")) else "")


def _mentioned(reading: Reading, pattern: Pattern) -> bool:
    blocks = (*reading.zones.blocks(Zone.TITLE), *reading.body)
    return any(search(pattern, reading.document.folded, block.span.start, block.span.end) for block in blocks)


KIND = Kind(
    "required-mention",
    "应当写到的内容全文未提",
    check,
    (
        Option("patterns", "pattern", "出现其一即可"),
        Option("related", "pattern", "没有写到，却写到相近的", ()),
        Option("from-year", "integer", "从哪一报告年度起要求", 0),
    ),
    ("year",),
    ("related",),
)
