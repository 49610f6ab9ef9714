"""What a first glance at a proposal weighs, with bounds that spare most look-ups."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

_RUNS, _PAIRS, _WORDS, _LONGER, _SOUNDS, _SHAPES = 0, 4, 8, 9, 10, 14
"""Where the weights of runs of three, of pairs, of words, of longer words, of sounds and of shapes begin."""
_MOST, _MOST_LONGER = 15, 18
"""The greatest value of a run or a word, and of a longer word."""


class Glance(Struct, frozen=True):
    """The weights for what one kind of proposal does, likeness and constant last, and the log-odds that it needs.

    ``paired`` is the most that pairs may add, ``longest`` longer words, ``unread`` both and words of two symbols.
    """

    weights: tuple[float, ...]
    least: float
    paired: float
    longest: float
    unread: float

    def alike(self, how: int) -> float:
        """What the likeness of the symbols says, and the constant."""
        weights = self.weights
        return weights[-1] + weights[_SOUNDS + (how >> 2)] + weights[_SHAPES + (how & 3)]

    def runs(self, meant: Sequence[int], written: Sequence[int]) -> float:
        """What the runs of three over a place say, with what is meant in it and with what is written."""
        most, mean, most_written, mean_written = self.weights[_RUNS:_PAIRS]
        said = most * max(meant) + mean * sum(meant) / len(meant)
        if written:
            said += most_written * max(written) + mean_written * sum(written) / len(written)
        return said

    def most_paired(self, most: int) -> float:
        """What the most frequent pair says at least: it was counted as often as a run of three that holds it."""
        return min(0.0, self.weights[_PAIRS + 1]) * most

    def pairs(self, meant: Sequence[int], written: Sequence[int]) -> float:
        """What pairs say."""
        least, most, least_written, most_written = self.weights[_PAIRS:_WORDS]
        said = least * min(meant) + most * max(meant)
        return said + least_written * min(written) + most_written * max(written) if written else said

    def words(self, value: int) -> float:
        """What the most frequent word of two symbols says."""
        return self.weights[_WORDS] * value

    def longer(self, value: int) -> float:
        """What the most frequent longer word says."""
        return self.weights[_LONGER] * value


def glance(weights: Sequence[float], least: float) -> Glance:
    """The glance for weights."""
    paired = sum(max(0.0, weight) * _MOST for weight in weights[_PAIRS:_WORDS])
    longest = max(0.0, weights[_LONGER]) * _MOST_LONGER
    return Glance(tuple(weights), least, paired, longest, paired + longest + max(0.0, weights[_WORDS]) * _MOST)
