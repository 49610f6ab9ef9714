"""Abbreviations in letters, villages and own place names that differ in one character from another of the document."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from checker.facts.reading import Reading
from checker.facts.words.listed import confirmed
from checker.knowledge.dictionary import lookup, word_class
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer, search
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span

_ORDER = -1
"""Stands for the index of the changed character where two names differ in the order of their characters."""
_LISTED = 6
"""Characters between two names that stand in one list, at most."""
_SENTENCE_MARKS = "。;!?\n"
_RARE = 20
_NO_NAME = ("v", "a", "d")
"""The parts of speech of words that are no names."""
_LIKELIER = 4
"""Powers of two by which the later of two orders of the same characters must be likelier to be the right one."""
_MANY = 2
"""A name that is written more often than this is no slip."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every name (group ``name``) that is rarer than one that differs from it in one character.

    With ``confusable``, the two characters must sound or look alike.
    """
    places = _places(reading, rule)
    told: set[str] = set()
    by_key: dict[tuple[int, str], list[str]] = {}
    for name in places:
        for index in range(len(name)):
            by_key.setdefault((index, name[:index] + name[index + 1 :]), []).append(name)
        if rule.boolean("order"):
            by_key.setdefault((_ORDER, "".join(sorted(name))), []).append(name)
    for (index, _), names in by_key.items():
        for first, second in combinations(names, 2):
            if index != _ORDER and not _is_slip(reading, rule, first[index], second[index]):
                continue
            if all(word_class(name).startswith(_NO_NAME) for name in (first, second)):
                continue  # 试验区 and 实验区
            rarer, usual = _ordered(reading, places, first, second, swapped=index == _ORDER)
            attested = len(places[usual]) >= rule.integer("attested")
            marks = _SENTENCE_MARKS if rule.boolean("one-sentence") else ""
            two = _neighbours(reading.document.folded, places[rarer], places[usual], marks)
            whole = _are_whole(reading, places[rarer][-1], places[usual][0])
            if attested and len(places[rarer]) <= _MANY and rarer not in told and not two and whole:
                if not rarer.isascii() and _are_known(reading, places[rarer][-1], places[usual][0]):
                    continue
                told.add(rarer)
                yield _finding(reading, places, rarer, usual)


def _ordered(
    reading: Reading, places: dict[str, list[Span]], first: str, second: str, *, swapped: bool
) -> tuple[str, str]:
    """Return (rarer, usual): the name of the title is right, and the likelier one of equally frequent ones.

    Only two orders of the same characters are compared by the language model.
    """
    one, other = len(places[first]), len(places[second])
    for wrong, right in ((first, second), (second, first)):
        if not all(places[right]):  # the issuer's own, of the title
            return wrong, right
    if swapped and one == other and reading.gain(places[first][0], second) > _LIKELIER:
        return first, second
    return (first, second) if one < other else (second, first)


def _is_slip(reading: Reading, rule: Rule, first: str, second: str) -> bool:
    told_apart = search(rule.pattern("telling"), first + second) is not None
    return not told_apart and (not rule.boolean("confusable") or reading.taken_for(first, second))


def _places(reading: Reading, rule: Rule) -> dict[str, list[Span]]:
    """Return the names with their places, in the order of the text."""
    folded, places = reading.document.folded, dict[str, list[Span]]()
    for block in reading.candidate_blocks(rule.pattern("names")):
        for match in finditer(rule.pattern("names"), folded, block.span.start, block.span.end):
            name, span = match.group("name"), Span(*match.span("name"))
            if not search(rule.pattern("except"), name):
                places.setdefault(name, []).append(span)
    issuer = reading.identity.issuer
    if rule.boolean("own") and issuer and len(reading.own_names) > 1 and places:
        # The name in the title is right, even if the body does not repeat it.
        stem = reading.own_names[-1]
        places.setdefault(stem, []).append(Span(issuer.span.start, issuer.span.start))
    return places


def _are_whole(reading: Reading, one: Span, other: Span) -> bool:
    """Return False if a name is cut out of words: 于名 of 用于|名镇.

    Names behind the same character are parts of longer ones: 白鹭州村, 白鹭洲村. Where a name ends shows its type.
    """
    folded = reading.document.folded
    if folded[one.start].isascii() or folded[one.start - 1] == folded[other.start - 1]:
        return True
    return all(
        confirmed(folded, Span(span.start, span.start), reading.block_of(span)) or _is_rare(folded, span.start)
        for span in (one, other)
        if len(span)
    )


def _is_rare(folded: str, start: int) -> bool:
    """Return True if the word of two characters over an offset is so rare that it rather stands there by chance."""
    entry = lookup(folded[start - 1 : start + 1])
    return entry is not None and entry.count <= _RARE


def _are_known(reading: Reading, one: Span, other: Span) -> bool:
    """Return True if the table of places knows both with their type: 南宁市, 宁南县."""
    folded = reading.document.folded
    return all(reading.places.known(folded[span.start : span.end + 1]) for span in (one, other))


def _neighbours(folded: str, first: list[Span], second: list[Span], marks: str) -> bool:
    """Return True if the names stand in one list somewhere, or without one of the marks between: then they are two."""
    for one in first:
        for other in second:
            start, end = min(one.end, other.end), max(one.start, other.start)
            if end <= start + _LISTED or (marks and not any(mark in folded[start:end] for mark in marks)):
                return True
    return False


def _finding(reading: Reading, places: dict[str, list[Span]], rarer: str, usual: str) -> Finding:
    span = places[rarer][-1]
    values = {"text": span.of(reading.document.text), "other": usual, "count": str(len(places[usual]))}
    return Finding(span, values, related=(Related(places[usual][0], f"此处为“{usual}”"),))


KIND = Kind(
    "similar-codes",
    "同一文稿里只差一个字的字母缩写、村名",
    check,
    (
        Option("names", "pattern", "名称的写法,含 (?P<name>)", prefiltered=True),
        Option("except", "pattern", "含有这些的不比", ()),
        Option("telling", "pattern", "差在这些字上的是两个名称", ()),
        Option("order", "boolean", "也比字的次序", default=False),
        Option("attested", "integer", "另一个名称至少出现几次", 1),
        Option("one-sentence", "boolean", "同在一句里的是两个名称", default=False),
        Option("own", "boolean", "也与报告机关的地名比", default=False),
        Option("confusable", "boolean", "须是音近或形近的字", default=False),
    ),
    ("text", "other", "count"),
)
