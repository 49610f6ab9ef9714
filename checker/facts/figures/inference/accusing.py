"""Stricter to accuse than to verify: what may be said of a figure that does not follow."""

from __future__ import annotations

from collections.abc import Mapping

from checker.facts.figures.inference.dependents import Dependent
from checker.facts.figures.inference.hypotheses import (
    AVERAGE,
    DIFFERENCE,
    GROWTH,
    POINTS,
    REST,
    SHARE,
    SUM,
    Hypothesis,
)
from checker.facts.figures.inference.shapes import direction
from checker.facts.figures.inference.slips import (
    ADDED,
    AMOUNT,
    BASE,
    COMPLEMENT,
    DIGIT,
    DROPPED,
    FAR,
    INPUT,
    NEAR,
    OTHER,
    SCALED,
    SWAPPED,
    TRUNCATED,
    significant,
)

NEVER, BY_SCALE, BY_DIGITS, BY_SHAPE, FREELY = range(5)
"""What a wording allows to say of a value that does not fit.

Nothing; only ten or ten thousand times too much; only a slip of digits; only a slip of a telling shape; everything.
"""

_MANY = 3
_HALF = 0.5
_DIGITS = frozenset((SWAPPED, SCALED, DIGIT))
_TELLING = frozenset((SWAPPED, SCALED, INPUT, DIGIT, DROPPED, ADDED, BASE, COMPLEMENT, AMOUNT))
_ALLOWED: dict[int, frozenset[str]] = {
    NEVER: frozenset(),
    BY_SCALE: frozenset((SCALED,)),
    BY_DIGITS: _DIGITS,
    BY_SHAPE: _TELLING,
}


def surely(dependent: Dependent, hypothesis: Hypothesis, slip: str, wrong: float, worded: float) -> bool:
    """Where to report: the wording is good and the value likely wrong, or weaker with a strong slip."""
    limits = dependent.words.limits
    allowed = may_accuse(dependent, hypothesis)
    near = allowed == BY_SHAPE and slip == NEAR and worded > limits.certain
    if not near and slip not in _ALLOWED.get(allowed, (slip,)):
        return False
    if allowed == BY_SCALE and len(significant(dependent.figure.quantity.number)) <= 1:
        return False
    features = frozenset(hypothesis.features)
    behind = "share.of0" in features or any(one.index > dependent.figure.index for one in hypothesis.inputs)
    stated = ("stated", "stated-rates", "stated-share")
    direct = not behind and any(features >= limits.wordings[name] for name in stated)
    if slip == FAR and worded > limits.directly and direct:
        return True
    if slip == FAR or (slip == COMPLEMENT and dependent.kind == SHARE) or _lacking(dependent, hypothesis, slip):
        return False
    return _worded_well(dependent, hypothesis, slip, wrong, worded)


def _worded_well(dependent: Dependent, hypothesis: Hypothesis, slip: str, wrong: float, worded: float) -> bool:
    limits = dependent.words.limits
    if slip == TRUNCATED:
        return worded > limits.cut_off[len(significant(dependent.figure.quantity.number)) <= _MANY]
    if dependent.kind == SUM and "sum.partition-whole" in hypothesis.features and _divided(dependent, hypothesis, slip):
        return worded > limits.divided[0] and wrong > limits.divided[1]
    if slip in (SWAPPED, DIGIT) and "share.whole-again" in hypothesis.features:
        tied = not limits.wordings["of-the-same"].isdisjoint(hypothesis.features)
        if tied and worded > limits.again[0] and wrong > limits.again[1]:
            return True
    long = slip == SWAPPED and len(significant(dependent.figure.quantity.number)) >= limits.long
    if long and worded > limits.long_swap[0] and wrong > limits.long_swap[1]:
        return True
    if _beyond(dependent, hypothesis) and worded > limits.plain[0] and wrong > limits.plain[1]:
        return True
    return any(worded > enough and wrong > likely for enough, likely in limits.enough)


def may_accuse(dependent: Dependent, hypothesis: Hypothesis) -> int:
    """Where the wording does not tie the figures together, nothing is said."""
    figure = dependent.figure
    if not hypothesis.accuses or (figure.family in ("percent", "points") and figure.open_ended):
        return NEVER
    allowed = _BY_KIND[dependent.kind](dependent, hypothesis, frozenset(hypothesis.features))
    return min(allowed, BY_DIGITS) if figure.distributed else allowed


def _share(dependent: Dependent, _: Hypothesis, features: frozenset[str]) -> int:
    wordings = dependent.words.limits.wordings
    if dependent.figure.based or "share.part-due" in features:
        return NEVER
    if features & wordings["apart"]:
        again = features & wordings["known"] and "share.name2" in features and "share.unlike" not in features
        return BY_SHAPE if again else NEVER
    return FREELY if features & wordings["tied"] else _unnamed_share(dependent, features)


def _unnamed_share(dependent: Dependent, features: frozenset[str]) -> int:
    """A rate beside two counts that no word ties to it."""
    limits = dependent.words.limits
    wordings = limits.wordings
    if dependent.figure.value == limits.all_of_it or not features & wordings["same-unit"]:
        return NEVER
    if "share.near0" in features and features & wordings["known"]:
        return BY_SHAPE
    if "share.gap1" not in features:
        return NEVER
    close = features >= wordings["close"] and "share.part-listed" not in features
    return FREELY if close or not features & wordings["unnamed"] else BY_SHAPE


def _growth(dependent: Dependent, hypothesis: Hypothesis, features: frozenset[str]) -> int:
    """Only on a base that is stated as one, or of a change told right before."""
    wordings = dependent.words.limits.wordings
    base, after = hypothesis.inputs
    if features & wordings["far-growth"] or dependent.figure.cues & wordings["adjusted"]:
        return NEVER
    if hypothesis.form == "changed":
        near = {"growth.near0", "growth.clause1"} <= features and features & {"growth.gap1", "growth.gap2"}
        return FREELY if near else NEVER
    if "growth.another-topic" in features:
        return NEVER
    return FREELY if base.based and "target" not in base.cues | after.cues else NEVER


def _points(dependent: Dependent, hypothesis: Hypothesis, _: frozenset[str]) -> int:
    rates = hypothesis.inputs[0].based and all(one.is_rate for one in hypothesis.inputs)
    return FREELY if rates and direction(dependent.figure) else NEVER


def _difference(dependent: Dependent, hypothesis: Hypothesis, features: frozenset[str]) -> int:
    wordings = dependent.words.limits.wordings
    tied = "difference.at-once" in features and features & wordings["named-change"]
    return FREELY if tied and hypothesis.inputs[0].based and not features & wordings["no-change"] else NEVER


def _average(dependent: Dependent, hypothesis: Hypothesis, features: frozenset[str]) -> int:
    # 9个嘎查……620户……每户1个: of nine things not one for each of six hundred
    few = dependent.figure.family == "count" and not dependent.figure.quantity.decimals and hypothesis.high < _HALF
    if "average.unlike" in features or few:
        return NEVER
    if "average.each0" in features:
        return BY_SCALE
    return BY_SHAPE if "average.count-part" in features else FREELY


def _sum(dependent: Dependent, hypothesis: Hypothesis, features: frozenset[str]) -> int:
    wordings = dependent.words.limits.wordings
    if sum(part.low > dependent.figure.high for part in hypothesis.inputs) > 1:
        return NEVER
    over = "sum.behind-marks3" in features and not features & wordings["over-semicolons"]
    changes = "sum.part-change" in features and "sum.partition" not in features
    if over or changes or features & wordings["no-parts"]:
        return NEVER
    if "sum.unlike" in features:
        # 局长任组长、3名副局长……共12人: one is told without a figure
        implied = abs(dependent.figure.value - hypothesis.middle) <= 1
        return BY_SHAPE if "sum.before-total" in features and not implied else NEVER
    if len(hypothesis.inputs) > 2 or features & wordings["complete"]:
        return FREELY
    # 申报51个,其中30个被立项,经评审,27个被表彰: what is told two clauses on is no second part
    return NEVER if "sum.apart" in features else _two_parts(features, wordings)


def _two_parts(features: frozenset[str], wordings: Mapping[str, frozenset[str]]) -> int:
    """Two parts are all of a whole only where their wording says so."""
    if features & wordings["paired"] or "sum.all-of-them" in features:
        return BY_SHAPE
    if "sum.behind-which" not in features:
        return NEVER
    return FREELY if features & wordings["close-parts"] else BY_SHAPE


def _rest(dependent: Dependent, hypothesis: Hypothesis, _: frozenset[str]) -> int:
    """Not where a part stands behind it, nor in a bracket that tells a part (含上年结转11件)."""
    figure = dependent.figure
    inside = figure.quantity.bracketed and "of_which" in figure.cues
    behind = any(one.index > figure.index for one in hypothesis.inputs)
    return NEVER if inside or behind else FREELY


_BY_KIND = {
    SHARE: _share,
    GROWTH: _growth,
    POINTS: _points,
    DIFFERENCE: _difference,
    AVERAGE: _average,
    SUM: _sum,
    REST: _rest,
}


def _divided(dependent: Dependent, way: Hypothesis, slip: str) -> bool:
    """保留, 修改, 废止: parts that divide a whole are never more than it; where they are less, a slip must tell why."""
    limits = dependent.words.limits
    if way.form == "behind" and way.divisor:
        return False
    return way.low > dependent.figure.high or (way.high > limits.most * dependent.figure.low and slip in _TELLING)


def _beyond(dependent: Dependent, way: Hypothesis) -> bool:
    """Parts behind 其中 that are more than their total: that cannot be, even if others are left out."""
    wordings = dependent.words.limits.wordings
    if dependent.kind != SUM or "sum.standard-which" not in way.features:
        return False
    several = (
        len(way.inputs) > 2 or "sum.partition" in way.features or not wordings["close-parts"].isdisjoint(way.features)
    )
    return (several and way.low > dependent.figure.high) or "sum.total-which" in way.features


def _lacking(dependent: Dependent, way: Hypothesis, slip: str) -> bool:
    """Parts behind 其中 that make less than their total, and no slip tells why: some are not named."""
    limits = dependent.words.limits
    if dependent.kind != SUM or way.form != "behind" or "sum.other" in way.features:
        return False
    figure = dependent.figure
    if slip == OTHER and len(significant(figure.quantity.number)) < 2:
        return True
    long = slip == DIGIT and len(figure.quantity.number) >= _MANY
    few = way.high < limits.most * figure.low and slip not in (SWAPPED, SCALED) and not long
    return way.high < figure.low and (slip == OTHER or few)
