"""A text as it is looked at: the runs of three over it, where they are strange, where a symbol may be missing."""

from __future__ import annotations

from functools import cached_property

from checker.knowledge.language_model.glance import (
    AROUND,
    ORDER,
    Written,
    gap_numbers,
    symbol_numbers,
    weighed,
    written_in,
)
from checker.knowledge.language_model.model import LanguageModel
from checker.knowledge.language_model.symbols import SIGNS

_FEW = 3
"""A joint of which a run was counted more often lacks nothing."""


class Looking:
    """One text that begins and ends with two signs, with the runs of three that begin at each of its symbols."""

    def __init__(self, model: LanguageModel, text: str) -> None:
        self.model, self.text, self.of = model, text, model.counts.of
        self.profiles: dict[tuple[int, int], tuple[float, ...]] = {}
        self.threes = model.counts.all_of(text, ORDER)
        self._pairs: dict[int, int] = {}
        self._places: dict[tuple[int, int], Written] = {}
        self._odds: dict[int, float] = {}
        self._odds_of_gaps: dict[int, float] = {}

    def inner(self, index: int) -> int:
        """How often a symbol was counted between those beside it."""
        return self.threes[index - 1]

    def rarest(self, start: int, end: int) -> int:
        """How often the rarest run of three over a stretch was counted."""
        return min(self.threes[max(0, start - AROUND) : end], default=0)

    def pair(self, index: int) -> int:
        """How often the pair that begins at a symbol was counted."""
        found = self._pairs.get(index)
        if found is None:
            found = self._pairs[index] = self.of(self.text[index : index + 2])
        return found

    @cached_property
    def _unseen(self) -> list[int]:
        """Where a run of three begins that was not counted."""
        return [place for place, times in enumerate(self.threes) if not times]

    def written(self, start: int, end: int) -> Written:
        """:func:`written_in`, each place looked at once."""
        found = self._places.get((start, end))
        if found is None:
            found = self._places[start, end] = written_in(self, start, end)
        return found

    def odds_of(self, index: int) -> float:
        """How likely a symbol is wrong, by what is around it (log-odds); 0 where it was not looked at."""
        return self._odds.get(index, 0.0)

    def odds_of_gap(self, index: int) -> float:
        """How likely a symbol is missing before another; 0 where it was not looked at."""
        return self._odds_of_gaps.get(index, 0.0)

    @cached_property
    def rare(self) -> list[int]:
        """The symbols that are looked at, in order: what the runs over them say weighs enough (the model's to say)."""
        text, threes, unseen = self.text, self.threes, self._unseen
        weights, least, last = self.model.weights("look"), self.model.weights("least")[0], len(text) - AROUND
        found = []
        for index in sorted({*unseen, *(place + AROUND for place in unseen)}):
            if text[index] in SIGNS or not AROUND <= index < last:
                continue
            if threes[index - 1]:
                starts, ends = text[index - 1] in SIGNS, text[index + 1] in SIGNS
                if not (ends and not threes[index - 2]) and not (starts and not threes[index]):
                    continue
            odds = self._odds[index] = weighed(symbol_numbers(self, index), weights)
            if odds >= least:
                found.append(index)
        return found

    @cached_property
    def gaps(self) -> list[int]:
        """The symbols before which one may be missing, in order: what joins them to those before was hardly counted."""
        text, threes, unseen = self.text, self.threes, self._unseen
        weights, least, last = self.model.weights("gap"), self.model.weights("least")[1], len(text) - AROUND
        found = []
        for index in sorted({*(place + 1 for place in unseen), *(place + AROUND for place in unseen)}):
            if not AROUND <= index <= last or text[index - 1] in SIGNS:
                continue
            if max(threes[index - 2 : index]) > _FEW:
                continue
            odds = self._odds_of_gaps[index] = weighed(gap_numbers(self, index), weights)
            if odds >= least:
                found.append(index)
        return found
