"""Set phrases of official writing, and the characters that are typed for each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from checker.span import Span


@dataclass(slots=True)
class _Half:
    """The terms of one length that begin, or end, with a half, from ``low`` to ``high`` as seen from its start.

    The other half of a near term has its ``first`` or its ``last`` character right: by these they are found.
    """

    low: int
    high: int
    first: int
    last: int
    firsts: dict[str, list[str]]
    lasts: dict[str, list[str]]


class Terms:
    """Terms of four characters and more, asked for the places that miss one of them by one character.

    One wrong character leaves half of a term intact: the halves are looked for in one pass, and what stands beside
    each is compared with the terms that have this half.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = frozenset(terms)

    @cached_property
    def _halves(self) -> dict[str, tuple[_Half, ...]]:
        halves: dict[str, dict[tuple[int, int], _Half]] = {}
        for term in self._terms:
            length = len(term)
            middle = length // 2
            # as seen from the start of the half: where the term begins, and where its other half does
            for half, low, other in ((term[:middle], 0, middle), (term[middle:], -middle, -middle)):
                places = halves.setdefault(half, {})
                last = (length if low == 0 else 0) - 1
                found = places.get((low, length))
                if found is None:
                    found = places[low, length] = _Half(low, low + length, other, last, {}, {})
                found.firsts.setdefault(term[other - low], []).append(term)
                found.lasts.setdefault(term[last - low], []).append(term)
        return {half: tuple(places.values()) for half, places in halves.items()}

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(self._halves)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._words, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)

    def near(self, text: str) -> Iterator[tuple[Span, str, int]]:
        """(where, term, which of its characters is another) for every near miss, each once."""
        told: set[tuple[int, str]] = set()
        size = len(text)
        words, halves = self._words, self._halves
        for index, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for half in halves[words[index]]:
                low, high = start + half.low, start + half.high
                if low < 0 or high > size:
                    continue
                firsts, lasts = half.firsts.get(text[start + half.first]), half.lasts.get(text[start + half.last])
                if not (firsts or lasts) or (window := text[low:high]) in self._terms:
                    continue
                for term in (*(firsts or ()), *(lasts or ())):
                    if (low, term) not in told and (place := _missed(window, term)) is not None:
                        told.add((low, term))
                        yield Span(low, high), term, place


def _missed(window: str, term: str) -> int | None:
    """Where the two differ, if that is one character."""
    place = -1
    for index, character in enumerate(window):
        if character != term[index]:
            if place >= 0:
                return None
            place = index
    return place


def load_terms(path: Path) -> Terms:
    """One term a line; lines that begin with # say what the list is."""
    return Terms(_lines(path))


def load_shapes(path: Path) -> dict[str, frozenset[str]]:
    """Character → the characters that look like it; see the head of the file."""
    shapes: dict[str, set[str]] = defaultdict(set)
    for group in _lines(path):
        for character in group:
            shapes[character].update(group)
    return {character: frozenset(group - {character}) for character, group in shapes.items()}


@cache
def load_character_forms(path: Path) -> dict[str, str]:
    """Character → its standard form; the pairs of a line stand side by side, apart by spaces."""
    return {pair[0]: pair[1] for line in _lines(path) for pair in line.split()}


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
