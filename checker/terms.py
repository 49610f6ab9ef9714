"""Set phrases of official writing, and the characters that are typed for each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from checker.archive import ARCHIVE
from checker.cachefolder import digest
from checker.seeking import Seeker
from checker.span import Span, places

_Reach = tuple[int, int]
"""From where to where a term reaches, as seen from where one of its halves stands."""
Halves = tuple[str, tuple[tuple[_Reach, ...], ...], str]
"""The halves of terms, a line each; how terms reach from each; the other halves, a line for each half, where those of
one reach stand end to end, apart by a tab from those of the next. Plain values, of which reading makes few objects."""
_LINE, _APART = "\n\t"
_REMEMBERED = 20_000
"""Windows; set phrases and their neighbours are the same in many reports."""


class Terms:
    """Terms of four characters and more, asked for the places that miss one of them by one character.

    The character must be one that is taken for the right one: ``alike`` is asked about the two.

    One wrong character leaves a half of a term intact. The halves are looked for in one pass; what stands around one,
    as long as a term and like one at a glance, is a window, and those that miss none are remembered.
    """

    def __init__(self, halves: Halves, alike: Callable[[str, str], bool]) -> None:
        lines, self._reaches, others = halves
        self._seeker = Seeker(lines.split(_LINE) if lines else ())
        self._others = others.split(_LINE)
        self._alike = alike
        self._harmless: set[str] = set()

    def near(self, text: str) -> Iterator[tuple[Span, str, int]]:
        """(where, term, which of its characters is another) for every near miss, each once."""
        fronts: dict[str, str] = {}
        backs: dict[str, str] = {}
        for number, start, end in self._seeker.matches(text):
            reaches = self._reaches[number]
            for which, others in enumerate(self._others[number].split(_APART)):
                before, behind = reaches[which]
                low, high = start + before, start + behind
                if low < 0 or high > len(text):
                    continue
                glance = text[low : low + 2] if before else text[end : end + 2]
                if glance[0] in others or glance[1] in others:  # of two characters at most one is another
                    (backs if before else fronts)[text[low:high]] = others
        for window in (fronts.keys() | backs.keys()) - self._harmless:
            missed = self._missed(window, fronts.get(window, ""), backs.get(window, ""))
            if not missed:
                self._remember(window)
            for low in places(text, window) if missed else ():
                for term, place in missed:
                    yield Span(low, low + len(window)), term, place

    def _remember(self, window: str) -> None:
        if len(self._harmless) >= _REMEMBERED:
            self._harmless.clear()
        self._harmless.add(window)

    def _missed(self, window: str, behind: str, before: str) -> list[tuple[str, int]]:
        """The terms that a text misses, and in which place; none for a term.

        ``behind`` are the halves that are known to stand behind the first one, end to end, ``before`` those before the
        second.
        """
        middle = len(window) // 2
        front, back = window[:middle], window[middle:]
        if _stands(back, behind):
            return []
        missed = [(front + other, middle + place) for other, place in _one_off(back, behind)] if behind else []
        if before:
            missed.extend((other + back, place) for other, place in _one_off(front, before))
        return [(term, place) for term, place in missed if self._alike(window[place], term[place])] if missed else []


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
    return (
        _LINE.join(found),
        tuple(shared.setdefault(tuple(others), tuple(others)) for others in found.values()),
        _LINE.join(_APART.join(others.values()) for others in found.values()),
    )


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

    def standing(self, text: str) -> re.Pattern[str]:
        """Finds those of the characters that stand in a text, hardly ever any: of all, it would take long to make."""
        found = "".join(sorted(self.keys() & set(text)))
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
