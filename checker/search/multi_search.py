"""Where words stand in a text: all of them found in one pass over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING

from checker.text.span import occurrences

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Matches = Mapping[int, Sequence[int]]
"""The numbers of words, and where each begins."""
_AUTOMATON_THRESHOLD = 20_000
"""Characters to look through, for which it pays to make an automaton of all words: it takes as long as some reports."""
_NAIVE_LIMIT = 1_000_000
"""Words times characters, up to which looking for one word after the other takes less than making an automaton."""
_PREFIX = 2
_CACHED_TEXTS = 8
"""Texts of which it is remembered where which characters stand: several lists of words are looked for in each."""


class MultiSearch:
    """Looks for the same words, none of them empty, in one text after another; overlapping ones are found too.

    The automaton of all words is made when enough is to be looked through. Before that the words are tried where their
    first two characters stand. State lives here.
    """

    def __init__(self, words: Iterable[str], seen: int = 0) -> None:
        self.words = tuple(words)
        self.seen = seen
        """Characters that were looked through, for these words or for fewer of them."""
        self._automaton: AhoCorasick | None = None

    def matches(self, text: str) -> Matches:
        """Every place of every word that stands in the text."""
        self.seen += len(text)
        if self._automaton is None and self.seen < _AUTOMATON_THRESHOLD:
            return self._match_by_prefix(text)
        if self._automaton is None:
            self._automaton = _automaton(self.words)
        found: dict[int, list[int]] = {}
        for number, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if number in found:
                found[number].append(start)
            else:
                found[number] = [start]
        return found

    def _match_by_prefix(self, text: str) -> Matches:
        positions = _bigram_positions(text)
        found: dict[int, Sequence[int]] = {}
        for number, word in enumerate(self.words):
            starts = positions.get(word[:_PREFIX])
            if starts and len(word) == _PREFIX:
                found[number] = starts
            elif starts:
                if all_starts := [start for start in starts if text.startswith(word, start)]:
                    found[number] = all_starts
            elif len(word) < _PREFIX and word in text:
                found[number] = list(occurrences(text, word))
        return found


def present_words(wanted: Iterable[str], text: str) -> frozenset[str]:
    """Those of the wanted texts, none of them empty, that stand somewhere in the text."""
    words = tuple(dict.fromkeys(wanted))
    if len(words) * len(text) < _NAIVE_LIMIT:
        return frozenset(word for word in words if word in text)
    found = _automaton(words).find_matches_as_indexes(text, overlapping=True)
    return frozenset(words[number] for number in {number for number, _, _ in found})


@lru_cache(maxsize=_CACHED_TEXTS)
def _bigram_positions(text: str) -> Mapping[str, Sequence[int]]:
    """Two characters that stand side by side → where the first of them does."""
    found: dict[str, list[int]] = {}
    for start, pair in enumerate(map(add, text, text[1:])):
        if pair in found:
            found[pair].append(start)
        else:
            found[pair] = [start]
    return found


def _automaton(words: Iterable[str]) -> AhoCorasick:
    """Of the ways to look, the one that is ready soonest."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind  # noqa: PLC0415 - for many reports, or long ones

    return AhoCorasick(words, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)
