"""A daily or per-head average that its total does not give."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.facts.figures.quantities import Quantity, within
from checker.facts.reading import Reading
from checker.facts.sentences import sentences_in
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding, Related


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding where the total divided by every possible number of days is far from the average."""
    folded, text = reading.document.folded, reading.document.text
    divisors = [Decimal(days) for days in rule.strings("divisors")]
    for block, quantities in reading.quantities:
        for sentence in sentences_in(folded, block.span) if len(quantities) > 1 else ():
            inside = [q for q in within(quantities, sentence) if q.family == "count" and not q.chinese]
            for index, average in enumerate(inside):
                if not search(rule.pattern("average"), average.measure.of(folded)):
                    continue
                total = next((q for q in reversed(inside[:index]) if q.unit == average.unit), None)
                if total is None or _fits(total, average, divisors, rule):
                    continue
                values = {
                    "text": average.span.of(text),
                    "total": total.span.of(text),
                    "computed": "、".join(f"按{days}天为{total.value / days:.1f}" for days in divisors),
                }
                yield Finding(average.span, values, related=(Related(total.span, "总数在此"),))


def _fits(total: Quantity, average: Quantity, divisors: list[Decimal], rule: Rule) -> bool:
    low, high = min(total.value / days for days in divisors), max(total.value / days for days in divisors)
    factor = rule.number("tolerance")
    return low / factor <= average.value <= high * factor


KIND = Kind(
    "stated-average",
    "平均数与总数不符",
    check,
    (
        Option("average", "pattern", "平均数的名称"),
        Option("divisors", "strings", "可能的天数"),
        Option("tolerance", "number", "相差几倍以内放行"),
    ),
    ("text", "total", "computed"),
)
