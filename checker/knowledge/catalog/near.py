"""The catalogued title that a wrong one was meant to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from checker.knowledge.catalog.keys import in_order, may_be_near, shared_start

SHORTEST_NEAR = 8
"""Characters. Shorter names that differ in one or two characters are different norms (行政复议法, 行政诉讼法)."""
SHORTEST_LAW = 5
"""Characters. Of laws all names are known, so that a shorter one that is not known is a wrong one."""
_SHARED_LAW = 2 / 3
"""The least part of a law's name that is right."""
SHORTEST_GAP = 12
"""Characters of a title from which a piece may be lost."""
_LONGEST_GAP = 12
_LARGEST_GAP = 2 / 5
"""The longest piece that may be lost, in characters and as a part of the right title."""
_KEPT_BEFORE, _KEPT_BEHIND = 3, 4
_SHARED_AT_LEAST, _COMMON_START = 0.6, 0.05


_SHORTEST_STEM = 4
_SHORTEST_OF_ONE_DOCUMENT = 10
"""Characters without the kind of document that only one document has."""
_LONGEST_KIND = 3
"""Characters by which two titles of the same words may differ in length."""


class NearTitle(Struct, frozen=True):
    """A catalogued title that resembles a given one; ``distance`` is the number of edits between the two."""

    title: str
    distance: int


class NearTitles:
    """Comparisons of a key with all keys of ``names``, which maps keys to official titles.

    ``without_issuer`` drops the issuer in front of a key: a title is compared with and without it.
    """

    def __init__(self, names: Mapping[str, str], without_issuer: Callable[[str], str]) -> None:
        self._names = dict(names)
        for key, name in names.items():
            self._names.setdefault(without_issuer(key), name)

    @cached_property
    def _by_length(self) -> Mapping[int, list[str]]:
        """Keys by length, so that only those are compared whose lengths the distance allows."""
        keys: dict[int, list[str]] = {}
        for key in self._names:
            keys.setdefault(len(key), []).append(key)
        return keys

    def nearest(self, key: str, distance: int) -> NearTitle | None:
        """Return the title at most ``distance`` edits away, or None if there is none or not just one."""
        if len(key) < SHORTEST_NEAR:
            return None
        lengths = range(max(SHORTEST_NEAR, len(key) - distance), len(key) + distance + 1)
        return self._single(key, (other for length in lengths for other in self._by_length.get(length, ())), distance)

    def laws(self, key: str, ending: str, distance: int) -> tuple[str, ...]:
        """Return the laws whose names, with the same ``ending``, share most with ``key``."""
        if len(key) < SHORTEST_LAW:
            return ()
        most = 1 if len(key) == SHORTEST_LAW else distance
        lengths = range(max(SHORTEST_LAW, len(key) - most), len(key) + most + 1)
        laws = (other for length in lengths for other in self._by_length.get(length, ()) if other.endswith(ending))
        near = self._nearest(key, laws, most)
        return tuple(
            law.title
            for law in near
            if max(len(key), len(law.title)) - law.distance >= max(len(key), len(law.title)) * _SHARED_LAW
        )

    def with_gap(self, key: str, longest: int = _LONGEST_GAP, ending: str = "") -> str | None:
        """Return the one title that has the characters of ``key`` and one more piece inside, or None.

        ``longest`` is the length of a piece; with an ``ending``, the piece may stand right before it, and ``key`` may
        be short.
        """
        if len(key) < SHORTEST_GAP and not ending:
            return None
        ending = ending or key[-_KEPT_BEHIND:]
        found = set()
        for length in range(len(key) + 1, len(key) + longest + 1):
            if length - len(key) > length * _LARGEST_GAP:
                break
            for other in self._by_length.get(length, ()):
                if other.endswith(ending) and other.startswith(key[:_KEPT_BEFORE]):
                    before = shared_start(key, other)
                    if other.endswith(key[before:]):
                        found.add(self._names[other])
        return found.pop() if len(found) == 1 else None

    def with_word(self, key: str, words: Iterable[str], ending: str) -> str | None:
        """Return the one title that ``key`` is without one of the words, which does not stand at its start, or None."""
        found: set[str] = set()
        for word in words:
            place = key.find(word, 2)
            rest = key[:place] + key[place + len(word) :]
            if place > 0 and rest.endswith(ending) and len(rest) > len(ending) + 2 and rest in self._names:
                found.add(self._names[rest])
        return found.pop() if len(found) == 1 else None

    def without_word(self, key: str, words: Iterable[str]) -> str | None:
        """Return the one title that is ``key`` with one of the words more, or None."""
        if len(key) < SHORTEST_NEAR - 1:
            return None
        found = set()
        for word in words:
            for other in self._by_length.get(len(key) + len(word), ()):
                place = other.find(word)
                if place >= 0 and other[:place] + other[place + len(word) :] == key:
                    found.add(self._names[other])
        return found.pop() if len(found) == 1 else None

    def moved(self, key: str, ending: str) -> tuple[str, ...]:
        """Return the titles that have all characters of ``key`` in another order: 道路安全交通法."""
        letters = Counter(key)
        same = (other for other in self._by_length.get(len(key), ()) if other.endswith(ending))
        return tuple(dict.fromkeys(self._names[other] for other in same if Counter(other) == letters))

    def closest(self, key: str, ending: str, least: float = _SHARED_AT_LEAST) -> tuple[str, ...]:
        """Return the titles with the same ``ending`` that share most with ``key``: 数据保护法, 数据安全法.

        ``least`` is the part that is the same. A common beginning counts more than other characters.
        """
        from rapidfuzz.distance import Indel  # noqa: PLC0415 - only for titles that the catalogue does not know

        scores: dict[str, float] = {}
        for length in range(max(1, len(key) // 2), len(key) * 2 + 2):
            for other in self._by_length.get(length, ()):
                if other.endswith(ending) and (share := Indel.normalized_similarity(key, other)) >= least:
                    scores[self._names[other]] = share + _COMMON_START * shared_start(key, other)
        best = max(scores.values(), default=0)
        return tuple(name for name, score in scores.items() if score == best)

    def abbreviated(self, key: str, ending: str) -> tuple[str, ...]:
        """Return the one title that has the characters of ``key`` in order and a few more, or none: 反家暴法."""
        found: list[str] = []
        for length in range(len(key) + 1, len(key) + _LONGEST_GAP):
            if found or length - len(key) > length * _LARGEST_GAP:
                break
            same_ends = (one for one in self._by_length.get(length, ()) if one.endswith(ending) and one[0] == key[0])
            found.extend(self._names[other] for other in same_ends if in_order(key, other))
        return tuple(found) if len(found) == 1 else ()

    def rearranged(self, key: str, kinds: Iterable[str]) -> str | None:
        """Return the one title of the same words in another order, at most one character another one, or None.

        The kind of document at the end is not compared.
        """
        endings = tuple(kinds)
        stem, found = _stem(key, endings), set()
        if len(stem) < SHORTEST_NEAR:
            return None
        lengths = range(len(key) - _LONGEST_KIND, len(key) + _LONGEST_KIND + 1)
        for other in may_be_near(stem, (name for length in lengths for name in self._by_length.get(length, ())), 1):
            if _stem(other, endings) == stem and len(stem) < _SHORTEST_OF_ONE_DOCUMENT:
                continue
            letters, others = Counter(stem), Counter(_stem(other, endings))
            if (letters - others).total() <= 1 and (others - letters).total() <= 1:
                found.add(self._names[other])
        return found.pop() if len(found) == 1 else None

    def of_other_kind(self, key: str, kinds: Iterable[str], shortest: int = _SHORTEST_STEM) -> tuple[str, ...]:
        """Return the titles that have the same name and another kind of document (条例 for 法) at the end.

        ``shortest`` is the least length of the name without the kind.
        """
        kinds = tuple(kinds)
        stems = [key.removesuffix(kind) for kind in kinds if key.endswith(kind)]
        names = (self._names.get(stem + kind) for stem in stems if len(stem) >= shortest for kind in kinds)
        return tuple(dict.fromkeys(filter(None, names)))

    def _single(self, key: str, others: Iterable[str], distance: int) -> NearTitle | None:
        found = self._nearest(key, others, distance)
        return found[0] if len(found) == 1 else None

    def _nearest(self, key: str, others: Iterable[str], distance: int) -> list[NearTitle]:
        """Return the titles with the fewest edits, at most ``distance``."""
        candidates = may_be_near(key, others, distance)
        if not candidates:
            return []
        from rapidfuzz import process  # noqa: PLC0415 - only for titles that the catalogue does not know
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        found = process.extract(key, candidates, scorer=OSA.distance, score_cutoff=distance, limit=None)
        fewest = min((int(edits) for _, edits, _ in found), default=0)
        names = dict.fromkeys(self._names[other] for other, edits, _ in found if int(edits) == fewest)
        return [NearTitle(name, fewest) for name in names]


def _stem(key: str, kinds: tuple[str, ...]) -> str:
    return next((key.removesuffix(kind) for kind in kinds if key.endswith(kind)), key)
