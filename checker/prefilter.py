"""Which blocks of a text an expression can match in, found for all expressions in one pass over the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from checker.archive import ARCHIVE
from checker.document import Block, fold
from checker.literals import needed
from checker.patterns import Pattern

NOWHERE: tuple[int, ...] = ()


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

    def look(self, folded: str) -> Sighting:
        """Where the words stand in a text."""
        if self._automaton is None:
            self._automaton = AhoCorasick(
                list(self._numbers), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
            )
        starts: dict[int, list[int]] = {}
        for number, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if number in starts:
                starts[number].append(start)
            else:
                starts[number] = [start]
        return Sighting(self, starts, len(self._numbers))


@dataclass(frozen=True)
class Sighting:
    """The places of the watched words in one text, by the number of the word; ``known`` words were looked for."""

    watch: Watch
    starts: Mapping[int, Sequence[int]]
    known: int

    def places(self, pattern: Pattern) -> Sequence[int] | None:
        """Where words stand that the pattern needs, in order; None when it must be tried everywhere."""
        numbers = self.watch.numbers(pattern)
        if not numbers or numbers[-1] >= self.known:
            return None
        starts = self.starts
        found = [starts[number] for number in numbers if number in starts]
        if len(found) < 2:
            return found[0] if found else NOWHERE
        return sorted({place for places in found for place in places})

    def blocks(self, pattern: Pattern, blocks: Blocks) -> Sequence[Block]:
        """Those of the blocks that the pattern may match in."""
        places = self.places(pattern)
        if places is None:
            return blocks.blocks
        found: list[Block] = []
        last = -1
        for place in places:
            index = bisect_right(blocks.starts, place) - 1
            if index > last and place < blocks.blocks[index].span.end:
                found.append(blocks.blocks[index])
                last = index
        return found


@dataclass(frozen=True)
class Blocks:
    """Blocks of a text in order, none in another."""

    blocks: tuple[Block, ...]

    @cached_property
    def starts(self) -> list[int]:
        """Where each begins."""
        return [block.span.start for block in self.blocks]


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
