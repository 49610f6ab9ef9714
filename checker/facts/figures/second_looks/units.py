"""Measures of one kind told in different units: 1320平方米 in 6处, 平均每处220亩; 78.3万吨(15.66万斤); 亩产519公斤.

What a unit is worth is a table. A figure is told where the digits alone fit, or where it has lost its scale or a digit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.facts.figures.inference.by_digits import Told
from checker.facts.figures.inference.calculation import number, plain, scale_of
from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import AVERAGE, Hypothesis, Reach, mark_between
from checker.facts.figures.inference.judging import OPEN, RIGHT, WRONG, Judged, fits
from checker.facts.figures.inference.shapes import bounds_of
from checker.facts.figures.inference.slips import DIGIT, SCALED, SWAPPED, digit_slip, scaled, significant, written_as
from checker.facts.figures.inference.wording import shared_by
from checker.knowledge.figure_words import FigureWords

CONVERTED = "converted"
"""The slip: a figure that is not what the one before it comes to in its unit."""
_SLIPS = frozenset((SWAPPED, DIGIT))
_LISTED, _COMMA, _TWO = 1, 2, 2
_ROUNDED = 0.01
"""By which part a conversion may be rounded (1亩 as 667平方米)."""


def mean_of_measures(judged: Judged, each: str, reach: Reach) -> Judged | None:
    """A mean of areas, lengths or weights whose total has another unit: right, wrong by its unit, or not decided."""
    dependent, sizes = judged.dependent, reach.words.looks.measures
    figure = dependent.figure
    if figure.unit not in sizes or not each:
        return None
    ways = [way for way in dependent.hypotheses if _over_another_unit(way, figure, sizes)]
    for way in ways:
        worth = _worth(way.inputs[0], figure, sizes)
        converted = Hypothesis(AVERAGE, way.inputs, way.low * worth, way.high * worth)
        if fits(converted, *bounds_of(dependent)) and shared_by(each, way.inputs[1], reach.words):
            return Judged(dependent, RIGHT, converted, worded=1.0)
    for way in ways:
        total, count = way.inputs
        near = figure.index - total.index <= _TWO and total.sentence == figure.sentence
        raw = near and fits(way, figure.low, figure.high) and shared_by(each, count, reach.words) > 1
        if raw and len(significant(total.quantity.number)) >= _TWO:
            return Judged(dependent, WRONG, way, "unit", 1.0, 1.0)
    taken = judged.hypothesis
    return Judged(dependent, OPEN) if taken and _over_another_unit(taken, figure, sizes) else None


def _over_another_unit(way: Hypothesis, figure: Figure, sizes: Mapping[str, float]) -> bool:
    """A mean of what has another unit, over a count before it."""
    total, count = way.inputs[0], way.inputs[-1]
    plain = len(way.inputs) == _TWO and not way.divisor and count.low > 1
    before = max(total.index, count.index) < figure.index
    return plain and before and total.unit != figure.unit and _worth(total, figure, sizes) > 0


def by_measures(figures: Sequence[Figure], words: FigureWords) -> Iterator[Told]:
    """What is told twice in two units, what an area yields, and totals in another unit than all of their parts."""
    sizes = words.looks.measures
    for at, figure in enumerate(figures):
        if at and figure.unit in sizes:
            yield from _told_again(figures[at - 1], figure, words)
        if figure.family == "weight" and words.looks.yields.search(figure.lead):
            yield from _yield(figure, figures[:at], words)
        if figure.unit in sizes and not (figure.based or figure.planned or figure.quantity.approximate):
            yield from _of_its_parts(figure, figures[at + 1 :], words)


def _worth(one: Figure, other: Figure, sizes: Mapping[str, float]) -> float:
    """How many of the unit of another figure one of its own is; 0 where they do not measure the same."""
    if one.family != other.family or not (one.unit in sizes and other.unit in sizes):
        return 0.0
    return sizes[one.unit] / sizes[other.unit]


def _told_again(one: Figure, again: Figure, words: FigureWords) -> Iterator[Told]:
    """78.3万吨(15.66万斤), 126亩,折合8.4万平方米: one measure in two units."""
    worth = _worth(one, again, words.looks.measures)
    bracketed = again.quantity.bracketed and not one.quantity.bracketed
    match = words.looks.converted.fullmatch(again.lead)
    if not worth or one.unit == again.unit or match is None or one.tail not in ("", again.lead):
        return
    if not bracketed and not (match.group("word") and again.clause - one.clause <= 1):
        return
    low, high = one.low * worth * (1 - _ROUNDED), one.high * worth * (1 + _ROUNDED)
    if again.open_ended or one.open_ended or (low <= again.high and again.low <= high):
        return
    quantity = again.quantity
    shown = written_as(one.value * worth / scale_of(again), quantity.decimals)
    lost = scaled(again.low, again.high, low, high)
    if lost or digit_slip(quantity.number, shown) in _SLIPS:
        right = _rescaled(one.value * worth, again, words) if lost else f"{shown}{quantity.scale}{again.unit}"
        yield Told("same", again, (one,), CONVERTED, f"{number(one)}{one.unit}={right}", right)


def _rescaled(value: float, figure: Figure, words: FigureWords) -> str:
    """A value in the unit of a figure, with the greatest scale below it."""
    scale, size = max(
        ((name, size) for name, size in words.lost_scales.items() if size <= value),
        key=lambda one: one[1],
        default=("", 1.0),
    )
    return f"{plain(value / size, max(_TWO, figure.quantity.decimals))}{scale}{figure.unit}"


def _yield(figure: Figure, earlier: Sequence[Figure], words: FigureWords) -> Iterator[Told]:
    """播种面积126.4万亩,总产78.3万吨,亩产619公斤: the area and the weight of the sentence, one of each."""
    own = [one for one in earlier if one.sentence == figure.sentence]
    areas = [one for one in own if one.family == "area"]
    weights = [one for one in own if one.family == "weight" and not one.quantity.bracketed]
    if len(areas) != 1 or len(weights) != 1 or figure.open_ended:
        return
    area, weight = areas[0], weights[0]
    worth = _worth(weight, figure, words.looks.measures)
    if not worth or area.unit != words.looks.yield_unit or area.low <= 0 or area.based or weight.based:
        return
    low, high = weight.low / area.high * worth, weight.high / area.low * worth
    shown = written_as(weight.value / area.value * worth, figure.quantity.decimals)
    slip = digit_slip(figure.quantity.number, shown)
    terms = f"{number(weight)}{weight.unit}÷{number(area)}{area.unit}={shown}{figure.unit}"
    if figure.low > high or low > figure.high:
        found = SCALED if scaled(figure.low, figure.high, low, high) else slip if slip in _SLIPS else ""
        if found:
            yield Told("average", figure, (weight, area), found, terms, f"{shown}{figure.unit}")


def _of_its_parts(total: Figure, following: Sequence[Figure], words: FigureWords) -> Iterator[Told]:
    """草原1286万公顷,其中禁牧412万亩、草畜平衡874万亩: the sum of all parts to the digit, in another unit."""
    parts: list[Figure] = []
    for one in following:
        if mark_between(parts[-1] if parts else total, one) > (_LISTED if parts else _COMMA):
            break
        parts.append(one)
    units = {one.unit for one in parts}
    scales = {one.quantity.scale for one in (total, *parts)}
    if len(parts) < _TWO or len(units) != 1 or total.unit in units or len(scales) != 1:
        return
    unit = parts[0].unit
    plainly = all(one.family == total.family and not (one.based or one.quantity.approximate) for one in parts)
    precise = len(significant(total.quantity.number)) >= words.thresholds.precise
    if plainly and precise and unit in words.looks.measures:
        whole = f"{sum(one.value for one in parts):.{_TWO}f}"
        if whole == f"{total.value:.{_TWO}f}":
            terms = "+".join(map(number, parts))
            yield Told("sum", total, tuple(parts), "unit", f"{terms}={number(total)}", unit)
