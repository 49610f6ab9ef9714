"""jieba's dictionary, looked up in its file: its Han words stand in the order of their bytes.

Loading it as jieba does takes most of a second; a look-up here takes some twenty steps, and reads as many pages.
"""

from __future__ import annotations

import mmap
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

_Data = bytes | mmap.mmap


class Entry(Struct, frozen=True):
    """How often a word was counted, and its class (n, ns, v, c …)."""

    counted: int
    word_class: str


FIRST = "\n一 "
"""The first of the Han words in the order of bytes."""
REMEMBERED = 50_000
"""Look-ups that are kept; a run over many reports asks for ever new ones."""
TOTAL = 60101967
"""The sum of all counts in the dictionary of jieba 0.42.1."""


@lru_cache(REMEMBERED)
def entry(word: str) -> Entry | None:
    """The dictionary's entry of a Han word, None when it has none."""
    data = _data()
    key = f"{word} ".encode()
    start = _first(data, key)
    if data[start : start + len(key)] != key:
        return None
    count, name = data[start + len(key) : _line_end(data, start)].decode().split(" ")
    return Entry(int(count), name)


@lru_cache(REMEMBERED)
def begins_a_word(text: str) -> bool:
    """True when a word of the dictionary begins with the text."""
    data = _data()
    key = text.encode()
    start = _first(data, key)
    return bool(key) and data[start : start + len(key)] == key


def word_class(word: str) -> str:
    """The class of a word, empty when the dictionary does not know it."""
    found = entry(word)
    return found.word_class if found else ""


def _first(data: _Data, key: bytes) -> int:
    """The start of the first line that is not before ``key``."""
    low, high = _ordered(), len(data)
    while low < high:
        middle = (low + high) // 2
        start = data.rfind(b"\n", low, middle) + 1 or low
        if data[start : start + len(key)] < key:
            low = _line_end(data, middle) + 1
        else:
            high = start
    return min(low, len(data))


@cache
def _ordered() -> int:
    """Where the words of Han characters alone begin; before them stand some with letters, in no order."""
    return _data().find(FIRST.encode()) + 1


def _line_end(data: _Data, offset: int) -> int:
    end = data.find(b"\n", offset)
    return end if end >= 0 else len(data)


@cache
def _data() -> _Data:
    spec = find_spec("jieba")
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        return b""
    with (Path(folders[0]) / "dict.txt").open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
