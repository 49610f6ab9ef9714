"""Names of places in running text: two or three characters and a type, cut out at the boundaries of words."""

from __future__ import annotations

from collections.abc import Iterator

from checker.knowledge.dictionary import Entry, lookup, word_class
from checker.knowledge.language_model.symbols import is_han
from checker.search.patterns import Pattern, finditer
from checker.text.span import Span

_STEMS = (2, 3)
"""Characters of a name before its type."""
_LONG = 3
"""A name of so many characters begins behind a mark or a single character only."""
_NAMES = ("ns", "nr", "nz")
"""The parts of speech of names in the dictionary."""
_VERBS = ("v", "p")
"""The parts of speech of verbs, and of prepositions that are verbs too: 用."""
_RARE = 20
"""The frequency of a noun that may be a name, at most."""


def places_in(
    folded: str, within: Span, types: Pattern, leads: str, never: str, complements: str = ""
) -> Iterator[Span]:
    """Yield the names of places in a span of half-width text; ``types`` finds their types, such as 镇.

    A name begins behind a mark, behind one of the single characters ``leads`` or behind a word, and no word crosses its
    edges: neither 浸润|园区 nor 开展|社区 is one. None of the characters ``never`` stands in one. A long name does not
    begin with one of ``leads`` (让云栈|经开区), and a verb with one of ``complements`` is none (用好|县委).
    """
    for match in finditer(types, folded, within.start, within.end):
        for length in _STEMS:
            start = match.start() - length
            stem = folded[max(start, within.start) : match.start()]
            if len(stem) < length or any(character in never or not is_han(character) for character in stem):
                continue
            if (length == _LONG and stem[0] in leads) or _is_completed(stem, complements):
                continue
            if _is_name(stem, match.group()) and _begins(folded, start, within.start, leads, words=length < _LONG):
                yield Span(start, match.end())
                break


def _begins(folded: str, start: int, first: int, leads: str, *, words: bool) -> bool:
    before = folded[max(first, start - 2) : start]
    if not before or not is_han(before[-1]):
        return True
    if lookup(before[-1] + folded[start]) is not None:
        return False
    return before[-1] in leads or (words and len(before) > 1 and lookup(before) is not None)


def _is_name(stem: str, kind: str) -> bool:
    """Return True unless a word of the dictionary stands in the name, or across its edge; names and rare nouns may."""
    entry = lookup(stem)
    if entry is not None and not entry.word_class.startswith(_NAMES) and not _is_rare(entry):
        return False
    crossing = (lookup(stem[-1] + kind), lookup(stem + kind))
    if any(word is not None and not word.word_class.startswith(_NAMES) for word in crossing):
        return False
    inner = (lookup(stem[at : at + 2]) for at in range(len(stem) - 1) if len(stem) >= _LONG)
    return all(word is None or word.word_class.startswith(_NAMES) or _is_rare(word) for word in inner)


def _is_completed(stem: str, complements: str) -> bool:
    """Return True if a name ends with a verb and what completes it: 用好, 抓实, 让守住."""
    return stem[-1] in complements and word_class(stem[-2]).startswith(_VERBS)


def _is_rare(entry: Entry) -> bool:
    return entry.word_class.startswith("n") and entry.count <= _RARE
