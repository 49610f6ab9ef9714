"""Averages of money told in a sentence of its own, behind that of its cases: 办理案件4236件,……。罚款635.4万元,件均……

No count stands in its own sentence, and just one in the sentence before that is neither part nor base of another.
"""

from __future__ import annotations

from msgspec.structs import replace

from checker.facts.figures.inference.dependents import each_of
from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import AVERAGE, Hypothesis, Reach
from checker.facts.figures.inference.judging import RIGHT, WRONG, Judged, fits, rarity
from checker.facts.figures.inference.shapes import bounds_of, shape
from checker.facts.figures.inference.slips import DIGIT, SWAPPED, significant
from checker.facts.figures.inference.wording import shared_by
from checker.facts.figures.second_looks.scales import SCALE, rescaled

_TWO = 2
_SLIPS = frozenset((SWAPPED, DIGIT))
_NO_HEAD = frozenset(("of_which", "rest", "average"))


def of_sentence_before(judged: Judged, reach: Reach) -> Judged | None:
    """The average as right or wrong by the count that heads the sentence before, or None."""
    dependent = judged.dependent
    figure, words = dependent.figure, reach.words
    total = reach.figures[int(figure.index) - 1] if figure.index else None
    if judged.verdict == RIGHT or total is None or figure.open_ended or figure.based:
        return None
    each = each_of(figure, words) if total.family == figure.family == "money" else ""
    if not each or total.sentence != figure.sentence or total.based:
        return None
    counts = [one for one in reach.families.get("count", ()) if shared_by(each, one, words)]
    if any(one.sentence == figure.sentence and one.index < figure.index for one in counts):
        return None
    heads = [one for one in counts if one.sentence == figure.sentence - 1 and _heads(one)]
    return _by(judged, total, heads[0], reach) if len(heads) == 1 and heads[0].low > 1 else None


def _heads(count: Figure) -> bool:
    told = count.based or count.planned or count.listed or count.part_of
    return not told and count.cues.isdisjoint(_NO_HEAD)


def _by(judged: Judged, total: Figure, count: Figure, reach: Reach) -> Judged | None:
    dependent = judged.dependent
    way = _way(total, count)
    low, high = bounds_of(dependent)
    if fits(way, low, high):
        return Judged(dependent, RIGHT, way, worded=1.0)
    if len(significant(dependent.figure.quantity.number)) < _TWO:
        return None
    for scale, size in reach.words.lost_scales.items():
        lost = rescaled(total, total.quantity.number, scale, size)
        if not total.quantity.scale and fits(_way(lost, count), dependent.figure.low, dependent.figure.high):
            return Judged(dependent, WRONG, _way(lost, count), SCALE, 1.0, 1.0, total, lost)
    slip = shape(dependent, way, rarity(dependent)).name
    way = replace(way, features=("average.each2",))
    return Judged(dependent, WRONG, way, slip, 1.0, 1.0, listed=True) if slip in _SLIPS else None


def _way(total: Figure, count: Figure) -> Hypothesis:
    return Hypothesis(AVERAGE, (total, count), total.low / count.high, total.high / count.low)
