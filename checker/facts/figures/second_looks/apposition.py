"""What a rate or a growth is computed from stands right behind it: 占95.7%,共474处; 同比减少21.0%,2023年为1173家次.

The words leave no choice; a slip of digits is told then, however rare the order is.
"""

from __future__ import annotations

from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import GROWTH, Hypothesis, Reach
from checker.facts.figures.inference.judging import WRONG, Judged, rarity
from checker.facts.figures.inference.shapes import shape
from checker.facts.figures.inference.slips import DIGIT, INPUT, REVERSED, SWAPPED

_SLIPS = frozenset((SWAPPED, DIGIT, INPUT, REVERSED))


def apposed(judged: Judged, reach: Reach) -> Judged | None:
    """The figure as wrong by what stands right behind it, or None."""
    dependent = judged.dependent
    figure = dependent.figure
    if figure.open_ended or figure.distributed or figure.quantity.bracketed:
        return None
    growing = dependent.kind == GROWTH
    for way in dependent.hypotheses:
        if not (compared_behind(figure, way, reach) if growing else _told_behind(figure, way, reach)):
            continue
        slip = shape(dependent, way, rarity(dependent)).name
        if slip in _SLIPS:
            way.features = (*(way.features or dependent.describe(way)), "share.apposed")
            return Judged(dependent, WRONG, way, slip, 1.0, 1.0)
    return None


def _told_behind(figure: Figure, way: Hypothesis, reach: Reach) -> bool:
    """占95.7%,共474处; 84.5%(672人): the part is named by nothing but the rate before it."""
    whole, part = way.inputs
    alone = part.lead == "(" if part.quantity.bracketed else reach.words.apposition.fullmatch(part.lead) is not None
    return alone and part.index == figure.index + 1 and _right_before(figure, whole, part, reach)


def compared_behind(figure: Figure, way: Hypothesis, reach: Reach) -> bool:
    """检查1032家次,同比减少21.0%,2023年为1173家次: the base is told of the year before, and nothing else."""
    base, after = way.inputs
    told = reach.words.compared.fullmatch(base.lead)
    own = base.based and base.index == figure.index + 1 and told is not None
    return own and way.form == "pair" and "change" in figure.cues and _right_before(figure, after, base, reach)


def _right_before(figure: Figure, earlier: Figure, later: Figure, reach: Reach) -> bool:
    near = reach.rank(figure, earlier, plain=True) == 0 and earlier.index < figure.index
    together = earlier.sentence == figure.sentence == later.sentence and later.clause - figure.clause <= 1
    return near and together and figure.clause - earlier.clause <= 1 and earlier.unit == later.unit
