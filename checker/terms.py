"""Set phrases of official writing, and the characters that are typed for each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from checker.span import Span

_Places = tuple[int, int, int, int, dict[str, list[str]], dict[str, list[str]]]
"""Terms of one length that begin, or end, with a half: from where to where they reach, as seen from the half's start,
where the first and the last character of the other half stand, and the terms by each of these two."""


class Terms:
    """Terms of four characters and more, asked for the places that miss one of them by one character.

    One wrong character leaves half of a term intact, and of the other half the first or the last character: the halves
    are looked for in one pass, and what has one of the two characters beside it is compared.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = frozenset(terms)
        self._places: dict[str, list[_Places]] = {}

    @cached_property
    def _by_half(self) -> dict[str, list[str]]:
        halves: dict[str, list[str]] = {}
        for term in self._terms:
            middle = len(term) // 2
            halves.setdefault(term[:middle], []).append(term)
            halves.setdefault(term[middle:], []).append(term)
        return halves

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(self._by_half)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._words, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)

    def _places_of(self, half: str) -> list[_Places]:
        """Put together when the half is first met: a report holds few of them."""
        if half not in self._places:
            found: dict[tuple[int, int], _Places] = {}
            for term in dict.fromkeys(self._by_half[half]):
                middle = len(term) // 2
                if half == term[:middle]:
                    _enter(found, term, 0, middle, len(term) - 1)
                if half == term[middle:]:
                    _enter(found, term, -middle, -middle, -1)
            self._places[half] = list(found.values())
        return self._places[half]

    def near(self, text: str) -> Iterator[tuple[Span, str, int]]:
        """(where, term, which of its characters is another) for every near miss, each once."""
        told: set[tuple[int, str]] = set()
        size, words, places = len(text), self._words, self._places
        for index, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            half = words[index]
            for before, behind, first, last, firsts, lasts in places.get(half) or self._places_of(half):
                low, high = start + before, start + behind
                if low < 0 or high > size:
                    continue
                some, others = firsts.get(text[start + first]), lasts.get(text[start + last])
                if not (some or others) or (window := text[low:high]) in self._terms:
                    continue
                for term in (*(some or ()), *(others or ())):
                    if (low, term) not in told and (place := _missed(window, term)) is not None:
                        told.add((low, term))
                        yield Span(low, high), term, place


def _enter(found: dict[tuple[int, int], _Places], term: str, before: int, first: int, last: int) -> None:
    key = before, len(term)
    if key not in found:
        found[key] = (before, before + len(term), first, last, {}, {})
    *_, firsts, lasts = found[key]
    firsts.setdefault(term[first - before], []).append(term)
    lasts.setdefault(term[last - before], []).append(term)


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
