"""Word segmentation with jieba's dictionary, to confirm candidates that a word list alone cannot decide.

The result is that of ``jieba.cut(sentence, HMM=False)``: the segmentation with the highest product of word
probabilities. The dictionary is read by :mod:`checker.knowledge.dictionary`. jieba itself is not imported: the import
takes longer than a check, loading its dictionary most of a second more, and jieba caches the dictionary in a folder
that other users may write to.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import log

from checker.knowledge.dictionary import TOTAL, is_prefix, lookup, word_class
from checker.search.patterns import compile_pattern
from checker.text.span import Span

MAX_WORD = 4
"""Characters of the longest words that :func:`_crosses_word` looks up one by one."""
_RUN = compile_pattern(r"(?s)(?P<text>[\u4E00-\u9FD5a-zA-Z0-9+#&._%-]+)|\r\n|.")
"""A run of characters that is segmented, or a single other character, which is a word by itself."""
_LOG_TOTAL = log(TOTAL)
_CACHE_SIZE = 8
"""Sentences whose words are cached."""


def words_in(sentence: str) -> tuple[Span, ...]:
    """Return the spans of the words of a sentence; words that the dictionary does not contain are not guessed."""
    words: list[Span] = []
    for match in _RUN.finditer(sentence):
        run = Span(*match.span())
        words.extend(_words_of(sentence, run) if match["text"] else (run,))
    return tuple(words)


def _words_of(sentence: str, run: Span) -> Iterator[Span]:
    """Yield the words of a run; adjacent letters and digits that are words by themselves are joined."""
    text = run.of(sentence)
    ends = _best_path(text)
    start = word_start = 0
    while start < len(text):
        end = ends[start]
        joined = end == start + 1 and text[start].isascii() and text[start].isalnum()
        if word_start < start and not joined:
            yield Span(word_start, start).shift(run.start)
        if not joined:
            yield Span(start, end).shift(run.start)
            word_start = end
        start = end
    if word_start < start:
        yield Span(word_start, start).shift(run.start)


def _best_path(text: str) -> list[int]:
    """Return, for every offset, the end of the word that starts there on the most probable path to the end.

    Of equally probable paths the one with the longer word is taken. A character that is no word has a count of one.
    """
    paths: list[tuple[float, int]] = [(0.0, 0)] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        paths[start] = max((log(count or 1) - _LOG_TOTAL + paths[end][0], end) for end, count in _words_at(text, start))
    return [end for _, end in paths]


def _words_at(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the end and the count of every word that starts at an offset; (start + 1, 0) if there is none."""
    found = False
    end = start + 1
    while end <= len(text) and is_prefix(text[start:end]):
        entry = lookup(text[start:end])
        if entry and entry.count:
            found = True
            yield end, entry.count
        end += 1
    if not found:
        yield start + 1, 0


def splits_word(sentence: str, span: Span) -> bool:
    """Return True if a word of the sentence crosses an end of the span: 叫做 in 叫做为民, for 做为."""
    if not (_crosses_word(sentence, span.start) or _crosses_word(sentence, span.end)):
        return False
    return not {span.start, span.end} <= _boundaries(sentence)


@lru_cache(_CACHE_SIZE)
def _boundaries(sentence: str) -> frozenset[int]:
    """Return the offsets of all word boundaries. Cached, because one sentence may contain many candidates."""
    return frozenset((0, *(word.end for word in words_in(sentence))))


def is_inside_word(text: str, offset: int) -> bool:
    """Return True if the character at ``offset`` of a short text belongs to a word of two or more characters."""
    known = any(
        word_class(text[start:end])
        for start in range(offset + 1)
        for end in range(max(start + 2, offset + 1), len(text) + 1)
    )
    return known and any(word.start <= offset < word.end and len(word) > 1 for word in words_in(text))


def _crosses_word(sentence: str, offset: int) -> bool:
    """Return True if the dictionary contains a word that extends over an offset of the sentence."""
    return any(
        word_class(sentence[start:end])
        for start in range(max(0, offset - MAX_WORD + 1), offset)
        for end in range(offset + 1, min(len(sentence), start + MAX_WORD) + 1)
    )
