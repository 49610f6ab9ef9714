"""Figures beyond what their measure can be: rates over 100 %, half cases."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.figures.quantities import Quantity
from checker.facts.reading import Reading
from checker.facts.sentences import enclosing, sentences_in
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding
from checker.text.document import Block
from checker.text.span import Span

_CONTEXT = 8


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on every figure of the family whose wording fits and that lies outside the limits."""
    folded, text = reading.document.folded, reading.document.text
    for block, quantities in reading.quantities:
        for quantity in quantities:
            if quantity.family != rule.string("family") or not _beyond(quantity, rule):
                continue
            if _may_be_divided(reading, block, quantity, rule):
                continue
            around = Span(max(0, quantity.measure.start - 2), min(len(folded), quantity.span.end + _CONTEXT))
            if search(rule.pattern("except"), folded, around.start, around.end):
                continue
            if search(rule.pattern("measures"), quantity.measure.of(folded)):
                values = {
                    "text": quantity.span.of(text),
                    "measure": quantity.name,
                    "limit": str(rule.number("maximum")),
                }
                yield Finding(quantity.span, values)


def _may_be_divided(reading: Reading, block: Block, quantity: Quantity, rule: Rule) -> bool:
    """An average, a figure per thousand, a share of a plan: its sentence says so."""
    if rule.boolean("whole") and quantity.span in reading.derived_figures:
        return True
    folded = reading.document.folded
    sentence = enclosing(sentences_in(folded, block.span), quantity.span.start) or block.span
    return search(rule.pattern("except-sentence"), folded, sentence.start, quantity.span.end) is not None


def _beyond(quantity: Quantity, rule: Rule) -> bool:
    if rule.boolean("whole") and quantity.decimals and not quantity.scale:
        return True
    return rule.number("maximum") > 0 and quantity.value > rule.number("maximum")


KIND = Kind(
    "figure-limit",
    "数字超出可能范围",
    check,
    (
        Option("family", "string", "单位族"),
        Option("measures", "pattern", "指标名称"),
        Option("except", "pattern", "近旁出现则不查", ()),
        Option("except-sentence", "pattern", "句中（数之前）出现则不查", ()),
        Option("maximum", "number", "上限，0 为不限"),
        Option("whole", "boolean", "只能是整数", default=False),
    ),
    ("text", "measure", "limit"),
)
