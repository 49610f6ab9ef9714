"""The figures of a paragraph, judged in the order in which they explain each other: sums before what refers to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.facts.figures.inference.dependents import each_of, others, totals
from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import (
    AVERAGE,
    GROWTH,
    POINTS,
    REST,
    SHARE,
    SUM,
    Reach,
    joined_shares,
    joined_wholes,
)
from checker.facts.figures.inference.judging import OPEN, RIGHT, Judged, fits, judge
from checker.facts.figures.inference.slips import COMPLEMENT, NEAR, OTHER, significant
from checker.facts.figures.second_looks.apposition import apposed
from checker.facts.figures.second_looks.means import of_sentence_before
from checker.facts.figures.second_looks.points import (
    adds_to_product,
    as_percent,
    as_points,
    as_share,
    in_wrong_unit,
    no_product,
    no_product_of_each,
    of_a_count,
    of_namesake,
    of_rate_before,
)
from checker.facts.figures.second_looks.rates import of_named_whole, of_nearest
from checker.facts.figures.second_looks.respectively import answered
from checker.facts.figures.second_looks.scales import of_another_scale
from checker.facts.figures.second_looks.units import mean_of_measures

_ALL = 100
_TRIPLE = 3
"""A whole, a part and the rest."""


def judged_in(reach: Reach, weights: Mapping[str, float], *, thorough: bool = False) -> list[Judged]:
    """All dependents of a paragraph with what became of them; all ways described where it is ``thorough``."""
    found = _lists([judge(dependent, weights, thorough=thorough) for dependent in totals(reach)], reach)
    found = [(None if one.verdict == RIGHT else of_another_scale(one, reach)) or one for one in found]
    for dependent in others(reach):
        judged = _second_look(judge(dependent, weights, thorough=thorough), reach, weights)
        found.append(judged)
        if judged.verdict == "right" and judged.hypothesis and judged.hypothesis.kind == SHARE:
            whole, *parts = judged.hypothesis.inputs
            if judged.hypothesis.form == "wholes":
                continue
            whole.whole_of = True
            for part in parts:
                part.part_of = True
    if any("of_which" in one.cues for one in reach.figures):
        listed = {one.dependent.figure.index: one for one in answered(found, reach)}
        found = [listed.get(one.dependent.figure.index, one) for one in found]
    _told_once(found)
    for judged in found:
        # 扫码检查4574次,占99%,联合检查693次,占15%: parts that are told one by one may overlap
        way = judged.hypothesis if judged.verdict == "wrong" else None
        if way and way.kind == SUM and way.form == "behind" and all(part.part_of for part in way.inputs):
            judged.verdict = "open"
    return found


def _told_once(found: list[Judged]) -> None:
    """One mistake accuses one figure.

    Of a whole, one part and the rest it is the rest; of a longer list the whole; and of two totals of the same parts
    the one nearer to them.
    """
    left = [_figures_of(one) for one in found if one.dependent.kind == REST and one.verdict == RIGHT]
    taken = [(one, _figures_of(one)) for one in found if one.surely_wrong]
    for one, figures in taken:
        if one.dependent.kind == SUM and any(figures < its_own and len(its_own - figures) == 1 for its_own in left):
            # C级742栋、D级415栋,另有129栋: the parts and what is left are all of the whole
            one.verdict = OPEN
            continue
        for other, its_figures in taken if one.dependent.kind == SUM else ():
            if other.dependent.kind == REST and its_figures == figures:
                (one if len(figures) <= _TRIPLE else other).verdict = "open"
                continue
            nearer = other.dependent.kind == SUM and other.dependent.figure.index > one.dependent.figure.index
            if nearer and len(figures & its_figures) > 1:
                one.verdict = "open"


def _figures_of(judged: Judged) -> set[float]:
    way = judged.hypothesis
    return {judged.dependent.figure.index, *(part.index for part in way.inputs)} if way else set()


def _second_look(judged: Judged, reach: Reach, weights: Mapping[str, float]) -> Judged:
    """Whether the unit is what is wrong, or the figure follows in a way that is rarer."""
    kind, figure = judged.dependent.kind, judged.dependent.figure
    if kind == AVERAGE:
        way = judged.hypothesis
        if way and adds_to_product(way.inputs[0], figure, reach):
            judged.verdict = OPEN
            return judged
        scaled = None if judged.verdict == RIGHT else of_another_scale(judged, reach)
        product = no_product(judged, reach) or no_product_of_each(judged, reach)
        measured = mean_of_measures(judged, each_of(figure, reach.words), reach)
        found = measured or scaled or product or in_wrong_unit(judged, reach)
        return found or (None if judged.surely_wrong else of_sentence_before(judged, reach)) or judged
    named = of_named_whole(judged, reach) if kind == SHARE and not judged.surely_wrong else None
    other = None if judged.verdict == "right" else _otherwise(judged, reach, weights)
    return named or other or judged


def _otherwise(judged: Judged, reach: Reach, weights: Mapping[str, float]) -> Judged | None:
    kind, figure = judged.dependent.kind, judged.dependent.figure
    if kind == POINTS:
        mixed = as_percent(figure, reach, weights) or as_share(figure, reach, weights) or of_a_count(figure, reach)
        return mixed or (None if judged.surely_wrong else of_namesake(judged, reach))
    found = None
    if kind == GROWTH:
        found = as_points(figure, reach, weights) or of_another_scale(judged, reach)
        found = found or (None if judged.surely_wrong else of_rate_before(judged, reach))
    elif kind == SHARE:
        found = _of_several(judged, reach) or of_another_scale(judged, reach)
    untold = kind in (GROWTH, SHARE) and not judged.surely_wrong
    found = found or (apposed(judged, reach) if untold else None)
    return found or (of_nearest(judged, reach) if untold and kind == SHARE else None)


def _of_several(judged: Judged, reach: Reach) -> Judged | None:
    """合格以上的占97.9%: the rate of two to four neighbouring parts together, behind their whole. It only verifies."""
    figure = judged.dependent.figure
    precise = len(significant(figure.quantity.number)) >= reach.words.thresholds.precise
    # a part that is more than the whole next to it is of more than that
    more = judged.hypothesis is not None and judged.hypothesis.low > _ALL
    if judged.surely_wrong and not (precise and (more or judged.slip in (NEAR, OTHER, COMPLEMENT))):
        return None
    for way in (*joined_shares(figure, reach), *joined_wholes(figure, reach)):
        if fits(way, figure.low, figure.high):
            return Judged(judged.dependent, "right", way, worded=reach.words.thresholds.worded)
    return None


def _lists(found: list[Judged], reach: Reach) -> list[Judged]:
    """Totals; a list that one of them explains accuses no other."""
    explained: dict[float, float] = {}
    loosely: set[float] = set()
    for judged in found:
        if judged.verdict == "right" and judged.hypothesis and _explains(judged):
            total = judged.dependent.figure
            total.total_of = True
            for part in judged.hypothesis.inputs:
                part.listed, part.listed_in = True, total.index
                explained[part.index] = total.index
            if not judged.dependent.cued:
                loosely.add(total.index)
    for judged in found:
        if judged.verdict == "wrong" and judged.hypothesis:
            # 9件 = 5件 + 4件 by chance, in a list of which all three are parts
            own = {part.index for part in judged.hypothesis.inputs} & loosely
            shared = sum(explained.get(part.index, -1) not in {-1, *own} for part in judged.hypothesis.inputs)
            taken = shared * 2 >= len(judged.hypothesis.inputs) or judged.dependent.figure.index in explained
            if _stated_elsewhere(judged, reach) or (taken and not _own_list(judged)):
                judged.verdict = "open"
    for judged in found:
        if judged.surely_wrong and judged.hypothesis and judged.hypothesis.form == "behind":
            _list_all_the_same(judged.dependent.figure, judged.hypothesis.inputs)
    return found


def _list_all_the_same(total: Figure, parts: Sequence[Figure]) -> None:
    """A list whose total is wrong is a list: its parts are no wholes of what the next sentence tells."""
    total.total_of = True
    for part in parts:
        if not part.listed:
            part.listed, part.listed_in = True, total.index


def _own_list(judged: Judged) -> bool:
    """审结33件,其中维持19件、撤销4件、终止13件: right behind it stands 其中, whatever else the parts make by chance."""
    features = judged.hypothesis.features if judged.hypothesis else ()
    sure = judged.worded > judged.dependent.words.limits.certain
    return sure and {"sum.standard-which", "sum.closed-list"} <= set(features)


def _stated_elsewhere(judged: Judged, reach: Reach) -> bool:
    """Another figure of the paragraph is exactly the sum of many parts: the list is its own, however it is worded."""
    way = judged.hypothesis
    limits = reach.words.thresholds
    if way is None or len(way.inputs) < limits.many_parts or way.low != way.high or way.low < limits.large_total:
        return False
    return any(figure.low == figure.high == way.low for figure in reach.figures)


def _explains(judged: Judged) -> bool:
    """A sum that is worded as one; or one of so many digits that chance does not make it."""
    parts = judged.hypothesis.inputs if judged.hypothesis else ()
    if not judged.dependent.cued and any(part.unit != judged.dependent.figure.unit for part in parts):
        return False
    limits = judged.dependent.words.thresholds
    many = len(parts) >= limits.many_parts and judged.dependent.figure.value >= limits.large_total
    return judged.worded >= limits.worded or many
