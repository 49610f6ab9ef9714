"""Which blocks of a text an expression can match in, found for all expressions in one pass over the text."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from checker.archive import ARCHIVE
from checker.document import Block, fold
from checker.literals import needed
from checker.patterns import Pattern

_NOWHERE: frozenset[int] = frozenset()


class Watch:
    """The words that expressions need, together.

    Words are kept half-width: wherever one stands in the real or in the masked text, its half-width form stands at
    the same place of the half-width text, which is the only one that is looked through.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._needs: dict[str, tuple[int, ...]] = {}
        self._automaton: AhoCorasick | None = None

    def add(self, patterns: Iterable[Pattern]) -> None:
        """Watch for more expressions, from the next text on."""
        for pattern in patterns:
            if pattern.pattern not in self._needs:
                words = _words(pattern.pattern)
                self._needs[pattern.pattern] = tuple(sorted(map(self._number, words)))

    def _number(self, word: str) -> int:
        if word not in self._numbers:
            self._numbers[word] = len(self._numbers)
            self._automaton = None
        return self._numbers[word]

    def numbers(self, pattern: Pattern) -> tuple[int, ...]:
        """The words that a pattern needs, in order; none where nothing is known. It is watched for from now on."""
        if pattern.pattern not in self._needs:
            self.add((pattern,))
        return self._needs[pattern.pattern]

    def look(self, folded: str, blocks: Sequence[Block]) -> Sighting:
        """Which of the blocks of a text, in order, the words stand in."""
        if self._automaton is None:
            self._automaton = AhoCorasick(
                list(self._numbers), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
            )
        owner = _owners(len(folded), blocks)
        holders: dict[int, set[int]] = {}
        for number, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if number in holders:
                holders[number].add(owner[start])
            else:
                holders[number] = {owner[start]}
        return Sighting(self, holders, len(self._numbers))


@dataclass(frozen=True)
class Sighting:
    """The blocks that hold the watched words of one text, by the number of the word; ``known`` words were looked for.

    A block is told by its place among those of the text; −1 is what stands in none.
    """

    watch: Watch
    holders: Mapping[int, AbstractSet[int]]
    known: int

    def holding(self, pattern: Pattern) -> AbstractSet[int] | None:
        """The blocks with words that the pattern needs; None when it must be tried everywhere."""
        numbers = self.watch.numbers(pattern)
        if not numbers or numbers[-1] >= self.known:
            return None
        holders = self.holders
        return _NOWHERE.union(*[holders[number] for number in numbers if number in holders])

    def blocks(self, pattern: Pattern, blocks: Blocks) -> Sequence[Block]:
        """Those of the blocks that the pattern may match in."""
        holding = self.holding(pattern)
        if holding is None:
            return blocks.blocks
        return [blocks.by_number[number] for number in sorted(holding & blocks.numbers)]


@dataclass(frozen=True)
class Blocks:
    """Some of the blocks of a text, in order, by their places among all of them."""

    by_number: Mapping[int, Block]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks alone."""
        return tuple(self.by_number.values())

    @cached_property
    def numbers(self) -> AbstractSet[int]:
        """Their places."""
        return frozenset(self.by_number)


def _owners(length: int, blocks: Sequence[Block]) -> Sequence[int]:
    """For every character of a text the place of its block among all, or −1."""
    owners = array("i")
    for number, block in enumerate(blocks):
        owners.extend(array("i", [-1]) * (block.span.start - len(owners)))
        owners.extend(array("i", [number]) * (block.span.end - len(owners)))
    owners.extend(array("i", [-1]) * (length - len(owners)))
    return owners


def _words(source: str) -> tuple[str, ...]:
    """The words that an expression needs, half-width, none where nothing is known."""
    return tuple(
        ARCHIVE.remembered("words", source, lambda: tuple(sorted({fold(word) for word in needed(source) or ()})))
    )


def possible(sources: tuple[str, ...], folded: str) -> tuple[str, ...]:
    """Those of the expressions that may match in a half-width text."""

    def may(source: str) -> bool:
        words = _words(source)
        return not words or any(word in folded for word in words)

    return tuple(filter(may, sources))
