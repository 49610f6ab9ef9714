"""Where words stand in a text: all of them found in one pass over it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from operator import add

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

Match = tuple[int, int, int]
"""The number of a word, where it begins and where it ends."""
_PAYS = 20_000
"""Characters to look through, for which it pays to make an automaton of all words: it takes as long as some reports."""
_TEXTS = 8
"""Texts whose pairs of characters are remembered: several lists of words are looked for in each."""


class Seeker:
    """Looks for the same words, none of them empty, in one text after another; overlapping ones are found too.

    The automaton of all words is made when enough is to be looked through. Before that each text has its own, of those
    words that begin and end as some place of it does: few, and soon made. State lives here.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self._automaton: AhoCorasick | None = None
        self._seen = 0

    def matches(self, text: str) -> Sequence[Match]:
        """Every place of every word, in the order of their ends."""
        self._seen += len(text)
        if self._automaton is None and self._seen >= _PAYS:
            self._automaton = _automaton(self.words)
        if self._automaton is not None:
            return self._automaton.find_matches_as_indexes(text, overlapping=True)
        pairs = _pairs(text)
        numbers = [number for number, word in enumerate(self.words) if word[:2] in pairs and word[-2:] in pairs]
        found = _automaton([self.words[number] for number in numbers]).find_matches_as_indexes(text, overlapping=True)
        return [(numbers[number], start, end) for number, start, end in found]


def standing(wanted: Iterable[str], text: str) -> frozenset[str]:
    """Those of the wanted texts, none of them empty, that stand somewhere in the text."""
    words = tuple(dict.fromkeys(wanted))
    return frozenset(words[number] for number in {number for number, _, _ in Seeker(words).matches(text)})


@lru_cache(maxsize=_TEXTS)
def _pairs(text: str) -> AbstractSet[str]:
    """The characters of a text, and those that stand side by side."""
    return {*text, *map(add, text, text[1:])}


def _automaton(words: Iterable[str]) -> AhoCorasick:
    """Of the ways to look, the one that is ready soonest."""
    return AhoCorasick(words, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)
