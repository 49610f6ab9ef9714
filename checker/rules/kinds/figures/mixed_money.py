"""Sums of one kind in 元 and in 万元 in one paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.figures.quantities import Quantity
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding, Related


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on the first large sum in 元 beside one in 万元 under the same word."""
    for _, quantities in reading.quantities:
        first: dict[str, Quantity] = {}
        for quantity in quantities:
            word = _word(reading, quantity, rule) if quantity.family == "money" else None
            if word is None:
                continue
            other = first.setdefault(word, quantity)
            small, large = (other, quantity) if not other.scale else (quantity, other)
            if bool(other.scale) != bool(quantity.scale) and small.value >= rule.number("from"):
                text = reading.document.text
                values = {"text": small.span.of(text), "other": large.span.of(text), "word": word}
                yield Finding(small.span, values, related=(Related(large.span, f"此处为{large.span.of(text)}"),))
                break


def _word(reading: Reading, quantity: Quantity, rule: Rule) -> str | None:
    match = search(rule.pattern("words"), quantity.measure.of(reading.document.folded))
    return match.group() if match else None


KIND = Kind(
    "mixed-money",
    "同一段里元、万元混用",
    check,
    (
        Option("words", "pattern", "金额的名称，同名才比较"),
        Option("from", "number", "多大的元才算"),
    ),
    ("text", "other", "word"),
)
