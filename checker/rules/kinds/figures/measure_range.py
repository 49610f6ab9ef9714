"""Figures outside the range that past reports had for their measure (see ``fazhi derive``)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on every figure beyond its range; a range is ``measure|unit|low|high``.

    A measure is the name of an indicator, in whatever words the report states it, or the end of a wording.
    """
    ranges = {}
    for written in rule.strings("ranges"):
        measure, unit, low, high = written.split("|")
        ranges[measure, unit] = (Decimal(low), Decimal(high))
    length = rule.integer("measure-length")
    indicators = {stated.span: stated.name for stated in reading.indicators}
    for _, quantities in reading.quantities:
        for quantity in quantities:
            worded = ranges.get((quantity.name[-length:], quantity.unit))
            found = ranges.get((indicators.get(quantity.span, ""), quantity.unit), worded)
            if found and not found[0] <= quantity.value <= found[1]:
                values = {
                    "text": quantity.span.of(reading.document.text),
                    "measure": quantity.name,
                    "low": f"{found[0]:,f}",
                    "high": f"{found[1]:,f}",
                }
                yield Finding(quantity.span, values)


KIND = Kind(
    "measure-range",
    "数字超出历年同一指标的范围",
    check,
    (
        Option(
            "ranges", "strings", "指标|单位|下限|上限；指标写 rulesets/reading/indicators.toml 里的名称，或数前的几个字"
        ),
        Option("measure-length", "integer", "按指标名称的末几个字比较", 6),
    ),
    ("text", "measure", "low", "high"),
)
