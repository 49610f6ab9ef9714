"""Rates whose place leaves no choice of part and whole, and whose digits then tell the slip.

A rate that names its part (整改45份,整改率……) is of the two figures right before it; what a plan was fulfilled by
(完成目标5万人的……) is of what the plan says; a part that is more than its whole gives it once its point is set.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from checker.facts.figures.inference.calculation import plain
from checker.facts.figures.inference.dependents import Dependent
from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import SHARE, Hypothesis, Reach, mark_between
from checker.facts.figures.inference.judging import RIGHT, WRONG, Judged, fits, rarity
from checker.facts.figures.inference.shapes import shape
from checker.facts.figures.inference.slips import BASE, DIGIT, NEAR, SWAPPED, significant
from checker.facts.figures.inference.wording_of_shares import named_part
from checker.facts.figures.second_looks.pairs import of_its_list, of_those_before, over_another_family
from checker.facts.figures.second_looks.scales import SCALE
from checker.knowledge.figure_words import FigureWords

_PAIR, _COMMA = 2, 2
_NEAR = 4
"""Clauses, and figures."""
_HUNDRED = 100.0
_TENTHS = (0.1, 0.01)
_SLIPS = frozenset((SWAPPED, DIGIT))


def of_nearest(judged: Judged, reach: Reach) -> Judged | None:
    """The rate as wrong by the two figures that it can only be of, or None."""
    figure, words = judged.dependent.figure, reach.words
    if figure.open_ended or figure.based or figure.distributed or figure.quantity.approximate:
        return None
    if len(significant(figure.quantity.number)) < words.thresholds.precise:
        return None
    if apart := over_another_family(figure, reach):
        return _slipped(judged, *apart)
    if some := of_those_before(figure, reach) or of_its_list(figure, reach):
        return _slipped(judged, *some, _SLIPS | {NEAR})
    pair = _right_before(figure, reach)
    return _by_pair(judged, *pair, words) if pair and figure.clause - pair[1].clause <= 1 else None


def of_named_whole(judged: Judged, reach: Reach) -> Judged | None:
    """其中草场流转合同41份,……23份,占草场流转合同的33.8%: just one figure is called what the rate is a share of.

    Told where the rate is that of another whole, or a digit of it slipped.
    """
    dependent, words = judged.dependent, reach.words
    figure, of = dependent.figure, words.share_of.search(dependent.figure.lead)
    part = reach.figures[int(figure.index) - 1] if figure.index else None
    if of is None or part is None or not part.quantity.exact or figure.open_ended or figure.clause - part.clause > 1:
        return None
    name, precise = words.whole_words.sub("", of.group("whole")), words.thresholds.precise
    before = [one for one in reach.figures[: int(part.index)] if one.unit == part.unit and one.low >= part.high]
    named = [one for one in before if name in (reach.core(one), one.tail)]
    if len(name) < words.thresholds.name_length or len(named) != 1 or part.based or part.planned or named[0].based:
        return None
    way = Hypothesis(SHARE, (named[0], part), *(_HUNDRED * part.value / named[0].value,) * 2)
    if fits(way, figure.low, figure.high):
        return None if judged.verdict == RIGHT else Judged(judged.dependent, RIGHT, way, worded=1.0)
    others = (_HUNDRED * part.value / one.value for one in before if one is not named[0])
    slip = shape(dependent, way, rarity(dependent)).name
    if any(figure.low <= other <= figure.high for other in others):
        slip = BASE
    told = len(significant(figure.quantity.number)) >= precise and slip in (BASE, *_SLIPS)
    return Judged(dependent, WRONG, way, slip, 1.0, 1.0, listed=True) if told else None


def _by_pair(judged: Judged, whole: Figure, part: Figure, words: FigureWords) -> Judged | None:
    figure = judged.dependent.figure
    if _fulfils(figure, part, words):
        return _slipped(judged, part, whole)
    if part.low > whole.high:
        return _point_misplaced(judged, whole, part)
    return _slipped(judged, whole, part) if _names(figure, part, words) else None


def _right_before(figure: Figure, reach: Reach) -> tuple[Figure, Figure] | None:
    before = [one for one in reach.figures[max(0, int(figure.index) - _NEAR) : int(figure.index)] if one.countable]
    if len(before) < _PAIR:
        return None
    first, last = before[-_PAIR:]
    near = first.sentence == last.sentence == figure.sentence and figure.clause - first.clause <= _NEAR
    if not near or first.unit != last.unit or first.low <= 0 or first.based or last.based:
        return None
    return first, last


def _fulfils(figure: Figure, plan: Figure, words: FigureWords) -> bool:
    """完成年度目标5万人的102.5%."""
    return plan.planned and plan.clause == figure.clause and figure.lead == words.possessive


def _names(figure: Figure, part: Figure, words: FigureWords) -> bool:
    """整改45份,整改率."""
    name = words.rate_name.search(figure.lead)
    return name is not None and not part.planned and named_part(name.group("name"), part)


def _slipped(judged: Judged, whole: Figure, part: Figure, slips: frozenset[str] = _SLIPS) -> Judged | None:
    exact = replace(whole, low=whole.value, high=whole.value) if whole.planned else whole
    low, high = part.low / exact.high * _HUNDRED, part.high / exact.low * _HUNDRED
    way = Hypothesis(SHARE, (exact, part), low, high, ("share.apposed",))
    if fits(way, judged.dependent.figure.low, judged.dependent.figure.high):
        return None
    slip = shape(judged.dependent, way, rarity(judged.dependent)).name
    if slip == NEAR and _fits_another(judged.dependent):
        return None
    return Judged(judged.dependent, WRONG, way, slip, 1.0, 1.0) if slip in slips else None


def _fits_another(dependent: Dependent) -> bool:
    figure = dependent.figure
    return any(fits(way, figure.low, figure.high) for way in dependent.hypotheses)


def _point_misplaced(judged: Judged, whole: Figure, part: Figure) -> Judged | None:
    """常住人口2.48万人,已接种20.5万人,占82.7%: a tenth of the part gives the rate."""
    figure, written = judged.dependent.figure, part.quantity
    if whole.quantity.scale != written.scale or mark_between(whole, part) > _COMMA or figure.value > _HUNDRED:
        return None
    for right in _smaller(part):
        way = Hypothesis(SHARE, (whole, right), right.low / whole.high * _HUNDRED, right.high / whole.low * _HUNDRED)
        if fits(way, figure.low, figure.high):
            return Judged(judged.dependent, WRONG, way, SCALE, 1.0, 1.0, part, right)
    return None


def _smaller(part: Figure) -> Iterator[Figure]:
    """20.5万人 as 2.05万人."""
    quantity = part.quantity
    if not quantity.decimals:
        return
    for power, tenth in enumerate(_TENTHS, 1):
        decimals = quantity.decimals + power
        number = plain(float(quantity.number.replace(",", "")) * tenth, decimals)
        value = quantity.value.scaleb(-power)
        right = replace(quantity, number=number, value=value, decimals=decimals)
        yield replace(part, quantity=right, value=part.value * tenth, low=part.low * tenth, high=part.high * tenth)
