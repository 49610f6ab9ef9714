"""Which figures can be computed from others, and all ways in which each of them can."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from checker.facts.figures.figure import Figure
from checker.facts.figures.hypotheses import (
    Hypothesis,
    Reach,
    average_features,
    averages,
    difference_features,
    differences,
    growth_features,
    growths,
    point_features,
    points,
    share_features,
    shares,
)
from checker.facts.figures.sums import lists_of, mark_between, parts_alike, rest_features, rests, sum_features, sums

_COMMA = 2
_FAMILIES = ("count", "money", "area", "time", "weight", "volume", "length")
Describe = Callable[[Hypothesis], tuple[str, ...]]


class Dependent(Struct):
    """A figure that ought to follow from others: its hypotheses, how they are described, and how “none” is.

    ``cued`` tells that a word says so; without one only what fits is looked at.
    """

    kind: str
    figure: Figure
    hypotheses: list[Hypothesis]
    describe: Describe
    none: tuple[str, ...]
    cued: bool


def totals(reach: Reach) -> Iterator[Dependent]:
    """Totals and the runs of parts around them."""
    for family in ("count", "money", "area", "length", "volume", "weight"):
        for alike in lists_of(reach, family):
            for at, figure in enumerate(alike):
                which = any(
                    other.which > figure.which and other.sentence - figure.sentence <= 1 for other in alike[at + 1 : at + 5]
                )
                if "average" in figure.cues and not which:
                    continue
                total = "total" in figure.cues
                shape = "head" if _heads_a_list(alike, at) else "tail" if _ends_a_list(alike, at) else ""
                cue = total or bool(shape)
                found = [
                    hypothesis
                    for hypothesis in sums(alike, at, reach)
                    if cue
                    or which
                    or (hypothesis.low <= figure.high and figure.low <= hypothesis.high and hypothesis.divisor == 0)
                ]
                if found:
                    none = ("sum.none", f"sum.none-{'total' if total else 'which' if which else shape or 'bare'}")
                    yield Dependent("sum", figure, found, _sum(figure, reach, alike, at), none, cue or which)


def _heads_a_list(alike: list[Figure], at: int) -> bool:
    """True before three or more figures in one unit, in one sentence."""
    head, following = alike[at], alike[at + 1 : at + 4]
    if len(following) > 1 and parts_alike(*following[:2]) and following[0].unit == head.unit == following[1].unit:
        return following[1].sentence == head.sentence and mark_between(head, following[0]) == _COMMA
    return len(following) == 3 and all(
        other.unit == head.unit and other.sentence == head.sentence and not other.based for other in following
    )


def _ends_a_list(alike: list[Figure], at: int) -> bool:
    """True behind three or more figures in one unit, at the end of a sentence."""
    last, earlier = alike[at], alike[max(0, at - 3) : at]
    if at + 1 < len(alike) and alike[at + 1].sentence == last.sentence:
        return False
    return len(earlier) == 3 and all(other.unit == last.unit and other.sentence == last.sentence for other in earlier)


def _sum(figure: Figure, reach: Reach, alike: list[Figure], at: int) -> Describe:
    return lambda hypothesis: sum_features(figure, hypothesis, reach, alike, at)


def others(reach: Reach) -> Iterator[Dependent]:
    """Rates, averages, growth, changes and remainders."""
    for figure in reach.figures:
        if figure.planned:
            continue
        if figure.family == "percent":
            yield _percent(figure, reach)
        elif figure.family == "points":
            found = list(points(figure, reach))
            yield Dependent("points", figure, found, lambda h, f=figure: point_features(f, h, reach), ("points.none",), True)
        elif not figure.countable:
            continue
        elif "average" in figure.cues:
            yield _average(figure, reach)
        elif "rest" in figure.cues:
            found = list(rests(figure, reach))
            yield Dependent("rest", figure, found, lambda h, f=figure: rest_features(f, h, reach), ("rest.none",), True)
        elif ("up" in figure.cues or "down" in figure.cues) and not figure.reached:
            found = list(differences(figure, reach))
            yield Dependent(
                "difference", figure, found, lambda h, f=figure: difference_features(f, h, reach), ("difference.none",), True
            )


def _percent(figure: Figure, reach: Reach) -> Dependent:
    words = reach.words
    if ("up" in figure.cues or "down" in figure.cues) and not _rate_last(figure):
        found = list(growths(figure, reach))
        none = ("growth.none", *(("growth.none-change",) if "change" in figure.cues else ()))
        return Dependent("growth", figure, found, lambda h: growth_features(figure, h, reach), none, True)
    name = words.rate_name.search(figure.lead)
    of = words.share_of.search(figure.lead)
    named = (name.group("name") if name else "", of.group("whole") if of else "")
    found = list(shares(figure, reach, _FAMILIES))
    cue = "name" if name else "of" if of else "bare" if "share" in figure.cues else "cueless"
    none = ("share.none", f"share.none-{cue}")
    return Dependent("share", figure, found, lambda h: share_features(figure, h, reach, named), none, True)


def _rate_last(figure: Figure) -> bool:
    """压缩比例为68%, 覆盖率提高到90%: the rate is told, not the growth."""
    lead = figure.lead
    return lead.endswith(("到", "至", "达", "为", "达到")) and "幅" not in lead


def _average(figure: Figure, reach: Reach) -> Dependent:
    match = None
    for match in reach.words.each.finditer(figure.lead):
        pass
    run = (match.group("run") or match.group("each")) if match else ""
    found = list(averages(figure, reach, run))
    none = ("average.none", "average.none-each" if run else "average.none-eachless")
    return Dependent("average", figure, found, lambda h: average_features(figure, h, reach, run), none, True)
