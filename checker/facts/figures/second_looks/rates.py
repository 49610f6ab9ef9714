"""Rates whose place leaves no choice of part and whole, and whose digits then tell the slip.

A rate that names its part (整改45份,整改率……) is of the two figures right before it; what a plan was fulfilled by
(完成目标5万人的……) is of what the plan says; a part that is more than its whole gives it once its point is set.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from checker.facts.figures.inference.calculation import plain
from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import SHARE, Hypothesis, Reach, mark_between
from checker.facts.figures.inference.judging import WRONG, Judged, fits, rarity
from checker.facts.figures.inference.shapes import shape
from checker.facts.figures.inference.slips import DIGIT, NEAR, SWAPPED, significant
from checker.facts.figures.inference.wording_of_shares import named_part, spelled_in
from checker.facts.figures.second_looks.scales import SCALE
from checker.knowledge.figure_words import FigureWords

_PAIR, _COMMA = 2, 2
_NEAR = 4
"""Clauses, and figures."""
_HUNDRED = 100.0
_TENTHS = (0.1, 0.01)
_SLIPS = frozenset((SWAPPED, DIGIT))


def of_nearest(judged: Judged, reach: Reach) -> Judged | None:
    """The rate as wrong by the two figures right before it, or None."""
    figure, words = judged.dependent.figure, reach.words
    if figure.open_ended or figure.based or figure.distributed or figure.quantity.approximate:
        return None
    precise = len(significant(figure.quantity.number)) >= words.thresholds.precise
    if not precise:
        return None
    if apart := _over_another_family(figure, reach):
        return _slipped(judged, *apart)
    if elided := _of_those(figure, reach):
        return _slipped(judged, *elided, _SLIPS | {NEAR})
    pair = _right_before(figure, reach)
    if pair is None:
        return None
    whole, part = pair
    if figure.clause - part.clause > 1:
        return None
    if _fulfils(figure, part, words):
        whole, part = part, whole
    elif part.low > whole.high:
        return _point_misplaced(judged, whole, part)
    elif not _names(figure, part, words):
        return None
    return _slipped(judged, whole, part)


def _right_before(figure: Figure, reach: Reach) -> tuple[Figure, Figure] | None:
    before = [one for one in reach.figures[max(0, int(figure.index) - _NEAR) : int(figure.index)] if one.countable]
    if len(before) < _PAIR:
        return None
    first, last = before[-_PAIR:]
    near = first.sentence == last.sentence == figure.sentence and figure.clause - first.clause <= _NEAR
    if not near or first.unit != last.unit or first.low <= 0 or first.based or last.based:
        return None
    return first, last


def _over_another_family(figure: Figure, reach: Reach) -> tuple[Figure, Figure] | None:
    """立案487件,办结452件,罚没款320.4万元,分别为……;结案率: what is told of money between leaves the cases as they are."""
    before = [one for one in reach.figures[: int(figure.index)] if one.sentence == figure.sentence]
    counts = [one for one in before if one.family == "count"]
    if len(counts) < _PAIR or before[-1].family == "count":
        return None
    whole, part = counts[-_PAIR:]
    between = before[before.index(part) + 1 :]
    if any(one.family != "money" for one in between) or part.index != whole.index + 1 or mark_between(whole, part) > _COMMA:
        return None
    plain = whole.quantity.exact and part.quantity.exact and not (whole.based or part.based or part.planned)
    if not plain or whole.unit != part.unit or part.value > whole.value or whole.clause + 1 < part.clause:
        return None
    name = reach.words.rate_name.search(figure.lead)
    return (whole, part) if name and _done(name.group("name"), part, reach.words) else None


def _done(name: str, part: Figure, words: FigureWords) -> bool:
    """办结452件 of 结案率: the verb right before the part is that of the rate, or means the same."""
    same = words.rate_parts.get(name[-_PAIR:])
    stem = part.lead[-_PAIR:]
    return stem == name[-_PAIR:] or (same is not None and same.fullmatch(stem) is not None)


def _of_those(figure: Figure, reach: Reach) -> tuple[Figure, Figure] | None:
    """梳理事项1486项,其中……。可以网上办理的1412项,网办率: a sentence that begins with some of those told of before.

    A part that is named by what it does, and not by what it is, is of what the sentence before counts first.
    """
    words, at = reach.words, int(figure.index)
    part = reach.figures[at - 1] if at else None
    name = words.rate_name.search(figure.lead)
    if part is None or name is None or part.sentence != figure.sentence or figure.clause - part.clause > 1:
        return None
    named = named_part(name.group("name"), part) or spelled_in(name.group("name"), part)
    first = at < _PAIR or reach.figures[at - _PAIR].sentence < part.sentence
    if not (named and first and part.quantity.exact and part.lead.endswith(words.possessive)) or part.tail or part.based:
        return None
    earlier = [one for one in reach.figures[: at - 1] if one.sentence == part.sentence - 1 and one.countable]
    whole = earlier[0] if earlier else None
    if whole is None or whole.unit != part.unit or not whole.quantity.exact or whole.based or whole.value < part.value:
        return None
    alone = all(one.listed_in == whole.index for one in earlier[1:] if one.unit == whole.unit)
    return (whole, part) if alone else None


def _fulfils(figure: Figure, plan: Figure, words: FigureWords) -> bool:
    """完成年度目标5万人的102.5%."""
    return plan.planned and plan.clause == figure.clause and figure.lead == words.possessive


def _names(figure: Figure, part: Figure, words: FigureWords) -> bool:
    """整改45份,整改率."""
    name = words.rate_name.search(figure.lead)
    return name is not None and not part.planned and named_part(name.group("name"), part)


def _slipped(
    judged: Judged, whole: Figure, part: Figure, slips: frozenset[str] = _SLIPS
) -> Judged | None:
    exact = replace(whole, low=whole.value, high=whole.value) if whole.planned else whole
    low, high = part.low / exact.high * _HUNDRED, part.high / exact.low * _HUNDRED
    way = Hypothesis(SHARE, (exact, part), low, high, ("share.apposed",))
    if fits(way, judged.dependent.figure.low, judged.dependent.figure.high):
        return None
    slip = shape(judged.dependent, way, rarity(judged.dependent)).name
    fitting = any(fits(one, judged.dependent.figure.low, judged.dependent.figure.high) for one in judged.dependent.hypotheses)
    if slip == NEAR and fitting:
        return None
    return Judged(judged.dependent, WRONG, way, slip, 1.0, 1.0) if slip in slips else None


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
