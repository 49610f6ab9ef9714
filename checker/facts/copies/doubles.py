"""Where a word stands twice, side by side, whatever it is: 宣传宣传."""

from __future__ import annotations

from codecs import utf_16_le_encode
from collections.abc import Iterator

_UNIT = 2
"""Bytes of a character in the encoding by which the text is compared with itself."""


def doubled(text: str, lengths: range) -> Iterator[int]:
    """Where a word begins, of one of the lengths, that is typed twice; a place may come several times.

    The text is laid over itself, further on by the length of the word, and the two are subtracted bit by bit: where
    nothing is left for the length of the word, it stands twice. That takes as long as copying the text.
    """
    data, _ = utf_16_le_encode(text, "surrogatepass")
    if len(data) != _UNIT * len(text):
        yield from _doubled_slowly(text, lengths)
        return
    number = int.from_bytes(data, "little")
    for length in lengths:
        left = (number ^ (number >> 8 * _UNIT * length)).to_bytes(len(data), "little")
        nothing = bytes(_UNIT * length)
        found = left.find(nothing)
        while found >= 0:
            place = (found + 1) // _UNIT
            whole = left.startswith(nothing, _UNIT * place) and place + 2 * length <= len(text)
            if whole and text[place].isalpha():
                yield place
            found = left.find(nothing, _UNIT * place + _UNIT)


def _doubled_slowly(text: str, lengths: range) -> Iterator[int]:
    for length in lengths:
        for place in range(len(text) - 2 * length + 1):
            if text[place].isalpha() and text.startswith(text[place : place + length], place + length):
                yield place
