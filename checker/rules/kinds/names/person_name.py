"""The name of a person in two spellings, and a room named after a person in another: 老扬工作室 of 杨春生.

Also a person who is the chief of a body in one place and the deputy in another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from checker.facts.names.persons import Person, read_persons
from checker.facts.names.variants import near_places
from checker.facts.reading import Reading
from checker.facts.words.listed import confirmed
from checker.knowledge.dictionary import lookup
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer, search
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span

_TWO_WITH_MORE = 3
"""Characters that may be a name of two and the word behind it."""
_BEFORE = 2
"""Characters before a post that name the body in which it is held."""
_LISTED = 4
"""Characters between two names that stand in one list at most."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for the later or rarer of two such names, and for every room (variant ``room``).

    Two names are one if they differ in one character that is not the surname, and stand behind one post or sound alike,
    or if the two characters behind the surname stand in another order.
    Of one person who is told as chief and as deputy of one body, the rarer post is reported (variant ``post``).
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
            wrong, right = _ordered(reading, rule, persons, one, other)
            if wrong.span not in told:
                told.add(wrong.span)
                yield _finding(reading, wrong.span, right)
    read = {person.span for person in persons} | told
    for person in {person.name: person for person in persons}.values():
        for span in _without_post(reading, person):
            if span not in read:
                read.add(span)
                yield _finding(reading, span, person)
    yield from _posts(reading, rule, persons)
    yield from _rooms(reading, rule, persons)


def _posts(reading: Reading, rule: Rule, persons: list[Person]) -> Iterator[Finding]:
    """Yield the rarer or later of two posts of one person in one body, of which one is the deputy's."""
    by_name: dict[str, list[Person]] = {}
    for person in persons:
        if search(rule.pattern("ranks"), person.post):
            by_name.setdefault(person.name, []).append(person)
    for held in by_name.values():
        posts = Counter(person.post for person in held)
        rarer = min(reversed(held), key=lambda person: posts[person.post])
        usual = next((person for person in held if _is_other_rank(reading, rule, person, rarer)), None)
        if usual and posts[rarer.post] == 1:
            span = Span(rarer.span.start - len(rarer.post), rarer.span.end)
            yield _finding(reading, span, usual, "post")


def _is_other_rank(reading: Reading, rule: Rule, one: Person, other: Person) -> bool:
    """Return True if one of two posts is that of the other's deputy, in one body."""
    deputy = rule.string("deputy")
    return _body(reading, one) == _body(reading, other) and one.post in (
        deputy + other.post,
        other.post.removeprefix(deputy) if other.post.startswith(deputy) else "",
    )


def _body(reading: Reading, person: Person) -> str:
    start = person.span.start - len(person.post)
    return reading.document.folded[max(0, start - _BEFORE) : start]


def _is_one(reading: Reading, one: Person, other: Person) -> bool:
    if len(one.name) != len(other.name) or one.name[0] != other.name[0] or one.name == other.name:
        return False
    changed = [(a, b) for a, b in zip(one.name, other.name, strict=True) if a != b]
    listed = other.span.start - one.span.end <= _LISTED
    if _is_swapped(one, other):
        return not listed
    # 刘奇作了 and 刘奇就 are one name of two characters, with what follows.
    same_end = one.name[-1] == other.name[-1] or len(one.name) > _TWO_WITH_MORE
    alike = (one.post == other.post and same_end) or reading.confusable(*changed[0])
    return len(changed) == 1 and alike and not listed


def _is_swapped(one: Person, other: Person) -> bool:
    """Return True for one surname and the same two characters behind it in another order: 霍启平, 霍平启."""
    return len(one.name) == _TWO_WITH_MORE and one.name != other.name and one.name == other.name[0] + other.name[:0:-1]


def _ordered(reading: Reading, rule: Rule, persons: list[Person], one: Person, other: Person) -> tuple[Person, Person]:
    """Return (wrong, right): the rarer name is wrong, of equally frequent ones the unlikely one, else the later."""
    first, second = _count(persons, one), _count(persons, other)
    least = "likelier-order" if _is_swapped(one, other) else "likelier"
    if first == second and reading.gain(one.span, other.name) > rule.number(least):
        return one, other
    return (one, other) if first < second else (other, one)


def _reordered(reading: Reading, person: Person) -> Iterator[Span]:
    """Yield where the two characters behind the surname stand in the other order: 文英秀 for 文秀英."""
    folded, name = reading.document.folded, person.name
    wrong = name[0] + name[:0:-1]
    if len(name) != _TWO_WITH_MORE or wrong == name:
        return
    at = folded.find(wrong)
    while at >= 0:
        span = Span(at, at + len(wrong))
        beside = 0 <= span.start - person.span.end <= _LISTED
        if not beside and span in reading.block_of(span).span and confirmed(folded, span, reading.block_of(span)):
            yield span
        at = folded.find(wrong, span.end)


def _without_post(reading: Reading, person: Person) -> Iterator[Span]:
    """Yield where the name stands without a post, in another order or with a character that is like its own."""
    yield from _reordered(reading, person)
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
    values = {"text": span.of(reading.document.text), "other": person.name, "post": person.post}
    return Finding(span, values, variant, related=(Related(person.span, f"此处为“{person.name}”"),))


KIND = Kind(
    "person-name",
    "人名前后不一",
    check,
    (
        Option("posts", "pattern", "姓名前的职务，到姓名为止", prefiltered=True),
        Option("surnames", "string", "姓"),
        Option("function-words", "string", "四个字的人名里没有的虚词和动词", ""),
        Option("likelier", "number", "次数相同的，语言模型看后者可能多少倍（2 的几次方），先出现的才算错", Decimal(12)),
        Option("likelier-order", "number", "同上，字序不同的两个姓名", Decimal(4)),
        Option("ranks", "pattern", "一个人不会又是正职又是副职的职务", ()),
        Option("deputy", "string", "副职的字", ""),
        Option("rooms", "pattern", "以姓氏命名的工作室,含 (?P<surname>)", prefiltered=True),
    ),
    ("text", "other", "post"),
    ("room", "post"),
)
