"""All ways in which one figure can follow from others in its paragraph.

A hypothesis says from which figures, by which arithmetic, and between which bounds the stated figure would then
lie. Its features tell how it is worded, never what its value is: what fits is asked afterwards.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from checker.facts.figures.inference.figure import Figure, grams
from checker.knowledge.figure_words import FigureWords

SHARE, COMPLEMENT, AVERAGE, GROWTH, POINTS, DIFFERENCE = (
    "share", "complement", "average", "growth", "points", "difference",
)  # fmt: skip
SUM, REST = "sum", "rest"
_SLACK = 2.0
"""A part that is wrong may be more than its whole."""
_CHANGED = frozenset(("up", "down"))
_ROUNDING = 1e-6
"""More than what the arithmetic of floating-point numbers loses."""
_NONE: frozenset[str] = frozenset()
_LISTED = 1
"""The mark between two wholes that are told together (建议138件、提案164件)."""
_FAR = 3
"""Sentences."""
_MOST_JOINED = 4


class Hypothesis(Struct, eq=False, gc=False):
    """``kind`` of arithmetic, the figures that it takes, and what they give: between ``low`` and ``high``.

    ``divisor`` is a number of days where no figure divides; ``accuses`` is False for what may only verify.
    """

    kind: str
    inputs: tuple[Figure, ...]
    low: float
    high: float
    features: tuple[str, ...] = ()
    divisor: int = 0
    accuses: bool = True
    form: str = ""

    @property
    def sign(self) -> int:
        """−1 for what gives a fall."""
        return -1 if self.high <= 0 else 1

    @property
    def middle(self) -> float:
        """What the figures give, in the middle of its bounds."""
        return (self.low + self.high) / 2


class Reach(Struct, eq=False):
    """The figures of one paragraph, and those of one family in their order.

    ``rated`` gives, by the place of a share, the figure right before it that it is told of.
    """

    figures: tuple[Figure, ...]
    families: dict[str, list[Figure]]
    names: dict[float, frozenset[str]]
    words: FigureWords
    places: dict[str, list[float]]
    plain: dict[str, list[float]]
    cores: dict[float, str]
    dues: dict[float, bool]
    ranks: dict[tuple[float, float, bool], int]
    parting: dict[float, bool]
    rated: dict[float, Figure]
    namesakes: dict[float, tuple[Figure, ...]]
    named_counts: dict[float, frozenset[float]]
    part_features: dict[float, tuple[str, ...]]
    thorough: bool = False

    def core(self, figure: Figure) -> str:
        """The words before a figure in its clause, without those that do not name it."""
        found = self.cores.get(figure.index)
        if found is None:
            found = self.cores[figure.index] = self.words.part_words.sub("", figure.lead)
        return found

    def partitions(self, figure: Figure) -> bool:
        """保留6件: the name of a part that divides its whole."""
        found = self.parting.get(figure.index)
        if found is None:
            found = self.parting[figure.index] = self.words.partition.search(figure.lead) is not None
        return found

    def is_due(self, figure: Figure) -> bool:
        """应检12830台: what there ought to be."""
        found = self.dues.get(figure.index)
        if found is None:
            found = self.dues[figure.index] = self.words.due.search(figure.lead) is not None
        return found

    def name(self, figure: Figure) -> frozenset[str]:
        """The pairs of characters around a figure, by which it is told what it counts."""
        found = self.names.get(figure.index)
        if found is None:
            found = grams(figure.opening) | grams(figure.tail)
            base = self.figures[int(figure.index) - 1] if figure.reached and figure.index >= 1 else None
            if base and base.based and base.unit == figure.unit and base.sentence == figure.sentence:
                found |= grams(base.opening)  # 信访总量由826批次下降到702批次: both are told of the same
            self.names[figure.index] = found
        return found

    def near(self, figure: Figure, family: str, before: int, behind: int) -> list[Figure]:
        """Figures of a family around another one: so many before it, and so many behind it in its sentence."""
        alike = self.families.get(family)
        if alike is None:
            return []
        earlier = [other for other in alike if other.index < figure.index and figure.sentence - other.sentence <= _FAR]
        later = [other for other in alike if figure.index < other.index and other.sentence == figure.sentence]
        return earlier[-before:] + later[:behind]

    def summed(self, family: str) -> list[Figure]:
        """The figures of a family and the averages among them, which may have parts themselves (人均46学时,其中…)."""
        alike = self.families.get(family, [])
        heads = [
            figure
            for figure in self.figures
            if figure.family == family and figure.countable and "average" in figure.cues and not figure.planned
        ]
        return sorted([*alike, *heads], key=lambda figure: figure.index) if heads else alike

    def rank(self, figure: Figure, other: Figure, *, plain: bool = False) -> int:
        """How many figures of its family stand between another figure and this one; negative for one behind it.

        Where ``plain``, what a figure is compared with (较上年的1864次) does not count.
        """
        key = (figure.index, other.index, plain)
        found = self.ranks.get(key)
        if found is None:
            found = self.ranks[key] = self._rank(figure, other, plain=plain)
        return found

    def _rank(self, figure: Figure, other: Figure, *, plain: bool) -> int:
        among = self.plain if plain and not (other.based or _is_change(other, self.words)) else self.places
        places = among.get(other.family, [])
        before = bisect_left(places, figure.index)
        at = bisect_left(places, other.index)
        if at < before:
            return before - at - 1
        own = before < len(places) and places[before] == figure.index
        return before + own - at - 1


def reach_of(figures: tuple[Figure, ...], words: FigureWords, *, thorough: bool = False) -> Reach:
    """What the hypotheses of a paragraph are made of; all of them where ``thorough``, not only what can be used."""
    families: dict[str, list[Figure]] = {}
    for figure in figures:
        if not ("average" in figure.cues and figure.countable):
            families.setdefault(figure.family, []).append(figure)
    places = {family: [figure.index for figure in alike] for family, alike in families.items()}
    plain = {
        family: [figure.index for figure in alike if not (figure.based or _is_change(figure, words))]
        for family, alike in families.items()
    }
    rated = {
        rate.index: part
        for part, rate in pairwise(figures)
        if rate.family == "percent" and part.countable and _told_of(rate, part)
    }
    return Reach(figures, families, {}, words, places, plain, {}, {}, {}, {}, rated, {}, {}, {}, thorough)


def _told_of(rate: Figure, part: Figure) -> bool:
    """简易程序2772件,占71.4%: a share right behind the figure that it is told of."""
    told = "share" in rate.cues and not rate.cues & _CHANGED and not rate.planned
    return told and rate.sentence == part.sentence and rate.clause - part.clause <= 1


def _is_change(figure: Figure, words: FigureWords) -> bool:
    return bool(figure.cues & _CHANGED) and not figure.reached and words.change_end.search(figure.lead) is not None


def unit_feature(one: Figure, other: Figure, words: FigureWords) -> str:
    """How two units go together."""
    if one.unit == other.unit or {one.unit, other.unit} <= words.persons:
        return "unit"
    same = words.same_unit.get(one.unit)
    return "alike" if same and other.unit in same else "unlike"


def shares(figure: Figure, reach: Reach, families: Sequence[str], *, every: bool) -> Iterator[Hypothesis]:
    """The part of a whole, for pairs of figures of one family in reach.

    A part in another unit than its whole may verify, but not accuse: unless ``every``, it is taken where it fits only.
    """
    stated_low, stated_high = figure.low - _ROUNDING, figure.high + _ROUNDING
    for family in families:
        around = reach.near(figure, family, 8, 3)
        for whole in around:
            if whole.low <= 0:
                continue
            most, same = whole.value * _SLACK, reach.words.same_unit.get(whole.unit, _NONE)
            for part in around:
                if part is whole or part.value > most:
                    continue
                low, high = part.low / whole.high * 100, part.high / whole.low * 100
                alike = part.unit == whole.unit or part.unit in same or every
                if alike or (low <= stated_high and stated_low <= high):
                    yield Hypothesis(SHARE, (whole, part), low, high)


def joined_shares(figure: Figure, reach: Reach) -> Iterator[Hypothesis]:
    """Two to four neighbouring parts of a whole before them, together."""
    for family in ("count", "money", "area"):
        alike = [
            other for other in reach.near(figure, family, 8, 0) if other.sentence == figure.sentence and not other.based
        ]
        for at, whole in enumerate(alike):
            for first in range(at + 1, len(alike)):
                low = high = 0.0
                for end in range(first, min(first + _MOST_JOINED, len(alike))):
                    part = alike[end]
                    if part.unit != whole.unit:
                        break
                    low, high = low + part.low, high + part.high
                    if low > whole.high:
                        break
                    if end > first and whole.low > 0:
                        parts = tuple(alike[first : end + 1])
                        yield Hypothesis(
                            SHARE, (whole, *parts), low / whole.high * 100, high / whole.low * 100, accuses=False
                        )


def joined_wholes(figure: Figure, reach: Reach) -> Iterator[Hypothesis]:
    """建议138件、提案164件……其中297件……占98.3%: a part behind two joined wholes, of both together."""
    for family in ("count", "money", "area"):
        alike = [other for other in reach.near(figure, family, 8, 0) if other.sentence == figure.sentence]
        for at, (one, other) in enumerate(pairwise(alike)):
            if one.unit != other.unit or mark_between(one, other) > _LISTED or one.based or other.based:
                continue
            low, high = one.low + other.low, one.high + other.high
            for part in alike[at + 2 :]:
                if part.unit == one.unit and part.value <= low:
                    least, most = part.low / high * 100, part.high / low * 100
                    yield Hypothesis(SHARE, (part, one, other), least, most, form="wholes", accuses=False)


def growths(figure: Figure, reach: Reach) -> Iterator[Hypothesis]:
    """From a figure before to a figure after, in percent; or a difference in percent of its base."""
    stated_high = figure.high + _ROUNDING
    for family in ("count", "money", "area", "time", "weight", "length", "volume", "score"):
        around = reach.near(figure, family, 6, 2)
        for base in around:
            for after in around:
                if after.index == base.index or base.low <= 0 or _of_another_half(base, figure):
                    continue
                low, high = (after.low / base.high - 1) * 100, (after.high / base.low - 1) * 100
                changed = bool(after.cues & _CHANGED)
                # without a stated base it may verify, but not accuse
                near = low <= stated_high and -high <= stated_high
                if near or base.based or reach.thorough:
                    free = after.reached or not changed
                    yield Hypothesis(GROWTH, (base, after), low, high, form="pair", accuses=free)
                if changed and not after.reached:
                    yield from _of_difference(base, after)
    for base in _averages(figure, reach):
        for after in _averages(figure, reach):
            means = "average" in base.cues or "average" in after.cues
            if means and after.index != base.index and base.low > 0 and base.family == after.family:
                low, high = (after.low / base.high - 1) * 100, (after.high / base.low - 1) * 100
                yield Hypothesis(GROWTH, (base, after), low, high, form="pair")


def _averages(figure: Figure, reach: Reach) -> list[Figure]:
    """Averages are no parts, but they grow."""
    at = int(figure.index + 0.5)
    near = reach.figures[max(0, at - 3) : at]
    return [other for other in near if other.countable] if any("average" in other.cues for other in near) else []


def _of_difference(base: Figure, change: Figure) -> Iterator[Hypothesis]:
    sign = -1.0 if "down" in change.cues else 1.0
    if base.based:
        low, high = sorted((sign * change.low / base.high * 100, sign * change.high / base.low * 100))
        yield Hypothesis(GROWTH, (base, change), low, high, form="change")
    before = base.value - sign * change.value
    if before > 0 and base.low == base.high:
        low, high = sorted((sign * change.low / before * 100, sign * change.high / before * 100))
        yield Hypothesis(GROWTH, (base, change), low, high, form="changed")


def points(figure: Figure, reach: Reach) -> Iterator[Hypothesis]:
    """The difference of two percentages, signed by time."""
    around = reach.near(figure, "percent", 5, 1)
    for base in around:
        for after in around:
            if base.index == after.index or _of_another_half(base, figure):
                continue
            if _are_whole(figure, base, after):
                # 由3%提高到5%: what is told in whole percent is meant as it stands
                exact = after.value - base.value
                yield Hypothesis(POINTS, (base, after), exact, exact, form="pair")
            else:
                yield Hypothesis(POINTS, (base, after), after.low - base.high, after.high - base.low, form="pair")


def _of_another_half(base: Figure, figure: Figure) -> bool:
    """由92%提高至97%,上升5个百分点;满意率由90.5%…: what begins behind the semicolon is no base before it."""
    return base.index > figure.index and base.semicolons > figure.semicolons


def _are_whole(*rates: Figure) -> bool:
    return not any(one.quantity.decimals or one.quantity.approximate or one.quantity.chinese for one in rates)


def differences(figure: Figure, reach: Reach) -> Iterator[Hypothesis]:
    """How much a figure rose or fell, from the figure before to the figure after."""
    around = reach.near(figure, figure.family, 5, 1)
    for base in around:
        for after in around:
            if base.index != after.index and unit_feature(figure, after, reach.words) != "unlike":
                yield Hypothesis(DIFFERENCE, (base, after), after.low - base.high, after.high - base.low, form="pair")


def mark_between(one: Figure, other: Figure) -> int:
    """The strongest mark between two figures: 0 none, 1 、, 2 a comma, 3 a semicolon, 4 the end of a sentence."""
    if one.sentence != other.sentence:
        return 4
    if one.semicolons != other.semicolons:
        return 3
    if one.clause != other.clause:
        return 2
    return 1 if one.stops != other.stops else 0


def clauses_between(first: Figure, last: Figure, reach: Reach) -> int:
    """How many clauses one figure stands behind another, those of rates between them (占比70%) left out."""
    rates = {
        one.clause
        for one in reach.figures[int(first.index) + 1 : int(last.index)]
        if one.family == "percent" and first.clause < one.clause < last.clause
    }
    return last.clause - first.clause - len(rates)


def parts_alike(one: Figure, other: Figure) -> bool:
    """当场整改189处,限期整改118处: two parts named by one verb."""
    return len(one.lead) > 1 and one.lead[-2:] == other.lead[-2:] and one.lead != other.lead
