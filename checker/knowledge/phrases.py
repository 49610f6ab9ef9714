"""Set phrases of official writing, and the characters that are typed for each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from checker.cache.store import COMPILED_CACHE
from checker.resources.shipped import file_stamp
from checker.resources.tables import read_table
from checker.search.multi_search import MultiSearch
from checker.text.span import Span, occurrences

_Reach = tuple[int, int]
"""From where to where a term reaches, as seen from where one of its halves stands."""
Halves = tuple[str, tuple[tuple[_Reach, ...], ...], tuple[str, ...]]
"""The halves of terms, a line each; how terms reach from each; the other halves, a text for each half, where those of
one reach stand end to end, apart by a tab from those of the next. Plain values, of which reading makes few objects."""
_Others = Mapping[int, Mapping[str, str]]
"""By the length of terms and one of their halves the other halves, end to end."""
_LINE, _APART = "\n\t"
_PAYS = 10
"""Texts, for which it pays to make an expression of thousands of characters."""
_NONE: Mapping[str, str] = {}
_Window = tuple[str, str, str]
"""A stretch of a text as long as a term, what is known to stand behind its first half, and before its second."""
_REMEMBERED = 20_000
"""Windows; set phrases and their neighbours are the same in many reports."""


class PhraseIndex:
    """Terms of four characters and more, asked for the places that miss one of them by one character.

    The character must be one that is taken for the right one: ``alike`` is asked about the two.

    One wrong character leaves a half of a term intact. The halves are looked for in one pass; what stands around one,
    as long as a term, is a window, and those that miss none are remembered. State lives here.
    """

    def __init__(self, halves: Halves, alike: Callable[[str, str], bool]) -> None:
        lines, self._reaches, others = halves
        self._seeker = MultiSearch(lines.split(_LINE) if lines else ())
        self._others = others
        self._alike = alike
        self._harmless: set[str] = set()

    def near(self, text: str) -> Iterator[tuple[Span, str, int]]:
        """(where, term, which of its characters is another) for every near miss, each once."""
        for window, behind, before in self._in_others(text) if self._harmless else self._in_first(text):
            missed = self._missed(window, behind, before)
            if not missed:
                self._remember(window)
            for low in occurrences(text, window) if missed else ():
                for term, place in missed:
                    yield Span(low, low + len(window)), term, place

    def _in_first(self, text: str) -> Iterator[_Window]:
        """The windows of the first text that are like a term at a glance; nothing need be prepared for it."""
        fronts: dict[str, str] = {}
        backs: dict[str, str] = {}
        for number, starts in self._seeker.matches(text).items():
            size = len(self._seeker.words[number])
            for (before, behind), others in zip(self._reaches[number], self._others[number].split(_APART), strict=True):
                known = backs if before else fronts
                for window in {text[start + before : start + behind] for start in starts if start + before >= 0}:
                    glance = window[:2] if before else window[size : size + 2]
                    # Of two characters at most one is another; at the end of the text there may be none.
                    if len(window) == behind - before and (glance[0] in others or glance[1] in others):
                        known[window] = others
        for window in fronts.keys() | backs.keys():
            yield window, fronts.get(window, ""), backs.get(window, "")

    def _in_others(self, text: str) -> Iterator[_Window]:
        """The windows of a text that are not known to be harmless."""
        reaches = self._reaches
        windows = {
            text[start + before : start + behind]
            for number, starts in self._seeker.matches(text).items()
            for before, behind in reaches[number]
            for start in starts
        }
        windows.discard("")  # of a half at the very end of the text
        all_behind, all_before = self._beside
        for window in windows.difference(self._harmless):
            middle, size = len(window) // 2, len(window)
            behind = all_behind.get(size, _NONE).get(window[:middle], "")
            yield window, behind, all_before.get(size, _NONE).get(window[middle:], "")

    @cached_property
    def _beside(self) -> tuple[_Others, _Others]:
        """What stands behind the first halves, and before the second."""
        all_behind: dict[int, dict[str, str]] = {}
        all_before: dict[int, dict[str, str]] = {}
        for half, reaches, line in zip(self._seeker.words, self._reaches, self._others, strict=True):
            for (before, behind), others in zip(reaches, line.split(_APART), strict=True):
                (all_before if before else all_behind).setdefault(behind - before, {})[half] = others
        return all_behind, all_before

    def _remember(self, window: str) -> None:
        if len(self._harmless) >= _REMEMBERED:
            self._harmless.clear()
        self._harmless.add(window)

    def _missed(self, window: str, behind: str, before: str) -> list[tuple[str, int]]:
        """The terms that a window misses, and in which place; none for a term."""
        middle = len(window) // 2
        front, back = window[:middle], window[middle:]
        if behind and _stands(back, behind):
            return []
        missed = [(front + other, middle + place) for other, place in _one_off(back, behind)] if behind else []
        if before:
            missed.extend((other + back, place) for other, place in _one_off(front, before))
        return [(term, place) for term, place in missed if self._alike(window[place], term[place])] if missed else []


def split_phrases(terms: Iterable[str]) -> Halves:
    """The halves of terms; of a term of odd length the first is the shorter one."""
    found: dict[str, dict[_Reach, str]] = {}
    for term in terms:
        middle, size = len(term) // 2, len(term)
        front, back = term[:middle], term[middle:]
        for half, reach, other in ((front, (0, size), back), (back, (-middle, size - middle), front)):
            others = found.setdefault(half, {})
            others[reach] = others.get(reach, "") + other
    # There are few ways to reach: what is asked for at every place of a text is one object each.
    shared: dict[tuple[_Reach, ...], tuple[_Reach, ...]] = {}
    reaches = tuple(shared.setdefault(tuple(others), tuple(others)) for others in found.values())
    return _LINE.join(found), reaches, tuple(_APART.join(others.values()) for others in found.values())


def _stands(half: str, others: str) -> bool:
    """True when it is one of the texts of its length that stand end to end."""
    low = others.find(half)
    while low >= 0 and low % len(half):
        low = others.find(half, low + 1)
    return low >= 0


def _one_off(half: str, others: str) -> list[tuple[str, int]]:
    """Those of the texts of its length, standing end to end, that differ from it in one place, and where."""
    found = []
    size = len(half)
    for place in range(size):
        kept = (place + 1) % size  # where only one place differs, this one is the same
        if half[kept] not in others:  # as for most, and sooner said
            continue
        for low in occurrences(others, half[kept]):
            if low % size == kept:
                other = others[low - kept : low - kept + size]
                differs = other[place] != half[place]
                if differs and other[:place] == half[:place] and other[place + 1 :] == half[place + 1 :]:
                    found.append((other, place))
    return found


def load_phrases(path: Path, alike: Callable[[str, str], bool]) -> PhraseIndex:
    """One term a line; lines that begin with # say what the list is."""
    stamp = file_stamp(path, path.name)
    return PhraseIndex(
        COMPILED_CACHE.get_or_make("terms", stamp, lambda: split_phrases(_lines(read_table(path, path.name)))), alike
    )


class ShapeGroups:
    """Which characters look like each other: a group a line, lines that begin with # say what the list is.

    A report asks about a few characters of thousands: each is looked up when it is.
    """

    def __init__(self, lines: str) -> None:
        self._lines = f"{_LINE}{lines}{_LINE}"
        self._found: dict[str, frozenset[str]] = {}

    def of(self, character: str) -> frozenset[str]:
        """The characters that look like a character."""
        if character not in self._found:
            self._found[character] = frozenset("".join(self._groups(character))) - {character}
        return self._found[character]

    def _groups(self, character: str) -> Iterator[str]:
        for place in occurrences(self._lines, character) if character != _LINE else ():
            start = self._lines.rindex(_LINE, 0, place) + 1
            if not self._lines.startswith("#", start):
                yield self._lines[start : self._lines.index(_LINE, place)]


def load_shapes(path: Path) -> ShapeGroups:
    """See the head of the file."""
    return ShapeGroups(path.read_text(encoding="utf-8"))


class CharacterForms:
    """Characters and their standard forms, in pairs that stand end to end."""

    def __init__(self, pairs: str = "") -> None:
        self._wrong, self._right = pairs[::2], pairs[1::2]
        self._asked = 0

    @cached_property
    def rights(self) -> Mapping[str, str]:
        """Character → its standard form."""
        return dict(zip(self._wrong, self._right, strict=True))

    def standing(self, text: str) -> re.Pattern[str] | None:
        """Finds those of the characters that stand in a text; None where none does, as in most.

        The expression for all of them takes long to make, and is made for many texts.
        """
        self._asked += 1
        if self._asked > _PAYS and self._wrong:
            return self._any_of_them if self._any_of_them.search(text) else None
        found = set(text).intersection(self._wrong)
        return _any_of(found) if found else None

    @cached_property
    def _any_of_them(self) -> re.Pattern[str]:
        return _any_of(self._wrong)


def _any_of(characters: Iterable[str]) -> re.Pattern[str]:
    """One of the characters; the standard library is far quicker than :mod:`regex` with thousands of them."""
    return re.compile(f"[{re.escape(''.join(sorted(characters)))}]")


@cache
def load_character_forms(path: Path) -> CharacterForms:
    """The pairs of a line stand side by side, apart by spaces."""
    return CharacterForms("".join(" ".join(_lines(read_table(path, path.name))).split()))


@cache
def load_names(path: Path) -> tuple[str, ...]:
    """The names of a list, a line each."""
    return tuple(_lines(read_table(path, path.name)))


def _lines(source: str) -> Iterator[str]:
    for line in source.splitlines():
        if line and not line.startswith("#"):
            yield line
