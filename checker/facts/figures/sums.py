"""Totals and their parts: which runs of figures can be the parts of a total, before it or behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.facts.figures.figure import Figure
from checker.facts.figures.hypotheses import REST, SUM, Hypothesis, Reach, unit_feature

_MOST = 12
"""Parts of one total."""
_SKIPPED = 3
"""Figures between a total and its first part."""


def mark_between(one: Figure, other: Figure) -> int:
    """The strongest mark between two figures: 0 none, 1 、, 2 a comma, 3 a semicolon, 4 the end of a sentence."""
    if one.sentence != other.sentence:
        return 4
    if one.semicolons != other.semicolons:
        return 3
    if one.clause != other.clause:
        return 2
    return 1 if one.stops != other.stops else 0


class Run(tuple[Figure, ...]):
    """Parts one behind the other."""

    __slots__ = ()


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


def sums(alike: Sequence[Figure], at: int, reach: Reach) -> Iterator[Hypothesis]:
    """The runs of parts before and behind the figure at a place of its list."""
    total = alike[at]
    for skip in range(_SKIPPED + 1):
        yield from _behind(alike, at, skip)
    yield from _before(alike, at, total)


def _behind(alike: Sequence[Figure], at: int, skip: int) -> Iterator[Hypothesis]:
    first = at + 1 + skip
    low = high = 0.0
    for end in range(first, min(first + _MOST, len(alike))):
        part = alike[end]
        if "average" in part.cues or part.sentence - alike[at].sentence > 1 or (end > first and part.sentence != alike[first].sentence):
            return
        low, high = low + part.low, high + part.high
        if end > first:
            yield Hypothesis(SUM, tuple(alike[first : end + 1]), low, high, form="behind", divisor=skip)


def _before(alike: Sequence[Figure], at: int, total: Figure) -> Iterator[Hypothesis]:
    low = high = 0.0
    for first in range(at - 1, max(-1, at - 1 - _MOST), -1):
        part = alike[first]
        if part.sentence != total.sentence or "average" in part.cues:
            return
        low, high = low + part.low, high + part.high
        if at - first > 1:
            yield Hypothesis(SUM, tuple(alike[first:at]), low, high, form="before")


def parts_alike(one: Figure, other: Figure) -> bool:
    """当场整改189处,限期整改118处: two parts named by one verb."""
    return len(one.lead) > 1 and one.lead[-2:] == other.lead[-2:] and one.lead != other.lead


def sum_features(total: Figure, hypothesis: Hypothesis, reach: Reach, alike: Sequence[Figure], at: int) -> tuple[str, ...]:
    """How a total and its parts are worded."""
    parts, form = hypothesis.inputs, hypothesis.form
    words = reach.words
    first, last = parts[0], parts[-1]
    marks = [mark_between(one, other) for one, other in zip(parts, parts[1:], strict=False)]
    strongest, weakest = max(marks), min(marks)
    start = alike.index(first)
    end = start + len(parts)
    behind = mark_between(last, alike[end]) if end < len(alike) and alike[end] is not total else 4
    before = mark_between(alike[start - 1], first) if start and alike[start - 1] is not total else 4
    among = words.among.search(total.tail) is not None or total.tail.startswith("中")
    of_which = first.which > total.which or among
    total_cue = "total" in total.cues
    found = [
        f"sum.{form}-{'total' if total_cue else 'which' if form == 'behind' and of_which else 'bare'}",
        f"sum.{form}-marks{strongest}",
        f"sum.{form}-parts{min(len(parts), 5)}",
    ]
    if form == "behind":
        found.append(f"sum.skip{hypothesis.divisor}")
        found.append(f"sum.gap{mark_between(total, first)}")
        if total_cue and of_which:
            found.append("sum.total-which")
    else:
        found.append(f"sum.after{mark_between(last, total)}")
    if total.based:
        found.append("sum.total-based")
    if total.listed:
        found.append("sum.total-listed")
    if form == "behind" and len({part.unit for part in parts}) == 1 and behind == 4:
        found.append(f"sum.to-the-end-{'which' if of_which else 'bare'}")
    if strongest != weakest:
        found.append("sum.uneven")
    if (behind if form == "behind" else before) <= strongest:
        found.append(f"sum.{form}-goes-on")
    if len(parts) == 2 and parts_alike(first, last):
        found.append("sum.alike-parts")
    units = {unit_feature(total, part, words) for part in parts}
    found.append("sum.unlike" if "unlike" in units else "sum.alike" if "alike" in units else "sum.unit")
    if all(words.partition.search(part.lead) for part in parts):
        found.append("sum.partition")
        if (behind if form == "behind" else before) > strongest and len(parts) > 2:
            found.append("sum.partition-whole")
    if len(parts) > 1 and "sum.unit" in found and f"sum.{form}-goes-on" not in found:
        if form == "behind" and not hypothesis.divisor and of_which:
            found.append("sum.standard-which")
        elif form == "before" and total_cue:
            found.append("sum.standard-total")
    if words.other_part.search(last.lead):
        found.append("sum.other")
    flags = {cue for part in parts for cue in part.cues}
    if any(part.planned for part in parts):
        found.append("sum.part-planned")
    if "total" in flags:
        found.append("sum.part-total")
    if any("of_which" in part.cues for part in parts[1:]):
        found.append("sum.part-which")
    if any(part.based for part in parts):
        found.append("sum.part-based")
    if "up" in flags or "down" in flags:
        found.append("sum.part-change")
    if "carry" in flags or any("carry" in part.earlier for part in parts):
        found.append("sum.carry")
    if "rest" in flags:
        found.append("sum.part-rest")
    if any(part.quantity.approximate for part in parts):
        found.append("sum.approximate")
    return tuple(found)


def rests(figure: Figure, reach: Reach) -> Iterator[Hypothesis]:
    """What is left of a whole when its named parts are taken away; a + b − c where something was carried over."""
    around = [other for other in reach.near(figure, figure.family, 7, 3)]
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
        yield Hypothesis(REST, (one, two, three), one.low + two.low - three.high, one.high + two.high - three.low, form="flow")


def rest_features(figure: Figure, hypothesis: Hypothesis, reach: Reach) -> tuple[str, ...]:
    """How a remainder, its whole and the parts are worded."""
    whole, last, form = hypothesis.inputs[0], hypothesis.inputs[-1], hypothesis.form
    words = reach.words
    near = reach.rank(figure, last)
    found = [
        f"rest.{form}",
        f"rest.{form}{len(hypothesis.inputs)}",
        f"rest.near{max(-1, min(near, 3))}",
        f"rest.sentence{min(abs(figure.sentence - whole.sentence), 2)}",
        f"rest.clause{min(abs(figure.clause - last.clause), 3)}",
        f"rest.{unit_feature(whole, last, words)}",
        f"rest.own-{unit_feature(figure, whole, words)}",
    ]
    cues = {cue for one in hypothesis.inputs for cue in (*one.cues, *one.earlier)}
    if form == "flow":
        found.append("rest.flow-carry" if "carry" in cues else "rest.flow-bare")
    elif "carry" in cues:
        found.append("rest.carry")
    elif any(
        "carry" in one.cues and one.sentence == figure.sentence and one.index < figure.index
        for one in reach.families.get(figure.family, ())
    ):
        found.append("rest.carry-left-out")
    if "of_which" in cues:
        found.append("rest.part")
    if whole.listed:
        found.append("rest.listed")
    if figure.semicolons != whole.semicolons:
        found.append("rest.semicolon")
    if figure.quantity.bracketed != whole.quantity.bracketed:
        found.append("rest.bracket")
    return tuple(found)
