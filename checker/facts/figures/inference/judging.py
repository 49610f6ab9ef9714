"""Whether a figure follows from others: one probability over all ways and “none of these”, then the stated value.

The probability is a softmax over features of wording alone. Only then is the value asked: it fits, and the
figure is verified by the best-worded way; or it does not, and every way is weighed with how likely a slip would have
made the stated value of the right one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import repeat

from msgspec import Struct

from checker.facts.figures.inference.accusing import NEVER, may_accuse, surely
from checker.facts.figures.inference.dependents import Dependent
from checker.facts.figures.inference.figure import Figure, step_of
from checker.facts.figures.inference.hypotheses import (
    AVERAGE,
    DIFFERENCE,
    GROWTH,
    POINTS,
    REST,
    SHARE,
    Hypothesis,
    unit_feature,
)
from checker.facts.figures.inference.shapes import CUT_OFF, bounds_of, hundreds, shape
from checker.facts.figures.inference.slips import BASE, Slip, chance, slip
from checker.knowledge.figure_words import FigureWords

RIGHT, OPEN, WRONG = "right", "open", "wrong"
OF_SHARE = "share"
"""A share told in points."""
OF_LEVEL = "level"
"""A rate told in points that no figure in reach bears out."""
ELSEWHERE = "elsewhere"
"""The verdict on what a figure of another paragraph contradicts."""
_WHOLE = 100
_EPSILON = 1e-9
_NOTHING = -99.0
_NOUGHT = repeat(0.0)
"""The weight of a feature that has none."""
_BASED = frozenset((GROWTH, POINTS, DIFFERENCE))
_ELIDED, _SHARED = "elided", "shared"
_TOLD = frozenset(("percent", "points", OF_SHARE, OF_LEVEL, "unit", "product"))
"""Units that were mixed up; nothing more need be asked."""


class Judged(Struct, eq=False):
    """What became of a dependent: the way that verifies it, or the one by which it is wrong, and how surely.

    ``told`` is the figure to be told where that is another one, and ``mended`` the same as it ought to
    read; the way and the dependent are then those of the mended figure. ``listed``
    tells that its place in a list leaves no other way.
    """

    dependent: Dependent
    verdict: str
    hypothesis: Hypothesis | None = None
    slip: str = ""
    wrong: float = 0.0
    worded: float = 0.0
    told: Figure | None = None
    mended: Figure | None = None
    listed: bool = False

    @property
    def surely_wrong(self) -> bool:
        """True for what is to be reported."""
        if self.hypothesis is None or self.verdict not in (WRONG, ELSEWHERE):
            return False
        if self.verdict == ELSEWHERE or self.slip in _TOLD or self.told is not None or self.listed:
            return True
        return surely(self.dependent, self.hypothesis, self.slip, self.wrong, self.worded)


def fits(hypothesis: Hypothesis, low: float, high: float) -> bool:
    """True when what the figures give can be the stated figure."""
    least, most = _widened(low, high)
    return hypothesis.low <= most and least <= hypothesis.high


def _rounded_or_cut(mean: Figure, way: Hypothesis) -> bool:
    """户均8万元 of 3708万元 and 412户 is wrong: what is cut off is told by the middle, and that is 9万."""
    rounded, cut = hundreds(mean) / 2, step_of(mean.quantity) * CUT_OFF
    return way.low <= max(mean.high, mean.value + rounded) or way.middle <= mean.value + cut


def _widened(low: float, high: float) -> tuple[float, float]:
    """Bounds with what the arithmetic of floating-point numbers loses."""
    margin = _EPSILON * max(abs(low), abs(high), 1.0)
    return low - margin, high + margin


def score_of(features: tuple[str, ...], weights: Mapping[str, float]) -> float:
    """The sum of the weights of some features."""
    return sum(map(weights.get, features, _NOUGHT), 0.0)


def probabilities(
    dependent: Dependent, weights: Mapping[str, float], fitting: Sequence[bool] | None = None
) -> list[float]:
    """One for each hypothesis and, last, one for “none of these”: by wording alone.

    With ``fitting``, those that neither fit nor could accuse are not described, and have none.
    """
    scores = []
    for at, hypothesis in enumerate(dependent.hypotheses):
        if fitting and not fitting[at] and _hopeless(hypothesis, dependent.words):
            scores.append(_NOTHING)
            continue
        if not hypothesis.features:
            hypothesis.features = dependent.describe(hypothesis)
        scores.append(score_of(hypothesis.features, weights))
    scores.append(score_of(dependent.none, weights))
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]


def _hopeless(way: Hypothesis, words: FigureWords) -> bool:
    """A growth without a stated base, a rate of two different things: they may verify at most."""
    if not way.accuses:
        return True
    first = way.inputs[0]
    if way.kind in _BASED:
        return way.form != "changed" and not first.based
    return way.kind == SHARE and unit_feature(first, way.inputs[1], words) == "unlike"


def _idle(dependent: Dependent) -> bool:
    """True where none of the ways may accuse."""
    untied = dependent.untied
    return untied is not None and all(map(untied, dependent.hypotheses))


def rarity(dependent: Dependent) -> float:
    """How likely the stated value stands there for no reason."""
    figure = dependent.figure
    return chance(figure.quantity.number, figure.value, dependent.words.limits, percent=figure.family == "percent")


def judge(dependent: Dependent, weights: Mapping[str, float], *, thorough: bool = False) -> Judged:
    """Verified, contradicted or open.

    Where a way fits that is worded far better than none, the others are not described, unless ``thorough``.
    """
    weakest = dependent.words.limits.weakest
    least, most = _widened(*bounds_of(dependent))
    fitting = [way.low <= most and least <= way.high for way in dependent.hypotheses]
    if dependent.kind == AVERAGE and any(fitting):
        fitting = [
            fit and _rounded_or_cut(dependent.figure, way)
            for fit, way in zip(fitting, dependent.hypotheses, strict=True)
        ]
    if not any(fitting) and (not dependent.cued or (not thorough and _idle(dependent))):
        return Judged(dependent, OPEN)
    if any(fitting) and not thorough:
        plain = _plainly(dependent, fitting, weights)
        if plain:
            return plain
    shares = probabilities(dependent, weights, None if thorough else fitting)
    good = sum(share for share, fit in zip(shares, fitting, strict=False) if fit)
    if any(fitting):
        best = max((at for at, fit in enumerate(fitting) if fit), key=lambda at: shares[at])
        if shares[best] >= weakest or good >= weakest * 2:
            return Judged(dependent, RIGHT, dependent.hypotheses[best], worded=shares[best])
    if not dependent.cued or (dependent.kind == REST and any(fitting)):
        return Judged(dependent, OPEN)
    return _accused(dependent, shares, fitting, good)


def _plainly(dependent: Dependent, fitting: Sequence[bool], weights: Mapping[str, float]) -> Judged | None:
    """Verified by a way that is worded far better than “none of these”."""
    none = score_of(dependent.none, weights)
    best, highest = None, none + dependent.words.thresholds.plainly
    for hypothesis, fit in zip(dependent.hypotheses, fitting, strict=True):
        if fit:
            hypothesis.features = hypothesis.features or dependent.describe(hypothesis)
            score = score_of(hypothesis.features, weights)
            if score > highest:
                best, highest = hypothesis, score
    return Judged(dependent, RIGHT, best, worded=1.0) if best else None


def _accused(dependent: Dependent, shares: Sequence[float], fitting: Sequence[bool], good: float) -> Judged:
    limits, rare = dependent.words.limits, rarity(dependent)
    certain = dependent.words.thresholds.leaving_no_doubt
    order = [at for at in sorted(range(len(fitting)), key=lambda at: -shares[at])[:3] if shares[at] > limits.weakest]
    slips: dict[int, Slip] = {}
    wrong = 0.0
    for at in order:
        if not fitting[at]:
            slips[at] = shape(dependent, dependent.hypotheses[at], rare)
            if (shares[at] > certain and _on_another_base(dependent, at, fitting)) or _of_a_sibling(
                dependent, at, fitting
            ):
                slips[at] = slip(BASE, limits)
            wrong += shares[at] * limits.wrong_beforehand * slips[at].likelihood
    whole = wrong + good + shares[-1] * rare
    if not slips or whole <= 0:
        return Judged(dependent, OPEN)
    best = max(
        slips,
        key=lambda at: (may_accuse(dependent, dependent.hypotheses[at]) > NEVER) * shares[at] * slips[at].likelihood,
    )
    way = dependent.hypotheses[best]
    turned = next((at for at, fit in enumerate(fitting) if fit and _same(dependent.hypotheses[at], way)), None)
    if turned is not None and not (shares[best] > certain and way.kind == SHARE and way.low > _WHOLE):
        return Judged(dependent, RIGHT, dependent.hypotheses[turned], worded=shares[turned])
    if dependent.kind == AVERAGE and (other := _of_another_count(dependent, way, fitting)):
        if other == _ELIDED or "average.named" not in way.features or shares[best] <= certain:
            return Judged(dependent, OPEN)
        return Judged(dependent, WRONG, way, BASE, wrong / whole, shares[best])
    named = next((at for at, fit in enumerate(fitting) if fit and _called(dependent.hypotheses[at], way)), None)
    if named is not None:
        return Judged(dependent, RIGHT, dependent.hypotheses[named], worded=shares[named])
    agreeing = sum(shares[at] for at in slips if _agree(dependent, dependent.hypotheses[at], way))
    return Judged(dependent, WRONG, way, slips[best].name, wrong / whole, agreeing)


def _on_another_base(dependent: Dependent, at: int, fitting: Sequence[bool]) -> bool:
    """True where the rate is that of the same part, but of another whole."""
    ways = dependent.hypotheses
    return dependent.kind == SHARE and any(
        fit and way.inputs[1] is ways[at].inputs[1] for way, fit in zip(ways, fitting, strict=True)
    )


def _of_a_sibling(dependent: Dependent, at: int, fitting: Sequence[bool]) -> bool:
    """58件、37件、91件,占63.7%: a part of the whole is told of, and the value is its share of another part."""
    way = dependent.hypotheses[at]
    if dependent.kind != SHARE or not {"share.part-of-whole", "share.subject"} <= set(way.features):
        return False
    return any(
        fit and other.inputs[1] is way.inputs[1] and other.inputs[0].listed_in == way.inputs[0].index
        for other, fit in zip(dependent.hypotheses, fitting, strict=True)
    )


def _same(one: Hypothesis, other: Hypothesis) -> bool:
    """Two ways that take the same figures, in whatever order."""
    return {figure.index for figure in one.inputs} == {figure.index for figure in other.inputs}


def _shares_total(dependent: Dependent, one: Hypothesis, other: Hypothesis) -> bool:
    """Two averages of one total, each over a count of what it is told for."""
    if one.inputs[-1].index > dependent.figure.index:
        return False
    return one.inputs[0] is other.inputs[0] and "average.each0" not in one.features and not one.divisor


def _of_another_count(dependent: Dependent, way: Hypothesis, fitting: Sequence[bool]) -> str:
    """How another count gives the mean: of the same things by ellipsis, of what it is told for, or not at all."""
    others = [other for other, fit in zip(dependent.hypotheses, fitting, strict=True) if fit]
    if any(_elided(dependent, other, way) for other in others):
        return _ELIDED
    return _SHARED if any(_shares_total(dependent, other, way) for other in others) else ""


def _elided(dependent: Dependent, one: Hypothesis, other: Hypothesis) -> bool:
    """审议议题210个,审核154个,提出意见462条,平均每个议题3条: of the 154个 it need not be said again what they are."""
    total, count = one.inputs[0], one.inputs[-1]
    farther = other.inputs[-1]
    same = total is other.inputs[0] and count.unit == farther.unit and not (one.divisor or other.divisor)
    return same and not count.tail and farther.index < count.index < min(total.index, dependent.figure.index)


def _called(one: Hypothesis, other: Hypothesis) -> bool:
    """Another whole of the same part, after which the part is called (投诉20184件……投诉按期办结19700件)."""
    return "share.part-names-whole" in one.features and one.inputs[1] is other.inputs[1]


def _agree(dependent: Dependent, one: Hypothesis, other: Hypothesis) -> bool:
    """Two ways that give the same figure at the precision of the stated one."""
    return abs(one.middle - other.middle) <= step_of(dependent.figure.quantity) / 2
