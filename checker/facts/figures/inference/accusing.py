"""Stricter to accuse than to verify: what may be said of a figure that does not follow."""

from __future__ import annotations

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
"""What a wording allows to say of a value that does not fit: nothing; only a slip of digits; only a slip of a telling shape; all."""
_CERTAIN = 0.8
_ALL = 100

_ENOUGH = ((0.7, 0.4), (0.5, 0.5), (0.35, 0.9))
"""How well a way must be worded, and how likely the value must be wrong, to say so."""
_PLAIN = (0.8, 0.3)
"""The same for parts that are more than their total, or that are said to be all of them."""
_DIVIDED = (0.4, 0.1)
"""The same for parts whose names divide the whole."""
_CUT_OFF = (0.1, 0.6)
"""The same wording for a figure that was cut off, with many digits and with few."""
_MANY = 3
_MOST = 0.7
"""Parts that make less of their total are not all of them."""
_ADJUSTED = frozenset(("average", "adjusted"))
"""年均增长, 扣除价格因素实际增长: no growth between two figures."""
_CLOSE = frozenset(("share.near0", "share.order", "share.clause1", "share.sentence0"))
_TIED = frozenset(
    (
        "share.in-bracket",
        "share.name-letters",
        "share.subject",
        "share.whole-inside",
        "share.name2",
        "share.of1",
        "share.of2",
        "share.among",
    )
)
_KNOWN = frozenset(("share.whole-again", "share.whole-total"))
_SAME_UNIT = frozenset(("share.unit", "share.alike"))
_UNNAMED = frozenset(("share.name0", "share.name1", "share.of0"))
_STATED = frozenset(("growth.pair-based", "growth.near0", "growth.gap1", "growth.clause1", "growth.reaching"))
_STATED_RATES = frozenset(("points.based", "points.near0", "points.gap1", "points.reaching"))
_DIRECTLY = 0.95
"""由A到B,增长p%: no other reading is left, however far the value is off."""
_APART = frozenset(("share.unlike", "share.sentence2", "share.sentence3"))
_FAR_GROWTH = frozenset(("growth.unlike", "growth.sentence2", "growth.sentence3", "growth.clause4"))
_NO_PARTS = frozenset(("sum.total-joined", "sum.overlapping", "sum.approximate", "sum.part-planned", "sum.part-based"))
_COMPLETE = frozenset(("sum.before-total", "sum.other", "sum.total-which"))
_OVER_SEMICOLONS = frozenset(("sum.gap3", "sum.gap4", "sum.partition", "sum.total-which"))
_PAIRED = frozenset(("sum.bracketed", "sum.partition", "sum.named-as-total"))
_CLOSE_PARTS = frozenset(("sum.behind-marks0", "sum.behind-marks1"))
_NAMED_CHANGE = frozenset(("difference.gap1", "difference.name1", "difference.name2"))
_DIGITS = frozenset((SWAPPED, SCALED, DIGIT))
_TELLING = frozenset((SWAPPED, SCALED, INPUT, DIGIT, DROPPED, ADDED, BASE, COMPLEMENT))


def surely(dependent: Dependent, hypothesis: Hypothesis, slip: str, wrong: float, worded: float) -> bool:
    """Where to report: the wording is good and the value likely wrong, or weaker with a strong slip."""
    allowed = may_accuse(dependent, hypothesis)
    if allowed == NEVER or (allowed == BY_SHAPE and slip not in _TELLING and not (slip == NEAR and worded > _CERTAIN)):
        return False
    if allowed == BY_SCALE and (slip != SCALED or len(significant(dependent.figure.quantity.number)) < 2):
        return False
    if allowed == BY_DIGITS and slip not in _DIGITS:
        return False
    features = frozenset(hypothesis.features)
    if slip == FAR and worded > _DIRECTLY and (features >= _STATED or features >= _STATED_RATES):
        return True
    if slip == FAR or (slip == COMPLEMENT and dependent.kind == SHARE) or _lacking(dependent, hypothesis, slip):
        return False
    return _worded_well(dependent, hypothesis, slip, wrong, worded)


def _worded_well(dependent: Dependent, hypothesis: Hypothesis, slip: str, wrong: float, worded: float) -> bool:
    if slip == TRUNCATED:
        return worded > _CUT_OFF[len(significant(dependent.figure.quantity.number)) <= _MANY]
    if dependent.kind == SUM and "sum.partition-whole" in hypothesis.features and _divided(dependent, hypothesis, slip):
        return worded > _DIVIDED[0] and wrong > _DIVIDED[1]
    if _beyond(dependent, hypothesis) and worded > _PLAIN[0] and wrong > _PLAIN[1]:
        return True
    return any(worded > enough and wrong > likely for enough, likely in _ENOUGH)


def may_accuse(dependent: Dependent, hypothesis: Hypothesis) -> int:
    """Where the wording does not tie the figures together, nothing is said."""
    figure = dependent.figure
    if not hypothesis.accuses or (figure.family in ("percent", "points") and figure.open_ended):
        return NEVER
    allowed = _BY_KIND[dependent.kind](dependent, hypothesis, frozenset(hypothesis.features))
    return min(allowed, BY_DIGITS) if figure.distributed else allowed


def _share(dependent: Dependent, _: Hypothesis, features: frozenset[str]) -> int:
    if dependent.figure.based or "share.part-due" in features:
        return NEVER
    if features & _APART:
        again = features & _KNOWN and "share.name2" in features and "share.unlike" not in features
        return BY_SHAPE if again else NEVER
    if features & _TIED:
        return FREELY
    if dependent.figure.value == _ALL:
        return NEVER
    if not features & _SAME_UNIT:
        return NEVER
    if "share.near0" in features and features & _KNOWN:
        return BY_SHAPE
    if "share.gap1" not in features:
        return NEVER
    close = features >= _CLOSE and "share.part-listed" not in features
    return FREELY if close or not features & _UNNAMED else BY_SHAPE


def _growth(dependent: Dependent, hypothesis: Hypothesis, features: frozenset[str]) -> int:
    """Only on a base that is stated as one, or of a change told right before."""
    base, after = hypothesis.inputs
    if features & _FAR_GROWTH or dependent.figure.cues & _ADJUSTED:
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


def _difference(_: Dependent, hypothesis: Hypothesis, features: frozenset[str]) -> int:
    tied = "difference.at-once" in features and features & _NAMED_CHANGE
    return FREELY if tied and hypothesis.inputs[0].based and "difference.unlike" not in features else NEVER


def _average(_: Dependent, __: Hypothesis, features: frozenset[str]) -> int:
    if "average.unlike" in features:
        return NEVER
    if "average.each0" in features:
        return BY_SCALE
    return BY_SHAPE if "average.count-part" in features else FREELY


def _sum(dependent: Dependent, hypothesis: Hypothesis, features: frozenset[str]) -> int:
    if "sum.behind-marks3" in features and not features & _OVER_SEMICOLONS:
        return NEVER
    if features & _NO_PARTS or ("sum.part-change" in features and "sum.partition" not in features):
        return NEVER
    if "sum.unlike" in features:
        implied = abs(dependent.figure.value - hypothesis.middle) <= 1  # 局长任组长、3名副局长……共12人
        return BY_SHAPE if "sum.before-total" in features and not implied else NEVER
    if len(hypothesis.inputs) > 2 or features & _COMPLETE:
        return FREELY
    if features & _PAIRED:
        return BY_SHAPE
    if "sum.behind-which" not in features:
        return NEVER
    return FREELY if features & _CLOSE_PARTS or "sum.partition" in features else BY_SHAPE


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
    if way.form == "behind" and way.divisor:
        return False
    return way.low > dependent.figure.high or (way.high > _MOST * dependent.figure.low and slip in _TELLING)


def _beyond(dependent: Dependent, way: Hypothesis) -> bool:
    """Parts behind 其中 that are more than their total: that cannot be, even if others are left out."""
    if dependent.kind != SUM or "sum.standard-which" not in way.features:
        return False
    several = len(way.inputs) > 2 or "sum.partition" in way.features or not _CLOSE_PARTS.isdisjoint(way.features)
    return (several and way.low > dependent.figure.high) or "sum.total-which" in way.features


def _lacking(dependent: Dependent, way: Hypothesis, slip: str) -> bool:
    """Parts behind 其中 that make less than their total, and no slip tells why: some are not named."""
    if dependent.kind != SUM or way.form != "behind" or "sum.other" in way.features:
        return False
    figure = dependent.figure
    if slip == OTHER and len(significant(figure.quantity.number)) < 2:
        return True
    long = slip == DIGIT and len(figure.quantity.number) >= _MANY
    few = way.high < _MOST * figure.low and slip not in (SWAPPED, SCALED) and not long
    return way.high < figure.low and (slip == OTHER or few)
