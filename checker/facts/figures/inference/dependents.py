"""Which figures can be computed from others, and all ways in which each of them can."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from msgspec import Struct

from checker.facts.figures.inference.averages import averages
from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import (
    AVERAGE,
    DIFFERENCE,
    GROWTH,
    POINTS,
    REST,
    SHARE,
    SUM,
    Hypothesis,
    Reach,
    differences,
    growths,
    mark_between,
    parts_alike,
    points,
    shares,
)
from checker.facts.figures.inference.sums import exact_sums, lists_of, rests, sums
from checker.facts.figures.inference.untied import untied_share, untied_sum
from checker.facts.figures.inference.wording import (
    average_features,
    difference_features,
    growth_features,
    point_features,
)
from checker.facts.figures.inference.wording_of_shares import share_features
from checker.facts.figures.inference.wording_of_sums import names_again, rest_features, sum_features
from checker.knowledge.figure_words import FigureWords

_COMMA = 2
_PARTS = 2
_LIST = 3
"""Figures of one unit that make a list without a word that says so."""
_CHANGED = frozenset(("up", "down"))
_FAMILIES = ("count", "money", "area", "time", "weight", "volume", "length")
_SUMMED = ("count", "money", "area", "length", "volume", "weight")
Describe = Callable[[Hypothesis], tuple[str, ...]]


class Dependent(Struct, eq=False):
    """A figure that ought to follow from others: its hypotheses, how they are described, and how “none” is.

    ``cued`` tells that a word says so; without one only what fits is looked at. ``untied`` tells of a hypothesis
    that it can never accuse.
    """

    kind: str
    figure: Figure
    hypotheses: list[Hypothesis]
    describe: Describe
    none: tuple[str, ...]
    words: FigureWords
    cued: bool = True
    untied: Callable[[Hypothesis], bool] | None = None


def totals(reach: Reach) -> Iterator[Dependent]:
    """Totals and the runs of parts around them."""
    for family in _SUMMED:
        if family not in reach.families:
            continue
        for alike in lists_of(reach, family):
            for at in range(len(alike)):
                dependent = _total(alike, at, reach) if _has_parts(alike, at) else None
                if dependent:
                    yield dependent


def _has_parts(alike: Sequence[Figure], at: int) -> bool:
    """Two figures of its list stand behind it, or before it in its sentence."""
    sentence = alike[at].sentence
    if at + _PARTS < len(alike) and alike[at + _PARTS].sentence - sentence <= 1:
        return True
    return at >= _PARTS and alike[at - _PARTS].sentence == sentence


def _total(alike: list[Figure], at: int, reach: Reach) -> Dependent | None:
    figure = alike[at]
    behind = alike[at + 1 : at + 5]
    which = any(other.which > figure.which and other.sentence - figure.sentence <= 1 for other in behind)
    if not which and behind and behind[0].sentence == figure.sentence:
        which = reach.words.among.search(figure.tail) is not None and _goes_with(figure, behind[0])
    if "average" in figure.cues and not which:
        return None
    cue = "total" if "total" in figure.cues else "which" if which else _shape(alike, at, reach)
    found = list(sums(alike, at, reach.words, skipping=which) if cue else exact_sums(alike, at, reach.words))
    if not found:
        return None
    describe = partial(sum_features, figure, reach=reach, alike=alike)
    none = ("sum.none", f"sum.none-{cue or 'bare'}")
    untied = partial(untied_sum, figure, reach=reach)
    return Dependent(SUM, figure, found, describe, none, reach.words, bool(cue), untied)


def _shape(alike: Sequence[Figure], at: int, reach: Reach) -> str:
    """“head” before a list of its unit in its sentence, “tail” behind one."""
    figure, following, earlier = alike[at], alike[at + 1 : at + 1 + _LIST], alike[max(0, at - _LIST) : at]
    two = following[:2]
    again = len(earlier) > 1 and not figure.lead.strip() and names_again(figure, earlier[-2:], reach.words)
    if again and all(_goes_with(figure, other) and mark_between(other, figure) <= _COMMA for other in earlier[-2:]):
        return "definite"
    if len(two) > 1 and all(_goes_with(figure, other) for other in two) and _divide(figure, alike[at + 1 :], reach):
        return "head"
    if len(two) > 1 and parts_alike(*two) and all(_goes_with(figure, other) for other in two):
        if mark_between(figure, two[0]) == _COMMA:
            return "head"
    elif len(following) == _LIST and all(_goes_with(figure, other) and not other.based for other in following):
        return "head"
    return ""


def _divide(figure: Figure, parts: Sequence[Figure], reach: Reach) -> bool:
    """继续有效6件、废止9件; (市级79项,县区135项): parts by their names, or all that stands in a bracket."""
    if reach.words.partition.search(figure.lead[-4:]):
        return False
    two = parts[:2]
    if all(map(reach.partitions, two)):
        return two[0].lead[-2:] != two[1].lead[-2:]
    return not figure.quantity.bracketed and all(part.quantity.bracketed for part in parts)


def _goes_with(figure: Figure, other: Figure) -> bool:
    return figure.unit == other.unit and figure.sentence == other.sentence


def others(reach: Reach) -> Iterator[Dependent]:
    """Rates, averages, growth, changes and remainders."""
    for figure in reach.figures:
        if figure.planned:
            yield from _fulfilled(figure, reach)
            continue
        changed = bool(figure.cues & _CHANGED)
        if figure.family == "percent":
            yield growth_of(figure, reach) if changed and not figure.reached else share_of(figure, reach)
        elif figure.family == "points":
            yield points_of(figure, reach)
        elif figure.countable and "average" in figure.cues:
            if not (changed and reach.words.change_end.search(figure.lead)):
                yield _average(figure, reach)
        elif figure.countable and ("rest" in figure.cues or reach.words.closing.search(figure.lead)):
            found = list(rests(figure, reach))
            if found or "rest" in figure.cues:
                describe = partial(rest_features, figure, reach=reach)
                yield Dependent(REST, figure, found, describe, ("rest.none",), reach.words)
        elif figure.countable and changed and not figure.reached:
            describe = partial(difference_features, figure, reach=reach)
            yield Dependent(
                DIFFERENCE, figure, list(differences(figure, reach)), describe, ("difference.none",), reach.words
            )


def share_of(figure: Figure, reach: Reach, *, every: bool = False) -> Dependent:
    """A rate; its name (成功率) and what it is a share of (占……的) are read from the words before it."""
    words = reach.words
    name = words.rate_name.search(figure.lead)
    of = words.looks.stated_base.match(figure.tail) or words.share_of.search(figure.lead)
    subject = words.subject.search(figure.lead)
    whole = words.whole_words.sub("", of.group("whole")) or of.group("whole") if of else ""
    named = (name.group("name") if name else "", whole, subject.group() if subject else "")
    cue = "name" if name else "of" if of else "bare" if "share" in figure.cues else "cueless"
    describe = partial(share_features, figure, reach=reach, named=named, memory={})
    found = list(shares(figure, reach, _FAMILIES, every=every or reach.thorough))
    untied = partial(untied_share, figure, reach=reach, named=named)
    return Dependent(SHARE, figure, found, describe, ("share.none", f"share.none-{cue}"), words, untied=untied)


def _fulfilled(figure: Figure, reach: Reach) -> Iterator[Dependent]:
    """2.17万平方米,为全年2万平方米目标任务的108.5%: what was planned is a whole; no word says which part it has."""
    if figure.family == "percent" and reach.words.fulfilled.search(figure.lead):
        dependent = share_of(figure, reach)
        dependent.cued = False
        yield dependent


def growth_of(figure: Figure, reach: Reach) -> Dependent:
    """A growth in percent."""
    none = ("growth.none", "growth.none-change") if "change" in figure.cues else ("growth.none",)
    describe = partial(growth_features, figure, reach=reach)
    return Dependent(GROWTH, figure, list(growths(figure, reach)), describe, none, reach.words)


def points_of(figure: Figure, reach: Reach) -> Dependent:
    """A change in points."""
    describe = partial(point_features, figure, reach=reach)
    return Dependent(POINTS, figure, list(points(figure, reach)), describe, ("points.none",), reach.words)


def each_of(figure: Figure, words: FigureWords) -> str:
    """What an average is told for: 每个村 → 村, 人均 → 人; empty where it does not say."""
    match = None
    for match in words.each.finditer(figure.lead):  # noqa: B007 - the last one
        pass
    return (match.group("run") or match.group("each")) if match else ""


def _average(figure: Figure, reach: Reach) -> Dependent:
    run = each_of(figure, reach.words)
    describe = partial(average_features, figure, reach=reach, each=run)
    none = ("average.none", "average.none-each" if run else "average.none-eachless")
    return Dependent(AVERAGE, figure, list(averages(figure, reach, run)), describe, none, reach.words)
