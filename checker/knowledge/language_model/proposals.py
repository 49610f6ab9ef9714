"""What may have been meant where the model has hardly seen what stands: another character, one more or less, a swap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from checker.knowledge.language_model.glance import (
    ALIKE,
    AROUND,
    WORD_SHIFT,
    candidate_numbers,
    missing_numbers,
    network,
    proposal_numbers,
    quick_numbers,
    weighed,
)
from checker.knowledge.language_model.looking import Looking
from checker.knowledge.language_model.model import NEAR_SOUND, PAIR_BITS, LanguageModel
from checker.knowledge.language_model.symbols import SIGNS

SUBSTITUTION, PAIR, DELETION, INSERTION, SWAP = range(5)
"""What a proposal does: another character, two others, one less, one more, two swapped."""
UNKNOWN = 5
"""Another character, where no run of three with it was counted: only pairs and words speak for it."""
KINDS = UNKNOWN + 1
KNOWN = 1
_FREQUENT, _COMMONER = 8, 3
"""A word is meant for two other characters where it was counted so often, and so much oftener (powers of two)."""
_WORD = 9 << WORD_SHIFT
"""Where a commoner word stands in the place or crosses an end of it, no word is meant for both characters."""
_LOST = 8
"""Powers of two that a word for two characters may lose on one side."""
_TWICE = re.compile(r"(?=(.)\1|(..)\2)", re.DOTALL)
_PARTNERS = 5
"""Of the symbols that stand beside one, those that are usual."""


class Proposal(Struct, frozen=True):
    """Symbols from ``start`` to ``end`` that should be ``right``; ``how`` tells how they are alike (bits).

    ``glance`` is how likely it is at first glance (log-odds), ``numbers`` what that was weighed from.
    """

    start: int
    end: int
    right: str
    kind: int
    how: int
    glance: float
    numbers: tuple[float, ...] = ()


def proposals(looking: Looking, *, gated: bool = True) -> list[Proposal]:
    """What may have been meant in a text, each once, where a first glance speaks for it; see :class:`Proposing`."""
    found: dict[tuple[int, int, str], Proposal] = {}
    for one in Proposing(looking, gated=gated).all():
        found.setdefault((one.start, one.end, one.right), one)
    return list(found.values())


def _parted(weights: list[float]) -> tuple[list[float], list[float]]:
    """Weights of a quick look: those of its numbers, and what each likeness weighs with the constant."""
    size = len(weights) - len(ALIKE[0]) - 1
    return weights[:size], [weighed(alike, weights[size:]) + weights[-1] for alike in ALIKE]


@lru_cache(maxsize=2)
def _likeness_weights(model: LanguageModel) -> tuple[list[float], list[tuple[list[float], list[float]]]]:
    """What each likeness weighs for a candidate, and the parted weights of each quick look: once for a model."""
    candidate = model.weights("candidate")[5:13]
    quick = [_parted(model.weights(f"quick{sort}")) for sort in range(KINDS)]
    return [weighed(numbers, candidate) for numbers in ALIKE], quick


class Proposing:
    """Proposes for one text.

    ``gated`` tells that common words speak at once, for a proposal and against it. Weights are fitted without.
    """

    def __init__(self, looking: Looking, *, gated: bool = True) -> None:
        self._gated = gated
        self.looking, self.model, self.text = looking, looking.model, looking.text
        self._candidate, self._missing = self.model.weights("candidate"), self.model.weights("missing")
        _, _, self._likely, self._likely_missing, self._likely_quick, self._least = self.model.weights("least")
        self._alike, self._quick = _likeness_weights(self.model)

    def all(self) -> Iterator[Proposal]:
        """All proposals, some of them twice."""
        last = -1
        for index in self.looking.rare:
            for other, how, _ in self.candidates(index):
                yield from self._glanced(SUBSTITUTION, index, index + 1, other, how)
            if index == last + 1:
                yield from self._swap(index - 1)
            else:
                yield from self._pairs(index - 1)
            yield from self._pairs(index)
            last = index
        for index in self.looking.gaps:
            for other, _ in self.missing(index):
                yield from self._glanced(INSERTION, index, index, other)
        yield from self._deletions()

    def _glanced(self, kind: int, start: int, end: int, right: str, how: int = 0) -> Iterator[Proposal]:
        """A proposal that the runs around it speak for. What they weigh is the model's to say."""
        quick = quick_numbers(self.looking, start, end, right)
        sort = UNKNOWN if kind == SUBSTITUTION and quick[0] <= KNOWN else kind
        weights, alike = self._quick[sort]
        if weighed(quick, weights) + alike[how] < self._likely_quick:
            return
        numbers = proposal_numbers(self.looking, start, end, right, quick)
        said = network([*numbers, *ALIKE[how]], *self.model.judge(f"glance{sort}"))
        if said >= self._least:
            yield Proposal(start, end, right, kind, how, said, tuple(numbers))

    def candidates(self, index: int) -> Iterator[tuple[str, int, list[float]]]:
        """Characters like a symbol whose pairs with its neighbours are far commoner than the written ones.

        Where neither written pair was seen, one that makes a common word is among them whatever it weighs.
        They are weighed here as :func:`candidate_numbers` would be: hundreds are tried for a report.
        """
        text, model, alike = self.text, self.model, self._alike
        left, symbol, right = text[index - 1], text[index], text[index + 1]
        (behind, behind_often), (before, before_often) = model.behind(left), model.before(right)
        likely = model.middles(left, right)
        first, second = self.looking.pair(index - 1), self.looking.pair(index)
        unseen = not (first or second)
        sought = self._gated and unseen
        greater, lesser, most, word, middle = self._candidate[:5]
        common, strange, constant = self._candidate[13:]
        commonnesses = model.commonnesses
        commonness, odds = commonnesses.get(symbol, 0.0), self.looking.odds_of(index)
        wanted = self._likely - constant - strange * odds + common * commonness
        characters, hows = model.alike(symbol)
        for other, how in zip(characters, hows, strict=True):
            a, b = behind.find(other), before.find(other)
            if a < 0 and b < 0 and other not in likely:
                continue
            one, two = behind_often[a] if a >= 0 else 0, before_often[b] if b >= 0 else 0
            gained, gained_too = (one & PAIR_BITS) - first, (two & PAIR_BITS) - second
            if gained < gained_too:
                gained, gained_too = gained_too, gained
            said = greater * gained + lesser * gained_too + alike[how] + common * commonnesses.get(other, 0.0)
            said += most * max(one & PAIR_BITS, two & PAIR_BITS) + word * (max(one, two) >> WORD_SHIFT)
            if said + middle * (other in likely) >= wanted or (sought and max(one, two) >= _WORD):
                numbers = candidate_numbers(one, two, first, second, likely=other in likely)
                yield other, how, [*numbers, *ALIKE[how], commonnesses.get(other, 0.0) - commonness, odds, 1.0]
        if unseen:
            # Whatever character the neighbours ask for: keys of input methods and scans confuse without likeness.
            for other in likely:
                if other not in SIGNS and other not in characters:
                    yield other, 0, []

    def missing(self, index: int) -> Iterator[tuple[str, list[float]]]:
        """What often stands between a symbol and the one before it, or makes a word with one of them."""
        text, model = self.text, self.model
        left, right = text[index - 1], text[index]
        tried, ranked = model.middles(left, right), True
        if not tried and not model.beside(left + right) >> WORD_SHIFT:
            # A character that is left over lost its partner.
            ranked, partners = False, ""
            if not model.beside(text[index - 2 : index]) >> WORD_SHIFT:
                partners = model.behind(left)[0][:_PARTNERS]
            if right not in SIGNS and not model.beside(text[index : index + 2]) >> WORD_SHIFT:
                partners += model.before(right)[0][:_PARTNERS]
            tried = "".join(dict.fromkeys(partners))
        for rank, other in enumerate(tried):
            if other not in SIGNS:
                numbers = missing_numbers(self.looking, index, other, rank if ranked else -1)
                if weighed(numbers, self._missing) >= self._likely_missing:
                    yield other, numbers

    def _pairs(self, index: int) -> Iterator[Proposal]:
        """Words that sound like two symbols and share none of them."""
        threes = self.looking.threes
        if not AROUND <= index < len(self.text) - AROUND - 1 or threes[index - 1] or threes[index]:
            return
        one, other = self.text[index], self.text[index + 1]
        if one in SIGNS or other in SIGNS:
            return
        text, beside = self.text, self.model.beside
        words = beside(text[index - 1 : index + 1]), beside(one + other), beside(text[index + 1 : index + 3])
        if self._gated and max(words) >= _WORD:
            return
        often = max(_FREQUENT, self.looking.pair(index) + _COMMONER)
        before, behind = self.looking.pair(index - 1) - _LOST, self.looking.pair(index + 1) - _LOST
        for word in self.model.sounding_like(one, other, often):
            if word[0] == one or word[1] == other:
                continue
            first, last = beside(text[index - 1] + word[0]) & PAIR_BITS, beside(word[1] + text[index + 2]) & PAIR_BITS
            if not self._gated or (first >= before and last >= behind):
                yield from self._glanced(PAIR, index, index + 2, word, NEAR_SOUND)

    def _swap(self, index: int) -> Iterator[Proposal]:
        text = self.text
        if not AROUND <= index < len(text) - AROUND - 1:
            return
        one, other = text[index], text[index + 1]
        if one != other and one not in SIGNS and other not in SIGNS and self.looking.of(other + one):
            yield from self._glanced(SWAP, index, index + 2, other + one)

    def _deletions(self) -> Iterator[Proposal]:
        """One of two symbols, or of two pairs, that are the same."""
        last = len(self.text) - AROUND
        for match in _TWICE.finditer(self.text):
            length = len(match[1] or match[2])
            index = match.start() + length
            if AROUND <= index < last and not set(SIGNS) & set(match[1] or match[2]):
                yield from self._glanced(DELETION, index, index + length, "")
