"""Set phrases of official writing, and the characters that are typed for each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from checker.archive import ARCHIVE
from checker.cachefolder import digest
from checker.seeking import Seeker
from checker.span import Span, places

_Reach = tuple[int, int]
"""From where to where a term reaches, as seen from where one of its halves stands."""
Halves = Mapping[str, tuple[tuple[_Reach, ...], tuple[str, ...]]]
"""The halves of terms; by each reach the other halves, end to end. Plain values, so that they can be kept."""
_REMEMBERED = 20_000
"""Windows; set phrases and their neighbours are the same in many reports."""


class Terms:
    """Terms of four characters and more, asked for the places that miss one of them by one character.

    The character must be one that is taken for the right one: ``alike`` is asked about the two.

    One wrong character leaves a half of a term intact. The halves are looked for in one pass; what stands around one,
    as long as a term, is a window, and those that miss none are remembered.
    """

    def __init__(self, halves: Halves, alike: Callable[[str, str], bool]) -> None:
        self._halves = halves
        self._seeker = Seeker(halves)
        self._reaches = tuple(reaches for reaches, _ in halves.values())
        self._alike = alike
        self._harmless: set[str] = set()

    def near(self, text: str) -> Iterator[tuple[Span, str, int]]:
        """(where, term, which of its characters is another) for every near miss, each once."""
        reaches = self._reaches
        windows = {
            text[start + before : start + behind]
            for number, start, _ in self._seeker.matches(text)
            for before, behind in reaches[number]
        }
        windows.discard("")  # of a half at the very end of the text
        for window in windows.difference(self._harmless):
            missed = self._missed(window)
            if not missed:
                self._remember(window)
            for low in places(text, window) if missed else ():
                for term, place in missed:
                    yield Span(low, low + len(window)), term, place

    def _remember(self, window: str) -> None:
        if len(self._harmless) >= _REMEMBERED:
            self._harmless.clear()
        self._harmless.add(window)

    def _missed(self, window: str) -> list[tuple[str, int]]:
        """The terms that a text of their length misses, and in which place; none for a term."""
        middle = len(window) // 2
        front, back = window[:middle], window[middle:]
        behind, before = self._others(front, 0, len(window)), self._others(back, -middle, len(back))
        if behind and _stands(back, behind):
            return []
        missed = [(front + other, middle + place) for other, place in _one_off(back, behind)] if behind else []
        if before:
            missed.extend((other + back, place) for other, place in _one_off(front, before))
        return [(term, place) for term, place in missed if self._alike(window[place], term[place])] if missed else []

    def _others(self, half: str, before: int, behind: int) -> str:
        """The other halves, end to end, of the terms of which one reaches so far from where this half stands."""
        reaches, others = self._halves.get(half, ((), ()))
        return others[reaches.index((before, behind))] if (before, behind) in reaches else ""


def halves_of(terms: Iterable[str]) -> Halves:
    """The halves of terms; of a term of odd length the first is the shorter one."""
    found: dict[str, dict[_Reach, str]] = {}
    for term in terms:
        middle, end = len(term) // 2, len(term)
        for half, reach, other in (
            (term[:middle], (0, end), term[middle:]),
            (term[middle:], (-middle, end - middle), term[:middle]),
        ):
            others = found.setdefault(half, {})
            others[reach] = others.get(reach, "") + other
    # There are few ways to reach: what is asked for at every place of a text is one object each.
    shared: dict[tuple[_Reach, ...], tuple[_Reach, ...]] = {}
    return {
        half: (shared.setdefault(tuple(others), tuple(others)), tuple(others.values()))
        for half, others in found.items()
    }


def _stands(half: str, others: str) -> bool:
    """True when it is one of the texts of its length that stand end to end."""
    return half in others and any(low % len(half) == 0 for low in places(others, half))


def _one_off(half: str, others: str) -> list[tuple[str, int]]:
    """Those of the texts of its length, standing end to end, that differ from it in one place, and where."""
    found = []
    size = len(half)
    for place in range(size):
        kept = (place + 1) % size  # where only one place differs, this one is the same
        if half[kept] not in others:  # as for most, and sooner said
            continue
        for low in places(others, half[kept]):
            if low % size == kept:
                other = others[low - kept : low - kept + size]
                differs = other[place] != half[place]
                if differs and other[:place] == half[:place] and other[place + 1 :] == half[place + 1 :]:
                    found.append((other, place))
    return found


def load_terms(path: Path, alike: Callable[[str, str], bool]) -> Terms:
    """One term a line; lines that begin with # say what the list is."""
    source = path.read_bytes()
    return Terms(ARCHIVE.remembered("terms", digest(source), lambda: halves_of(_lines(source.decode()))), alike)


def load_shapes(path: Path) -> dict[str, frozenset[str]]:
    """Character → the characters that look like it; see the head of the file."""
    shapes: dict[str, set[str]] = defaultdict(set)
    for group in _lines(path.read_text(encoding="utf-8")):
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
    lines = _lines(path.read_text(encoding="utf-8"))
    return Forms({pair[0]: pair[1] for line in lines for pair in line.split()})


def _lines(source: str) -> Iterator[str]:
    for line in source.splitlines():
        if line and not line.startswith("#"):
            yield line
