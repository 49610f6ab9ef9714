"""The shape of a mistake: how likely a clerk makes this figure of that one, and what he did."""

from __future__ import annotations

from msgspec import Struct

from checker.knowledge.figure_limits import Limits
from checker.knowledge.figure_words import FigureWords

SWAPPED, DIGIT, DROPPED, ADDED, SCALED = "swapped", "digit", "dropped", "added", "scaled"
BASE, REVERSED, COMPLEMENT, INPUT, TRUNCATED = "base", "direction", "complement", "input", "truncated"
NEAR, OTHER, FAR = "near", "other", "far"
AMOUNT = "amount"
"""The difference of two counts, told as a growth in percent."""
_SCALES = (10.0, 100.0, 1000.0, 10_000.0, 100_000_000.0)
_TINY = 1e-9


class Slip(Struct, frozen=True):
    """``name`` of the shape, and how likely the figure stated is, were another one meant."""

    name: str
    likelihood: float


def significant(number: str) -> str:
    """The digits of a figure as written, without leading and trailing zeros of a round number."""
    digits = number.replace(",", "").replace(".", "").lstrip("0")
    return digits.rstrip("0") or "0"


def chance(number: str, value: float, limits: Limits, *, percent: bool) -> float:
    """How likely a value stands there for no reason that can be computed: small and round figures are common."""
    if percent and value == limits.all_of_it:
        return limits.chance[0]
    return limits.chance[min(len(significant(number)), 4)]


def written_as(value: float, decimals: int) -> str:
    """The digits of a value at the precision of another one."""
    return f"{abs(value):.{decimals}f}"


def digit_slip(stated: str, right: str) -> str:
    """Which slip of digits makes ``stated`` of ``right``; empty where none does."""
    one, other = (
        stated.replace(".", "").replace(",", "").lstrip("0"),
        right.replace(".", "").replace(",", "").lstrip("0"),
    )
    if one == other or not one or not other:
        return ""
    if len(one) == len(other):
        differ = [at for at in range(len(one)) if one[at] != other[at]]
        if len(differ) == 2 and one[differ[0]] == other[differ[1]] and one[differ[1]] == other[differ[0]]:
            return SWAPPED
        return DIGIT if len(differ) == 1 and len(one) > 1 else ""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if len(longer) == len(shorter) + 1:
        for at in range(len(longer)):
            if longer[:at] + longer[at + 1 :] == shorter:
                return ADDED if longer is one else DROPPED
    return ""


def scaled(stated_low: float, stated_high: float, low: float, high: float) -> bool:
    """True when the stated value is a power of ten too large or too small to lie between the bounds."""
    return any(
        low <= stated_high * factor and stated_low * factor <= high
        for scale in _SCALES
        for factor in (scale, 1 / scale)
    )


def slip(name: str, limits: Limits) -> Slip:
    """A slip of a known shape."""
    return Slip(name, limits.likely[name])


def shapeless(stated: float, right: float, rarity: float, words: FigureWords, *, percent: bool) -> Slip:
    """A wrong figure that nothing explains: one near the right one is likely, one far away is another figure."""
    limits, near = words.limits, words.thresholds
    difference, size = abs(stated - right), max(abs(right), _TINY)
    if difference <= near.close * size or (rarity >= limits.chance[1] and difference <= near.few):
        return Slip(NEAR, rarity * (2 if rarity >= limits.chance[1] else 3))
    ratio = abs(stated) / size
    if 0.5 <= ratio <= 2 and not (percent and difference > near.far_points):
        return Slip(OTHER, rarity * 0.7)
    if 0.25 <= ratio <= 4 and not percent:
        return Slip(OTHER, rarity * 0.2)
    return Slip(FAR, rarity * 0.01)
