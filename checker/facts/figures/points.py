"""Percent and percentage points: 增长30个百分点 of a count grew by 30 %."""

from __future__ import annotations

from collections.abc import Mapping

from checker.facts.figures.dependents import Dependent
from checker.facts.figures.figure import Figure
from checker.facts.figures.hypotheses import Reach, growth_features, growths, point_features, points
from checker.facts.figures.judging import Judged, direction, judge

_SURE = 0.3
_OF_MANY = frozenset(("average", "adjusted"))


def as_percent(figure: Figure, reach: Reach, weights: Mapping[str, float]) -> Judged | None:
    """A change told in points that is, by its wording and value, the growth of a count in percent."""
    found = [each for each in growths(figure, reach) if each.inputs[0].family != "percent"]
    dependent = Dependent(
        "growth", figure, found, lambda h: growth_features(figure, h, reach), ("growth.none", "growth.none-change"), True
    )
    judged = judge(dependent, weights)
    way = judged.hypothesis
    if judged.verdict == "right" and way and judged.worded > _SURE and way.inputs[0].based:
        return Judged(dependent, "wrong", way, "percent", 1.0, judged.worded)
    return None


def as_points(figure: Figure, reach: Reach, weights: Mapping[str, float]) -> Judged | None:
    """A change told in percent that is, by its wording and value, the difference of two rates."""
    if not direction(figure) or figure.reached or figure.open_ended or figure.cues & _OF_MANY:
        return None
    dependent = Dependent(
        "points", figure, list(points(figure, reach)), lambda h: point_features(figure, h, reach), ("points.none",), True
    )
    judged = judge(dependent, weights)
    way = judged.hypothesis
    if judged.verdict != "right" or way is None or judged.worded <= _SURE or not way.inputs[0].based:
        return None
    if all(one.is_rate and not one.open_ended for one in way.inputs):
        return Judged(dependent, "wrong", way, "points", 1.0, judged.worded)
    return None
