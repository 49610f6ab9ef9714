"""Percent and percentage points mixed up: a count that grew by 30个百分点, a rate that rose by 1.6%."""

from __future__ import annotations

from collections.abc import Mapping

from checker.facts.figures.inference.dependents import growth_of, points_of
from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import Reach
from checker.facts.figures.inference.judging import RIGHT, WRONG, Judged, judge
from checker.facts.figures.inference.shapes import direction

_SURE = 0.3
_OF_MANY = frozenset(("average", "adjusted"))


def as_percent(figure: Figure, reach: Reach, weights: Mapping[str, float]) -> Judged | None:
    """A change told in points that is, by its wording and value, the growth of a count in percent."""
    judged = judge(growth_of(figure, reach), weights)
    way = judged.hypothesis
    if judged.verdict == RIGHT and way and judged.worded > _SURE and way.inputs[0].based:
        return Judged(judged.dependent, WRONG, way, "percent", 1.0, judged.worded)
    return None


def as_points(figure: Figure, reach: Reach, weights: Mapping[str, float]) -> Judged | None:
    """A change told in percent that is, by its wording and value, the difference of two rates."""
    if not direction(figure) or figure.reached or figure.based or figure.open_ended or figure.cues & _OF_MANY:
        return None
    judged = judge(points_of(figure, reach), weights)
    way = judged.hypothesis
    if judged.verdict != RIGHT or way is None or judged.worded <= _SURE or not way.inputs[0].based:
        return None
    if all(one.is_rate and not one.open_ended for one in way.inputs):
        return Judged(judged.dependent, WRONG, way, "points", 1.0, judged.worded)
    return None
