"""The arithmetic of shares, growth and rounding, exact in decimals. No text here."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import Enum

from msgspec import Struct

_HUNDRED = Decimal(100)


class Rounding(Enum):
    """How a stated figure compares with the exact one at the precision in which it is stated."""

    RIGHT = "right"
    TRUNCATED = "truncated"
    WRONG = "wrong"


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half away from zero, as taught in school: 72.727… → 72.73."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def truncated(value: Decimal, decimals: int) -> Decimal:
    """Cut off: 72.727… → 72.72."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN)


def compare(exact: Decimal, stated: Decimal, decimals: int) -> Rounding:
    """A stated figure is right when it is the exact one rounded; half-even is let pass too."""
    unit = Decimal(1).scaleb(-decimals)
    if abs(exact - stated) <= unit / 2:
        return Rounding.RIGHT
    if truncated(exact, decimals) == stated:
        return Rounding.TRUNCATED
    return Rounding.WRONG


def share(part: Decimal, whole: Decimal) -> Decimal:
    """Percent that a part is of a whole."""
    return part / whole * _HUNDRED


def growth(before: Decimal, after: Decimal) -> Decimal:
    """Percent by which a figure grew; negative when it fell."""
    return (after - before) / before * _HUNDRED


class Base(Struct, frozen=True):
    """A whole number that the year before could have been, and the growth that it would give."""

    value: int
    percent: Decimal


def bases(after: int, percent: Decimal, decimals: int) -> tuple[bool, tuple[Base, ...]]:
    """Whether any whole number of the year before gives this growth, and the two nearest that do not.

    After Brown & Heathers' GRIM test (2017): among whole numbers only some percentages are possible.
    ``percent`` is signed and stated with ``decimals`` digits. A growth of -100 % or less has no base.

    >>> bases(173, Decimal("-37.27"), 2)[1]
    (Base(value=275, percent=Decimal('-37.09')), Base(value=276, percent=Decimal('-37.32')))
    """
    factor = 1 + percent / _HUNDRED
    if factor <= 0 or after <= 0:
        return True, ()
    unit = Decimal(1).scaleb(-decimals)
    # growth lies within half a unit of what is stated: so the base lies between these two
    low = Decimal(after) / (factor + unit / 2 / _HUNDRED)
    high_factor = factor - unit / 2 / _HUNDRED
    if high_factor <= 0:
        return True, ()
    high = Decimal(after) / high_factor
    first = int(low.to_integral_value(rounding="ROUND_CEILING"))
    if first <= high:
        return True, ()
    near = [value for value in (first - 1, first) if value > 0]
    return False, tuple(Base(value, rounded(growth(Decimal(value), Decimal(after)), decimals)) for value in near)


def totals(count: int, mean: Decimal, decimals: int) -> tuple[bool, tuple[Decimal, ...]]:
    """Whether any whole total, shared among ``count``, gives this mean; if none, the two nearest totals.

    The other half of the GRIM test. A mean that was cut off instead of rounded is let pass, and so is
    every mean of too many things: from ``10 ** decimals`` on there is a total for each.

    >>> totals(12, Decimal("5.38"), 2)
    (False, (Decimal('64'), Decimal('65')))
    """
    if count < 1 or count >= 10**decimals:
        return True, ()
    below = (mean * count).to_integral_value(rounding="ROUND_FLOOR")
    near = (below, below + 1)
    if any(compare(total / count, mean, decimals) is not Rounding.WRONG for total in near):
        return True, ()
    return False, near
