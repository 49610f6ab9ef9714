"""Which two figures a rate is of, where other figures stand between or its whole is told in the sentence before."""

from __future__ import annotations

from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import Reach, mark_between
from checker.facts.figures.inference.wording_of_shares import named_part, spelled_in
from checker.knowledge.figure_words import FigureWords

_PAIR, _COMMA = 2, 2


def over_another_family(figure: Figure, reach: Reach) -> tuple[Figure, Figure] | None:
    """立案487件,办结452件,罚没款320.4万元;结案率: what is told of money between leaves the cases as they are."""
    before = [one for one in reach.figures[: int(figure.index)] if one.sentence == figure.sentence]
    counts = [one for one in before if one.family == "count"]
    if len(counts) < _PAIR or before[-1].family == "count":
        return None
    whole, part = counts[-_PAIR:]
    between = before[before.index(part) + 1 :]
    if (
        any(one.family != "money" for one in between)
        or part.index != whole.index + 1
        or mark_between(whole, part) > _COMMA
    ):
        return None
    plain = whole.quantity.exact and part.quantity.exact and not (whole.based or part.based or part.planned)
    if not plain or whole.unit != part.unit or part.value > whole.value or whole.clause + 1 < part.clause:
        return None
    name = reach.words.rate_name.search(figure.lead)
    return (whole, part) if name and _done(name.group("name"), part, reach.words) else None


def of_its_list(figure: Figure, reach: Reach) -> tuple[Figure, Figure] | None:
    """一般程序214件(占35.4%)、简易程序390件(占64.6%),共604件: the share of a part, in a bracket right behind it."""
    at = int(figure.index)
    part = reach.figures[at - 1] if at and "share" in figure.cues and figure.quantity.bracketed else None
    if part is None or not part.listed or part.quantity.bracketed or part.clause != figure.clause:
        return None
    if not reach.words.looks.share_end.fullmatch(figure.lead.lstrip("(")):
        return None
    whole = next((one for one in reach.figures if one.index == part.listed_in), None)
    return (whole, part) if whole is not None and whole.total_of and _comprises(whole, part) else None


def _done(name: str, part: Figure, words: FigureWords) -> bool:
    """办结452件 of 结案率: the verb right before the part is that of the rate, or means the same."""
    same = words.rate_parts.get(name[-_PAIR:])
    stem = part.lead[-_PAIR:]
    return stem == name[-_PAIR:] or (same is not None and same.fullmatch(stem) is not None)


def of_those_before(figure: Figure, reach: Reach) -> tuple[Figure, Figure] | None:
    """梳理事项1486项,其中……。可以网上办理的1412项,网办率: a sentence that begins with some of those told of before.

    A part that is named by what it does, and not by what it is, is of what the sentence before counts first.
    """
    words, at = reach.words, int(figure.index)
    part = reach.figures[at - 1] if at else None
    name = words.rate_name.search(figure.lead)
    first = at < _PAIR or reach.figures[at - _PAIR].sentence < figure.sentence
    if part is None or name is None or part.sentence != figure.sentence or not first:
        return None
    named = named_part(name.group("name"), part) or spelled_in(name.group("name"), part)
    elided = part.lead.endswith(words.possessive) and not part.tail and part.quantity.exact and not part.based
    if not (named and elided) or figure.clause - part.clause > 1:
        return None
    earlier = [one for one in reach.figures[: at - 1] if one.sentence == part.sentence - 1 and one.countable]
    whole = earlier[0] if earlier else None
    if whole is None or not _comprises(whole, part):
        return None
    alone = all(one.listed_in == whole.index for one in earlier[1:] if one.unit == whole.unit)
    return (whole, part) if alone else None


def _comprises(whole: Figure, part: Figure) -> bool:
    exact = whole.quantity.exact and part.quantity.exact
    based = whole.based or part.based or part.planned
    return exact and not based and whole.unit == part.unit and part.value <= whole.value
