"""Spaces in a document that otherwise writes without them."""

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
    """A finding on every space where the same is written ``ratio`` times as often without one."""
    folded = reading.document.folded
    found = [
        Span(*match.span())
        for block in reading.candidate_blocks(rule.pattern("spaced"))
        if _counts(reading, block)
        for match in free_matches(
            rule.pattern("spaced"), rule.pattern("except"), folded, block.span.start, block.span.end
        )
    ]
    if not found:
        return
    tight = sum(
        1
        for block in reading.body
        if _counts(reading, block)
        for _ in finditer(rule.pattern("tight"), folded, block.span.start, block.span.end)
    )
    if tight < rule.integer("ratio") * len(found):
        return
    for span in found:
        around = Span(max(0, span.start - 2), min(len(folded), span.end + 2))
        values = {"text": around.of(reading.document.text), "count": str(len(found)), "usual": str(tight)}
        yield Finding(span, values, fixes=(Fix("删去空格", "unsafe", (Edit(span, ""),)),))


def _counts(reading: Reading, block: Block) -> bool:
    text = block.span.of(reading.document.folded)
    return block.kind in ("paragraph", "item") and any(mark in text for mark in "。,;")


KIND = Kind(
    "minority-spacing",
    "少数地方多出的空格",
    check,
    (
        Option("spaced", "pattern", "多出的空格(只匹配空格)", watched=True),
        Option("tight", "pattern", "同样的地方不空格的写法"),
        Option("ratio", "integer", "不空格的至少是空格的几倍,才算多数"),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
    ),
    ("text", "count", "usual"),
)
