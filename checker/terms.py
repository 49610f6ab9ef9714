"""Set phrases of official writing, and the characters that are typed for each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from checker.span import Span

_Reach = tuple[int, int]
"""From where to where a term reaches, as seen from where one of its halves stands."""
_Near = tuple[str, int]
"""A term, and which of its characters another stands for."""
_REMEMBERED = 20_000
"""Windows; set phrases and their neighbours are the same in many reports."""


class Terms:
    """Terms of four characters and more, asked for the places that miss one of them by one character.

    One wrong character leaves a half of a term intact. The halves are looked for in one pass; what stands around one,
    as long as a term, is a window, and of a window it is remembered which terms it misses.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = frozenset(terms)
        self._missed: dict[str, tuple[_Near, ...]] = {}

    @cached_property
    def _by_half(self) -> Mapping[str, list[str]]:
        """The terms that begin or end with a half."""
        halves: dict[str, list[str]] = {}
        for term in self._terms:
            middle = len(term) // 2
            halves.setdefault(term[:middle], []).append(term)
            halves.setdefault(term[middle:], []).append(term)
        return halves

    @cached_property
    def _reaches(self) -> list[set[_Reach]]:
        """By the number of the half."""
        reaches: dict[str, set[_Reach]] = {half: set() for half in self._by_half}
        for term in self._terms:
            middle, end = len(term) // 2, len(term)
            reaches[term[:middle]].add((0, end))
            reaches[term[middle:]].add((-middle, end - middle))
        return list(reaches.values())

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._by_half, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)

    def near(self, text: str) -> Iterator[tuple[Span, str, int]]:
        """(where, term, which of its characters is another) for every near miss, each once."""
        told: set[tuple[int, str]] = set()
        size, reaches, missed = len(text), self._reaches, self._missed
        for number, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for before, behind in reaches[number]:
                low, high = start + before, start + behind
                if low < 0 or high > size:
                    continue
                window = text[low:high]
                near = missed.get(window)
                if near is None:
                    near = self._remember(window)
                for term, place in near:
                    if (low, term) not in told:
                        told.add((low, term))
                        yield Span(low, high), term, place

    def _remember(self, window: str) -> tuple[_Near, ...]:
        if len(self._missed) >= _REMEMBERED:
            self._missed.clear()
        near = self._missed[window] = tuple(self._near(window))
        return near

    def _near(self, window: str) -> Iterator[_Near]:
        """The terms that a text of their length misses by one character; none for a term."""
        if window in self._terms:
            return
        middle = len(window) // 2
        halves = (window[:middle], window[middle:])
        terms = dict.fromkeys(term for half in halves for term in self._by_half.get(half, ()))
        for term in terms:
            if len(term) == len(window):
                wrong = [place for place, character in enumerate(window) if character != term[place]]
                if len(wrong) == 1:
                    yield term, wrong[0]


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
