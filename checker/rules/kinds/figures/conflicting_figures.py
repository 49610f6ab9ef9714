"""One measure with two values."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.figures.quantities import Quantity
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding, Related
from checker.text.document import Block
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on the second of two exact figures with the same wording, unit and scope.

    Short wordings (案件) say too little, and words of change or of another time or scope beside a
    figure make it another one.
    """
    seen: dict[tuple[str, str], tuple[Block, Quantity]] = {}
    for block, quantities in reading.quantities:
        for quantity in quantities:
            if not _judged(reading, block, quantity, rule):
                continue
            key = (quantity.name, quantity.unit)
            if key not in seen:
                seen[key] = (block, quantity)
            elif seen[key][1].value != quantity.value and _near(reading, seen[key][0], block, rule):
                yield _finding(reading, quantity, seen[key][1])


def _judged(reading: Reading, block: Block, quantity: Quantity, rule: Rule) -> bool:
    if (
        len(quantity.name) < rule.integer("minimum-length")
        or quantity.family not in ("count", "money", "area")
        or quantity.bracketed
        or quantity.measure.start > quantity.span.start
    ):
        return False
    around = Span(max(block.span.start, quantity.measure.start - 2), quantity.span.end)
    return not search(rule.pattern("except"), reading.document.folded, around.start, around.end)


def _near(reading: Reading, one: Block, other: Block, rule: Rule) -> bool:
    """In one paragraph; or, when the rule says so, anywhere in a report on the same year."""
    if one is other or not rule.boolean("across-paragraphs"):
        return one is other
    return reading.identity.is_report and reading.in_plan(one.span) == reading.in_plan(other.span)


def _finding(reading: Reading, quantity: Quantity, other: Quantity) -> Finding:
    text = reading.document.text
    values = {
        "text": quantity.span.of(text),
        "other": other.span.of(text),
        "measure": quantity.name,
        "place": reading.document.line_label(other.span.start),
    }
    return Finding(quantity.span, values, related=(Related(other.span, f"此处为{other.span.of(text)}"),))


KIND = Kind(
    "conflicting-figures",
    "同一指标两个数",
    check,
    (
        Option("minimum-length", "integer", "指标名称至少几个字"),
        Option("except", "pattern", "出现则口径不同", ()),
        Option("across-paragraphs", "boolean", "跨段也比较", default=False),
    ),
    ("text", "other", "measure", "place"),
)
