"""Which blocks of a text an expression can match in, found for all expressions in one pass over the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from msgspec import Struct

from checker.cache.folder import digest
from checker.cache.store import COMPILED_CACHE
from checker.search.multi_search import MultiSearch
from checker.search.patterns import Pattern
from checker.text.document import Block, fold

_NO_BLOCKS: AbstractSet[int] = frozenset()
_LINE = "\n"
_FIRST = ord(" ")
"""The character that stands for the first expression: those before it end lines."""
_Needed = tuple[list[bool], str, str]
"""Of expressions whether each needs words; the words, a line each; for each of them, a line, the numbers of those that
need it, a character each. Plain values, of which reading makes few objects."""


class Watch:
    """The words that expressions need, together.

    Words are kept half-width: wherever one stands in the real or in the masked text, its half-width form stands at
    the same place of the half-width text, which is the only one that is looked through.
    """

    def __init__(self) -> None:
        self._needs: dict[str, bool] = {}
        self._needing: dict[str, str] = {}
        """Word → the numbers of the expressions that need it, a character each."""
        self._sources: list[str] = []
        self._seeker = MultiSearch(())
        self._looked_for = 0
        self._narrowed: AbstractSet[str] = frozenset()

    def add(self, patterns: Iterable[Pattern]) -> None:
        """Watch for more expressions, from the next text on."""
        new = dict.fromkeys(pattern.pattern for pattern in patterns)
        sources = tuple(source for source in new if source not in self._needs)
        if not sources:
            return
        needs, words, numbers = _all_words(sources)
        self._needs.update(zip(sources, needs, strict=True))
        needing = dict(zip(words.split(_LINE), numbers.split(_LINE), strict=True)) if words else {}
        if not self._sources:
            self._needing = needing
        else:
            for word, signs in needing.items():
                later = "".join(_sign(_number(sign) + len(self._sources)) for sign in signs)
                self._needing[word] = self._needing.get(word, "") + later
        self._sources.extend(sources)

    def look(self, folded: str, blocks: Sequence[Block]) -> Sighting:
        """Which of the blocks of a text, in order, the words stand in."""
        if self._looked_for < len(self._sources):
            self._looked_for = len(self._sources)
            self._narrowed = frozenset(source for source in self._sources if self._needs[source])
            self._seeker = MultiSearch(self._needing, self._seeker.seen)
        owner = _owners(len(folded), blocks)
        holding: dict[str, AbstractSet[int]] = {}
        for number, starts in self._seeker.matches(folded).items():
            found = {owner[start] for start in starts}
            for sign in self._needing[self._seeker.words[number]]:
                source = self._sources[_number(sign)]
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
    words: tuple[str, ...] = COMPILED_CACHE.get_or_make("words", source, lambda: _worked_out(source))
    return words


def _all_words(sources: tuple[str, ...]) -> _Needed:
    """What the expressions need, kept in one piece where there are many."""

    def together(all_words: Iterable[tuple[str, ...]]) -> _Needed:
        needs: list[bool] = []
        needing: dict[str, str] = {}
        for number, words in enumerate(all_words):
            needs.append(bool(words))
            for word in words:
                needing[word] = needing.get(word, "") + _sign(number)
        return needs, _LINE.join(needing), _LINE.join(needing.values())

    if len(sources) == 1:  # told one by one by a text: each may be one of very many
        return together((_words(*sources),))
    name = digest(*(source.encode("utf-8", "surrogatepass") for source in sources))
    found: _Needed = COMPILED_CACHE.get_or_make("watched", name, lambda: together(map(_worked_out, sources)))
    return found


def _sign(number: int) -> str:
    return chr(number + _FIRST)


def _number(sign: str) -> int:
    return ord(sign) - _FIRST


def _worked_out(source: str) -> tuple[str, ...]:
    from checker.search.literals import needed  # noqa: PLC0415 - it is kept

    words = {fold(word) for word in needed(source) or ()}
    # No block holds a line break: such an expression is tried everywhere.
    return () if any(_LINE in word for word in words) else tuple(sorted(words))


def possible(sources: tuple[str, ...], folded: str) -> tuple[str, ...]:
    """Those of the expressions that may match in a half-width text."""

    def may(source: str) -> bool:
        words = _words(source)
        return not words or any(word in folded for word in words)

    return tuple(filter(may, sources))
