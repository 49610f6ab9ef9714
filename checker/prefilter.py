"""Which blocks of a text an expression can match in, found for all expressions in one pass over the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from msgspec import Struct

from checker.archive import ARCHIVE
from checker.cachefolder import digest
from checker.document import Block, fold
from checker.patterns import Pattern
from checker.seeking import Seeker

_NO_BLOCKS: AbstractSet[int] = frozenset()


class Watch:
    """The words that expressions need, together.

    Words are kept half-width: wherever one stands in the real or in the masked text, its half-width form stands at
    the same place of the half-width text, which is the only one that is looked through.
    """

    def __init__(self) -> None:
        self._needs: dict[str, bool] = {}
        self._needing: dict[str, list[int]] = {}
        self._sources: list[str] = []
        self._seeker = Seeker(())
        self._looked_for = 0
        self._narrowed: AbstractSet[str] = frozenset()

    def add(self, patterns: Iterable[Pattern]) -> None:
        """Watch for more expressions, from the next text on."""
        new = dict.fromkeys(pattern.pattern for pattern in patterns)
        sources = tuple(source for source in new if source not in self._needs)
        if not sources:
            return
        needs, needing = _all_words(sources)
        self._needs.update(zip(sources, needs, strict=True))
        if not self._sources:
            self._needing = needing
        else:
            for word, numbers in needing.items():
                self._needing.setdefault(word, []).extend(number + len(self._sources) for number in numbers)
        self._sources.extend(sources)

    def look(self, folded: str, blocks: Sequence[Block]) -> Sighting:
        """Which of the blocks of a text, in order, the words stand in."""
        if self._looked_for < len(self._sources):
            self._looked_for = len(self._sources)
            self._narrowed = frozenset(source for source in self._sources if self._needs[source])
            self._seeker = Seeker(self._needing, self._seeker.seen)
        owner = _owners(len(folded), blocks)
        holding: dict[str, AbstractSet[int]] = {}
        for number, starts in self._seeker.matches(folded).items():
            found = {owner[start] for start in starts}
            for place in self._needing[self._seeker.words[number]]:
                source = self._sources[place]
                holding[source] = holding[source] | found if source in holding else found
        return Sighting(self, self._narrowed, holding)


class Sighting(Struct, frozen=True):
    """By expression, the blocks of one text with words that it needs.

    Those that are ``narrowed`` need words that were looked for; all others must be tried everywhere. A block is told
    by its place among those of the text; −1 is what stands in none.
    """

    watch: Watch
    narrowed: AbstractSet[str]
    of_expression: Mapping[str, AbstractSet[int]]

    def holding(self, pattern: Pattern) -> AbstractSet[int] | None:
        """The blocks with words that the pattern needs; None when it must be tried everywhere."""
        if pattern.pattern in self.narrowed:
            return self.of_expression.get(pattern.pattern, _NO_BLOCKS)
        self.watch.add((pattern,))  # for the next text
        return None

    def blocks(self, pattern: Pattern, blocks: Blocks) -> Sequence[Block]:
        """Those of the blocks that the pattern may match in."""
        holding = self.holding(pattern)
        if holding is None:
            return blocks.blocks
        if not holding:  # as for most expressions in most texts
            return ()
        return [blocks.by_number[number] for number in sorted(holding & blocks.numbers)]


class Blocks(Struct, frozen=True, dict=True):
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
    owners: list[int] = []
    for number, block in enumerate(blocks):
        owners.extend([-1] * (block.span.start - len(owners)))
        owners.extend([number] * (block.span.end - len(owners)))
    owners.extend([-1] * (length - len(owners)))
    return owners


def _words(source: str) -> tuple[str, ...]:
    """The words that an expression needs, half-width, none where nothing is known."""
    words: tuple[str, ...] = ARCHIVE.remembered("words", source, lambda: _worked_out(source))
    return words


def _all_words(sources: tuple[str, ...]) -> tuple[list[bool], dict[str, list[int]]]:
    """Of each expression whether it needs words; the words, and the places of those that need them."""

    def worked_out() -> tuple[list[bool], dict[str, list[int]]]:
        needing: dict[str, list[int]] = {}
        needs = [_worked_out(source) for source in sources]
        for place, words in enumerate(needs):
            for word in words:
                needing.setdefault(word, []).append(place)
        return [bool(words) for words in needs], needing

    if len(sources) == 1:  # told one by one by a text: each may be one of very many
        words = _words(*sources)
        return [bool(words)], {word: [0] for word in words}
    found: tuple[list[bool], dict[str, list[int]]] = ARCHIVE.remembered(
        "watched", digest("\n".join(sources).encode()), worked_out
    )
    return found


def _worked_out(source: str) -> tuple[str, ...]:
    from checker.literals import needed  # noqa: PLC0415 - it is kept

    return tuple(sorted({fold(word) for word in needed(source) or ()}))


def possible(sources: tuple[str, ...], folded: str) -> tuple[str, ...]:
    """Those of the expressions that may match in a half-width text."""

    def may(source: str) -> bool:
        words = _words(source)
        return not words or any(word in folded for word in words)

    return tuple(filter(may, sources))
