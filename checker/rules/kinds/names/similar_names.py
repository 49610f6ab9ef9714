"""Names in quotation marks that differ only in a mark or in a homophone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer, search
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for the less frequent of two such names, or for both if they are equally frequent."""
    text = reading.document.text
    places: dict[str, list[Span]] = {}
    for block in reading.candidate_blocks(rule.pattern("names")):
        for match in finditer(rule.pattern("names"), text, block.span.start, block.span.end):
            places.setdefault(match.group("name"), []).append(Span(*match.span("name")))
    counts = Counter({name: len(spans) for name, spans in places.items()})
    marks = rule.pattern("marks")
    names = [(name, marks.sub("", name)) for name in places if len(name) >= rule.integer("minimum-length")]
    for (first, first_plain), (second, second_plain) in _pairs(names):
        if first_plain == second_plain or _sound_alike(reading, first, second, rule):
            for rarer, usual in _ordered(first, second, counts):
                related = Related(places[usual][0], f"此处为“{usual}”")
                values = {"text": rarer, "other": usual, "count": str(counts[usual])}
                yield Finding(places[rarer][0], values, related=(related,))


def _pairs(names: list[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Yield the pairs of names that are equal without marks or differ in one character.

    A name is given as (name, name without marks).
    """
    names_by_key: dict[str, list[int]] = {}
    for number, (name, plain) in enumerate(names):
        with_gaps = (f"{name[:index]}\0{name[index + 1 :]}" for index in range(len(name)))
        for key in (plain, *with_gaps):
            names_by_key.setdefault(key, []).append(number)
    pairs = {pair for numbers in names_by_key.values() if len(numbers) > 1 for pair in combinations(numbers, 2)}
    for first, second in sorted(pairs):
        yield names[first], names[second]


def _ordered(first: str, second: str, counts: Counter[str]) -> list[tuple[str, str]]:
    """Return (less frequent name, more frequent name), in both orders if they are equally frequent."""
    if counts[first] == counts[second]:
        return [(first, second), (second, first)]
    return [(first, second)] if counts[first] < counts[second] else [(second, first)]


def _sound_alike(reading: Reading, first: str, second: str, rule: Rule) -> bool:
    """Return True if two names of equal length, which differ in one character, differ in homophones."""
    changed = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if search(rule.pattern("telling"), "".join(changed[0])):
        return False
    return reading.sound_alike(*changed[0])


KIND = Kind(
    "similar-names",
    "引号里的名称只差一个同音字或一个符号",
    check,
    (
        Option("names", "pattern", "名称的写法,含 (?P<name>)", prefiltered=True),
        Option("minimum-length", "integer", "至少几个字", 4),
        Option("marks", "pattern", "名称中不区别的符号"),
        Option("telling", "pattern", "差在这些字上的是两个名称", ()),
    ),
    ("text", "other", "count"),
)
