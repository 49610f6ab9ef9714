"""The model as it is asked: counts, likeness, what may stand beside what, words by their sound."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

from checker.knowledge.language_model.container import Container, opened
from checker.knowledge.language_model.counts import Counts
from checker.knowledge.language_model.symbols import is_han

_SYLLABLE = 10
"""Bits of a syllable's number."""
PAIR_BITS = 15
"""Of the value of a pair the bits for how often it was counted; those above them tell how often as a word."""
_EIGHTHS = tuple(value / 8 for value in range(256))
_REMEMBERED = 60_000
"""Pairs that are remembered."""
NEAR_SOUND, SAME_SOUND, SAME_TONE = 1 << 2, 2 << 2, 3 << 2
"""How one character is like another: two bits for the sound (near, same, same tone), two for the shape."""


class LanguageModel:
    """One model file. What is asked of it is read from the mapped file and remembered. State lives here."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self.counts = Counts(container)
        self._alike: dict[str, tuple[str, bytes]] = {}
        self._behind: dict[str, tuple[str, bytes]] = {}
        self._before: dict[str, tuple[str, bytes]] = {}
        self._sounds: dict[str, tuple[int, ...]] = {}
        self._texts: dict[str, str] = {}
        self._middles: dict[str, str] = {}
        self._index: dict[str, int] = {}
        self._judges: dict[str, tuple[list[list[float]], list[float]]] = {}
        self.beside = self._asked()

    def weights(self, name: str) -> list[float]:
        """Weights by their name."""
        return self._container.header.weights[name]

    def judge(self, name: str) -> tuple[list[list[float]], list[float]]:
        """The hidden units of a judge, their weights with the constant last, and what it makes of them."""
        if name not in self._judges:
            weights = self._container.header.weights
            flat, output = weights[f"{name}_hidden"], weights[f"{name}_output"]
            size = len(flat) // (len(output) - 1)
            self._judges[name] = [flat[start : start + size] for start in range(0, len(flat), size)], output
        return self._judges[name]

    def text(self, name: str) -> str:
        """A section of characters."""
        if name not in self._texts:
            self._texts[name] = str(self._container.bytes_of(name), "utf-16-le")
        return self._texts[name]

    @cached_property
    def alphabet(self) -> str:
        """The symbols that were counted, in the order of their code points."""
        return str(self._container.bytes_of("alphabet"), "utf-16-le")

    def counted(self, text: str) -> bool:
        """True when every character of a text is among the symbols."""
        return all(self._at(character) >= 0 for character in text if is_han(character))

    def _at(self, character: str) -> int:
        found = self._index.get(character)
        if found is None:
            found = self._index[character] = self.alphabet.find(character)
        return found

    def _neighbours(self, name: str, character: str) -> tuple[str, bytes]:
        at = self._at(character)
        if at < 0:
            return "", b""
        container = self._container
        start, end = container.words(f"{name}_at")[at : at + 2]
        return (
            str(container.bytes_of(name)[2 * start : 2 * end], "utf-16-le"),
            container.bytes_of(f"{name}_value")[start:end].tobytes(),
        )

    @cached_property
    def _written(self) -> str:
        return str(self._container.bytes_of("written"), "utf-16-le")

    def alike(self, character: str) -> tuple[str, bytes]:
        """The characters that may be meant where this one stands, and how each is like it."""
        found = self._alike.get(character)
        if found is None:
            at = self._written.find(character)
            start, end = self._container.words("like_at")[at : at + 2] if at >= 0 else (0, 0)
            found = self._alike[character] = (
                str(self._container.bytes_of("like")[2 * start : 2 * end], "utf-16-le"),
                self._container.bytes_of("like_how")[start:end].tobytes(),
            )
        return found

    def likeness(self, character: str, other: str) -> int | None:
        """How a character is like another; None where it is not."""
        characters, hows = self.alike(character)
        at = characters.find(other)
        return hows[at] if at >= 0 else None

    def behind(self, character: str) -> tuple[str, bytes]:
        """The symbols that often stand behind one, the usual first, each with how often (see :data:`PAIR_BITS`)."""
        found = self._behind.get(character)
        if found is None:
            found = self._behind[character] = self._neighbours("next", character)
        return found

    def before(self, character: str) -> tuple[str, bytes]:
        """The symbols that often stand before one, in the same form."""
        found = self._before.get(character)
        if found is None:
            found = self._before[character] = self._neighbours("before", character)
        return found

    def _asked(self) -> Callable[[str], int]:
        """What tells how often a pair was counted and how often as a word, 0 where it is not frequent; it remembers.

        A function with all that it needs at hand: it is called thousands of times for a report.
        """
        known: dict[str, int] = {}
        behind = self.behind

        def beside(pair: str) -> int:
            found = known.get(pair)
            if found is None:
                characters, values = behind(pair[0])
                at = characters.find(pair[1])
                if len(known) > _REMEMBERED:
                    known.clear()
                found = known[pair] = values[at] if at >= 0 else 0
            return found

        return beside

    def middles(self, left: str, right: str) -> str:
        """The symbols that often stand between two, the likeliest first."""
        found = self._middles.get(left + right)
        if found is None:
            first, second = self._at(left), self._at(right)
            start = end = 0
            if first >= 0 and second >= 0:
                low, high = self._container.words("middle_at")[first : first + 2]
                rights = self._container.shorts("middle_right")
                start = bisect_left(rights, second, low, high)
                end = bisect_right(rights, second, start, high)
            found = str(self._container.bytes_of("middles")[2 * start : 2 * end], "utf-16-le")
            self._middles[left + right] = found
        return found

    def alone(self, character: str) -> float:
        """The binary logarithm of how often a character was a word by itself."""
        return self.alones.get(character, 0.0)

    def commonness(self, character: str) -> float:
        """The binary logarithm of how often a symbol was counted."""
        return self.commonnesses.get(character, 0.0)

    @cached_property
    def commonnesses(self) -> dict[str, float]:
        """:meth:`commonness` of all symbols."""
        return self._logarithms("unigrams")

    @cached_property
    def alones(self) -> dict[str, float]:
        """:meth:`alone` of all symbols."""
        return self._logarithms("alone")

    def _logarithms(self, name: str) -> dict[str, float]:
        return dict(zip(self.alphabet, map(_EIGHTHS.__getitem__, self._container.bytes_of(name)), strict=True))

    def sounding_like(self, one: str, other: str, often: int = 0) -> Iterator[str]:
        """The words of two characters that sound like two characters and were counted so often (a power of two)."""
        keys, pairs = self._by_sound
        for first in self._syllables(one):
            for second in self._syllables(other):
                key = first << _SYLLABLE | second
                place = bisect_left(keys, key)
                while place < len(keys) and keys[place] == key:
                    word = str(pairs[4 * place : 4 * place + 4], "utf-16-le")
                    if self.beside(word) & PAIR_BITS < often:
                        # Words of one sound stand in order, the commonest first.
                        break
                    yield word
                    place += 1

    @cached_property
    def _by_sound(self) -> tuple[memoryview, memoryview]:
        return self._container.words("pair_keys"), self._container.bytes_of("pairs")

    def _syllables(self, character: str) -> tuple[int, ...]:
        found = self._sounds.get(character)
        if found is None:
            at = self._written.find(character)
            found = tuple(filter(None, self._container.shorts("syllables")[2 * at : 2 * at + 2])) if at >= 0 else ()
            self._sounds[character] = found
        return found


def load_language_model(path: Path) -> LanguageModel:
    """The model in a file."""
    return LanguageModel(opened(path))
