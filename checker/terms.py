"""Set phrases of official writing, and the characters that are typed for each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from checker.span import Span

_HOLE = "\0"


class Terms:
    """Terms of four characters and more, asked for the places that miss one of them by one character.

    One wrong character leaves half of a term intact: the halves are looked for in one pass, and the
    windows around them are looked up with a hole in the place of each character in turn.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = frozenset(terms)

    @cached_property
    def _windows(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """Half of a term → (offset of the term from the half's start, length of the term)."""
        windows: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for term in self._terms:
            middle = len(term) // 2
            windows[term[:middle]].add((0, len(term)))
            windows[term[middle:]].add((-middle, len(term)))
        return {half: tuple(sorted(places)) for half, places in windows.items()}

    @cached_property
    def _halves(self) -> tuple[str, ...]:
        return tuple(self._windows)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._halves, matchkind=MatchKind.Standard)

    @cached_property
    def _holed(self) -> dict[str, tuple[str, ...]]:
        holed: dict[str, list[str]] = defaultdict(list)
        for term in self._terms:
            for place in range(len(term)):
                holed[term[:place] + _HOLE + term[place + 1 :]].append(term)
        return {key: tuple(sorted(terms)) for key, terms in holed.items()}

    def near(self, text: str) -> Iterator[tuple[Span, str, int]]:
        """(where, term, which of its characters is another) for every near miss, each once."""
        seen: set[Span] = set()
        for index, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for offset, length in self._windows[self._halves[index]]:
                low = start + offset
                if low < 0 or low + length > len(text):
                    continue
                span = Span(low, low + length)
                if span not in seen:
                    seen.add(span)
                    yield from self._misses(span.of(text), span)

    def _misses(self, window: str, span: Span) -> Iterator[tuple[Span, str, int]]:
        if window in self._terms:
            return
        for place in range(len(window)):
            for term in self._holed.get(window[:place] + _HOLE + window[place + 1 :], ()):
                yield span, term, place


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
