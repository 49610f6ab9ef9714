"""What a first glance at a place of a text and at a proposal sees, as numbers for a linear weighing.

Runs of three and pairs are looked up in tables; nothing else is asked. The weights are fitted by `make model`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import mul
from typing import NamedTuple, Protocol

from checker.knowledge.language_model.model import PAIR_BITS, LanguageModel
from checker.knowledge.language_model.symbols import SIGNS

ORDER, AROUND = 3, 2
"""Symbols of a run that is looked up, and of those beside a place."""
WORD_SHIFT = 4
QUICK = 15
"""Of the numbers of a proposal those that :func:`quick_numbers` gives, at their beginning."""
_LONGEST_WORD, _LONG = 4, 3
"""A word so long counts for so much more."""


class Looked(Protocol):
    """A text that is looked at; see :class:`~checker.knowledge.language_model.looking.Looking`."""

    model: LanguageModel
    text: str
    of: Callable[[str], int]
    threes: list[int]

    def pair(self, index: int) -> int:
        """How often the pair that begins at a symbol was counted."""

    def odds_of(self, index: int) -> float:
        """How likely a symbol is wrong."""

    def odds_of_gap(self, index: int) -> float:
        """How likely a symbol is missing before another."""

    def written(self, start: int, end: int) -> Written:
        """What is written in a place."""


def symbol_numbers(looking: Looked, index: int) -> list[float]:
    """What the runs of three over a symbol and beside it, the pairs with it and its own count say, the constant last.

    Chosen out of thirty numbers: without any of the others as many slips are found.
    """
    text, threes, model = looking.text, looking.threes, looking.model
    before, inner, behind = threes[index - 2 : index + 1]
    left, symbol, right = text[index - 1], text[index], text[index + 1]
    first, second = model.beside(left + symbol), model.beside(symbol + right)
    left_word, right_word = first >> WORD_SHIFT, second >> WORD_SHIFT
    first, second = first & PAIR_BITS, second & PAIR_BITS
    ends = right in SIGNS
    return [
        not before,
        not behind,
        before + behind,
        inner,
        first,
        second,
        not first,
        not second,
        ends,
        ends and not before,
        left_word,
        right_word,
        max(second, first),
        threes[index - ORDER] if index >= ORDER else 0,
        threes[index + 1] if index + 1 < len(threes) else 0,
        model.alones.get(symbol, 0.0),
        model.commonnesses.get(symbol, 0.0),
        looking.pair(index),
        1.0,
    ]


def gap_numbers(looking: Looked, index: int) -> list[float]:
    """What the runs over the joint before a symbol and the words beside it say, the constant last.

    Chosen out of 24 numbers, as those of a symbol are.
    """
    text, model, threes = looking.text, looking.model, looking.threes
    beside = model.beside
    one, other = text[index - 1], text[index]
    before, behind = beside(text[index - 2 : index]), beside(text[index : index + 2])
    word_before, word_behind = before >> WORD_SHIFT, behind >> WORD_SHIFT
    return [
        not threes[index - 2],
        not threes[index - 1],
        looking.pair(index - 1),
        beside(one + other) >> WORD_SHIFT,
        before & PAIR_BITS,
        behind & PAIR_BITS,
        word_behind,
        min(word_before, word_behind),
        not word_before,
        not word_behind,
        text[index - 2] in SIGNS,
        other in SIGNS,
        model.alones.get(one, 0.0),
        model.alones.get(other, 0.0),
        model.commonnesses.get(one, 0.0),
        model.commonnesses.get(other, 0.0),
        threes[index - 3] if index >= ORDER else 0,
        threes[index] if index < len(threes) else 0,
        1.0,
    ]


def candidate_numbers(one: int, two: int, first: int, second: int, *, likely: bool) -> list[float]:
    """What the pairs on both sides of a symbol say for another one in its place.

    ``one`` and ``two`` are the values of the pairs with what is meant, ``first`` and ``second`` the counts of those
    that are written (powers of two); ``likely`` tells that what is meant often stands between both neighbours.
    """
    before, behind = one & PAIR_BITS, two & PAIR_BITS
    gained, gained_too = before - first, behind - second
    if gained < gained_too:
        gained, gained_too = gained_too, gained
    return [gained, gained_too, max(behind, before), max(one, two) >> WORD_SHIFT, likely]


def missing_numbers(looking: Looked, index: int, other: str, rank: int) -> list[float]:
    """What pairs say for a symbol that is missing before another; ``rank`` is -1 where it is a mere partner."""
    model, text = looking.model, looking.text
    one, two = model.beside(text[index - 1] + other), model.beside(other + text[index])
    before, behind = one & PAIR_BITS, two & PAIR_BITS
    joined = looking.pair(index - 1)
    return [
        max(rank, 0),
        rank < 0,
        before,
        behind,
        max(before, behind),
        min(before, behind) - joined,
        max(one, two) >> WORD_SHIFT,
        one > PAIR_BITS and two > PAIR_BITS,
        model.commonness(other),
        looking.odds_of_gap(index),
        1.0,
    ]


class Written(NamedTuple):
    """What is asked of a place for every proposal: runs and pairs as they are written, what stands beside it."""

    most: int
    mean: float
    pairs: list[int]
    most_pair: int
    word: int
    odds: float
    around: tuple[int, int, bool, bool]


def written_in(looking: Looked, start: int, end: int) -> Written:
    """What is written from ``start`` to ``end``, the end not included."""
    text, beside = looking.text, looking.model.beside
    runs = looking.threes[start - AROUND : end]
    pairs = [looking.pair(place) for place in range(start - 1, end)]
    return Written(
        max(runs),
        sum(runs) / len(runs),
        pairs,
        max(pairs),
        max([beside(text[place : place + 2]) >> WORD_SHIFT for place in range(start - 1, end)]),
        looking.odds_of(start) if start < end else looking.odds_of_gap(start),
        (
            beside(text[start - AROUND : start]) >> WORD_SHIFT,
            beside(text[end : end + AROUND]) >> WORD_SHIFT if end + 1 < len(text) else 0,
            text[start - 1] in SIGNS,
            text[end : end + 1] in SIGNS,
        ),
    )


def quick_numbers(looking: Looked, start: int, end: int, right: str) -> list[float]:
    """What the runs and pairs over a place say, with what is written and with what is meant in it."""
    text, of, beside = looking.text, looking.of, looking.model.beside
    window = text[start - AROUND : start] + right + text[end : end + AROUND]
    meant = [of(window[place : place + ORDER]) for place in range(len(window) - AROUND)]
    pairs = [beside(window[place : place + 2]) for place in range(1, len(right) + 2)]
    written = looking.written(start, end)
    now = written.pairs
    counts = [pair & PAIR_BITS for pair in pairs]
    first, last = counts[0] - now[0], counts[-1] - now[-1]
    if first < last:
        first, last = last, first
    most_pair, most_now = max(counts), written.most_pair
    return [
        max(meant),
        sum(meant) / len(meant),
        meant.count(0),
        written.most,
        written.mean,
        min(counts),
        most_pair,
        min(now),
        most_now,
        max(pairs) >> WORD_SHIFT,
        written.word,
        first,
        last,
        0 if most_now else most_pair,
        written.odds,
    ]


def proposal_numbers(looking: Looked, start: int, end: int, right: str, quick: Sequence[float]) -> list[float]:
    """What was seen quickly, and longer words, how common the symbols are, what stands beside the place."""
    commonness = looking.model.commonness
    return [
        *quick,
        longer_word(looking, start, end, right),
        commonness(right) - commonness(looking.text[start]) if len(right) == 1 == end - start else 0.0,
        *looking.written(start, end).around,
    ]


def longer_word(looking: Looked, start: int, end: int, right: str) -> int:
    """The greatest value of a word of three or four symbols that a proposal makes."""
    text, word = looking.text, looking.model.counts.word
    window = text[start - AROUND : start] + right + text[end : end + AROUND]
    longer = max([word(window[place : place + ORDER]) for place in range(len(window) - AROUND)])
    for place in range(max(0, start - ORDER), end + 1):
        run = (text[place:start] + right + text[end : end + _LONGEST_WORD])[:_LONGEST_WORD]
        if len(run) == _LONGEST_WORD and (value := word(run)):
            longer = max(longer, value + _LONG)
    return longer


def weighed(numbers: Sequence[float], weights: Sequence[float]) -> float:
    """Numbers by their weights; further weights are left out."""
    return float(sum(map(mul, numbers, weights)))


ALIKE = tuple(
    tuple(float(how >> 2 == sound) for sound in range(4)) + tuple(float(how & 3 == shape) for shape in range(4))
    for how in range(16)
)
"""How alike two symbols are, by sound and by shape, as numbers."""


def network(numbers: Sequence[float], hidden: Sequence[Sequence[float]], output: Sequence[float]) -> float:
    """What a small network (one layer of hidden units) makes of numbers."""
    numbers = [*numbers, 1.0]
    units = [max(0.0, sum(map(mul, row, numbers))) for row in hidden]
    return float(sum(map(mul, output, units))) + output[-1]
