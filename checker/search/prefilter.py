"""A prefilter: the blocks in which each expression can match, found for all expressions in one pass over a text."""

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
"""The code point that encodes the number 0; lower ones include line breaks."""
_PackedNeeds = tuple[list[bool], str, str]
"""The literals of several expressions: for each expression whether it requires any; the words, one per line; for each
word a line with the numbers of the expressions that require it, one character each. Plain values that are decoded into
few objects."""


class Prefilter:
    """The words that a set of expressions requires.

    Words are stored half-width: wherever a word occurs in the original or in the masked text, its half-width form
    occurs at the same offset of the folded text, which is the only text that is searched. Instances are mutable.
    """

    def __init__(self) -> None:
        self._needs: dict[str, bool] = {}
        self._needing: dict[str, str] = {}
        """Word → the numbers of the expressions that require it, one character each."""
        self._sources: list[str] = []
        self._search = MultiSearch(())
        self._compiled_count = 0
        self._filterable: AbstractSet[str] = frozenset()

    def add(self, patterns: Iterable[Pattern]) -> None:
        """Add expressions, which count from the next :meth:`scan` on."""
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
        """Search the folded text of a document for all words; ``blocks`` are its blocks in order."""
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
    """For each expression, the blocks of one text that contain a word that it requires.

    Expressions that are not ``filterable`` must be tried everywhere: they require no words, or were added after the
    scan. Blocks are identified by their index in the document; −1 stands for text outside blocks.
    """

    prefilter: Prefilter
    filterable: AbstractSet[str]
    by_expression: Mapping[str, AbstractSet[int]]

    def block_numbers(self, pattern: Pattern) -> AbstractSet[int] | None:
        """Return the indexes of the blocks in which a pattern may match; None when it must be tried everywhere."""
        if pattern.pattern in self.filterable:
            return self.by_expression.get(pattern.pattern, _NO_BLOCKS)
        self.prefilter.add((pattern,))  # so that the next text is searched for it
        return None

    def blocks(self, pattern: Pattern, blocks: BlockSubset) -> Sequence[Block]:
        """Return those of the blocks in which a pattern may match."""
        block_numbers = self.block_numbers(pattern)
        if block_numbers is None:
            return blocks.blocks
        if not block_numbers:  # the most frequent case
            return ()
        return [blocks.by_number[number] for number in sorted(block_numbers & blocks.numbers)]


class BlockSubset(Struct, frozen=True, dict=True):
    """Some of the blocks of a document, in order: index in the document → block."""

    by_number: Mapping[int, Block]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks."""
        return tuple(self.by_number.values())

    @cached_property
    def numbers(self) -> AbstractSet[int]:
        """The indexes of the blocks."""
        return frozenset(self.by_number)


def _owners(length: int, blocks: Sequence[Block]) -> Sequence[int]:
    """Return for each character of a text the index of its block, or −1 outside blocks."""
    owners: list[int] = []
    for number, block in enumerate(blocks):
        owners.extend([-1] * (block.span.start - len(owners)))
        owners.extend([number] * (block.span.end - len(owners)))
    owners.extend([-1] * (length - len(owners)))
    return owners


def _words(source: str) -> tuple[str, ...]:
    """Return the half-width words that an expression requires; empty when nothing is known."""
    words: tuple[str, ...] = COMPILED_CACHE.get_or_make("words", source, lambda: _compute_words(source))
    return words


def _all_words(sources: tuple[str, ...]) -> _PackedNeeds:
    """Return the words that expressions require; those of several expressions are cached as one value."""

    def pack(all_words: Iterable[tuple[str, ...]]) -> _PackedNeeds:
        needs: list[bool] = []
        needing: dict[str, str] = {}
        for number, words in enumerate(all_words):
            needs.append(bool(words))
            for word in words:
                needing[word] = needing.get(word, "") + _encode(number)
        return needs, _LINE.join(needing), _LINE.join(needing.values())

    if len(sources) == 1:  # an expression that a text brings; there may be very many of them
        return pack((_words(*sources),))
    name = digest(*(source.encode("utf-8", "surrogatepass") for source in sources))
    packed: _PackedNeeds = COMPILED_CACHE.get_or_make("watched", name, lambda: pack(map(_compute_words, sources)))
    return packed


def _encode(number: int) -> str:
    return chr(number + _FIRST)


def _decode(sign: str) -> int:
    return ord(sign) - _FIRST


def _compute_words(source: str) -> tuple[str, ...]:
    from checker.search.literals import required_literals  # noqa: PLC0415 - the words are usually in the cache

    words = {fold(word) for word in required_literals(source) or ()}
    # Blocks contain no line breaks, so an expression that requires one must be tried everywhere.
    return () if any(_LINE in word for word in words) else tuple(sorted(words))


def candidate_expressions(sources: tuple[str, ...], folded: str) -> tuple[str, ...]:
    """Return those of the expressions that may match in a folded text."""

    def may_match(source: str) -> bool:
        words = _words(source)
        return not words or any(word in folded for word in words)

    return tuple(filter(may_match, sources))
