"""What the digits say where no word does: a part in another unit, two digits of a sum that changed places.

So many digits agree that chance does not make them; and what a change from A to B took away is told beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from checker.facts.figures.inference.calculation import number, plain
from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import mark_between
from checker.facts.figures.inference.slips import DIGIT, INPUT, SWAPPED, digit_slip, significant, written_as
from checker.knowledge.figure_words import FigureWords

_LISTED, _COMMA = 1, 2
_TWO, _TEN = 2, 10
_SLIPS = frozenset((SWAPPED, DIGIT))


class Told(Struct, frozen=True):
    """A figure that does not follow from others; ``kind`` is “sum” or “difference”, ``slip`` what is wrong."""

    kind: str
    figure: Figure
    given: tuple[Figure, ...]
    slip: str
    computed: str
    expected: str


def by_digits(figures: Sequence[Figure], words: FigureWords) -> Iterator[Told]:
    """What is told of the figures of one paragraph."""
    for at, figure in enumerate(figures):
        if "of_which" in figure.cues and at and figures[at - 1].sentence < figure.sentence:
            yield from _closed_list(figures, at, words)
        if "total" in figure.cues and figure.unit in words.persons and figure.value >= _TEN:
            yield from _of_no_persons(figure, figures[:at], words)
        if "total" in figure.cues and figure.countable:
            yield from _of_another_family(figure, figures[:at], words)
        if (
            figure.countable
            and not figure.based
            and len(significant(figure.quantity.number)) >= words.thresholds.precise
        ):
            yield from _in_another_unit(figure, figures[at + 1 :], words)
            if len(figure.quantity.number) > words.limits.long:
                yield from _transposed(figure, figures[:at])
    for at, (base, after) in enumerate(pairwise(figures)):
        if base.based and after.reached and base.unit == after.unit and after.value < base.value:
            yield from _taken_away(base, after, figures[at + _TWO :], words)
        if at and base.based and after.reached and base.unit == after.unit and after.value > base.value:
            yield from _come_to(figures[at - 1], base, after, words)


def _terms(figures: Sequence[Figure]) -> str:
    return "+".join(map(number, figures))


def _closed_list(figures: Sequence[Figure], at: int, words: FigureWords) -> Iterator[Told]:
    """排查纠纷327件,……。其中土地纠纷118件、邻里纠纷49件、其他纠纷44件: all that the sentence before counted.

    The list is closed and named as its total, no figure before it is its sum, and two digits changed places.
    """
    first, parts = figures[at], _list_from(figures[at:])
    last, name = parts[-1], parts[-1].lead[-_TWO:]
    closed = len(parts) > _TWO and words.other_part.search(last.lead) is not None
    if not closed or len(name) < _TWO or not all(one.lead.endswith(name) and one.quantity.exact for one in parts):
        return
    before = [one for one in figures[:at] if one.unit == first.unit and one.sentence == first.sentence - 1]
    whole = next((one for one in before if name in one.lead and one.quantity.exact and not one.based), None)
    right = sum(one.value for one in parts)
    if whole is None or any(one.low <= right <= one.high for one in figures[:at]):
        return
    if SWAPPED in {digit_slip(*pair) for pair in _mending(whole, parts, right)}:
        shown, sign = written_as(right, 0), "<" if right < whole.value else ">"
        computed = f"{_terms(parts)}={shown}{sign}{number(whole)}"
        yield Told("sum", whole, tuple(parts), INPUT, computed, f"{shown}{whole.unit}")


def _list_from(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of one unit that 、 joins to the first one."""
    parts = [figures[0]]
    for one in figures[1:]:
        if one.unit != parts[0].unit or mark_between(parts[-1], one) > _LISTED:
            break
        parts.append(one)
    return parts


def _mending(whole: Figure, parts: Sequence[Figure], right: float) -> Iterator[tuple[str, str]]:
    """Each figure as it stands and as it ought to read for the sum to hold."""
    yield whole.quantity.number, written_as(right, 0)
    for one in parts:
        if (needed := one.value + whole.value - right) > 0:
            yield one.quantity.number, written_as(needed, 0)


def _in_another_unit(total: Figure, following: Sequence[Figure], words: FigureWords) -> Iterator[Told]:
    """高速公路468公里、国道1232公里、农村公路11140平方公里, of 12840公里: the one part of another family."""
    parts: list[Figure] = []
    for one in following:
        strongest = _LISTED if parts else _COMMA
        if mark_between(parts[-1] if parts else total, one) > strongest or not one.countable:
            break
        parts.append(one)
    odd = [one for one in parts if one.family != total.family]
    alike = [one for one in parts if one.unit == total.unit]
    if len(odd) != 1 or not alike or len(alike) + 1 != len(parts):
        return
    if sum(one.value for one in parts) == total.value and len(parts) >= words.thresholds.many_parts:
        given = (total, *alike)
        yield Told("sum", odd[0], given, "unit", f"{_terms(parts)}={number(total)}", total.unit)


def _of_another_family(total: Figure, earlier: Sequence[Figure], words: FigureWords) -> Iterator[Told]:
    """县道98.6公里、乡道213.4公里,共312.0平方公里: exactly the sum of what stands right before, in another unit."""
    parts = _list_before(total, earlier)
    digits = max(len(significant(one.quantity.number)) for one in (total, *parts))
    if len(parts) < _TWO or digits < words.thresholds.precise or words.total_words.sub("", total.lead) or total.tail:
        return
    unit, scales = parts[0].unit, {one.quantity.scale for one in (total, *parts)}
    one_unit = all(one.unit == unit and not one.quantity.approximate for one in parts)
    if one_unit and len(scales) == 1 and parts[0].family != total.family and parts[0].countable:
        whole = f"{sum(one.value for one in parts):.{_TWO}f}"
        if whole == f"{total.value:.{_TWO}f}":
            yield Told("sum", total, tuple(parts), "unit", f"{_terms(parts)}={number(total)}", unit)


def _list_before(total: Figure, earlier: Sequence[Figure]) -> list[Figure]:
    """The figures that 、 joins right before a total."""
    parts: list[Figure] = []
    for one in reversed(earlier):
        if mark_between(one, parts[0] if parts else total) > (_LISTED if parts else _COMMA):
            break
        parts.insert(0, one)
    return parts


def _of_no_persons(total: Figure, earlier: Sequence[Figure], words: FigureWords) -> Iterator[Told]:
    """记录仪19台、终端10台,共29人: their exact sum, told of nothing else, in another unit than all of them."""
    parts = _list_before(total, earlier)
    units = {one.unit for one in parts}
    bare = not words.total_words.sub("", total.lead) and not total.tail
    if len(parts) < _TWO or len(units) != 1 or not bare or not all(one.quantity.exact for one in parts):
        return
    unit = parts[0].unit
    if unit in words.persons or words.looks.people.search(unit) or sum(one.value for one in parts) != total.value:
        return
    yield Told("sum", total, tuple(parts), "unit", f"{_terms(parts)}={number(total)}", unit)


def _transposed(total: Figure, earlier: Sequence[Figure]) -> Iterator[Told]:
    """行政处罚5284件、行政许可21406件,26960条信息: the sum of what stands right before, two digits changed places."""
    if total.quantity.decimals or total.quantity.scale or total.cues or total.lead.strip("、,"):
        return
    parts: list[Figure] = []
    for one in reversed(earlier):
        following = parts[0] if parts else total
        if one.family != total.family or mark_between(one, following) > (_LISTED if parts else _COMMA) or one.based:
            return
        parts.insert(0, one)
        right = sum(part.value for part in parts)
        if len(parts) >= _TWO and digit_slip(total.quantity.number, written_as(right, 0)) == SWAPPED:
            shown = written_as(right, 0)
            yield Told("sum", total, tuple(parts), SWAPPED, f"{_terms(parts)}={shown}", f"{shown}{total.unit}")
            return


def _taken_away(base: Figure, after: Figure, following: Sequence[Figure], words: FigureWords) -> Iterator[Told]:
    """由91项调整为68项,承接不了的33项交回: one part that was taken away is the whole difference."""
    if not following:
        return
    part, more = following[0], following[1:2]
    beside = any(one.unit == part.unit and mark_between(part, one) <= _LISTED for one in more)
    gone = part.lead.endswith(words.possessive) and _leaves(part, words)
    near = part.unit == base.unit and after.sentence == part.sentence and part.clause - after.clause == 1
    if not (gone and near) or beside or part.based or part.planned or "average" in part.cues:
        return
    right = base.value - after.value
    slip = digit_slip(part.quantity.number, written_as(right, part.quantity.decimals))
    if slip in _SLIPS and part.value != right:
        shown = plain(right, part.quantity.decimals)
        computed = f"{number(base)}−{number(after)}={shown}"
        yield Told("difference", part, (base, after), slip, computed, f"{shown}{part.unit}")


def _come_to(part: Figure, base: Figure, after: Figure, words: FigureWords) -> Iterator[Told]:
    """新聘调解员26名,总数由158名增加到194名: what is told right before as having come makes all the difference."""
    flows = [match.lastgroup for match in words.flow.finditer(part.lead)]
    near = part.unit == base.unit and part.sentence == base.sentence and base.clause - part.clause == 1
    match = words.base.search(base.lead)
    # 新增执法人员12名,持证人数由86名增至93名: not all of those who came have what is counted
    name = words.whole_words.sub("", base.lead[: match.start()] if match else "")
    near = near and name in part.lead + part.tail
    told = near and flows[-1:] == ["incoming"] and not (part.based or part.planned or part.quantity.approximate)
    exact = all(one.quantity.exact for one in (part, base, after)) and "average" not in part.cues
    shown = written_as(base.value + part.value, 0)
    slip = digit_slip(after.quantity.number, shown)
    if told and exact and slip in _SLIPS:
        computed = f"{number(base)}+{number(part)}={shown}"
        yield Told("rest", after, (base, part), slip, computed, f"{shown}{after.unit}")


def _leaves(part: Figure, words: FigureWords) -> bool:
    """33项交回, 33项予以取消: the words behind it say that it went."""
    match = words.flow.search(part.tail)
    return match is not None and match.lastgroup == "outgoing"
