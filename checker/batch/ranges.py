"""Ranges of figures learned from past reports, written as a ruleset.

For every measure in enough reports the range extends three interquartile ranges beyond the quartiles, on a logarithmic
scale, because the figures of reports spread over orders of magnitude, and a wrong figure must not widen the range.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from statistics import quantiles

from msgspec import Struct

from checker.facts.figures.indicators import measure_name
from checker.facts.reading import Reading
from checker.knowledge.base import Knowledge
from checker.text.document import Document

MIN_MEASURE_LENGTH = 3
FENCES = 3.0
"""Interquartile ranges between a quartile and the limit."""
FAMILIES = ("count", "money", "area")


class Range(Struct, frozen=True):
    """A measure in a unit, the range in which its figures usually lie, and the number of reports it is learned from."""

    measure: str
    unit: str
    low: Decimal
    high: Decimal
    reports: int


def learn_ranges(documents: Iterable[Document], knowledge: Knowledge, minimum: int) -> tuple[Range, ...]:
    """Learn the ranges of the measures in at least ``minimum`` documents, sorted by measure and unit.

    A measure is an indicator, in whatever words it is stated, or the end of a wording.
    """
    values: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    for document in documents:
        reading = Reading(document, knowledge)
        indicators = {stated.span: stated for stated in reading.indicators}
        for _, quantities in reading.quantities:
            for quantity in quantities:
                name = measure_name(quantity, indicators)
                tells = quantity.span in indicators or len(name) >= MIN_MEASURE_LENGTH
                if tells and quantity.family in FAMILIES and quantity.value > 0:
                    values[name, quantity.unit].setdefault(document.path, quantity.value)
    found = [
        Range(measure, unit, *fences(list(figures.values())), len(figures))
        for (measure, unit), figures in values.items()
        if len(figures) >= minimum
    ]
    return tuple(sorted(found, key=lambda item: (item.measure, item.unit)))


def fences(values: list[Decimal]) -> tuple[Decimal, Decimal]:
    """Return the lowest and the highest figure that is no outlier among the values, which must be positive."""
    logs = [math.log10(value) for value in values]
    low, _, high = quantiles(logs, n=4, method="inclusive")
    spread = max(high - low, 0.1)
    return _round(10 ** (low - FENCES * spread)), _round(10 ** (high + FENCES * spread))


def _round(value: float) -> Decimal:
    """Round to two significant digits, the precision that a range can have."""
    return Decimal(f"{Decimal(repr(value)):.1e}").normalize()


def format_ruleset(ranges: tuple[Range, ...], reports: int) -> str:
    """Format a ruleset in TOML with one rule that holds all ranges; ``reports`` is the number of reports read."""
    lines = [f'  "{item.measure}|{item.unit}|{item.low:f}|{item.high:f}",  # {item.reports} 份' for item in ranges]
    return _TEMPLATE.replace("{reports}", str(reports)).replace("{ranges}", "\n".join(lines))


_TEMPLATE = """# fazhi derive 从 {reports} 份报告学得。指标|单位|下限|上限；按需修改。
[[rule]]
id = "FIG900"
name = "figure-out-of-range"
summary = "数字超出历年同一指标的范围"
summary-en = "a figure outside the range of past reports"
why = "与历年报告的同一指标相差几个数量级，多是漏了“万”字或多写了一位。"
source = "本单位历年报告（{reports} 份）"
kind = "measure-range"
severity = "warning"
confidence = "medium"
message = "“{measure}”为 {text}，历年在 {low} 到 {high} 之间"
mend = "核对数字和单位"
[rule.options]
ranges = [
{ranges}
]
"""
