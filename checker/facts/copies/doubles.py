"""Doubled words: any word that is immediately followed by itself, such as 宣传宣传."""

from __future__ import annotations

from codecs import utf_16_le_encode
from collections.abc import Iterator

_UNIT = 2
"""Bytes per character of UTF-16, in which the text is compared with itself."""


def doubled(text: str, lengths: range) -> Iterator[int]:
    """Yield the offsets of doubled words with one of the lengths; an offset may be yielded several times.

    The text, as one large integer, is XORed with itself shifted by the length of a word: a run of zeros of that length
    marks a doubled word. This takes about as long as copying the text.
    """
    data, _ = utf_16_le_encode(text, "surrogatepass")
    if len(data) != _UNIT * len(text):
        yield from _doubled_slowly(text, lengths)
        return
    number = int.from_bytes(data, "little")
    for length in lengths:
        difference = (number ^ (number >> 8 * _UNIT * length)).to_bytes(len(data), "little")
        zeros = bytes(_UNIT * length)
        found = difference.find(zeros)
        while found >= 0:
            offset = (found + 1) // _UNIT
            complete = difference.startswith(zeros, _UNIT * offset) and offset + 2 * length <= len(text)
            if complete and text[offset].isalpha():
                yield offset
            found = difference.find(zeros, _UNIT * offset + _UNIT)


def _doubled_slowly(text: str, lengths: range) -> Iterator[int]:
    """Yield the same offsets for a text with characters beyond the basic multilingual plane."""
    for length in lengths:
        for offset in range(len(text) - 2 * length + 1):
            if text[offset].isalpha() and text.startswith(text[offset : offset + length], offset + length):
                yield offset
