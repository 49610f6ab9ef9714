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
_PackedNeeds = tuple[list[bool], str, str]
"""Of expressions whether each needs words; the words, a line each; for each of them, a line, the numbers of those that
need it, a character each. Plain values, of which reading makes few objects."""


class Prefilter:
    """The words that expressions need, together.

    Words are kept half-width: wherever one stands in the real or in the masked text, its half-width form stands at
    the same place of the half-width text, which is the only one that is looked through.
    """

    def __init__(self) -> None:
        self._needs: dict[str, bool] = {}
        self._needing: dict[str, str] = {}
        """Word → the numbers of the expressions that need it, a character each."""
        self._sources: list[str] = []
        self._search = MultiSearch(())
        self._compiled_count = 0
        self._filterable: AbstractSet[str] = frozenset()

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
                later = "".join(_encode(_decode(sign) + len(self._sources)) for sign in signs)
                self._needing[word] = self._needing.get(word, "") + later
        self._sources.extend(sources)

    def scan(self, folded: str, blocks: Sequence[Block]) -> PrefilterResult:
        """Which of the blocks of a text, in order, the words stand in."""
        if self._compiled_count < len(self._sources):
            self._compiled_count = len(self._sources)
            self._filterable = frozenset(source for source in self._sources if self._needs[source])
            self._search = MultiSearch(self._needing, self._search.seen)
        owner = _owners(len(folded), blocks)
        block_numbers: dict[str, AbstractSet[int]] = {}
        for number, starts in self._search.matches(folded).items():
            found = {owner[start] for start in starts}
            for sign in self._needing[self._search.words[number]]:
                source = self._sources[_decode(sign)]
                block_numbers[source] = block_numbers[source] | found if source in block_numbers else found
        return PrefilterResult(self, self._filterable, block_numbers)


class PrefilterResult(Struct, frozen=True):
    """By expression, the blocks of one text with words that it needs.

    Those that are ``filterable`` need words that were looked for; all others must be tried everywhere. A block is told
    by its place among those of the text; −1 is what stands in none.
    """

    prefilter: Prefilter
    filterable: AbstractSet[str]
    by_expression: Mapping[str, AbstractSet[int]]

    def block_numbers(self, pattern: Pattern) -> AbstractSet[int] | None:
        """The blocks with words that the pattern needs; None when it must be tried everywhere."""
        if pattern.pattern in self.filterable:
            return self.by_expression.get(pattern.pattern, _NO_BLOCKS)
        self.prefilter.add((pattern,))  # for the next text
        return None

    def blocks(self, pattern: Pattern, blocks: BlockSubset) -> Sequence[Block]:
        """Those of the blocks that the pattern may match in."""
        block_numbers = self.block_numbers(pattern)
        if block_numbers is None:
            return blocks.blocks
        if not block_numbers:  # as for most expressions in most texts
            return ()
        return [blocks.by_number[number] for number in sorted(block_numbers & blocks.numbers)]


class BlockSubset(Struct, frozen=True, dict=True):
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
    words: tuple[str, ...] = COMPILED_CACHE.get_or_make("words", source, lambda: _compute_words(source))
    return words


def _all_words(sources: tuple[str, ...]) -> _PackedNeeds:
    """What the expressions need, kept in one piece where there are many."""

    def pack(all_words: Iterable[tuple[str, ...]]) -> _PackedNeeds:
        needs: list[bool] = []
        needing: dict[str, str] = {}
        for number, words in enumerate(all_words):
            needs.append(bool(words))
            for word in words:
                needing[word] = needing.get(word, "") + _encode(number)
        return needs, _LINE.join(needing), _LINE.join(needing.values())

    if len(sources) == 1:  # told one by one by a text: each may be one of very many
        return pack((_words(*sources),))
    name = digest(*(source.encode("utf-8", "surrogatepass") for source in sources))
    found: _PackedNeeds = COMPILED_CACHE.get_or_make("watched", name, lambda: pack(map(_compute_words, sources)))
    return found


def _encode(number: int) -> str:
    return chr(number + _FIRST)


def _decode(sign: str) -> int:
    return ord(sign) - _FIRST


def _compute_words(source: str) -> tuple[str, ...]:
    from checker.search.literals import required_literals  # noqa: PLC0415 - it is kept

    words = {fold(word) for word in required_literals(source) or ()}
    # No block holds a line break: such an expression is tried everywhere.
    return () if any(_LINE in word for word in words) else tuple(sorted(words))


def candidate_expressions(sources: tuple[str, ...], folded: str) -> tuple[str, ...]:
    """Those of the expressions that may match in a half-width text."""

    def may(source: str) -> bool:
        words = _words(source)
        return not words or any(word in folded for word in words)

    return tuple(filter(may, sources))
