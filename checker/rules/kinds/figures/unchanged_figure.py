"""A figure that is exactly last year's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.facts.copies.comparison import Relationship
from checker.facts.figures.quantities import Quantity
from checker.facts.reading import ComparedReport, Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on every figure whose measure, unit and value last year's report has too.

    An indicator is the same in other words, if it is told of the same body.
    Small and round figures coincide by chance and are let pass; so are stocks that do not change
    from year to year (villages, staff), by the rule's ``except``.
    """
    for other in reading.compared:
        if other.relationship is not Relationship.PREVIOUS:
            continue
        before = _figures(other.reading, rule)
        for key, quantity in _figures(reading, rule).items():
            if key in before:
                yield _finding(reading, other, quantity, before[key])


def _figures(reading: Reading, rule: Rule) -> dict[tuple[str, str, str, Decimal], Quantity]:
    """The figures that tell something, by measure, body, unit and value."""
    found: dict[tuple[str, str, str, Decimal], Quantity] = {}
    indicators = {stated.span: stated for stated in reading.indicators}
    for block, quantities in reading.quantities:
        for quantity in quantities:
            if _telling(reading, block.span, quantity, rule):
                stated = indicators.get(quantity.span)
                measure, body = (stated.id, stated.scope) if stated else (quantity.name, "")
                found.setdefault((measure, body, quantity.unit, quantity.value), quantity)
    return found


def _telling(reading: Reading, block: Span, quantity: Quantity, rule: Rule) -> bool:
    if quantity.family not in rule.strings("families") or reading.in_plan(block):
        return False
    if len(quantity.name) < rule.integer("minimum-length") or quantity.approximate:
        return False
    around = Span(max(block.start, quantity.measure.start - 2), min(block.end, quantity.span.end + 4))
    if search(rule.pattern("except"), reading.document.folded, around.start, around.end):
        return False
    digits = quantity.number.replace(",", "").replace(".", "").strip("0")
    return len(digits) >= rule.integer("digits")


def _finding(reading: Reading, other: ComparedReport, quantity: Quantity, before: Quantity) -> Finding:
    there = other.reading
    values = {
        "text": quantity.span.of(reading.document.text),
        "measure": quantity.name,
        "path": there.document.path,
        "place": there.document.line_label(before.span.start),
        "year": str(there.identity.report_year or ""),
    }
    return Finding(quantity.span, values)


KIND = Kind(
    "unchanged-figure",
    "与上年完全相同的数",
    check,
    (
        Option("families", "strings", "哪些单位族：count money area …"),
        Option("minimum-length", "integer", "指标名称至少几个字"),
        Option("digits", "integer", "去掉首尾的零以后至少几位有效数字"),
        Option("except", "pattern", "多年不变的数", ()),
    ),
    ("text", "measure", "path", "place", "year"),
    compares=True,
)
