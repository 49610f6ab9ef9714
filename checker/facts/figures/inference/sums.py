"""Totals and their parts: which runs of figures can be the parts of a total, before it or behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise, takewhile

from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import REST, SUM, Hypothesis, Reach, mark_between
from checker.knowledge.figure_words import FigureWords

_MOST = 12
"""Parts of one total."""
_TWO = 2
_LISTED, _COMMA = 1, 2
"""Marks between parts."""
_REACH = 7
"""Figures before a remainder."""
_ENTRIES = 3
"""So many figures make a ledger."""
_SKIPPED = 3
"""Figures between a total and its first part."""


def lists_of(reach: Reach, family: str) -> list[list[Figure]]:
    """The figures of a family outside brackets, and those inside each bracket with what stands before it."""
    alike = reach.summed(family)
    outside = [figure for figure in alike if not (figure.quantity.bracketed or figure.based or "change" in figure.cues)]
    lists = [outside]
    inner: list[Figure] = []
    for at, figure in enumerate(alike):
        if figure.quantity.bracketed:
            if not inner and at:
                inner = [alike[at - 1]]
            inner.append(figure)
        elif inner:
            lists.append(inner)
            inner = []
    if inner:
        lists.append(inner)
    return lists


def sums(alike: Sequence[Figure], at: int, words: FigureWords, *, skipping: bool) -> Iterator[Hypothesis]:
    """The runs of parts before and behind the figure at a place of its list, some figures skipped behind it."""
    if _is_one_of_two_totals(alike, at, words):
        return
    alike, at = _without_actors(alike, at, words)
    for skip in range(_SKIPPED + 1 if skipping else 1):
        yield from _behind(alike, at, skip, words)
    yield from _before(alike, at, words)


def _without_actors(alike: Sequence[Figure], at: int, words: FigureWords) -> tuple[Sequence[Figure], int]:
    """The list without those who did what is counted behind them, and the place of the total in it.

    市本级取消46项,6个县(市、区)取消158项,合计204项: a clause begins with the six, and goes on to another unit.
    """
    actors = {
        one.index
        for one, other in pairwise(alike)
        if one.unit != other.unit
        and one is not alike[at]
        and mark_between(one, other) == 0
        and len(one.tail) > 1
        and _opens(one, words)
    }
    if not actors:
        return alike, at
    return [one for one in alike if one.index not in actors], at - sum(one.index in actors for one in alike[:at])


def _opens(figure: Figure, words: FigureWords) -> bool:
    """6个县, 其中6个县, 其余6个县: nothing before a figure names what it counts."""
    match = words.part_words.match(figure.lead)
    before = figure.lead[match.end() :] if match else figure.lead
    return not before or words.other_part.fullmatch(before) is not None


def _is_one_of_two_totals(alike: Sequence[Figure], at: int, words: FigureWords) -> bool:
    """2个、市级11个,累计达到8个和46个: each total is told of one part, and neither of both."""
    total, following = alike[at], alike[at + 1 : at + 2]
    if "total" not in total.cues or not following or following[0].unit != total.unit:
        return False
    bare = following[0].lead in words.joints or following[0].lead == "、"
    return bare and total.tail in ("", following[0].lead) and not following[0].tail


def exact_sums(alike: Sequence[Figure], at: int, words: FigureWords) -> Iterator[Hypothesis]:
    """The runs of figures in the unit of one figure, right behind it or right before it, that make it together.

    No word need say so; that is why only what is right is one.
    """
    total = alike[at]
    behind = _alike_behind(alike, at)
    for parts, low, high in _adding_up(behind, total):
        if not any(words.besides.search(part.lead) for part in parts[1:]):
            yield Hypothesis(SUM, parts, low, high, form="behind")
    before = takewhile(partial(_goes_with, total), reversed(alike[max(0, at - _MOST) : at]))
    for parts, low, high in _adding_up(before, total):
        yield Hypothesis(SUM, parts[::-1], low, high, form="before")


def _goes_with(total: Figure, part: Figure) -> bool:
    return part.unit == total.unit and part.sentence == total.sentence and "average" not in part.cues


def _alike_behind(alike: Sequence[Figure], at: int) -> Iterator[Figure]:
    """The figures of the unit behind one figure, in its sentence or all in the next."""
    total, following = alike[at], alike[at + 1 : at + 1 + _MOST]
    for part in following:
        if part.unit != total.unit or "average" in part.cues or part.sentence != following[0].sentence:
            return
        if part.sentence - total.sentence > 1:
            return
        yield part


def _adding_up(parts: Iterable[Figure], total: Figure) -> Iterator[tuple[tuple[Figure, ...], float, float]]:
    """The first so many parts that make a total together, with the bounds of their sum."""
    taken: list[Figure] = []
    low = high = 0.0
    for part in parts:
        low, high = low + part.low, high + part.high
        if low > total.high:
            return
        taken.append(part)
        if len(taken) >= _TWO and total.low <= high:
            yield tuple(taken), low, high


def _behind(alike: Sequence[Figure], at: int, skip: int, words: FigureWords) -> Iterator[Hypothesis]:
    total, first = alike[at], at + 1 + skip
    low = high = 0.0
    strongest, beyond = 0, False
    for end in range(first, min(first + _MOST, len(alike))):
        part = alike[end]
        if (
            "average" in part.cues
            or part.sentence - total.sentence > 1
            or (end > first and words.besides.search(part.lead))
        ):
            return
        if end > first:
            if part.sentence != alike[first].sentence:
                return
            mark = mark_between(alike[end - 1], part)
            if _is_inside(part, alike[end - 1], words):
                return
            beyond = beyond or (end - first >= _TWO and strongest <= _LISTED < _COMMA < mark)
            strongest = max(strongest, mark)
        low, high = low + part.low, high + part.high
        if end == first:
            continue
        following = alike[end + 1] if end + 1 < len(alike) else None
        goes_on = _goes_on(part, following, strongest)
        if goes_on and strongest <= _LISTED and _divides_on(part, following, words):
            continue
        # a、b、c;d: what stands behind the semicolon is of another list, unless it makes the total
        if not (goes_on or beyond) or (low <= total.high and total.low <= high):
            yield Hypothesis(SUM, tuple(alike[first : end + 1]), low, high, form="behind", divisor=skip)
            if following and told_again(part, following):
                return


def _goes_on(part: Figure, following: Figure | None, strongest: int) -> bool:
    """True where what follows a part is joined to it as those before are."""
    if following is None or told_again(part, following):
        return False
    return following.unit == part.unit and mark_between(part, following) <= strongest


def _divides_on(part: Figure, following: Figure | None, words: FigureWords) -> bool:
    """有效27件、修改5件、废止6件、失效2件 of 38件: where the names divide a whole, it ends with the last of them."""
    if following is None or _flow(following, words) == "incoming":
        return False
    names = [words.partition.search(one.lead) for one in (part, following)]
    return all(names) and "total" not in following.cues


def _is_inside(part: Figure, whole: Figure, words: FigureWords) -> bool:
    """300件中的33件: what is told of as inside the figure before it is no further part beside that."""
    return whole.tail.startswith(words.inside_word) and mark_between(whole, part) == 0 and part.unit == whole.unit


def told_again(part: Figure, following: Figure) -> bool:
    """需整改6个,年底前6个图斑全部整改到位: what a count of a list is told of once more is no part of it."""
    alike = following.value == part.value and following.unit == part.unit
    return alike and bool(following.tail) and not part.tail and mark_between(part, following) > 1


def _before(alike: Sequence[Figure], at: int, words: FigureWords) -> Iterator[Hypothesis]:
    total = alike[at]
    low = high = 0.0
    strongest = 0
    parts: list[Figure] = []
    for first in range(at - 1, max(-1, at - 1 - _MOST), -1):
        part = alike[first]
        if part.sentence != total.sentence:
            return
        if "average" in part.cues:
            # 罚款38.7万元,案均4500元;没收2.16万元,合计…: a mean among the parts is none of them
            if "total" in total.cues and parts:
                continue
            return
        if parts and _is_inside(parts[0], part, words):
            return
        low, high = low + part.low, high + part.high
        parts.insert(0, part)
        if len(parts) < _TWO:
            continue
        strongest = max(strongest, mark_between(part, parts[1]))
        earlier = alike[first - 1] if first else None
        goes_on = earlier and _of_the_list(earlier, parts) and mark_between(earlier, part) <= strongest
        if not goes_on or (low <= total.high and total.low <= high):
            yield Hypothesis(SUM, tuple(parts), low, high, form="before")


def _of_the_list(earlier: Figure, parts: Sequence[Figure]) -> bool:
    """合同57份、文件6件、事项9项: where the units of a list differ anyway, another unit does not begin it."""
    return earlier.unit == parts[0].unit or len({part.unit for part in parts}) > 1


def _ledger(figure: Figure, around: Sequence[Figure], words: FigureWords) -> Iterator[Hypothesis]:
    """年初4户,新增3户,退出1户,年末6户: what there was, what came and what went, all named.

    Of what is left (从原有112项中收回43项,保留79项) nothing came.
    """
    entries = [
        (one, _flow(one, words)) for one in around if one.sentence == figure.sentence and one.index < figure.index
    ]
    moved = [(one, way) for one, way in entries if way and one.unit == figure.unit]
    ways = [way for _, way in moved]
    two = ways == ["opening", "outgoing"] and words.left.search(figure.lead) is not None
    if not two and (len(moved) < _ENTRIES or {"opening", "outgoing"} - set(ways)):
        return
    low = sum(-one.high if way == "outgoing" else one.low for one, way in moved)
    high = sum(-one.low if way == "outgoing" else one.high for one, way in moved)
    minus = sum(1 << at for at, (_, way) in enumerate(moved) if way == "outgoing")
    yield Hypothesis(REST, tuple(one for one, _ in moved), low, high, divisor=minus, form="ledger")


def _flow(figure: Figure, words: FigureWords) -> str:
    """What the last word of its clause says of a figure: it was there, it came, or it went."""
    last = ""
    for match in words.flow.finditer(figure.lead):
        last = match.lastgroup or ""
    return last


def rests(figure: Figure, reach: Reach) -> Iterator[Hypothesis]:
    """What is left of a whole when its named parts are taken away; a + b − c where something was carried over."""
    around = reach.near(figure, figure.family, _REACH, 3)
    # Nothing is left of less than nothing: 上年结转的5件,全年审结85件,其余8件.
    yield from (way for way in _ledger(figure, around, reach.words) if way.high >= 0)
    if "rest" not in figure.cues:
        return
    yield from _left_of(around)
    yield from _over_lists(figure, around, reach)


def _over_lists(figure: Figure, around: Sequence[Figure], reach: Reach) -> Iterator[Hypothesis]:
    """共办理578件;审结526件,其中维持287件、撤销43件……,结转下年52件: what parts a figure has is nothing beside it."""
    wide = reach.near(figure, figure.family, _MOST + _REACH, 0)
    visible = [one for one in wide if not one.listed][-2:]
    if len(visible) == _TWO and visible[1].total_of and wide[-1].listed_in == visible[1].index:
        whole, part = visible
        if whole.sentence == figure.sentence and whole.value >= part.value and whole not in around[-_TWO:]:
            yield Hypothesis(REST, (whole, part), whole.low - part.high, whole.high - part.low, form="whole")


def _left_of(around: Sequence[Figure]) -> Iterator[Hypothesis]:
    """A whole less the parts behind it, or one of them; what there was and came, less what went."""
    count = len(around)
    for at, whole in enumerate(around):
        low, high = whole.low, whole.high
        for end in range(at + 1, min(count, at + 6)):
            part = around[end]
            low, high = low - part.high, high - part.low
            if high < 0:
                break
            yield Hypothesis(REST, (whole, *around[at + 1 : end + 1]), low, high, form="whole")
        for end in range(at + 2, min(count, at + 5)):
            part = around[end]
            if part.value < whole.value:
                yield Hypothesis(REST, (whole, part), whole.low - part.high, whole.high - part.low, form="apart")
    for at in range(count - 2):
        one, two, three = around[at : at + 3]
        yield Hypothesis(
            REST, (one, two, three), one.low + two.low - three.high, one.high + two.high - three.low, form="flow"
        )
