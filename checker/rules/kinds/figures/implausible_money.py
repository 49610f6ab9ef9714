"""A sum of money that is too small for the cases it is said to cover."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.facts.figures.quantities import Quantity
from checker.facts.reading import Reading
from checker.facts.sentences import enclosing, sentences_in
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for every sum without 万 whose average per case is below the rule's floor.

    A sum with decimals that stands without a count is judged by the floor for a whole year
    (variant ``alone``).
    """
    folded = reading.document.folded
    for block, quantities in reading.quantities:
        for index, money in enumerate(quantities):
            if money.family != "money" or money.scale or money.approximate:
                continue
            sentence = enclosing(sentences_in(folded, block.span), money.span.start) or block.span
            if not _is_total(folded, sentence, money, rule):
                continue
            count = _cases(sentence, quantities[:index], rule)
            finding = _judge(reading, money, count, rule)
            if finding:
                yield finding


def _is_total(folded: str, sentence: Span, money: Quantity, rule: Rule) -> bool:
    """The words just before the sum say that it is one, and nothing says that it is a rate."""
    start = max(sentence.start, money.span.start - rule.integer("reach"))
    if search(rule.pattern("per-unit"), folded, start, min(sentence.end, money.span.end + 4)):
        return False
    return search(rule.pattern("measures"), folded, start, money.span.start) is not None


def _cases(sentence: Span, before: tuple[Quantity, ...], rule: Rule) -> Quantity | None:
    """The nearest count of cases before the sum in its sentence."""
    units = rule.strings("case-units")
    for quantity in reversed(before):
        if quantity.span.start < sentence.start:
            return None
        if quantity.family == "count" and quantity.unit in units:
            return quantity
    return None


def _judge(reading: Reading, money: Quantity, count: Quantity | None, rule: Rule) -> Finding | None:
    text = reading.document.text
    values = {"text": money.span.of(text), "money": f"{money.number} {money.unit}", "count": "", "average": ""}
    if count is None:
        small = money.decimals > 0 and money.value < rule.number("minimum-total")
        return Finding(money.span, values | {"floor": f"{rule.number('minimum-total')}"}, "alone") if small else None
    average = money.value / count.value if count.value else Decimal(0)
    if count.value < 2 or average >= rule.number("minimum-average"):
        return None
    values |= {
        "count": f"{count.number} {count.unit}",
        "average": f"{average:.2f} 元",
        "floor": f"{rule.number('minimum-average')}",
    }
    return Finding(money.span, values, related=(Related(count.span, "件数在此"),))


KIND = Kind(
    "implausible-money",
    "金额小得与件数不相称",
    check,
    (
        Option("measures", "pattern", "金额前出现这些词，才是合计数"),
        Option("per-unit", "pattern", "出现则是单价、人均，不查", ()),
        Option("case-units", "strings", "案件、企业等的量词"),
        Option("minimum-average", "number", "每件平均金额（元）的下限"),
        Option("minimum-total", "number", "没有件数而带小数的合计金额（元）的下限"),
        Option("reach", "integer", "向前看多少字", 24),
    ),
    ("text", "money", "count", "average", "floor"),
    ("alone",),
)
