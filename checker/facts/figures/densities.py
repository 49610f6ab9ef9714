"""Densities: 每千人口拥有床位5.2张 of 16536张 and a population of 318万人, wherever the document tells it.

The total is the one in its unit in this sentence or the one before; the population is told once, or always the same.
Means for every so many (468名……312台,平均每3人2台) are of the one count and the one total in their units before them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.facts.figures.inference.by_digits import Told
from checker.facts.figures.inference.calculation import number, plain, scale_of
from checker.facts.figures.inference.figure import Figure, step_of
from checker.facts.figures.inference.hypotheses import unit_feature
from checker.facts.figures.inference.judging import RIGHT
from checker.facts.figures.inference.slips import DIGIT, NEAR, SCALED, SWAPPED, digit_slip, scaled, written_as
from checker.knowledge.figure_words import FigureWords

_SLIPS = frozenset((SWAPPED, DIGIT, SCALED))
_TWICE = 2
_NO_TOTAL = frozenset(("of_which", "average", "per", "rest", "up", "down"))


def densities(
    paragraphs: Sequence[Sequence[Figure]], borne_out: set[tuple[int, float]], words: FigureWords
) -> Iterator[Told]:
    """What is told for so many people, right or wrong."""
    for figures in paragraphs:
        for size, figure in pairwise(figures):
            if figure.planned and size.planned and size.clause == figure.clause:
                yield from _for_so_many(size, figure, figures, words)
    every = [(figure, figures) for figures in paragraphs for figure in figures if "per" in figure.cues]
    if not every:
        return
    people = [one for figures in paragraphs for one in figures if _is_population(one, words)]
    for figure, figures in every:
        match = words.looks.density.search(figure.lead)
        if match and figure.countable and not figure.open_ended and not figure.based:
            near = [one for one in people if one.block == figure.block] or people
            totals = _totals(figure, figures, borne_out)
            if len({one.value for one in near}) == 1 and totals:
                yield from _compared(figure, totals, near[-1], words, words.looks.sizes[match.group("size")])


def _for_so_many(size: Figure, figure: Figure, figures: Sequence[Figure], words: FigureWords) -> Iterator[Told]:
    """平均每3人2台: right where it is rounded or cut off; wrong where it is another mean of the same order."""
    if not words.looks.each_so_many.search(size.lead) or not figure.countable or size.value <= 1:
        return
    before = [
        one
        for one in figures
        if one.index < size.index
        and one.sentence == size.sentence
        and one.low > 0
        and not (one.based or one.planned)
        and one.cues.isdisjoint(_NO_TOTAL)
    ]
    # 100个村、50个社区……平均每2个村(社区): two counts in the unit may be told together
    counts = [one for one in before if unit_feature(one, size, words) == "unit"]
    totals = [one for one in before if one.unit == figure.unit and one not in counts]
    if len(counts) != 1 or len(totals) != 1 or not _counts_alike(counts[0], size, words):
        return
    mean, step = totals[0].value / counts[0].value * size.value, step_of(figure.quantity)
    if figure.value - step / 2 <= mean < figure.value + step:
        yield _told(figure, totals[0], counts[0], size.value, RIGHT)
    elif mean < figure.value * _TWICE and figure.value < mean * _TWICE:
        yield _told(figure, totals[0], counts[0], size.value, NEAR)


def _counts_alike(one: Figure, size: Figure, words: FigureWords) -> bool:
    """468名, 3人; 240个村, 3个村: what is counted is what the mean is told for."""
    return {one.unit, size.unit} <= words.persons or one.tail[:1] == size.tail[:1]


def _is_population(figure: Figure, words: FigureWords) -> bool:
    """常住人口318万人, 41.6万常住人口."""
    # 不足1万人, 0万人: nothing can be divided by those.
    if figure.family != "count" or figure.planned or figure.low <= 0:
        return False
    population = words.looks.population
    return population.search(figure.unit) is not None or (
        figure.unit in words.persons and population.search(figure.lead) is not None
    )


def _totals(figure: Figure, figures: Sequence[Figure], borne_out: set[tuple[int, float]]) -> list[Figure]:
    """The figures of its unit before it; where one of them is a part of another, that is none."""
    near = [
        one
        for one in figures
        if one.index < figure.index
        and one.unit == figure.unit
        and (one.quantity.scale or not one.quantity.decimals)
        and figure.sentence - one.sentence <= 1
        and not (one.based or one.planned or one.part_of or one.listed)
        and one.cues.isdisjoint(_NO_TOTAL)
    ]
    heads = [one for one in near if one.whole_of or (one.block, one.index) in borne_out]
    return heads or near


def _compared(
    figure: Figure, totals: Sequence[Figure], people: Figure, words: FigureWords, size: float
) -> Iterator[Told]:
    ways = [(total, total.low / people.high * size, total.high / people.low * size) for total in totals]
    right = next((way for way in ways if way[1] <= figure.high and figure.low <= way[2]), None)
    if right is not None:
        yield _told(figure, right[0], people, size, RIGHT)
    elif len(ways) == 1:
        total, low, high = ways[0]
        quantity = figure.quantity
        mean = written_as(total.value / people.value * size / scale_of(figure), quantity.decimals)
        slip = SCALED if scaled(figure.low, figure.high, low, high) else digit_slip(quantity.number, mean)
        reckoned = people.sentence == figure.sentence and words.looks.reckoned.search(people.lead + people.tail)
        if (
            slip == SCALED
            or slip in _SLIPS
            or (reckoned and low < figure.value * _TWICE and figure.value < high * _TWICE)
        ):
            yield _told(figure, total, people, size, slip or NEAR)


def _told(figure: Figure, total: Figure, people: Figure, size: float, slip: str) -> Told:
    quantity = figure.quantity
    decimals = quantity.decimals + (slip == SCALED)
    shown = f"{plain(total.value / people.value * size / scale_of(figure), decimals)}{quantity.scale}{figure.unit}"
    per = plain(size, 0)
    return Told("average", figure, (total, people), slip, f"{number(total)}÷{number(people)}×{per}={shown}", shown)
