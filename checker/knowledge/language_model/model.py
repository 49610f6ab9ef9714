"""The model as it is asked: counts, likeness, what may stand beside what, words by their sound."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from checker.knowledge.language_model.container import Container, opened
from checker.knowledge.language_model.counts import Counts
from checker.knowledge.language_model.glance import Glance, glance

_SYLLABLE = 10
"""Bits of a syllable's number."""
_USUAL = 5
"""Of the symbols that stand beside one, those that are usual."""
NEAR_SOUND, SAME_SOUND, SAME_TONE = 1 << 2, 2 << 2, 3 << 2
"""How one character is like another: two bits for the sound (near, same, same tone), two for the shape."""


class LanguageModel:
    """One model file. What is asked of it is read from the mapped file and remembered. State lives here."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self.counts = Counts(container)
        self._alike: dict[str, tuple[str, bytes]] = {}
        self._texts: dict[str, str] = {}
        self._hows: dict[str, dict[str, int]] = {}
        self._middles: dict[str, str] = {}
        self._index: dict[str, int] = {}
        self._each: dict[str, dict[str, float]] = {}
        self._judges: dict[str, tuple[list[list[float]], list[float]]] = {}

    @cached_property
    def glances(self) -> list[Glance]:
        """What a first glance weighs, by what a proposal does."""
        weights = self._container.header.weights
        return [glance(weights[f"glance{kind}"], least) for kind, least in enumerate(weights["least"])]

    @cached_property
    def look(self) -> list[float]:
        """What the runs over a symbol weigh for it to be looked at, and how much it takes."""
        return self._container.header.weights["look"]

    @cached_property
    def limits(self) -> list[float]:
        """Above what nothing is missing between two symbols.

        Counts of the runs of three over them, of the pair; what those runs weigh, what the rarer of the words beside
        them weighs, both together.
        """
        return self._container.header.weights["limits"]

    def judge(self, name: str) -> tuple[list[list[float]], list[float]]:
        """The hidden units of a judge, their weights with the constant last, and what it makes of them."""
        if name not in self._judges:
            weights = self._container.header.weights
            flat, output = weights[f"{name}_hidden"], weights[f"{name}_output"]
            size = len(flat) // (len(output) - 1)
            self._judges[name] = [flat[start : start + size] for start in range(0, len(flat), size)], output
        return self._judges[name]

    @cached_property
    def alphabet(self) -> str:
        """The symbols that were counted, in the order of their code points."""
        return bytes(self._container.bytes_of("alphabet")).decode("utf-16-le")

    def _at(self, character: str) -> int:
        found = self._index.get(character)
        if found is None:
            found = self._index[character] = self.alphabet.find(character)
        return found

    def _text(self, name: str, character: str) -> str:
        found = self._texts.get(name + character)
        if found is None:
            at, found = self._at(character), ""
            if at >= 0:
                start, end = self._container.words(f"{name}_at")[at : at + 2]
                found = bytes(self._container.bytes_of(name)[2 * start : 2 * end]).decode("utf-16-le")
            self._texts[name + character] = found
        return found

    @cached_property
    def _written(self) -> str:
        return bytes(self._container.bytes_of("written")).decode("utf-16-le")

    def alike(self, character: str) -> tuple[str, bytes]:
        """The characters that may be meant where this one stands, and how each is like it."""
        found = self._alike.get(character)
        if found is None:
            at = self._written.find(character)
            start, end = self._container.words("like_at")[at : at + 2] if at >= 0 else (0, 0)
            found = self._alike[character] = (
                bytes(self._container.bytes_of("like")[2 * start : 2 * end]).decode("utf-16-le"),
                bytes(self._container.bytes_of("like_how")[start:end]),
            )
        return found

    def likeness(self, character: str, other: str) -> int | None:
        """How a character is like another; None where it is not."""
        characters, hows = self.alike(character)
        at = characters.find(other)
        return hows[at] if at >= 0 else None

    def hows(self, character: str) -> dict[str, int]:
        """The characters that may be meant where this one stands, with how each is like it."""
        found = self._hows.get(character)
        if found is None:
            found = self._hows[character] = dict(zip(*self.alike(character), strict=True))
        return found

    def behind(self, character: str) -> str:
        """The symbols that stand behind one in words, the usual first."""
        return self._text("next", character)

    def before(self, character: str) -> str:
        """The symbols that stand before one in words, the usual first."""
        return self._text("before", character)

    def usual_behind(self, character: str) -> str:
        """Those that stand most often behind one."""
        return self.behind(character)[:_USUAL]

    def usual_before(self, character: str) -> str:
        """Those that stand most often before one."""
        return self.before(character)[:_USUAL]

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
            found = bytes(self._container.bytes_of("middles")[2 * start : 2 * end]).decode("utf-16-le")
            self._middles[left + right] = found
        return found

    def alone(self, character: str) -> float:
        """The binary logarithm of how often a character was a word by itself."""
        return self._logarithms("alone").get(character, 0.0)

    def commonness(self, character: str) -> float:
        """The binary logarithm of how often a symbol was counted."""
        return self._logarithms("unigrams").get(character, 0.0)

    def _logarithms(self, name: str) -> dict[str, float]:
        found = self._each.get(name)
        if found is None:
            eighths = self._container.bytes_of(name)
            found = self._each[name] = {symbol: value / 8 for symbol, value in zip(self.alphabet, eighths, strict=True)}
        return found

    def sounding_like(self, one: str, other: str) -> Iterator[str]:
        """The words of two characters that sound like two characters."""
        keys, pairs = self._by_sound
        for first in self._syllables(one):
            for second in self._syllables(other):
                key = first << _SYLLABLE | second
                place = bisect_left(keys, key)
                while place < len(keys) and keys[place] == key:
                    yield bytes(pairs[4 * place : 4 * place + 4]).decode("utf-16-le")
                    place += 1

    @cached_property
    def _by_sound(self) -> tuple[memoryview, memoryview]:
        return self._container.words("pair_keys"), self._container.bytes_of("pairs")

    def _syllables(self, character: str) -> tuple[int, ...]:
        at = self._written.find(character)
        if at < 0:
            return ()
        return tuple(filter(None, self._container.shorts("syllables")[2 * at : 2 * at + 2]))


def load_language_model(path: Path) -> LanguageModel:
    """The model in a file."""
    return LanguageModel(opened(path))
