"""Look-ups in the file of jieba's dictionary by binary search: its Han words are sorted by their bytes.

Loading the dictionary as jieba does takes most of a second; a look-up here takes some twenty steps and reads as many
pages of the file.
"""

from __future__ import annotations

import mmap
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

_Data = bytes | mmap.mmap


class Entry(Struct, frozen=True):
    """The frequency of a word and its part of speech (n, ns, v, c …)."""

    count: int
    word_class: str


FIRST = "\n一 "
"""The line of the first Han word in the order of bytes."""
CACHE_SIZE = 50_000
"""Look-ups that are cached; a run over many reports looks up new words all the time."""
_PLACES = 1_000
"""Places that are cached: whether a word begins so is asked just before what word it is."""
TOTAL = 60101967
"""The sum of all counts in the dictionary of jieba 0.42.1."""


@lru_cache(CACHE_SIZE)
def lookup(word: str) -> Entry | None:
    """Return the entry of a Han word, or None if the dictionary does not contain it."""
    data = _data()
    key = f"{word} ".encode()
    start = _place(word)
    if data[start : start + len(key)] != key:
        return None
    count, name = data[start + len(key) : _line_end(data, start)].decode().split(" ")
    return Entry(int(count), name)


@lru_cache(CACHE_SIZE)
def is_prefix(text: str) -> bool:
    """Return True if a word of the dictionary starts with ``text``; False for an empty string."""
    key, start = text.encode(), _place(text)
    return bool(key) and _data()[start : start + len(key)] == key


@lru_cache(_PLACES)
def _place(word: str) -> int:
    """Return the offset of the first line that begins with a word: its own, if it has one, for a blank sorts first."""
    return _lower_bound(_data(), word.encode())


def word_class(word: str) -> str:
    """Return the part of speech of a word, or an empty string if the dictionary does not contain it."""
    entry = lookup(word)
    return entry.word_class if entry else ""


def _lower_bound(data: _Data, key: bytes) -> int:
    """Return the offset of the first line that does not sort before ``key``."""
    low, high = _sorted_start(), len(data)
    while low < high:
        middle = (low + high) // 2
        start = data.rfind(b"\n", low, middle) + 1 or low
        if data[start : start + len(key)] < key:
            low = _line_end(data, middle) + 1
        else:
            high = start
    return min(low, len(data))


@cache
def _sorted_start() -> int:
    """Return the offset of the first Han word; the words with letters before it are not sorted."""
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
