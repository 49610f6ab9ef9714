"""A sentence cut into words by jieba, for candidates that a list alone cannot be sure of.

jieba takes most of a second to load its dictionary; it is loaded when the first sentence is asked for.
Its cache file is not used: it lies in a folder that others may write to and is read unchecked.
"""

from __future__ import annotations

import warnings
from functools import cache
from typing import Any

from checker.span import Span


def words_in(sentence: str) -> tuple[Span, ...]:
    """The words of a sentence as spans in it, by jieba's dictionary alone: no word is guessed."""
    return tuple(Span(start, end) for _, start, end in _tokenizer().tokenize(sentence, HMM=False))


def is_word(text: str) -> bool:
    """True for a word that the dictionary knows."""
    return bool(_tokenizer().FREQ.get(text))


def parts_a_word(sentence: str, span: Span) -> bool:
    """True when a word of the sentence reaches over one of the span's ends: 叫做 in 叫做为民, for 做为."""
    return any(
        word.start < span.start < word.end or word.start < span.end < word.end
        for word in words_in(sentence)
    )


@cache
def _tokenizer() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the packaging of jieba: none says anything about its words
        import jieba  # noqa: PLC0415

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer
