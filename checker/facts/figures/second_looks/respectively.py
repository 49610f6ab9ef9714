"""Lists that answer each other: 8起、死亡5人,与上年的12起、9人相比,分别下降33.3%和44.4%; 分别占30%和70%.

The figure at a place of one list is told of those at the same place of the others. That is believed where it holds for
the rest of the list, and a figure that it does not hold for is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.facts.figures.inference.dependents import growth_of
from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import GROWTH, POINTS, SHARE, Hypothesis, Reach, mark_between
from checker.facts.figures.inference.judging import OPEN, RIGHT, WRONG, Judged, fits, rarity
from checker.facts.figures.inference.shapes import bounds_of, shape
from checker.facts.figures.inference.slips import FAR

_LISTED, _COMMA = 1, 2
_LEAST = 2
"""Figures of a list."""
_PLACES = 6
_RATES = ("percent", "points")
_CHANGED = frozenset(("up", "down"))
_HUNDRED = 100.0


def answered(found: Sequence[Judged], reach: Reach) -> Iterator[Judged]:
    """What is to be said of the rates of a paragraph that are told in lists; the place of each in the list counts."""
    rates = {one.dependent.figure.index: one for one in found if one.dependent.figure.family in _RATES}
    for run in _runs(reach):
        ways = _ways(run, reach) if all(one.index in rates for one in run) else []
        judged = [_judged(rates[one.index], way, reach) for one, way in zip(run, ways, strict=False)]
        wrong = [one for one in judged if one.verdict == WRONG]
        if judged and (not wrong or (len(wrong) == 1 and wrong[0].slip != FAR)):
            yield from judged
        elif len(run) > 1 and _begins(run[0], reach):
            yield from _unanswered(rates[one.index] for one in run if one.index in rates)


def _runs(reach: Reach) -> Iterator[list[Figure]]:
    """The lists of rates that say 分别 themselves, stand right behind a list that does, or right before one."""
    percent, changes = (reach.families.get(family, ()) for family in _RATES)
    for one in (*percent, *changes):
        if "of_which" in one.cues and _begins(one, reach):
            yield _run(one, reach, forward=True)
        elif one.cues & _CHANGED and _begins_before(run := _run(one, reach, forward=True), reach):
            yield run
    for one in reach.figures:
        if "of_which" in one.cues and one.countable and _begins(one, reach):
            run = _run(one, reach, forward=True)
            beside = _beside(run, reach)
            if beside and all(each.family == "percent" for each in beside) and "share" in beside[0].cues:
                yield beside


def _begins_before(run: Sequence[Figure], reach: Reach) -> bool:
    """分别由上年的260件和240件增长20.0%和19.2%."""
    beside = _beside(run, reach)
    return bool(beside) and beside[0].based and reach.words.looks.respectively_before.search(beside[0].lead) is not None


def _beside(run: Sequence[Figure], reach: Reach) -> list[Figure]:
    """The list of as many figures right before a list."""
    size, at = len(run), int(run[0].index)
    if size < _LEAST or at < size:
        return []
    beside = _run(reach.figures[at - 1], reach, forward=False)
    return beside if len(beside) == size and mark_between(beside[-1], run[0]) <= _COMMA else []


def _unanswered(judged: Iterable[Judged]) -> Iterator[Judged]:
    """两年结案率分别为95.2%和97.4%: rates of several things, and it is not told which counts they are of."""
    for one in judged:
        if one.verdict == WRONG and one.dependent.kind == SHARE:
            yield Judged(one.dependent, OPEN)


def _begins(figure: Figure, reach: Reach) -> bool:
    return reach.words.looks.respectively.search(figure.lead) is not None


def _run(figure: Figure, reach: Reach, *, forward: bool) -> list[Figure]:
    """The list in which a figure is the first one, or the last."""
    run = [figure]
    step = 1 if forward else -1
    at = int(figure.index) + step
    while 0 <= at < len(reach.figures):
        other = reach.figures[at]
        one, two = (run[-1], other) if forward else (other, run[-1])
        if mark_between(one, two) != _LISTED or (forward and other.family != figure.family):
            break
        run.append(other)
        at += step
    return run if forward else run[::-1]


def _ways(run: Sequence[Figure], reach: Reach) -> list[Hypothesis]:
    size, beside = len(run), _beside(run, reach)
    behind = _behind(run, reach)
    if not beside and not behind:
        return []
    first = int((beside or run)[0].index)
    before = reach.figures[max(0, first - size) : first]
    if run[0].cues & _CHANGED and beside:
        # 分别由120批、48批增加到150批、60批: the first list is what the second one is compared with
        lists = (beside, before) if before and before[0].based and beside[0].reached else (before, beside)
        return _grown(*lists, points=run[0].family == _RATES[1])
    parts = behind or beside
    if not all(one.countable for one in parts):
        return []
    whole = next((one for one in reversed(reach.figures[:first]) if one.countable and not one.based), None)
    if whole is None or "share" not in run[0].cues or whole.sentence != run[0].sentence:
        return []
    return _shared(whole, parts) if all(one.unit == whole.unit and not one.based for one in parts) else []


def _behind(run: Sequence[Figure], reach: Reach) -> list[Figure]:
    """占72.0%和28.0%,分别为900件、350件: the counts behind rates that do not say 分别 themselves."""
    at = int(run[-1].index) + 1
    if _begins(run[0], reach) or at >= len(reach.figures) or not _begins(reach.figures[at], reach):
        return []
    behind = _run(reach.figures[at], reach, forward=True)
    near = len(behind) == len(run) and mark_between(run[-1], behind[0]) <= _COMMA
    return behind if near and behind[0].family != run[0].family else []


def _grown(after: Sequence[Figure], base: Sequence[Figure], *, points: bool) -> list[Hypothesis]:
    """From the figures of one list to those of the list before it."""
    alike = len(after) == len(base) and all(one.unit == other.unit for one, other in zip(after, base, strict=True))
    if not alike or not base[0].based or base[0].sentence != after[0].sentence:
        return []
    if any(one.based and not one.reached for one in after) or any(one.low <= 0 for one in base):
        return []
    levels = base[0].family == "percent"
    if levels != points:
        return []
    return [
        Hypothesis(POINTS, (one, other), *(round(other.value - one.value, _PLACES),) * 2, form="pair")
        if points
        else Hypothesis(
            GROWTH,
            (one, other),
            (other.low / one.high - 1) * _HUNDRED,
            (other.high / one.low - 1) * _HUNDRED,
            form="pair",
        )
        for one, other in zip(base, after, strict=True)
    ]


def _shared(whole: Figure, parts: Sequence[Figure]) -> list[Hypothesis]:
    if whole.low <= 0 or sum(one.low for one in parts) > whole.high:
        return []
    return [
        Hypothesis(SHARE, (whole, one), one.low / whole.high * _HUNDRED, one.high / whole.low * _HUNDRED)
        for one in parts
    ]


def _judged(judged: Judged, way: Hypothesis, reach: Reach) -> Judged:
    dependent = judged.dependent
    if way.kind == GROWTH != dependent.kind:
        dependent = growth_of(dependent.figure, reach)  # 降幅分别为
    if fits(way, *bounds_of(dependent)):
        return Judged(dependent, RIGHT, way, worded=1.0)
    slip = shape(dependent, way, rarity(dependent)).name
    return Judged(dependent, WRONG, way, slip, 1.0, 1.0, listed=True)
