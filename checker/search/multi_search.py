"""A search for many words in one pass over a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING

from checker.text.span import occurrences

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Matches = Mapping[int, Sequence[int]]
"""Word number → start offsets of its occurrences."""
_AUTOMATON_THRESHOLD = 20_000
"""Searched characters from which an automaton pays; building it takes as long as checking some reports."""
_NAIVE_LIMIT = 1_000_000
"""Words times characters up to which searching word by word is faster than building an automaton."""
_PREFIX = 2
"""Characters of a word whose positions are indexed."""
_CACHED_TEXTS = 8
"""Texts whose index is cached, because several lists of words are searched in each text."""


class MultiSearch:
    """A search for the same non-empty words in any number of texts; overlapping occurrences are found too.

    An automaton of all words is built once enough text has been searched. Before that, words are tried at the positions
    of their first two characters. Instances are mutable.
    """

    def __init__(self, words: Iterable[str], seen: int = 0) -> None:
        self.words = tuple(words)
        self.seen = seen
        """Characters that have been searched so far, for these words or for some of them."""
        self._automaton: AhoCorasick | None = None

    def matches(self, text: str) -> Matches:
        """Return all occurrences of all words in a text."""
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


def present_words(words: Iterable[str], text: str) -> frozenset[str]:
    """Return those of the non-empty words that occur in a text."""
    unique = tuple(dict.fromkeys(words))
    if len(unique) * len(text) < _NAIVE_LIMIT:
        return frozenset(word for word in unique if word in text)
    found = _automaton(unique).find_matches_as_indexes(text, overlapping=True)
    return frozenset(unique[number] for number in {number for number, _, _ in found})


@lru_cache(maxsize=_CACHED_TEXTS)
def _bigram_positions(text: str) -> Mapping[str, Sequence[int]]:
    """Return the start offsets of each pair of adjacent characters."""
    found: dict[str, list[int]] = {}
    for start, pair in enumerate(map(add, text, text[1:])):
        if pair in found:
            found[pair].append(start)
        else:
            found[pair] = [start]
    return found


def _automaton(words: Iterable[str]) -> AhoCorasick:
    """Build an automaton of the implementation that is built fastest."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind  # noqa: PLC0415 - for many or long reports

    return AhoCorasick(words, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)
