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
_Beside = Mapping[int, tuple[str, str]]
"""By the length of terms their halves on one side, a line each, and the others of each, end to end in its line."""
Halves = tuple[str, tuple[tuple[_Reach, ...], ...], _Beside, _Beside]
"""The halves of terms, a line each; how terms reach from each; what stands behind the first halves and before the
second. Plain values, of which reading makes few objects."""
_LINE = "\n"
_PAYS = 10
"""Texts, for which it pays to make an expression of thousands of characters."""
_NONE: Mapping[str, str] = {}
_REMEMBERED = 20_000
"""Windows; set phrases and their neighbours are the same in many reports."""


class Terms:
    """Terms of four characters and more, asked for the places that miss one of them by one character.

    The character must be one that is taken for the right one: ``alike`` is asked about the two.

    One wrong character leaves a half of a term intact. The halves are looked for in one pass; what stands around one,
    as long as a term, is a window, and those that miss none are remembered.
    """

    def __init__(self, halves: Halves, alike: Callable[[str, str], bool]) -> None:
        lines, self._reaches, behind, before = halves
        self._seeker = Seeker(lines.split(_LINE) if lines else ())
        self._behind = _others(behind)
        self._before = _others(before)
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
        middle, size = len(window) // 2, len(window)
        front, back = window[:middle], window[middle:]
        behind = self._behind.get(size, _NONE).get(front)
        before = self._before.get(size, _NONE).get(back)
        if behind and _stands(back, behind):
            return []
        missed = [(front + other, middle + place) for other, place in _one_off(back, behind)] if behind else []
        if before:
            missed.extend((other + back, place) for other, place in _one_off(front, before))
        return [(term, place) for term, place in missed if self._alike(window[place], term[place])] if missed else []


def halves_of(terms: Iterable[str]) -> Halves:
    """The halves of terms; of a term of odd length the first is the shorter one."""
    found: dict[str, dict[_Reach, None]] = {}
    behind: dict[int, dict[str, str]] = {}
    before: dict[int, dict[str, str]] = {}
    for term in terms:
        middle, size = len(term) // 2, len(term)
        front, back = term[:middle], term[middle:]
        found.setdefault(front, {})[0, size] = None
        found.setdefault(back, {})[-middle, size - middle] = None
        for others, half, other in ((behind, front, back), (before, back, front)):
            of_size = others.setdefault(size, {})
            of_size[half] = of_size.get(half, "") + other
    # There are few ways to reach: what is asked for at every place of a text is one object each.
    shared: dict[tuple[_Reach, ...], tuple[_Reach, ...]] = {}
    reaches = tuple(shared.setdefault(tuple(ways), tuple(ways)) for ways in found.values())
    return _LINE.join(found), reaches, _kept(behind), _kept(before)


def _kept(others: Mapping[int, Mapping[str, str]]) -> _Beside:
    return {size: (_LINE.join(of_size), _LINE.join(of_size.values())) for size, of_size in others.items()}


def _others(kept: _Beside) -> Mapping[int, Mapping[str, str]]:
    """What :func:`_kept` was given."""
    return {
        size: dict(zip(halves.split(_LINE), others.split(_LINE), strict=True))
        for size, (halves, others) in kept.items()
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

    _asked = 0

    def standing(self, text: str) -> re.Pattern[str]:
        """Finds those of the characters that stand in a text, hardly ever any.

        The expression for all of them takes long to make, and is made for many texts.
        """
        self._asked += 1
        return self._any_of_them if self._asked > _PAYS or not self else _any_of(self.keys() & set(text))

    @cached_property
    def _any_of_them(self) -> re.Pattern[str]:
        return _any_of(self)


def _any_of(characters: Iterable[str]) -> re.Pattern[str]:
    """One of the characters; the standard library is far quicker than :mod:`regex` with thousands of them."""
    found = "".join(sorted(characters))
    return re.compile(f"[{re.escape(found)}]" if found else "(?!)")


@cache
def load_character_forms(path: Path) -> Forms:
    """The pairs of a line stand side by side, apart by spaces."""
    lines = _lines(path.read_text(encoding="utf-8"))
    pairs = "".join("".join(lines).split())
    return Forms(zip(pairs[::2], pairs[1::2], strict=True))


def _lines(source: str) -> Iterator[str]:
    for line in source.splitlines():
        if line and not line.startswith("#"):
            yield line
