"""Set phrases of official writing, and the characters that are typed for each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from checker.span import Span, places

_Reach = tuple[int, int]
"""From where to where a term reaches, as seen from where one of its halves stands."""
_REMEMBERED = 20_000
"""Windows; set phrases and their neighbours are the same in many reports."""


class Terms:
    """Terms of four characters and more, asked for the places that miss one of them by one character.

    The character must be one that is taken for the right one: ``alike`` is asked about the two.

    One wrong character leaves a half of a term intact. The halves are looked for in one pass; what stands around one,
    as long as a term, is a window, and those that miss none are remembered.
    """

    def __init__(self, terms: Iterable[str], alike: Callable[[str, str], bool]) -> None:
        self._terms = frozenset(terms)
        self._alike = alike
        self._harmless: set[str] = set()

    @cached_property
    def _reaches(self) -> Mapping[str, set[_Reach]]:
        """By half."""
        reaches: dict[str, set[_Reach]] = {}
        for term in self._terms:
            middle, end = len(term) // 2, len(term)
            reaches.setdefault(term[:middle], set()).add((0, end))
            reaches.setdefault(term[middle:], set()).add((-middle, end - middle))
        return reaches

    @cached_property
    def _reaches_by_number(self) -> tuple[set[_Reach], ...]:
        """By the number of the half in the automaton."""
        return tuple(self._reaches.values())

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._reaches, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)

    @cached_property
    def _gapped(self) -> Mapping[str, list[str]]:
        """The terms by what is left of them without one of their characters."""
        gapped: dict[str, list[str]] = {}
        for term in self._terms:
            for place in range(len(term)):
                gapped.setdefault(_gap(term, place), []).append(term)
        return gapped

    def near(self, text: str) -> Iterator[tuple[Span, str, int]]:
        """(where, term, which of its characters is another) for every near miss, each once."""
        reaches = self._reaches_by_number
        windows = {
            text[start + before : start + behind]
            for number, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)
            for before, behind in reaches[number]
        }
        for window in windows.difference(self._harmless):
            missed = tuple(self._missed(window))
            if not missed:
                self._remember(window)
            for low in places(text, window) if missed else ():
                for term, place in missed:
                    yield Span(low, low + len(window)), term, place

    def _remember(self, window: str) -> None:
        if len(self._harmless) >= _REMEMBERED:
            self._harmless.clear()
        self._harmless.add(window)

    def _missed(self, window: str) -> Iterator[tuple[str, int]]:
        """The terms that a text of their length misses, and in which place; none for a term."""
        if window in self._terms:
            return
        for place in range(len(window)):
            for term in self._gapped.get(_gap(window, place), ()):
                if self._alike(window[place], term[place]):
                    yield term, place


def _gap(text: str, place: int) -> str:
    return f"{text[:place]}\0{text[place + 1 :]}"


def load_terms(path: Path, alike: Callable[[str, str], bool]) -> Terms:
    """One term a line; lines that begin with # say what the list is."""
    return Terms(_lines(path), alike)


def load_shapes(path: Path) -> dict[str, frozenset[str]]:
    """Character → the characters that look like it; see the head of the file."""
    shapes: dict[str, set[str]] = defaultdict(set)
    for group in _lines(path):
        for character in group:
            shapes[character].update(group)
    return {character: frozenset(group - {character}) for character, group in shapes.items()}


class Forms(dict[str, str]):
    """Character → its standard form."""

    @cached_property
    def any_of_them(self) -> re.Pattern[str]:
        """One of the characters; the standard library is far quicker than :mod:`regex` with thousands of them."""
        return re.compile(f"[{re.escape(''.join(self))}]" if self else "(?!)")


@cache
def load_character_forms(path: Path) -> Forms:
    """The pairs of a line stand side by side, apart by spaces."""
    return Forms({pair[0]: pair[1] for line in _lines(path) for pair in line.split()})


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
