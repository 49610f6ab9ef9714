"""Means of what another paragraph counts: 宣讲56场,平均每个社区4场, where the document tells of 14个社区.

Places of one kind are counted again and again, so that the count of all of them is the one count, or the greatest and
told more than once. A mean is wrong only where the total is exactly so many times another one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from checker.facts.figures.inference.dependents import Dependent, each_of
from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import AVERAGE, Hypothesis
from checker.facts.figures.inference.judging import ELSEWHERE, RIGHT, Judged, fits, rarity
from checker.facts.figures.inference.shapes import bounds_of, shape
from checker.facts.figures.inference.slips import DIGIT, NEAR, SWAPPED, significant
from checker.knowledge.figure_words import FigureWords

_TOLD = frozenset((NEAR, DIGIT, SWAPPED))
_SOME = frozenset(("of_which", "rest", "average"))


def of_places(
    dependent: Dependent, paragraph: Sequence[Figure], every: Sequence[Figure], words: FigureWords
) -> Iterator[Judged]:
    """The mean as right or wrong by the number of places that it is told for."""
    figure = dependent.figure
    total = paragraph[int(figure.index) - 1] if figure.index else None
    each = words.looks.place.fullmatch(each_of(figure, words)) if total and not figure.open_ended else None
    if total is None or each is None or total.sentence != figure.sentence or total.unit != figure.unit or total.based:
        return
    if words.looks.each_both.search(figure.lead):
        return
    count = _number_of(each.group("place"), every, words)
    if count is None or count.block == figure.block:
        return
    way = Hypothesis(AVERAGE, (total, count), total.low / count.high, total.high / count.low, ("average.each2",))
    if fits(way, *bounds_of(dependent)):
        yield Judged(dependent, RIGHT, way, worded=1.0)
        return
    exact = total.quantity.exact and total.value % count.value == 0 and not figure.quantity.decimals
    if exact and len(significant(total.quantity.number)) > 1 and figure.quantity.exact:
        slip = shape(dependent, way, rarity(dependent)).name
        if slip in _TOLD:
            yield Judged(dependent, ELSEWHERE, way, slip, 1.0, 1.0)


def _number_of(place: str, every: Sequence[Figure], words: FigureWords) -> Figure | None:
    """The one number of such places, or the greatest where that is told more than once."""
    counts: dict[float, Figure] = {}
    times: Counter[float] = Counter()
    for one in every:
        match = words.looks.place.match(one.tail) if one.quantity.exact and one.cues.isdisjoint(_SOME) else None
        if match and match.group("place") == place and one.low > 1:
            counts.setdefault(one.value, one)
            times[one.value] += 1
    if not counts:
        return None
    most = max(counts)
    return counts[most] if len(counts) == 1 or times[most] > 1 else None
