"""Ranges of figures learned from a directory of past reports, written as a ruleset.

For every measure that enough reports give, the range is what lies within three interquartile
distances of the quartiles, on a logarithmic scale: figures of reports spread over orders of
magnitude, and one wrong figure must not widen the range.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from statistics import quantiles

from msgspec import Struct

from checker.facts.reading import Reading
from checker.knowledge.base import Knowledge
from checker.text.document import Document

MEASURE_LENGTH = 6
"""The last characters of a measure's name are compared: what comes before is mostly the place."""
SHORTEST = 3
FENCES = 3.0
FAMILIES = ("count", "money", "area")


class Range(Struct, frozen=True):
    """A measure in a unit, the figures between which it usually lies, and from how many reports."""

    measure: str
    unit: str
    low: Decimal
    high: Decimal
    reports: int


def learn(documents: Iterable[Document], knowledge: Knowledge, least: int) -> tuple[Range, ...]:
    """The ranges of the measures that at least ``least`` documents give, by measure and unit."""
    values: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    for document in documents:
        for _, quantities in Reading(document, knowledge).quantities:
            for quantity in quantities:
                name = quantity.name[-MEASURE_LENGTH:]
                if quantity.family in FAMILIES and len(name) >= SHORTEST and quantity.value > 0:
                    values[name, quantity.unit].setdefault(document.path, quantity.value)
    found = [
        Range(measure, unit, *fences(list(of.values())), len(of))
        for (measure, unit), of in values.items()
        if len(of) >= least
    ]
    return tuple(sorted(found, key=lambda item: (item.measure, item.unit)))


def fences(values: list[Decimal]) -> tuple[Decimal, Decimal]:
    """The lowest and highest figure that is no outlier among the values, which are all positive."""
    logs = [math.log10(value) for value in values]
    low, _, high = quantiles(logs, n=4, method="inclusive")
    spread = max(high - low, 0.1)
    return _round(10 ** (low - FENCES * spread)), _round(10 ** (high + FENCES * spread))


def _round(value: float) -> Decimal:
    """Two significant digits are as much as a range can claim."""
    return Decimal(f"{Decimal(repr(value)):.1e}").normalize()


def ruleset(ranges: tuple[Range, ...], reports: int) -> str:
    """The TOML of a ruleset with one rule that holds all ranges."""
    lines = [f'  "{item.measure}|{item.unit}|{item.low:f}|{item.high:f}",  # {item.reports} 份' for item in ranges]
    return _TEMPLATE.replace("{reports}", str(reports)).replace("{ranges}", "\n".join(lines))


_TEMPLATE = """# fazhi derive 从 {reports} 份报告学得。指标|单位|下限|上限;按需修改。
[[rule]]
id = "FIG900"
name = "figure-out-of-range"
summary = "数字超出历年同一指标的范围"
summary-en = "a figure outside the range of past reports"
why = "与历年报告的同一指标相差几个数量级,多是漏了“万”字或多写了一位。"
source = "本单位历年报告({reports} 份)"
kind = "measure-range"
severity = "warning"
confidence = "medium"
message = "“{measure}”为 {text},历年在 {low} 到 {high} 之间"
mend = "核对数字和单位"
[rule.options]
measure-length = 6
ranges = [
{ranges}
]
"""
