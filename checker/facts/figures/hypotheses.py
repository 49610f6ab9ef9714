"""All ways in which one figure can follow from others in its paragraph.

A hypothesis says from which figures, by which arithmetic, and between which bounds the stated figure would then
lie. Its features tell how it is worded, never what its value is: what fits is asked afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from checker.facts.figures.figure import Figure, grams
from checker.knowledge.figure_words import FigureWords

SHARE, COMPLEMENT, AVERAGE, GROWTH, POINTS, DIFFERENCE = (
    "share", "complement", "average", "growth", "points", "difference",
)  # fmt: skip
SUM, REST = "sum", "rest"
_SLACK = 2.0
"""A part that is wrong may be more than its whole."""
_CHANGED = frozenset(("up", "down"))
_FAR = 3
"""Sentences."""


class Hypothesis(Struct):
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


class Reach(Struct):
    """The figures of one paragraph, and those of one family in their order."""

    figures: tuple[Figure, ...]
    families: dict[str, list[Figure]]
    names: dict[float, frozenset[str]]
    words: FigureWords

    def name(self, figure: Figure) -> frozenset[str]:
        """The pairs of characters around a figure, by which it is told what it counts."""
        found = self.names.get(figure.index)
        if found is None:
            found = self.names[figure.index] = grams(figure.opening) | grams(figure.tail)
        return found

    def near(self, figure: Figure, family: str, before: int, behind: int) -> list[Figure]:
        """Figures of a family around another one: so many before it, and so many behind it in its sentence."""
        alike = self.families.get(family, [])
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

    def rank(self, figure: Figure, other: Figure) -> int:
        """How many figures of its family stand between another figure and this one; negative for one behind it."""
        between = 0
        low, high = sorted((figure.index, other.index))
        for one in self.families.get(other.family, ()):
            if low < one.index < high:
                between += 1
        return between if other.index < figure.index else -1 - between


def reach_of(figures: tuple[Figure, ...], words: FigureWords) -> Reach:
    """What the hypotheses of a paragraph are made of."""
    families: dict[str, list[Figure]] = {}
    for figure in figures:
        if not ("average" in figure.cues and figure.countable):
            families.setdefault(figure.family, []).append(figure)
    return Reach(figures, families, {}, words)


def unit_feature(one: Figure, other: Figure, words: FigureWords) -> str:
    """How two units go together."""
    if one.unit == other.unit:
        return "unit"
    same = words.same_unit.get(one.unit)
    return "alike" if same and other.unit in same else "unlike"


def place_features(kind: str, figure: Figure, pair: tuple[Figure, Figure], reach: Reach) -> list[str]:
    """How far two figures stand from the one that they give, and from each other."""
    one, other = reach.rank(figure, pair[0]), reach.rank(figure, pair[1])
    nearer, farther = pair if abs(one) <= abs(other) else (pair[1], pair[0])
    near = one if nearer is pair[0] else other
    found = [
        f"{kind}.near{min(near, 4) if near >= 0 else max(near, -3)}",
        f"{kind}.gap{min(abs(one - other), 4)}",
        f"{kind}.sentence{min(abs(figure.sentence - farther.sentence), 3)}",
        f"{kind}.clause{min(abs(figure.clause - nearer.clause), 4)}",
        f"{kind}.order" if pair[0].index < pair[1].index else f"{kind}.reverse",
    ]
    if (pair[0].index < figure.index) != (pair[1].index < figure.index):
        found.append(f"{kind}.around")
    if figure.semicolons != farther.semicolons:
        found.append(f"{kind}.semicolon")
    if figure.semicolons != nearer.semicolons:
        found.append(f"{kind}.semicolons")
    return found


def _common(one: frozenset[str], other: frozenset[str]) -> int:
    return min(len(one & other), 2)


def shares(figure: Figure, reach: Reach, families: Sequence[str]) -> Iterator[Hypothesis]:
    """The part of a whole, for all pairs of figures of one family in reach."""
    for family in families:
        around = reach.near(figure, family, 8, 3)
        for whole in around:
            if whole.low <= 0:
                continue
            for part in around:
                if part is not whole and part.value <= whole.value * _SLACK:
                    low, high = part.low / whole.high * 100, part.high / whole.low * 100
                    yield Hypothesis(SHARE, (whole, part), low, high)


def share_features(figure: Figure, hypothesis: Hypothesis, reach: Reach, named: tuple[str, str]) -> tuple[str, ...]:
    """How a rate, its part and its whole are worded."""
    whole, part = hypothesis.inputs
    words = reach.words
    found = place_features("share", figure, (whole, part), reach)
    found.append(f"share.{unit_feature(part, whole, words)}")
    name, of = named
    if name:
        found.append(f"share.name{_named(name, part, reach)}")
    if of:
        found.append(f"share.of{_common(grams(of), reach.name(whole))}")
    if "total" in whole.cues:
        found.append("share.total")
    if "of_which" in part.cues or "of_which" in part.earlier:
        found.append("share.part")
    if "of_which" in whole.cues:
        found.append("share.whole-part")
    if "share" in whole.cues and whole.tail == "的" and whole.clause == figure.clause:
        found.append("share.whole-inside")
    if whole.total_of:
        found.append("share.whole-total")
    if whole.listed:
        found.append("share.whole-listed")
    if part.listed:
        found.append("share.part-of-whole" if part.listed_in == whole.index else "share.part-listed")
    if whole.based or part.based:
        found.append("share.based")
    if "rest" in part.cues or "rest" in whole.cues:
        found.append("share.rest")
    if whole.whole_of:
        found.append("share.whole-again")
    if part.whole_of or part.part_of:
        found.append("share.part-again")
    if whole.part_of and not whole.whole_of:
        found.append("share.whole-was-part")
    if whole.planned or part.planned:
        found.append("share.planned")
    if "share.unit" in found and figure.sentence == whole.sentence == part.sentence:
        found.extend(f"{each}-pair" for each in ("share.name2", "share.of1", "share.of2", "share.total") if each in found)
        if {"share.near0", "share.gap1", "share.order"} <= set(found):
            found.append("share.standard")
        if "share.near0" in found and (whole.whole_of or whole.total_of):
            found.append("share.known-pair")
    if "中" in whole.tail[-4:]:
        found.append("share.among")
    if part.quantity.bracketed != figure.quantity.bracketed or whole.quantity.bracketed != figure.quantity.bracketed:
        found.append("share.bracket")
    if part.clause == whole.clause and part.sentence == whole.sentence:
        found.append("share.together")
    return tuple(found)


def _named(name: str, part: Figure, reach: Reach) -> int:
    """2 where the part is named as its rate is (成功率, 调解成功8件), 1 where something of the name stands there."""
    if name[-2:] in part.opening or name[-2:] in part.tail:
        return 2
    return min(len(grams(name[-4:]) & reach.name(part)), 1)


def averages(figure: Figure, reach: Reach, each: str) -> Iterator[Hypothesis]:
    """A total divided by a count, or by the days of a year."""
    totals = reach.near(figure, figure.family, 8, 2)
    counts = totals if figure.family == "count" else reach.near(figure, "count", 8, 2)
    for total in totals:
        for days in _days(figure, each, reach):
            yield Hypothesis(AVERAGE, (total,), total.low / days, total.high / days, (), days)
        for count in counts:
            if count.index != total.index and count.low >= 1:
                yield Hypothesis(AVERAGE, (total, count), total.low / count.high, total.high / count.low)


def _days(figure: Figure, each: str, reach: Reach) -> tuple[int, ...]:
    """每个工作日, 日均, 每周: by what of the calendar is divided; by what is stated (按250个工作日计算) before all."""
    days = next((reach.words.days[each[:size]] for size in (3, 2, 1) if each[:size] in reach.words.days), ())
    stated = [
        int(other.value)
        for other in reach.families.get("time", ())
        if other.sentence == figure.sentence and int(other.value) in days
    ]
    return tuple(stated[-1:]) or days


def _shared_by(each: str, count: Figure, words: FigureWords) -> int:
    """2 where a count is of what “每…” names, 1 where its unit goes with it, 0 where it does not."""
    if not each:
        return 0
    if count.tail[:1] == each[:1] and (len(each) == 1 or count.tail[:2] == each[:2] or len(count.tail) == 1):
        return 2
    if each.startswith(count.unit):
        rest = each[len(count.unit) :]
        return 2 if not rest or rest[:2] in (count.tail[:2], count.lead[-2:]) or rest[:1] == count.tail[:1] else 1
    fits = count.unit in words.counted_by.get(each[:2], ()) or count.unit in words.counted_by.get(each[:1], ())
    return 1 if fits else 0


def average_features(figure: Figure, hypothesis: Hypothesis, reach: Reach, each: str) -> tuple[str, ...]:
    """How an average, its total and its count are worded."""
    words = reach.words
    total = hypothesis.inputs[0]
    if hypothesis.divisor:
        rank = reach.rank(figure, total)
        return (
            f"average.days{min(abs(rank), 2)}", f"average.days-{unit_feature(figure, total, words)}",
            "average.days-stated" if len(_days(figure, each, reach)) == 1 else "average.days-guessed",
            f"average.days-sentence{min(abs(figure.sentence - total.sentence), 1)}",
        )  # fmt: skip
    count = hypothesis.inputs[1]
    found = place_features("average", figure, (total, count), reach)
    if figure.family == "count":
        found.append(f"average.{unit_feature(figure, total, words)}")
    else:
        found.append("average.family")
    found.append(f"average.each{_shared_by(each, count, words)}" if each else "average.eachless")
    if "average.each2" in found or "average.each1" in found:
        if not {"average.unlike", "average.sentence1", "average.sentence2", "average.sentence3"} & set(found):
            found.append("average.pair")
            if {"average.near0", "average.gap1"} <= set(found):
                found.append("average.standard")
    if "total" in total.cues:
        found.append("average.total")
    if count.listed:
        found.append("average.count-listed")
    if "of_which" in count.cues:
        found.append("average.count-part")
    if count.total_of:
        found.append("average.count-total")
    if total.listed or "of_which" in total.cues:
        found.append("average.total-part")
    if total.based or count.based:
        found.append("average.based")
    if total.family == count.family and total.unit == count.unit:
        found.append("average.same")
    if count.quantity.bracketed or total.quantity.bracketed:
        found.append("average.bracket")
    if count.planned or total.planned:
        found.append("average.planned")
    if count.whole_of:
        found.append("average.count-whole")
    if count.part_of:
        found.append("average.count-rated")
    return tuple(found)


def growths(figure: Figure, reach: Reach) -> Iterator[Hypothesis]:
    """From a figure before to a figure after, in percent; or a difference in percent of its base."""
    for family in ("count", "money", "area", "time", "weight", "length", "volume"):
        around = reach.near(figure, family, 6, 2)
        for base in around:
            for after in around:
                if after.index == base.index or base.low <= 0:
                    continue
                low, high = (after.low / base.high - 1) * 100, (after.high / base.low - 1) * 100
                changed = bool(after.cues & _CHANGED)
                yield Hypothesis(GROWTH, (base, after), low, high, form="pair", accuses=after.reached or not changed)
                if changed:
                    yield from _of_difference(base, after)
    for base in _averages(figure, reach):
        for after in _averages(figure, reach):
            if after.index != base.index and base.low > 0 and base.family == after.family:
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


def growth_features(figure: Figure, hypothesis: Hypothesis, reach: Reach) -> tuple[str, ...]:
    """How a growth and its two figures are worded."""
    base, after = hypothesis.inputs
    words = reach.words
    form = hypothesis.form
    found = place_features("growth", figure, (base, after), reach)
    found.append(f"growth.{form}")
    found.append(f"growth.{unit_feature(base, after, words)}")
    found.append(f"growth.{form}-based" if base.based else f"growth.{form}-baseless")
    if after.based:
        found.append("growth.after-based")
    if after.reached:
        found.append("growth.reaching")
    if base.reached:
        found.append("growth.base-reaching")
    if base.listed or after.listed:
        found.append("growth.listed")
    if "change" in base.cues or "change" in after.cues:
        found.append("growth.change")
    if base.planned or after.planned:
        found.append("growth.planned")
    found.append(f"growth.name{_common(reach.name(base), reach.name(after))}")
    return tuple(found)


def points(figure: Figure, reach: Reach) -> Iterator[Hypothesis]:
    """The difference of two percentages, signed by time."""
    around = reach.near(figure, "percent", 5, 1)
    for base in around:
        for after in around:
            if base.index != after.index:
                yield Hypothesis(POINTS, (base, after), after.low - base.high, after.high - base.low, form="pair")


def differences(figure: Figure, reach: Reach) -> Iterator[Hypothesis]:
    """How much a figure rose or fell, from the figure before to the figure after."""
    around = reach.near(figure, figure.family, 5, 1)
    for base in around:
        for after in around:
            if base.index != after.index and unit_feature(figure, after, reach.words) != "unlike":
                yield Hypothesis(DIFFERENCE, (base, after), after.low - base.high, after.high - base.low, form="pair")



def difference_features(figure: Figure, hypothesis: Hypothesis, reach: Reach) -> tuple[str, ...]:
    """How a change and the two figures around it are worded."""
    base, after = hypothesis.inputs
    found = place_features("difference", figure, (base, after), reach)
    found.append(f"difference.{unit_feature(base, after, reach.words)}")
    found.append("difference.based" if base.based else "difference.baseless")
    if reach.words.change_end.search(figure.lead):
        found.append("difference.at-once")
    if after.based:
        found.append("difference.after-based")
    if after.reached:
        found.append("difference.reaching")
    found.append(f"difference.name{_common(reach.name(base), reach.name(after))}")
    if base.listed or after.listed:
        found.append("difference.listed")
    return tuple(found)


def point_features(figure: Figure, hypothesis: Hypothesis, reach: Reach) -> tuple[str, ...]:
    """How a change in points and the two rates around it are worded."""
    base, after = hypothesis.inputs
    kind = "points" if hypothesis.kind == POINTS else "points-growth"
    found = place_features(kind, figure, (base, after), reach)
    found.append(f"{kind}.based" if base.based else f"{kind}.baseless")
    if after.based:
        found.append(f"{kind}.after-based")
    if after.reached:
        found.append(f"{kind}.reaching")
    if hypothesis.kind == GROWTH:
        found.append(f"{kind}.{unit_feature(base, after, reach.words)}")
    return tuple(found)
