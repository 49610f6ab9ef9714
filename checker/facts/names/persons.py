"""Names of persons that stand behind their posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from checker.knowledge.dictionary import lookup
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


def read_persons(folded: str, blocks: Iterable[Block], posts: Pattern, surnames: str) -> list[Person]:
    """Return the persons behind their posts whose names have three characters, in order; ``posts`` ends before one."""
    return [
        person
        for block in blocks
        for person in _persons(folded, block.span, posts, _SHORT)
        if person.name[0] in surnames and _is_name(person.name)
    ]


def read_long_names(
    folded: str, blocks: Iterable[Block], posts: Pattern, surnames: str, function_words: str
) -> list[Person]:
    """Return what may be a name of four characters behind a post.

    It begins with no surname, no two of its characters are a word, and none is one of ``function_words``, as in
    局长会把小微, where a clause goes on.
    """
    return [
        person
        for block in blocks
        for person in _persons(folded, block.span, posts, _LONG)
        if person.name[0] not in surnames
        and not any(character in function_words for character in person.name)
        and _has_no_words(person.name)
    ]


def _persons(folded: str, within: Span, posts: Pattern, length: int) -> Iterator[Person]:
    for match in finditer(posts, folded, within.start, within.end):
        name = folded[match.end() : min(within.end, match.end() + length)]
        if len(name) == length and all("\u4e00" <= character <= "\u9fff" for character in name):
            yield Person(name, match.group(), Span(match.end(), match.end() + length))


def _is_name(text: str) -> bool:
    """Return True unless the characters begin with a word: 周砚平, but not 高度重."""
    return lookup(text[:2]) is None


def _has_no_words(text: str) -> bool:
    return all(lookup(text[at : at + 2]) is None for at in range(len(text) - 1))
