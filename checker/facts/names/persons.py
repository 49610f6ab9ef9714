"""Names of persons that stand behind their posts."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from checker.knowledge.dictionary import lookup
from checker.knowledge.language_model.symbols import is_han
from checker.search.patterns import Pattern, finditer
from checker.text.document import Block
from checker.text.span import Span

_SHORT, _LONG = 3, 4
"""Characters of the names that are looked for; the long ones are those of other peoples in Chinese characters."""


class Person(Struct, frozen=True):
    """A person: the place of the name, and the post before it."""

    name: str
    post: str
    span: Span


def read_persons(
    folded: str, blocks: Iterable[Block], posts: Pattern, surnames: str, function_words: str
) -> tuple[list[Person], list[Person]]:
    """Return the persons behind their posts: names of three characters, and what may be a name of four, in order.

    ``posts`` ends before a name. A name of four begins with no surname, no two of its characters are a word, and none
    is one of ``function_words``: in 局长会把小微 a clause goes on.
    """
    short, long = list[Person](), list[Person]()
    for block in blocks:
        for match in finditer(posts, folded, block.span.start, block.span.end):
            name = _name_at(folded, match.end(), block.span.end)
            if len(name) >= _SHORT and name[0] in surnames and _is_name(name):
                short.append(Person(name[:_SHORT], match.group(), Span(match.end(), match.end() + _SHORT)))
            elif len(name) == _LONG and name[0] not in surnames and _has_no_words(name, function_words):
                long.append(Person(name, match.group(), Span(match.end(), match.end() + _LONG)))
    return short, long


def _name_at(folded: str, start: int, end: int) -> str:
    """Return the Han characters from an offset on, four at most."""
    name = folded[start : min(end, start + _LONG)]
    return next((name[:at] for at, character in enumerate(name) if not is_han(character)), name)


def _is_name(text: str) -> bool:
    """Return True unless the characters begin with a word: 周砚平, but not 高度重."""
    return lookup(text[:2]) is None


def _has_no_words(text: str, function_words: str) -> bool:
    if any(character in function_words for character in text):
        return False
    return all(lookup(text[at : at + 2]) is None for at in range(len(text) - 1))
