"""Set phrases of official writing, and the characters that are typed for each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from checker.cache.store import COMPILED_CACHE
from checker.knowledge.language_model.symbols import SIGNS
from checker.resources.shipped import file_stamp
from checker.resources.tables import read_table
from checker.text.span import occurrences

ANOTHER, MISSING, EXTRA, SWAPPED = range(4)
"""One character is another, one is missing, one stands twice, two neighbours are swapped."""
SHORTEST, LONGEST = 3, 10
"""Characters of a term."""
_LINE = "\n"
_WHOLE, _FRONT = 2, 2
"""Characters of what must be intact; the most that stand before what is intact behind a slip."""
_PAYS = 10
"""Texts, for which it pays to make an expression of thousands of characters."""
_REMEMBERED = 30_000
"""Stretches that are remembered, with the terms that begin or end so."""
_AFTER_LAST = "\uffff"
_Rests = dict[str, list[str]]
"""What stands in terms behind a beginning, or before an ending, by its second character."""
Sorted = tuple[str, str, str]
"""Terms in order, a line each; the same from their last character to their first, in order; each character
with those that stand behind it in them, a line each."""


class Slip(Struct, frozen=True, order=True):
    """Where a text from ``start`` to ``end`` misses a term, and how.

    ``place`` is where in the text: the other character, the first of those swapped, the second of those that
    should be one, or the one before
    which one is missing.
    """

    start: int
    end: int
    term: str
    kind: int
    place: int


class TermIndex:
    """Terms of three characters and more. What begins or ends a term is looked up and remembered. State lives here.

    Before a slip or behind it two characters of the term stand that are right; of a term of three characters the other
    two. The terms that begin with what stands before the slip lie side by side in a sorted list, and those that end
    with what stands behind it in a list of the terms read backwards.
    """

    def __init__(self, terms: Sorted) -> None:
        self._lines = terms
        self._behind: dict[str, _Rests] = {}
        self._before: dict[str, _Rests] = {}

    @cached_property
    def _forward(self) -> list[str]:
        return self._lines[0].split(_LINE)

    @cached_property
    def _backward(self) -> list[str]:
        return self._lines[1].split(_LINE)

    def slips(self, text: str, places: Iterable[int]) -> Iterator[Slip]:
        """Every slip in one of the places, each once."""
        reaches: dict[int, int] = {}
        for place in places:
            if text[place] not in SIGNS:
                yield from self._begun(text, place, reaches)
                yield from self._ended(text, place)

    def stands(self, text: str, start: int, end: int) -> bool:
        """True when a term stands in the text that holds all from ``start`` to ``end``."""
        for low in range(start, max(-1, end - LONGEST - 1), -1):
            if not self._pair(text, low):
                if low < start:
                    break
                continue
            for high in range(max(end, low + SHORTEST), min(len(text), low + LONGEST) + 1):
                rests = self._beginning(text[low:high])
                if not rests:
                    break
                if "" in rests.get("", ()):
                    return True
        return False

    def _begun(self, text: str, place: int, reaches: dict[int, int]) -> Iterator[Slip]:
        """The slips behind the beginning of a term; ``reaches`` is to where what begins in a place begins a term."""
        # What is right behind the slip is the second character of what is left of the term, or there is none.
        seconds = {"", text[place], text[place + 1 : place + 2]}
        if text[place] == text[place - 1 : place]:
            seconds.add(text[place + 2 : place + 3])
        followers = self._followers
        for start in range(place - 1, max(-1, place - LONGEST), -1):
            whole = place - start >= _WHOLE
            if whole and text[start + 1] not in followers.get(text[start], ""):
                break
            reach = reaches.get(start)
            if reach is None:
                reach = reaches[start] = self._reach(text, start)
            rests = self._beginning(text[start:place]) if reach >= place else {}
            for second in seconds if rests else ():
                for rest in rests.get(second, ()):
                    for kind, end in _mistyped(text, place, rest, whole=whole):
                        yield Slip(start, end, text[start:place] + rest, kind, place)

    def _ended(self, text: str, place: int) -> Iterator[Slip]:
        """The slips in the first two characters of a term."""
        followers, front = self._followers, text[place - 1 : place]
        seconds = (front,), ("", front), (text[place + 1 : place + 2],)
        for offset in range(_WHOLE + 1):
            low = place + offset
            for end in range(low + _WHOLE, min(len(text), low + LONGEST) + 1):
                if text[end - 1] not in followers.get(text[end - 2], ""):
                    break
                rests = self._ending(text[low:end])
                for second in seconds[offset] if rests else ():
                    for rest in rests.get(second, ()):
                        yield from _misbegun(text, place, offset, end, rest)

    def _reach(self, text: str, start: int) -> int:
        end = start + 1
        while end < len(text) and self._pair(text, end - 1) and self._beginning(text[start : end + 1]):
            end += 1
        return end

    @cached_property
    def _followers(self) -> dict[str, str]:
        """What stands behind each character in a term."""
        return {line[0]: line[1:] for line in self._lines[2].split(_LINE) if line}

    def _pair(self, text: str, start: int) -> bool:
        """True when two characters stand side by side in a term."""
        return start + 1 < len(text) and text[start + 1] in self._followers.get(text[start], "")

    def _beginning(self, prefix: str) -> _Rests:
        """What stands in terms behind a beginning; behind one character only two, of terms of three."""
        found = self._behind.get(prefix)
        if found is None:
            if len(self._behind) > _REMEMBERED:
                self._behind.clear()
            size = len(prefix)
            found = self._behind[prefix] = {}
            for term in _with(self._forward, prefix):
                if size >= _WHOLE or len(term) == SHORTEST:
                    found.setdefault(term[size + 1 : size + 2], []).append(term[size:])
        return found

    def _ending(self, ending: str) -> _Rests:
        """The one or two characters that stand in terms before an ending, backwards."""
        found = self._before.get(ending)
        if found is None:
            if len(self._before) > _REMEMBERED:
                self._before.clear()
            size = len(ending)
            found = self._before[ending] = {}
            for term in _with(self._backward, ending[::-1]):
                if size < len(term) <= size + _FRONT:
                    found.setdefault(term[size + 1 :], []).append(term[size:])
        return found


def _mistyped(text: str, place: int, rest: str, *, whole: bool) -> Iterator[tuple[int, int]]:
    """How a text misses in a place what stands there in a term, and where it ends; ``whole`` is what stands before."""
    size, here = len(rest), text[place]
    if rest and rest[0] != here:
        if text.startswith(rest[1:], place + 1):
            yield ANOTHER, place + size
        if whole and size > 1 and text.startswith(rest[1:], place):
            yield MISSING, place + size - 1
        if whole and rest[1:2] == here and text.startswith(rest[0] + rest[2:], place + 1):
            yield SWAPPED, place + size
    if rest and here == text[place - 1] and text.startswith(rest, place + 1):
        yield EXTRA, place + 1 + size


def _misbegun(text: str, place: int, offset: int, end: int, rest: str) -> Iterator[Slip]:
    """How a text misses in a place the first characters of a term, of which ``rest``, backwards, stand before the rest.

    What is right begins ``offset`` characters behind the place: there one is missing, another, or two are swapped.
    """
    here, front, whole = text[place], text[place - 1 : place], text[place + offset : end]
    size = len(rest)
    if offset == 0 and size == _FRONT and rest[1] == front:
        yield Slip(place - 1, end, rest[::-1] + whole, MISSING, place)
    if offset == 1 and size == 1 and rest != here:
        yield Slip(place, end, rest + whole, ANOTHER, place)
    if offset == 1 and size == 1 and rest == front == here:
        yield Slip(place - 1, end, rest + whole, EXTRA, place)
    if offset == 1 and size == _FRONT and rest[1] == front and rest[0] != here:
        yield Slip(place - 1, end, rest[::-1] + whole, ANOTHER, place)
    if offset == _FRONT and rest == text[place : place + _FRONT] and rest[0] != rest[1]:
        yield Slip(place, end, rest[::-1] + whole, SWAPPED, place)


def _with(terms: list[str], prefix: str) -> list[str]:
    low = bisect_left(terms, prefix)
    if low == len(terms) or not terms[low].startswith(prefix):
        return []
    return terms[low : bisect_left(terms, prefix + _AFTER_LAST, low)]


def sort_terms(terms: Iterable[str]) -> Sorted:
    """Terms in the two orders in which they are looked up."""
    fit = {term for term in terms if SHORTEST <= len(term) <= LONGEST}
    followers: dict[str, set[str]] = {}
    for term in fit:
        for one, other in pairwise(term):
            followers.setdefault(one, set()).add(other)
    beside = (one + "".join(sorted(others)) for one, others in sorted(followers.items()))
    return _LINE.join(sorted(fit)), _LINE.join(sorted(term[::-1] for term in fit)), _LINE.join(beside)


def load_terms(paths: Iterable[Path]) -> TermIndex:
    """One term a line; lines that begin with # say what the list is."""
    paths = tuple(paths)
    stamp = " ".join(file_stamp(path, path.name) for path in paths)

    def read() -> Sorted:
        return sort_terms(term for path in paths for term in _lines(read_table(path, path.name)))

    return TermIndex(COMPILED_CACHE.get_or_make("term orders", stamp, read))


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
