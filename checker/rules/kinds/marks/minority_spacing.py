"""Spaces in a document that usually has none in such places."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer, free_matches
from checker.text.diagnostic import Edit, Finding, Fix
from checker.text.document import Block
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every space if the form without a space is at least ``ratio`` times as frequent."""
    folded = reading.document.folded
    spaces = [
        Span(*match.span())
        for block in reading.candidate_blocks(rule.pattern("spaced"))
        if _is_prose(reading, block)
        for match in free_matches(
            rule.pattern("spaced"), rule.pattern("except"), folded, block.span.start, block.span.end
        )
    ]
    if not spaces:
        return
    tight = sum(
        1
        for block in reading.body
        if _is_prose(reading, block)
        for _ in finditer(rule.pattern("tight"), folded, block.span.start, block.span.end)
    )
    if tight < rule.integer("ratio") * len(spaces):
        return
    for span in spaces:
        context = Span(max(0, span.start - 2), min(len(folded), span.end + 2))
        values = {"text": context.of(reading.document.text), "count": str(len(spaces)), "usual": str(tight)}
        yield Finding(span, values, fixes=(Fix("删去空格", "unsafe", (Edit(span, ""),)),))


def _is_prose(reading: Reading, block: Block) -> bool:
    text = block.span.of(reading.document.folded)
    return block.kind in ("paragraph", "item") and any(mark in text for mark in "。,;")


KIND = Kind(
    "minority-spacing",
    "少数地方多出的空格",
    check,
    (
        Option("spaced", "pattern", "多出的空格（只匹配空格）", prefiltered=True),
        Option("tight", "pattern", "同样的地方不空格的写法"),
        Option("ratio", "integer", "不空格的至少是空格的几倍，才算多数"),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
    ),
    ("text", "count", "usual"),
)
