"""Figures with a unit: 405.23元, 142宗, 1.2万余人次."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.lexicon import UnitWords
from checker.span import Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: ``value`` in single units (1.2万元 → 12000), as written, and what it counts in.

    ``decimals`` is the number of digits behind the point as written; ``scale`` the scale word,
    empty when there is none; ``family`` one of money, count, area, length, weight, percent,
    points, time.
    """

    value: Decimal
    number: str
    decimals: int
    scale: str
    unit: str
    family: str
    approximate: bool
    span: Span


def quantities_in(folded: str, span: Span, units: UnitWords) -> Iterator[Quantity]:
    """The figures with a unit in a stretch of half-width text, in order."""
    for match in units.quantity.finditer(folded, span.start, span.end):
        number = match.group("number")
        plain = number.replace(",", "")
        scale = match.group("scale") or ""
        unit = match.group("unit")
        yield Quantity(
            value=Decimal(plain) * units.scales.get(scale, 1),
            number=number,
            decimals=len(plain.partition(".")[2]),
            scale=scale,
            unit=unit,
            family=units.families[unit],
            approximate=bool(match.group("before") or match.group("after")),
            span=Span(match.start("number"), match.end()),
        )
