"""An item such as 二是 without a mark before it: 责任追究偏软二是行政争议增量较大."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.numerals import chinese_to_int
from checker.facts.outline.ordinals import items_in
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every number (group ``number``) that is the next one of the items of its paragraph.

    The items that stand behind a mark are read elsewhere; without one before it nothing tells that a list goes on.
    """
    folded = reading.document.folded
    for block in reading.candidate_blocks(rule.pattern("items")):
        items = [item for item in items_in(folded, block.span) if item.series == rule.string("series")]
        for match in finditer(rule.pattern("items"), folded, block.span.start, block.span.end):
            before = [item for item in items if item.span.start < match.start()]
            number = chinese_to_int(match.group("number"))
            again = any(item.number == number and item.span.start > match.start() for item in items)
            if before and before[-1].number + 1 == number and not again:
                span = Span(match.start("number") - 1, match.end())
                yield Finding(span, {"text": span.of(reading.document.text)})


KIND = Kind(
    "unmarked-item",
    "“二是”之前没有标点",
    check,
    (
        Option("items", "pattern", "前面是文字的序数,含 (?P<number>)", prefiltered=True),
        Option("series", "string", "序数的一种,如“一是”"),
    ),
    ("text",),
)
