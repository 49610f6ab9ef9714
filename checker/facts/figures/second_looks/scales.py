"""Scales by arithmetic: a figure that lost its 万, took 亿 for 万 or lost its point, with which all others are right.

Nothing but the arithmetic says so: the digits fit, there are enough of them, and the wording ties the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from checker.facts.figures.inference.calculation import scale_of
from checker.facts.figures.inference.dependents import Dependent, each_of
from checker.facts.figures.inference.figure import Figure, grams
from checker.facts.figures.inference.hypotheses import AVERAGE, GROWTH, SHARE, SUM, Hypothesis, Reach
from checker.facts.figures.inference.judging import WRONG, Judged
from checker.facts.figures.inference.shapes import bounds_of
from checker.facts.figures.inference.slips import significant
from checker.facts.figures.inference.wording import shared_by
from checker.facts.figures.inference.wording_of_shares import whole_inside
from checker.facts.figures.inference.wording_of_sums import leads_to_parts
from checker.knowledge.figure_words import FigureWords

SCALE = "scale"
"""The slip: a figure in another scale than it ought to be."""
_EPSILON = 1e-9
_HUNDRED = 100.0
_POINT = 0.01
"""What the lost point of a figure with two decimals multiplies it by."""
_PAIR = 2
_MEASURED = frozenset(("money", "area"))
_Bounds = tuple[float, float]


def of_another_scale(judged: Judged, reach: Reach) -> Judged | None:
    """The dependent as wrong by the scale of one figure, or None."""
    dependent = judged.dependent
    if dependent.kind not in _TIED or dependent.figure.open_ended:
        return None
    low, high = bounds_of(dependent)
    for way in dependent.hypotheses:
        if not _TIED[dependent.kind](dependent, way, reach):
            continue
        for wrong, right in _rewritten(dependent, way, reach.words):
            inputs = tuple(right if one is wrong else one for one in way.inputs)
            least, most = _given(way, [(one.low, one.high) for one in inputs])
            stated = (right.low, right.high) if wrong is dependent.figure else (low, high)
            margin = _EPSILON * max(abs(stated[0]), abs(stated[1]), 1.0)
            if least <= stated[1] + margin and stated[0] - margin <= most:
                mended = dependent if wrong is not dependent.figure else replace(dependent, figure=right)
                exact, _ = _given(way, [(one.value, one.value) for one in inputs])
                scaled = Hypothesis(way.kind, inputs, exact, exact, way.features, form=way.form)
                return Judged(mended, WRONG, scaled, SCALE, 1.0, 1.0, wrong, right)
    return None


def rescaled(figure: Figure, number: str, scale: str, factor: float) -> Figure:
    """A figure as it ought to read."""
    quantity = figure.quantity
    value = quantity.value * Decimal(str(factor))
    decimals = len(number.partition(".")[2])
    right = replace(quantity, value=value, number=number, decimals=decimals, scale=scale)
    return replace(
        figure, quantity=right, value=figure.value * factor, low=figure.low * factor, high=figure.high * factor
    )


def _given(way: Hypothesis, bounds: list[_Bounds]) -> _Bounds:
    """What the figures give with these bounds."""
    if way.kind == SUM:
        return sum(low for low, _ in bounds), sum(high for _, high in bounds)
    (low, high), (least, most) = bounds
    if way.kind == AVERAGE:
        return low / most, high / least
    if way.kind == SHARE:
        return least / high * _HUNDRED, most / low * _HUNDRED
    return (least / high - 1) * _HUNDRED, (most / low - 1) * _HUNDRED


def _rewritten(dependent: Dependent, way: Hypothesis, words: FigureWords) -> Iterator[tuple[Figure, Figure]]:
    """The figures that can have another scale, and how each reads then."""
    figures = way.inputs if dependent.kind in (SHARE, GROWTH) else (*way.inputs, dependent.figure)
    for one in figures:
        quantity = one.quantity
        if not quantity.number[:1].isdecimal() or one.family not in ("money", "area", "count"):
            continue
        for scale, size in words.lost_scales.items():
            lost = not quantity.scale and (quantity.decimals or one.family != "count")
            mixed = quantity.scale in words.lost_scales and scale_of(one) > size
            beside = _in_scale(scale, way, one) or (one is way.inputs[0] and _is_mean_in(scale, dependent))
            if (lost and _fits_in(one, scale, way, dependent)) or (mixed and beside):
                yield one, rescaled(one, quantity.number, scale, size / scale_of(one))
        if dependent.kind == AVERAGE and one is way.inputs[0] and _pointless(one):
            number = f"{quantity.number[:-_PAIR]}.{quantity.number[-_PAIR:]}"
            yield one, rescaled(one, number, quantity.scale, _POINT)


def _pointless(total: Figure) -> bool:
    """6184万元 of 61.84万元."""
    number = total.quantity.number
    return total.family == "money" and bool(total.quantity.scale) and number.isdecimal() and len(number) > _PAIR


def _fits_in(lost: Figure, scale: str, way: Hypothesis, dependent: Dependent) -> bool:
    """A scale that another figure has; a total that has a mean needs none beside it."""
    if dependent.kind == AVERAGE:
        # 23幢、3128万平方米,平均每幢136平方米: of areas it is not the mean that is too small
        mean = lost is dependent.figure and lost.family != "money"
        return lost.quantity.decimals > 0 or (_in_scale(scale, way, lost) and not mean)
    return _in_scale(scale, way, lost) or dependent.figure.quantity.scale == scale


def _in_scale(scale: str, way: Hypothesis, one: Figure) -> bool:
    return any(other.quantity.scale == scale and other.family == one.family for other in way.inputs if other is not one)


def _is_mean_in(scale: str, dependent: Dependent) -> bool:
    """标的额2480亿元,平均每份40万元: a mean in 万 has its total in 万, if not in more."""
    return dependent.kind == AVERAGE and dependent.figure.quantity.scale == scale


def _precise(figure: Figure, words: FigureWords) -> bool:
    return len(significant(figure.quantity.number)) >= words.thresholds.precise


def _tied_growth(dependent: Dependent, way: Hypothesis, _: Reach) -> bool:
    base, after = way.inputs
    figure = dependent.figure
    tied = way.form == "pair" and base.based and base.unit == after.unit and figure.sentence == after.sentence
    return tied and base.quantity.scale != after.quantity.scale and base.low > 0


def _tied_share(dependent: Dependent, way: Hypothesis, reach: Reach) -> bool:
    """2.17平方米,为2万平方米任务的108.5%: the part right before the whole, and that inside the words of the share."""
    whole, part = way.inputs
    figure = dependent.figure
    inside = whole.index == figure.index - 1 and whole.clause == figure.clause and whole_inside_of(whole, figure, reach)
    near = part.index == whole.index - 1 and part.sentence == whole.sentence and part.unit == whole.unit
    return inside and near and whole.low > 0 and _precise(figure, reach.words)


def whole_inside_of(whole: Figure, figure: Figure, reach: Reach) -> bool:
    """占236件的, 为全年2万平方米任务的: the share is told of what stands before 的."""
    return whole_inside(figure, whole, reach.words) or figure.lead.endswith(reach.words.possessive)


def _tied_average(dependent: Dependent, way: Hypothesis, reach: Reach) -> bool:
    """The total right before its mean, and a count of what that is told for."""
    if len(way.inputs) != _PAIR or way.divisor or not way.accuses:
        return False
    total, count = way.inputs
    figure, words = dependent.figure, reach.words
    each = each_of(figure, words)
    same = total.sentence == figure.sentence and total.unit == figure.unit and figure.family in _MEASURED
    if not (each and same) or count.low <= 1 or not shared_by(each, count, words):
        return False
    before = total.index == figure.index - 1 and count.index < total.index
    # 资金28.8元,惠及240户,户均1200元
    around = total.index == figure.index - _PAIR and count.index == figure.index - 1
    if (before or around) and count.sentence <= figure.sentence and _exact_but_scale(total, count, figure):
        return True
    if not before or figure.family != "money":
        return False
    named = not grams(total.lead).isdisjoint(grams(count.lead))
    return _precise(figure, words) or (named and len(significant(figure.quantity.number)) >= _PAIR)


def _exact_but_scale(total: Figure, count: Figure, mean: Figure) -> bool:
    """86处、1.72平方米,平均每处200平方米: the mean of few digits, times the count, has all the digits of the total."""
    digits = significant(f"{mean.value * count.value:.{_PAIR}f}")
    return len(digits) >= _PAIR and digits == significant(total.quantity.number)


def _tied_sum(dependent: Dependent, way: Hypothesis, reach: Reach) -> bool:
    total = dependent.figure
    if any(part.unit != total.unit for part in way.inputs):
        return False
    if way.form == "behind":
        # 参保198.4万人,其中职工86.7万人、居民102.2人
        leads = not way.divisor and leads_to_parts(total, way.inputs[0], reach.words)
        if leads and _lone_without_scale(total, way.inputs, reach.words):
            return True
        cued = bool(total.quantity.decimals) and leads
    else:
        cued = "total" in total.cues
    return cued and _precise(total, reach.words)


def _lone_without_scale(total: Figure, parts: Sequence[Figure], words: FigureWords) -> bool:
    """62万元,其中18万元、16万元、28元: with the scale of all others the one part makes the sum, to the digit."""
    scale = total.quantity.scale
    lone = [part for part in parts if not part.quantity.scale]
    others = [part for part in parts if part.quantity.scale == scale]
    if len(lone) != 1 or len(lone) + len(others) != len(parts) or scale not in words.lost_scales:
        return False
    made = sum(part.value for part in others) + lone[0].value * words.lost_scales[scale]
    return total.family == "money" and abs(made - total.value) < _EPSILON * total.value


_TIED = {GROWTH: _tied_growth, SHARE: _tied_share, AVERAGE: _tied_average, SUM: _tied_sum}
