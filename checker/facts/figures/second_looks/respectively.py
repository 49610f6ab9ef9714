"""Lists that answer each other: 8起、死亡5人,与上年的12起、9人相比,分别下降33.3%和44.4%; 分别占30%和70%.

The figure at a place of one list is told of those at the same place of the others. That is believed where it holds for
the rest of the list, and a figure that it does not hold for is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import GROWTH, SHARE, Hypothesis, Reach, mark_between
from checker.facts.figures.inference.judging import OPEN, RIGHT, WRONG, Judged, fits, rarity
from checker.facts.figures.inference.shapes import bounds_of, shape
from checker.facts.figures.inference.slips import FAR

_LISTED, _COMMA = 1, 2
_HUNDRED = 100.0


def answered(found: Sequence[Judged], reach: Reach) -> Iterator[Judged]:
    """What is to be said of the rates of a paragraph that are told in lists; the place of each in the list counts."""
    firsts = [one for one in reach.families.get("percent", ()) if "of_which" in one.cues and _begins(one, reach)]
    if not firsts:
        return
    rates = {one.dependent.figure.index: one for one in found if one.dependent.figure.family == "percent"}
    for rate in firsts:
        run = _run(rate, reach, forward=True)
        ways = _ways(run, reach) if all(one.index in rates for one in run) else []
        judged = [_judged(rates[one.index], way) for one, way in zip(run, ways, strict=False)]
        wrong = [one for one in judged if one.verdict == WRONG]
        if judged and (not wrong or (len(wrong) == 1 and wrong[0].slip != FAR)):
            yield from judged
        elif len(run) > 1:
            yield from _unanswered(rates[one.index] for one in run if one.index in rates)


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
        if mark_between(one, two) > _LISTED or (forward and other.family != figure.family):
            break
        run.append(other)
        at += step
    return run if forward else run[::-1]


def _ways(run: Sequence[Figure], reach: Reach) -> list[Hypothesis]:
    size, at = len(run), int(run[0].index)
    beside = _run(reach.figures[at - 1], reach, forward=False) if size > 1 and at >= size else []
    if len(beside) != size or mark_between(beside[-1], run[0]) > _COMMA or not all(one.countable for one in beside):
        return []
    first = int(beside[0].index)
    before = reach.figures[max(0, first - size) : first]
    if run[0].cues & {"up", "down"}:
        return _grown(before, beside)
    whole = next((one for one in reversed(reach.figures[:first]) if one.countable and not one.based), None)
    if whole is None or "share" not in run[0].cues or whole.sentence != run[0].sentence:
        return []
    return _shared(whole, beside) if all(one.unit == whole.unit and not one.based for one in beside) else []


def _grown(after: Sequence[Figure], base: Sequence[Figure]) -> list[Hypothesis]:
    """From the figures of one list to those of the list before it."""
    alike = len(after) == len(base) and all(one.unit == other.unit for one, other in zip(after, base, strict=True))
    if not alike or not base[0].based or any(one.based or one.sentence != base[0].sentence for one in after):
        return []
    if any(one.low <= 0 for one in base):
        return []
    return [
        Hypothesis(
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


def _judged(judged: Judged, way: Hypothesis) -> Judged:
    dependent = judged.dependent
    if fits(way, *bounds_of(dependent)):
        return Judged(dependent, RIGHT, way, worded=1.0)
    slip = shape(dependent, way, rarity(dependent)).name
    return Judged(dependent, WRONG, way, slip, 1.0, 1.0, listed=True)
