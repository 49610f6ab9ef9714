"""A sentence cut into words by jieba's dictionary, for candidates that a list alone cannot be sure of.

It is cut as jieba cuts where no word is to be guessed: of all ways the one whose words are the most likely together.
The dictionary is looked up in its file. jieba itself is not loaded: that takes longer than a check, its dictionary
most of a second more, and its cache of that lies in a folder that others may write to.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import log

from checker.knowledge.dictionary import TOTAL, begins_a_word, entry, word_class
from checker.search.patterns import compile_pattern
from checker.text.span import Span

LONGEST = 4
"""Characters of the longest words that are asked for one by one."""
_PIECE = compile_pattern(r"(?s)(?P<written>[\u4E00-\u9FD5a-zA-Z0-9+#&._%-]+)|\r\n|.")
"""What is cut into words; what stands between is taken sign by sign."""
_ALL = log(TOTAL)
_SENTENCES = 8
"""Sentences whose words are remembered."""


def words_in(sentence: str) -> tuple[Span, ...]:
    """The words of a sentence as spans in it, by jieba's dictionary alone: no word is guessed."""
    words: list[Span] = []
    for found in _PIECE.finditer(sentence):
        piece = Span(*found.span())
        words.extend(_words_of(sentence, piece) if found["written"] else (piece,))
    return tuple(words)


def _words_of(sentence: str, piece: Span) -> Iterator[Span]:
    """The words of a piece; letters and figures that are words by themselves belong together."""
    text = piece.of(sentence)
    ends = _likeliest(text)
    start = begun = 0
    while start < len(text):
        end = ends[start]
        alone = end == start + 1 and text[start].isascii() and text[start].isalnum()
        if begun < start and not alone:
            yield Span(begun, start).shift(piece.start)
        if not alone:
            yield Span(start, end).shift(piece.start)
            begun = end
        start = end
    if begun < start:
        yield Span(begun, start).shift(piece.start)


def _likeliest(text: str) -> list[int]:
    """For every place of a text the end of the word that begins there, on the likeliest way from there to the end.

    Of ways that are as likely the one with the longer word; a character that no word is counts as once met.
    """
    ways: list[tuple[float, int]] = [(0.0, 0)] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        ways[start] = max((log(counted or 1) - _ALL + ways[end][0], end) for end, counted in _words_from(text, start))
    return [end for _, end in ways]


def _words_from(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Where the words that begin at a place end, and how often each was counted."""
    found = False
    end = start + 1
    while end <= len(text) and begins_a_word(text[start:end]):
        known = entry(text[start:end])
        if known and known.counted:
            found = True
            yield end, known.counted
        end += 1
    if not found:
        yield start + 1, 0


def parts_a_word(sentence: str, span: Span) -> bool:
    """True when a word of the sentence reaches over one of the span's ends: 叫做 in 叫做为民, for 做为."""
    if not (_crossed(sentence, span.start) or _crossed(sentence, span.end)):
        return False
    return not {span.start, span.end} <= _ends(sentence)


@lru_cache(_SENTENCES)
def _ends(sentence: str) -> frozenset[int]:
    """Where the words of a sentence begin and end: they stand end to end. There may be many findings in one of them."""
    return frozenset((0, *(word.end for word in words_in(sentence))))


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
