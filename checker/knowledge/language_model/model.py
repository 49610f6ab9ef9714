"""The model as it is asked: counts, likeness, what may stand beside what, words by their sound."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from checker.knowledge.language_model.container import Container, opened
from checker.knowledge.language_model.counts import Counts

_SYLLABLE = 10
"""Bits of a syllable's number."""
NEAR_SOUND, SAME_SOUND, SAME_TONE = 1 << 2, 2 << 2, 3 << 2
"""How one character is like another: two bits for the sound (near, same, same tone), two for the shape."""


class LanguageModel:
    """One model file. What is asked of it is read from the mapped file and remembered. State lives here."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self.counts = Counts(container)
        self._alike: dict[str, tuple[str, bytes]] = {}
        self._next: dict[str, str] = {}
        self._before: dict[str, str] = {}
        self._index: dict[str, int] = {}
        self._judges: dict[str, tuple[list[list[float]], list[float]]] = {}

    @cached_property
    def glance(self) -> list[list[float]]:
        """What the runs of three around a proposal weigh, by what it does, and where it makes a word."""
        return [self._container.header.weights[f"glance{kind}"] for kind in (0, 1, 2, 3, 4, "word")]

    def judge(self, name: str) -> tuple[list[list[float]], list[float]]:
        """The hidden units of a judge, their weights with the constant last, and what it makes of them."""
        if name not in self._judges:
            weights = self._container.header.weights
            flat, output = weights[f"{name}_hidden"], weights[f"{name}_output"]
            size = len(flat) // (len(output) - 1)
            self._judges[name] = [flat[start : start + size] for start in range(0, len(flat), size)], output
        return self._judges[name]

    @cached_property
    def _alphabet(self) -> str:
        return bytes(self._container.bytes_of("alphabet")).decode("utf-16-le")

    def _at(self, character: str) -> int:
        found = self._index.get(character)
        if found is None:
            found = self._index[character] = self._alphabet.find(character)
        return found

    def _text(self, name: str, character: str) -> str:
        at = self._at(character)
        if at < 0:
            return ""
        start, end = self._container.words(f"{name}_at")[at : at + 2]
        return bytes(self._container.bytes_of(name)[2 * start : 2 * end]).decode("utf-16-le")

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

    def behind(self, character: str) -> str:
        """The symbols that often stand behind one."""
        found = self._next.get(character)
        if found is None:
            found = self._next[character] = self._text("next", character)
        return found

    def before(self, character: str) -> str:
        """The symbols that often stand before one."""
        found = self._before.get(character)
        if found is None:
            found = self._before[character] = self._text("before", character)
        return found

    def commonness(self, character: str) -> float:
        """The binary logarithm of how often a symbol was counted."""
        at = self._at(character)
        return self._container.bytes_of("unigrams")[at] / 8 if at >= 0 else 0.0

    def sounding_like(self, one: str, other: str) -> Iterator[str]:
        """The words of two characters that sound like two characters."""
        keys = self._container.words("pair_keys")
        pairs = self._container.bytes_of("pairs")
        for first in self._syllables(one):
            for second in self._syllables(other):
                key = first << _SYLLABLE | second
                place = bisect_left(keys, key)
                while place < len(keys) and keys[place] == key:
                    yield bytes(pairs[4 * place : 4 * place + 4]).decode("utf-16-le")
                    place += 1

    def _syllables(self, character: str) -> tuple[int, ...]:
        at = self._written.find(character)
        if at < 0:
            return ()
        return tuple(filter(None, self._container.shorts("syllables")[2 * at : 2 * at + 2]))


def load_language_model(path: Path) -> LanguageModel:
    """The model in a file."""
    return LanguageModel(opened(path))
