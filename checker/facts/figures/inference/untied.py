"""Ways that can verify a figure and never accuse it, recognised from the figures alone.

Where no way fits and none may accuse, nothing can be said, and describing the ways would be in vain. These tests may
miss such a way; what they find is one for which :func:`~checker.facts.figures.inference.accusing.may_accuse` would
return ``NEVER``.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.facts.figures.inference.figure import Figure, grams
from checker.facts.figures.inference.hypotheses import Hypothesis, Reach, clauses_between, unit_feature
from checker.facts.figures.inference.wording_of_shares import (
    in_bracket,
    named_part,
    of_subject,
    spelled_in,
    told_among,
    whole_inside,
)
from checker.facts.figures.inference.wording_of_sums import (
    all_of_them,
    brackets,
    closes_list,
    leads_to_parts,
    named_alike,
    partitions,
)

_PAIR = 2
_FAR = 2
"""Sentences."""


def untied_share(figure: Figure, way: Hypothesis, reach: Reach, named: tuple[str, str, str]) -> bool:
    """No word ties the rate to its part or its whole, and others stand between."""
    whole, part = way.inputs
    words = reach.words
    if figure.based or unit_feature(part, whole, words) == "unlike":
        return True
    again = whole.whole_of or whole.total_of
    if not again and min(abs(figure.sentence - whole.sentence), abs(figure.sentence - part.sentence)) >= _FAR:
        return True
    if again or _tied(figure, whole, part, reach, named):
        return False
    if figure.value == words.limits.all_of_it:
        return True
    return abs(reach.rank(figure, whole, plain=True) - reach.rank(figure, part, plain=True)) != 1


def _tied(figure: Figure, whole: Figure, part: Figure, reach: Reach, named: tuple[str, str, str]) -> bool:
    """A word ties the rate to its part or its whole."""
    if in_bracket(figure, whole, part) or whole_inside(figure, whole, reach.words) or told_among(whole, reach.words):
        return True
    name, of, subject = named
    if name and (named_part(name, part) or spelled_in(name, part)):
        return True
    shared = bool(of) and not grams(of).isdisjoint(reach.name(whole))
    return shared or (bool(subject) and of_subject(subject, part, reach))


def untied_sum(total: Figure, way: Hypothesis, reach: Reach) -> bool:
    """The parts are planned, compared, rounded or in other units; or two of them that no word says to be all."""
    parts, words = way.inputs, reach.words
    before = way.form == "before" and "total" in total.cues
    greater = 0
    for part in parts:
        if part.based or part.planned or part.quantity.approximate:
            return True
        if not before and unit_feature(total, part, words) == "unlike":
            return True
        greater += part.low > total.high
    if greater > 1:
        return True
    return len(parts) == _PAIR and not before and _not_all(total, way, parts, reach)


def _not_all(total: Figure, way: Hypothesis, parts: Sequence[Figure], reach: Reach) -> bool:
    first, last = parts
    words, behind = reach.words, way.form == "behind"
    which = behind and leads_to_parts(total, first, words)
    if way.form == "before" and all_of_them(total, parts, words):
        return False
    if closes_list(last, words) or (which and "total" in total.cues):
        return False
    if clauses_between(first, last, reach) > 1:
        return True
    if which or named_alike(total, parts) or (behind and brackets(total, first)):
        return False
    return not partitions(total, parts, reach)
