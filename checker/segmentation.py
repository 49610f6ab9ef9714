"""A sentence cut into words by jieba, for candidates that a list alone cannot be sure of.

jieba's way of cutting is used with a dictionary that is looked up in its file: loading it takes most of
a second, and jieba's cache of it lies in a folder that others may write to. Even jieba itself is only
imported when the dictionary knows a word that is in the way.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

from checker.dictionary import TOTAL, begins_a_word, entry, word_class
from checker.span import Span

LONGEST = 4
"""Characters of the longest words that are asked for one by one."""


def words_in(sentence: str) -> tuple[Span, ...]:
    """The words of a sentence as spans in it, by jieba's dictionary alone: no word is guessed."""
    return tuple(Span(start, end) for _, start, end in _tokenizer().tokenize(sentence, HMM=False))


def parts_a_word(sentence: str, span: Span) -> bool:
    """True when a word of the sentence reaches over one of the span's ends: 叫做 in 叫做为民, for 做为."""
    if not (_crossed(sentence, span.start) or _crossed(sentence, span.end)):
        return False
    return any(word.start < span.start < word.end or word.start < span.end < word.end for word in words_in(sentence))


def in_a_word(text: str, place: int) -> bool:
    """True when a character of a short text belongs to a word of two or more characters."""
    known = any(
        word_class(text[start:end])
        for start in range(place + 1)
        for end in range(max(start + 2, place + 1), len(text) + 1)
    )
    return known and any(word.start <= place < word.end and len(word) > 1 for word in words_in(text))


def _crossed(sentence: str, place: int) -> bool:
    """True when the dictionary knows a word that reaches over a place."""
    return any(
        word_class(sentence[start:end])
        for start in range(max(0, place - LONGEST + 1), place)
        for end in range(place + 1, min(len(sentence), start + LONGEST) + 1)
    )


class _Counts(dict[str, int]):
    """The counts of words, and 0 for what only begins one, as jieba's own table holds them."""

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and begins_a_word(text)

    def __missing__(self, text: str) -> int:
        found = entry(text)
        return found.counted if found else 0

    def get(self, text: str, default: int | None = None) -> int | None:  # type: ignore[override]
        """The count, or ``default`` for what is neither a word nor the beginning of one."""
        return self[text] if begins_a_word(text) else default


@contextmanager
def _unavailable(module: str) -> Iterator[None]:
    """As if a module were not installed: jieba finds its files without, and this one takes longer to load."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = cast("Any", None)
    try:
        yield
    finally:
        del sys.modules[module]


@cache
def _tokenizer() -> Any:
    with warnings.catch_warnings(), _unavailable("pkg_resources"):
        warnings.simplefilter("ignore")  # of the packaging of jieba: none says anything about its words
        import jieba  # noqa: PLC0415

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = _Counts(), TOTAL, True
    return tokenizer
