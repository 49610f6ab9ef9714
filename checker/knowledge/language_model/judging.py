"""What the model says about a text: proposals with their scores, the best of those that touch each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from checker.knowledge.language_model.features import features, with_margins
from checker.knowledge.language_model.glance import network
from checker.knowledge.language_model.looking import Looking
from checker.knowledge.language_model.model import LanguageModel
from checker.knowledge.language_model.proposals import PAIR, Proposal, proposals
from checker.knowledge.language_model.symbols import MARK

LEAST_GAIN = 3.0
"""Powers of two by which the text must become likelier; of right corrections one in five hundred gains less."""


class Judged(Struct, frozen=True):
    """A proposal and its score: above 0 a typo is likelier than none, in texts like those that it was fitted to."""

    proposal: Proposal
    score: float


def framed(symbols: str) -> str:
    """A text of symbols between signs, as :class:`Looking` asks for it: one before, one behind."""
    return f"{MARK}{symbols}{MARK}"


def judged(looking: Looking, least: float, wanted: Callable[[Proposal], bool] = lambda _: True) -> list[Judged]:
    """The proposals for a text that are wanted and score so much, the best first."""
    asked = [one for one in proposals(looking) if wanted(one)]
    numbers = [features(looking, one) for one in asked]
    gaining = [(one, of_one) for one, of_one in zip(asked, numbers, strict=True) if of_one[0] >= LEAST_GAIN]
    asked = [one for one, _ in gaining]
    scored = [
        Judged(one, score(looking.model, one, of_one))
        for one, of_one in zip(asked, with_margins(asked, [of_one for _, of_one in gaining]), strict=True)
    ]
    return sorted((one for one in scored if one.score >= least), key=lambda one: -one.score)


def apart(scored: Iterable[Judged]) -> list[Judged]:
    """The best ones, none of which touches a better one."""
    kept: list[Judged] = []
    taken: set[int] = set()
    for one in scored:
        places = range(one.proposal.start, one.proposal.end + 1)
        if taken.isdisjoint(places):
            kept.append(one)
            taken.update(places)
    return kept


def score(model: LanguageModel, proposal: Proposal, numbers: list[float]) -> float:
    """What a small network (one layer of hidden units) makes of the numbers of a proposal."""
    return network(numbers, *model.judge("other" if proposal.kind > PAIR else "substitution"))
