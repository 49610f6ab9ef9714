"""Where a text misses a term of official writing by one slip, in places that the language model does not know."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from checker.facts.words.masks import Masks
from checker.facts.words.typos import Modelled
from checker.knowledge.language_model.looking import Looking
from checker.knowledge.phrases import ANOTHER, MISSING, Slip, TermIndex
from checker.text.span import Span

_RUN = 3
"""Symbols of the runs that are looked at."""


class NearTerm(Struct, frozen=True, order=True):
    """Where a term is missed, the term, and how (see :class:`~checker.knowledge.phrases.Slip`).

    ``offset`` is where the slip is in what is written. ``unseen`` tells that no run of three over the slip is known,
    ``uncounted`` that the language model has not counted the term there either, so that it cannot say which is right.
    ``joined`` tells that all but one character at an end is a term or a word by itself: 涉|行政处罚, 行政处罚|卷.
    """

    span: Span
    term: str
    kind: int
    offset: int
    unseen: bool
    uncounted: bool = False
    joined: bool = False


def read_near_terms(text: Modelled, terms: TermIndex, masks: Masks) -> tuple[NearTerm, ...]:
    """Every near miss in what is looked at, in order, unless what is written there is another term."""
    looking = text.looking
    places = sorted({place + beside for place, times in enumerate(looking.threes) if not times for beside in (1, 2)})
    found = set(_unknown(looking, terms, places))
    near = []
    for slip in found:
        span = text.span(slip.start, slip.end)
        if not masks.cover(span):
            offset, unseen = slip.place - slip.start, _runs(looking, slip) == 0
            uncounted, joined = _is_uncounted(looking, slip.term, offset), _is_joined(looking, terms, slip)
            near.append(NearTerm(span, slip.term, slip.kind, offset, unseen, uncounted, joined))
    return tuple(sorted(near))


def _unknown(looking: Looking, terms: TermIndex, places: list[int]) -> Iterator[Slip]:
    for slip in terms.slips(looking.text, places):
        low, high = (slip.place - 1, slip.place + 1) if slip.kind == MISSING else (slip.place, slip.place + 1)
        if _rarest(looking, slip) == 0 and not terms.stands(looking.text, low, high):
            yield slip


def _is_uncounted(looking: Looking, term: str, offset: int) -> bool:
    """True when a run of three of a term over a place of it was never counted."""
    runs = looking.model.counts.all_of(term, _RUN)[max(0, offset - _RUN + 1) : offset + 1]
    return min(runs[: len(term) - _RUN + 1], default=0) == 0


def _is_joined(looking: Looking, terms: TermIndex, slip: Slip) -> bool:
    """True when what is written but for its first or last character is a word of the dictionary or a term."""
    if slip.kind not in (ANOTHER, MISSING):
        return False
    behind = slip.place + (slip.kind == ANOTHER)
    if behind - slip.start == 1:
        start, end = behind, slip.end
    elif slip.end - slip.place == 1:
        start, end = slip.start, slip.place
    else:
        return False
    return bool(looking.model.counts.word(looking.text[start:end])) or terms.stands(looking.text, start, end)


def _over(looking: Looking, slip: Slip) -> list[int]:
    """How often the runs of three over a slip were counted that stand in what is written for the term."""
    first, last = slip.place - _RUN + 1, slip.place - (slip.kind == MISSING)
    return looking.threes[max(slip.start, first) : min(slip.end - _RUN, last) + 1]


def _rarest(looking: Looking, slip: Slip) -> int:
    return min(_over(looking, slip), default=0)


def _runs(looking: Looking, slip: Slip) -> int:
    return max(_over(looking, slip), default=0)
