"""Keys of titles: all spellings of one title have the same key."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from checker.search.patterns import compile_pattern
from checker.text.document import fold

_CACHE_SIZE = 1024
"""Titles whose keys are cached; several rules look up the same titles."""
_COUNTRY = "中华人民共和国"
_DROPPED = compile_pattern(r"[\s()\[\]〔〕《》〈〉“”‘’\"'·]")
_DASHES = compile_pattern(r"[—–\-−─―~～至]+")
_YEAR = compile_pattern(r"(?<=\d{4})年")
_SPAN = compile_pattern(r"(?:19|20)\d\d-(?:(?:19|20)\d\d)?")


@lru_cache(maxsize=_CACHE_SIZE)
def title_key(title: str) -> str:
    """Return a title without brackets, spaces, quotes, the country's name and 年, with one kind of dash."""
    plain = _DASHES.sub("-", _DROPPED.sub("", fold(title)))
    return _YEAR.sub("", plain.replace(_COUNTRY, ""))


def family_key(key: str) -> str:
    """Return a key without its span of years, which is the same for all editions of one plan."""
    return _SPAN.sub("", key)


def year_span(key: str) -> str:
    """Return the span of years in a key (2021-2025), or an empty string."""
    match = _SPAN.search(key)
    return match.group() if match else ""


def may_be_near(key: str, others: Iterable[str], distance: int) -> list[str]:
    """Return the keys that may be within ``distance`` edits of ``key``.

    A key that lacks more than ``distance`` of the characters of ``key`` needs more edits.
    """
    characters = set(key)
    return [other for other in others if len(characters.difference(other)) <= distance]


def in_order(few: str, many: str) -> bool:
    """Return True if the characters of one text stand in another one in the same order: 全国人大常委会."""
    characters = iter(many)
    return all(character in characters for character in few)


def shared_start(first: str, second: str) -> int:
    """Return how many characters two texts have in common at the start."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((index for index, (one, other) in pairs if one != other), min(len(first), len(second)))
