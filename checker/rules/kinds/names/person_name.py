"""The name of a person in two spellings, and a room named after a person in another spelling: 老扬工作室 of 杨春生."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from checker.facts.names.persons import Person, read_persons
from checker.facts.names.variants import near_places
from checker.facts.reading import Reading
from checker.knowledge.dictionary import lookup
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span

_TWO_WITH_MORE = 3
"""Characters that may be a name of two and the word behind it."""
_LISTED = 4
"""Characters between two names that stand in one list at most."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for the later or rarer of two such names, and for every room (variant ``room``).

    Two names are one if they differ in one character that is not the surname, and stand behind one post or sound alike.
    """
    blocks = reading.candidate_blocks(rule.pattern("posts"))
    if not blocks:
        return
    folded = reading.document.folded
    persons, long_names = read_persons(
        folded, blocks, rule.pattern("posts"), rule.string("surnames"), rule.string("function-words")
    )
    told: set[Span] = set()
    for one, other in combinations([*persons, *long_names], 2):
        if _is_one(reading, one, other):
            wrong, right = (one, other) if _count(persons, one) < _count(persons, other) else (other, one)
            if wrong.span not in told:
                told.add(wrong.span)
                yield _finding(reading, wrong.span, right)
    read = {person.span for person in persons} | told
    for person in {person.name: person for person in persons}.values():
        for span in _without_post(reading, person):
            if span not in read:
                read.add(span)
                yield _finding(reading, span, person)
    yield from _rooms(reading, rule, persons)


def _is_one(reading: Reading, one: Person, other: Person) -> bool:
    if len(one.name) != len(other.name) or one.name[0] != other.name[0] or one.name == other.name:
        return False
    changed = [(a, b) for a, b in zip(one.name, other.name, strict=True) if a != b]
    listed = other.span.start - one.span.end <= _LISTED
    # 刘奇作了 and 刘奇就 are one name of two characters, with what follows.
    same_end = one.name[-1] == other.name[-1] or len(one.name) > _TWO_WITH_MORE
    alike = (one.post == other.post and same_end) or reading.confusable(*changed[0])
    return len(changed) == 1 and alike and not listed


def _without_post(reading: Reading, person: Person) -> Iterator[Span]:
    """Yield where the name stands without a post, with one character that sounds or looks like its own."""
    folded = reading.document.folded
    for block in reading.body:
        for span in near_places(folded, person.name, block.span):
            changed = [(a, b) for a, b in zip(span.of(folded), person.name, strict=True) if a != b]
            surname = folded[span.start] == person.name[0]
            if surname and reading.confusable(*changed[0]) and lookup(folded[span.end - 2 : span.end]) is None:
                yield span


def _count(persons: list[Person], person: Person) -> int:
    return sum(other.name == person.name for other in persons)


def _rooms(reading: Reading, rule: Rule, persons: list[Person]) -> Iterator[Finding]:
    """Yield the rooms whose name is not the surname of the person in their paragraph, but sounds or looks like it."""
    folded = reading.document.folded
    for block in reading.candidate_blocks(rule.pattern("rooms")):
        near = [person for person in persons if person.span in block.span]
        surnames = {person.name[0] for person in near}
        for match in finditer(rule.pattern("rooms"), folded, block.span.start, block.span.end):
            own = match.group("surname")
            if own not in surnames:
                for person in near:
                    if reading.confusable(own, person.name[0]):
                        yield _finding(reading, Span(*match.span()), person, "room")
                        break


def _finding(reading: Reading, span: Span, person: Person, variant: str = "") -> Finding:
    values = {"text": span.of(reading.document.text), "other": person.name}
    return Finding(span, values, variant, related=(Related(person.span, f"此处为“{person.name}”"),))


KIND = Kind(
    "person-name",
    "人名前后不一",
    check,
    (
        Option("posts", "pattern", "姓名前的职务，到姓名为止", prefiltered=True),
        Option("surnames", "string", "姓"),
        Option("function-words", "string", "四个字的人名里没有的虚词和动词", ""),
        Option("rooms", "pattern", "以姓氏命名的工作室,含 (?P<surname>)", prefiltered=True),
    ),
    ("text", "other"),
    ("room",),
)
