"""Whether a figure follows from others: one probability over all ways and “none of these”, then the stated value.

The probability is a softmax over features of wording alone. Only then is the value asked: it fits, and the
figure is verified by the best-worded way; or it does not, and every way is weighed with how likely a slip would have
made the stated value of the right one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from checker.facts.figures.dependents import Dependent
from checker.facts.figures.figure import Figure, step_of
from checker.facts.figures.hypotheses import GROWTH, POINTS, SHARE, SUM, Hypothesis
from checker.facts.figures.slips import (
    ADDED,
    BASE,
    COMPLEMENT,
    DIGIT,
    DROPPED,
    FAR,
    INPUT,
    OTHER,
    REVERSED,
    SCALED,
    SWAPPED,
    TRUNCATED,
    Slip,
    chance,
    digit_slip,
    scaled,
    shapeless,
    significant,
    slip,
    written_as,
)

ELSEWHERE = "elsewhere"
"""The verdict on what a figure of another paragraph contradicts."""
WRONG_BEFOREHAND = 0.06
"""How many figures are wrong."""
_EPSILON = 1e-9
_ROUNDED = 0.01
_MOST = 0.7
"""Parts that make less of their total are not all of them."""
_ENOUGH = ((0.9, 0.5), (0.6, 0.7), (0.35, 0.92))
"""How well a way must be worded, and how likely the value must be wrong, to say so."""


class Judged(Struct):
    """What became of a dependent: the way that verifies it, or the one by which it is wrong, and how surely."""

    dependent: Dependent
    verdict: str
    hypothesis: Hypothesis | None = None
    slip: str = ""
    wrong: float = 0.0
    worded: float = 0.0

    @property
    def surely_wrong(self) -> bool:
        """Where to report: the wording is good and the value likely wrong, or weaker with a strong slip."""
        if self.verdict == ELSEWHERE:
            return True
        if self.verdict != "wrong" or self.hypothesis is None:
            return False
        if self.slip in ("percent", "points"):
            return True
        allowed = may_accuse(self.dependent, self.hypothesis)
        if allowed == NEVER or (allowed == BY_SHAPE and self.slip not in _TELLING):
            return False
        if self.slip == FAR or _lacking(self):
            return False
        if self.slip == TRUNCATED:
            return self.worded > (0.2 if len(significant(self.dependent.figure.quantity.number)) > 3 else 0.6)
        return any(self.worded > worded and self.wrong > wrong for worded, wrong in _ENOUGH)


_ADJUSTED = frozenset(("average", "adjusted"))
"""年均增长, 扣除价格因素实际增长: no growth between two figures."""
_CLOSE = frozenset(("share.near0", "share.order", "share.clause1", "share.sentence0"))
NEVER, BY_SHAPE, FREELY = range(3)
"""What a wording allows to say of a value that does not fit: nothing; only a slip of a telling shape; all."""
_TELLING = frozenset((SWAPPED, SCALED, INPUT, DIGIT, DROPPED, ADDED, BASE, COMPLEMENT))


def may_accuse(dependent: Dependent, hypothesis: Hypothesis) -> int:
    """Stricter than what may verify: where the wording does not tie the figures together, nothing is said."""
    features = set(hypothesis.features)
    figure = dependent.figure
    if not hypothesis.accuses or figure.distributed or (figure.family in ("percent", "points") and figure.open_ended):
        return NEVER
    if dependent.kind == "sum":
        return _sum_accuses(features, hypothesis)
    if dependent.kind == "share":
        return NEVER if figure.based else _share_accuses(features)
    if dependent.kind == "growth":
        return NEVER if figure.cues & _ADJUSTED else _growth_accuses(features, hypothesis)
    if dependent.kind == "points":
        return FREELY if direction(figure) and hypothesis.inputs[0].based and all(one.is_rate for one in hypothesis.inputs) else NEVER
    if dependent.kind == "difference":
        tied = "difference.at-once" in features and features & {"difference.gap1", "difference.name1", "difference.name2"}
        return FREELY if tied and hypothesis.inputs[0].based and "difference.unlike" not in features else NEVER
    if dependent.kind == "average":
        return NEVER if features & {"average.unlike", "average.each0"} else FREELY
    return FREELY


def _share_accuses(features: set[str]) -> int:
    if features & {"share.unlike", "share.sentence2", "share.sentence3"}:
        return NEVER
    if features & {"share.whole-inside", "share.name2", "share.of1", "share.of2", "share.among"}:
        return FREELY
    if "share.unit" in features and "share.near0" in features and features & {"share.whole-again", "share.whole-total"}:
        return BY_SHAPE
    if not {"share.unit", "share.gap1"} <= features:
        return NEVER
    if features >= _CLOSE and "share.part-listed" not in features:
        return FREELY
    return BY_SHAPE if features & {"share.name0", "share.name1", "share.of0"} else FREELY


def _growth_accuses(features: set[str], hypothesis: Hypothesis) -> int:
    """Only on a base that is stated as one, and never of percentages that are growths themselves."""
    base, after = hypothesis.inputs
    if features & {"growth.unlike", "growth.sentence2", "growth.sentence3", "growth.clause4"}:
        return NEVER
    if hypothesis.form == "changed":
        return FREELY if {"growth.gap1", "growth.near0"} <= features and "growth.clause1" in features else NEVER
    if not base.based or base.planned or after.planned:
        return NEVER
    return FREELY


def _sum_accuses(features: set[str], hypothesis: Hypothesis) -> int:
    if "sum.part-change" in features and "sum.partition" not in features:
        return NEVER
    if features & {"sum.approximate", "sum.part-planned", "sum.part-based"}:
        return NEVER
    if "sum.unlike" in features:
        return BY_SHAPE if "sum.before-total" in features else NEVER
    if len(hypothesis.inputs) == 2:
        if features & {"sum.before-total", "sum.other", "sum.total-which"}:
            return FREELY
        close = features & {"sum.behind-marks0", "sum.behind-marks1"}
        return NEVER if "sum.behind-which" not in features else FREELY if close else BY_SHAPE
    return FREELY


def direction(figure: Figure) -> int:
    """−1 for a fall, 1 for a rise, 0 where nothing is said."""
    if "down" in figure.cues:
        return -1
    return 1 if "up" in figure.cues else 0


def bounds_of(dependent: Dependent) -> tuple[float, float]:
    """Between which values the stated figure lies, negative for a fall; an average may have been cut off."""
    figure = dependent.figure
    low, high = figure.low, figure.high
    if dependent.kind == "average" and low < figure.value:
        high = max(high, figure.value + step_of(figure.quantity) * (1 - _EPSILON))
    if dependent.kind in ("growth", "points", "difference") and direction(figure) < 0:
        return -high, -low
    return low, high


def fits(dependent: Dependent, hypothesis: Hypothesis, low: float, high: float) -> bool:
    """True when what the figures give can be the stated figure."""
    margin = _EPSILON * max(abs(low), abs(high), 1.0)
    if dependent.kind == "points" and hypothesis.kind == GROWTH:
        return False
    return hypothesis.low <= high + margin and low - margin <= hypothesis.high


def probabilities(dependent: Dependent, weights: Mapping[str, float]) -> list[float]:
    """One for each hypothesis and, last, one for “none of these”: by wording alone."""
    scores = []
    for hypothesis in dependent.hypotheses:
        if not hypothesis.features:
            hypothesis.features = dependent.describe(hypothesis)
        scores.append(sum(weights.get(feature, 0.0) for feature in hypothesis.features))
    scores.append(sum(weights.get(feature, 0.0) for feature in dependent.none))
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]


def rarity(dependent: Dependent) -> float:
    """How likely the stated value stands there for no reason."""
    figure = dependent.figure
    return chance(figure.quantity.number, figure.value, percent=figure.family == "percent")


def judge(dependent: Dependent, weights: Mapping[str, float], *, weakest: float = 0.02) -> Judged:
    """Verified, contradicted or open."""
    low, high = bounds_of(dependent)
    fitting = [fits(dependent, hypothesis, low, high) for hypothesis in dependent.hypotheses]
    if not dependent.cued and not any(fitting):
        return Judged(dependent, "open")
    shares = probabilities(dependent, weights)
    good = sum(share for share, fit in zip(shares, fitting, strict=False) if fit)
    if any(fitting):
        best = max((at for at, fit in enumerate(fitting) if fit), key=lambda at: shares[at])
        if shares[best] >= weakest or good >= weakest * 2:
            return Judged(dependent, "right", dependent.hypotheses[best], worded=shares[best])
    if not dependent.cued or (dependent.kind == "rest" and any(fitting)):
        return Judged(dependent, "open")
    return _accused(dependent, shares, fitting, good)


def _accused(dependent: Dependent, shares: Sequence[float], fitting: Sequence[bool], good: float) -> Judged:
    rare = rarity(dependent)
    order = sorted(range(len(fitting)), key=lambda at: -shares[at])[:4]
    slips: dict[int, Slip] = {}
    wrong = 0.0
    for at in order:
        if not fitting[at]:
            slips[at] = shape(dependent, dependent.hypotheses[at], rare)
            wrong += shares[at] * WRONG_BEFOREHAND * slips[at].likelihood
    whole = wrong + good + shares[-1] * rare
    if not slips or whole <= 0:
        return Judged(dependent, "open")
    best = max(slips, key=lambda at: (may_accuse(dependent, dependent.hypotheses[at]) > NEVER) * shares[at] * slips[at].likelihood)
    way = dependent.hypotheses[best]
    agreeing = sum(shares[at] for at in slips if _agree(dependent, dependent.hypotheses[at], way))
    return Judged(dependent, "wrong", way, slips[best].name, wrong / whole, agreeing)


def _agree(dependent: Dependent, one: Hypothesis, other: Hypothesis) -> bool:
    """Two ways that give the same figure at the precision of the stated one."""
    return abs(one.middle - other.middle) <= step_of(dependent.figure.quantity) / 2


def shape(dependent: Dependent, hypothesis: Hypothesis, rare: float) -> Slip:
    """The likeliest slip that makes the stated figure of what a hypothesis gives."""
    found = [_shapeless(dependent, hypothesis, rare)]
    low, high = bounds_of(dependent)
    if dependent.kind in ("growth", "points", "difference"):
        if hypothesis.low <= -low and -high <= hypothesis.high:
            found.append(slip(REVERSED))
        if dependent.kind == "growth":
            found.extend(_growth_slips(hypothesis, low, high))
    if hypothesis.kind == SHARE and hypothesis.low <= 100 - low and 100 - high <= hypothesis.high:
        found.append(slip(COMPLEMENT))
    if dependent.kind in ("share", "growth") and _cut_off(dependent, hypothesis):
        found.append(slip(TRUNCATED))
    if _scaled(dependent, hypothesis):
        found.append(slip(SCALED))
    if name := _digits(dependent, hypothesis):
        found.append(_graded(slip(name), dependent))
    if name := _input_slip(dependent, hypothesis, low, high):
        found.append(slip(name))
    return max(found, key=lambda one: one.likelihood)


def _shapeless(dependent: Dependent, hypothesis: Hypothesis, rare: float) -> Slip:
    figure = dependent.figure
    return shapeless(figure.value, abs(hypothesis.middle), rare, percent=figure.family == "percent")


def _cut_off(dependent: Dependent, hypothesis: Hypothesis) -> bool:
    """72.72 % of 72.727…: cut off instead of rounded."""
    figure = dependent.figure
    unit = step_of(figure.quantity)
    value = abs(hypothesis.middle)
    exact = hypothesis.high - hypothesis.low < unit / 4
    same_way = dependent.kind != "growth" or hypothesis.middle * (-1 if direction(figure) < 0 else 1) > 0
    return exact and same_way and bool(figure.quantity.decimals) and 0 <= value - figure.value < unit


def _scaled(dependent: Dependent, hypothesis: Hypothesis) -> bool:
    """Ten, ten thousand times what it should be, or a tenth of it."""
    figure = dependent.figure
    margin = step_of(figure.quantity) / 2 * (1.0 if len(significant(figure.quantity.number)) > 1 else 0.2)
    low, high = sorted((abs(hypothesis.low), abs(hypothesis.high)))
    return scaled(figure.value - margin, figure.value + margin, low, high)


def _graded(one: Slip, dependent: Dependent) -> Slip:
    """In a figure of one or two digits a slip of digits says little."""
    digits = len(significant(dependent.figure.quantity.number))
    return one if digits > 2 else Slip(one.name, one.likelihood * (0.6 if digits == 2 else 0.3))


def _lacking(judged: Judged) -> bool:
    """Parts behind 其中 that make less than their total, and no slip tells why: some are not named."""
    way = judged.hypothesis
    if judged.dependent.kind != "sum" or way is None or way.form != "behind" or "sum.other" in way.features:
        return False
    low = judged.dependent.figure.low
    if judged.slip == OTHER and len(significant(judged.dependent.figure.quantity.number)) < 2:
        return True
    return way.high < low and (judged.slip == OTHER or (way.high < _MOST * low and judged.slip not in (SWAPPED, SCALED)))


def _growth_slips(hypothesis: Hypothesis, low: float, high: float) -> list[Slip]:
    base, after = hypothesis.inputs
    found = []
    left = base.value + hypothesis.sign * after.value
    if hypothesis.form == "change" and left > 0 and low <= hypothesis.sign * after.value / left * 100 <= high:
        found.append(slip(BASE))
    if hypothesis.form == "changed" and base.value and low <= hypothesis.sign * after.value / base.value * 100 <= high:
        found.append(slip(BASE))
    if hypothesis.form == "pair" and after.value:
        wrong = (after.value - base.value) / after.value * 100
        if low <= wrong <= high:
            found.append(slip(BASE))
        left = after.value / base.value * 100
        if low <= left <= high or low <= -left <= high:
            found.append(slip(COMPLEMENT))
    return found


def _digits(dependent: Dependent, hypothesis: Hypothesis) -> str:
    quantity = dependent.figure.quantity
    scale = float(quantity.value) / (float(quantity.number.replace(",", "")) if not quantity.chinese and quantity.number[0].isdecimal() else float(quantity.value) or 1.0)
    for value in {hypothesis.low, hypothesis.middle, hypothesis.high}:
        name = digit_slip(
            written_as(dependent.figure.value / scale, quantity.decimals), written_as(value / scale, quantity.decimals)
        )
        if name:
            return name
    return ""


def _input_slip(dependent: Dependent, hypothesis: Hypothesis, low: float, high: float) -> str:
    """INPUT where one slip of digits in one of the figures that are taken mends it."""
    for at, figure in enumerate(hypothesis.inputs):
        for value in _needed(hypothesis, at, low, high):
            quantity = figure.quantity
            if quantity.chinese or not quantity.number[:1].isdecimal():
                continue
            scale = float(quantity.value) / float(quantity.number.replace(",", "") or 1)
            if scale and digit_slip(quantity.number, written_as(value / scale, quantity.decimals)):
                return INPUT
            if hypothesis.kind == SUM and figure.value and _times_ten(value / figure.value):
                return INPUT
    return ""


def _times_ten(ratio: float) -> bool:
    """Ten thousand times, or another power of ten."""
    return any(abs(ratio / power - 1) < _ROUNDED for power in (10.0, 1e4, 1e8, 0.1, 1e-4))


def _needed(hypothesis: Hypothesis, at: int, low: float, high: float) -> list[float]:
    """What an input would have to be for the stated figure to follow."""
    inputs = hypothesis.inputs
    stated = (low + high) / 2
    if hypothesis.kind == SUM:
        return [inputs[at].value + stated - hypothesis.middle]
    if hypothesis.kind == SHARE:
        whole, part = inputs
        if at == 1:
            return [float(round(whole.value * stated / 100))]
        return [float(round(part.value / stated * 100))] if stated else []
    if hypothesis.kind == GROWTH and hypothesis.form == "pair":
        base, after = inputs
        if at == 1:
            return [float(round(base.value * (1 + stated / 100)))]
        return [float(round(after.value / (1 + stated / 100)))] if stated > -99 else []
    if hypothesis.kind in (POINTS, "difference"):
        base, after = inputs
        return [base.value + stated] if at == 1 else [after.value - stated]
    return []
