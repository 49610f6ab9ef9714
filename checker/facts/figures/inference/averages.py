"""All ways in which an average can follow from a total and a count, two counts together, or the days of a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import AVERAGE, Hypothesis, Reach, mark_between
from checker.knowledge.figure_words import FigureWords

_LISTED = 1
"""The mark between two counts that are shared together (9个镇、5个乡,平均每个乡镇……)."""


def averages(figure: Figure, reach: Reach, each: str) -> Iterator[Hypothesis]:
    """A total divided by a count, or by the days of a year."""
    totals = reach.near(figure, figure.family, 8, 2)
    counts = totals if figure.family == "count" else reach.near(figure, "count", 8, 2)
    together = told_together(figure, counts, each, reach.words)
    if any(one.unit == each and one.index < figure.index and one.sentence == figure.sentence for one in counts):
        # 户均 of 412户: what is counted in 艘 is nothing that it is told for
        units = {each, *reach.words.counted_by.get(each, ())}
        counts = [one for one in counts if one.unit in units]
    for total in totals:
        for days in () if figure.based or _in_part_of_year((figure, total), reach) else days_of(figure, each, reach):
            yield Hypothesis(AVERAGE, (total,), total.low / days, total.high / days, (), days)
        for count in counts:
            if count.index != total.index and count.low > 1 and count not in together:
                yield Hypothesis(AVERAGE, (total, count), total.low / count.high, total.high / count.low)
        for one, other in pairwise(counts):
            if one.low >= 1 and total is not one and total is not other and mark_between(one, other) <= _LISTED:
                low, high = total.low / (one.high + other.high), total.high / (one.low + other.low)
                both = one in together and other in together
                form = "both" if both else "joined"
                yield Hypothesis(AVERAGE, (total, other, one), low, high, form=form, accuses=both)


def told_together(figure: Figure, counts: Sequence[Figure], each: str, words: FigureWords) -> tuple[Figure, ...]:
    """14个村、3个社区……平均每村(社区): the two counts that an average is told for together, or nothing.

    Its own words name both, or name what comprises both (22个乡镇和36个部门……平均每个单位).
    """
    if not each:
        return ()
    pairs = [
        (one, other)
        for one, other in pairwise(counts)
        if other.index < figure.index and one.unit == other.unit and mark_between(one, other) <= _LISTED
    ]
    named = words.looks.each_both.search(figure.lead)
    if named:
        first, second = named.group("one", "other")
        for one, other in pairs:
            if first in one.tail and second in other.tail:
                return one, other
    elif pairs and words.looks.each_any.fullmatch(each):
        before = [one for one in counts if one.index < figure.index and one.unit == pairs[-1][0].unit]
        if before[-1] is pairs[-1][1] and all(len(one.tail) > 1 and each not in one.tail for one in before):
            return pairs[-1]
    return ()


def _in_part_of_year(figures: Sequence[Figure], reach: Reach) -> bool:
    """7月1日至17日, 前4个月: the days of a whole year are no divisor."""
    if any("part_year" in figure.cues or "part_year" in figure.earlier for figure in figures):
        return True
    sentences = {figure.sentence for figure in figures}
    units = reach.words.part_year_units
    return any(one.sentence in sentences and one.unit in units for one in reach.families.get("time", ()))


def days_of(figure: Figure, each: str, reach: Reach) -> tuple[int, ...]:
    """每个工作日, 日均, 每周: by what of the calendar is divided; by what is stated (按250个工作日计算) before all."""
    days = next((reach.words.days[each[:size]] for size in (3, 2, 1) if each[:size] in reach.words.days), ())
    stated = [
        int(other.value)
        for other in reach.families.get("time", ())
        if other.sentence == figure.sentence and int(other.value) in days
    ]
    return tuple(stated[-1:]) or days
