"""Words of a great change beside a small figure: 大幅上升0.3%."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding where a percentage behind the words lies outside what they claim."""
    folded, text = reading.document.folded, reading.document.text
    for block, quantities in reading.quantities:
        if not quantities:
            continue
        percents = {quantity.span.start: quantity for quantity in quantities if quantity.family == "percent"}
        for match in finditer(rule.pattern("claims"), folded, block.span.start, block.span.end):
            percent = percents.get(match.end())
            if percent is None or not _outside(percent.value, rule):
                continue
            span = Span(match.start(), percent.span.end)
            yield Finding(span, {"text": span.of(text), "claim": match.group(), "number": percent.span.of(text)})


def _outside(value: Decimal, rule: Rule) -> bool:
    low, high = rule.number("at-least"), rule.number("at-most")
    return bool((low and value < low) or (high and value > high))


KIND = Kind(
    "claimed-change",
    "说法与数字不符",
    check,
    (
        Option("claims", "pattern", "紧接百分数的说法"),
        Option("at-least", "number", "说法要求至少百分之几，0 为不限", Decimal(0)),
        Option("at-most", "number", "说法要求至多百分之几，0 为不限", Decimal(0)),
    ),
    ("text", "claim", "number"),
)
