"""Names in quotation marks that differ by a mark, or by a character that sounds the same."""

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
    """A finding on the rarer of two such names; on both when neither is rarer."""
    text = reading.document.text
    places: dict[str, list[Span]] = {}
    for block in reading.candidate_blocks(rule.pattern("names")):
        for match in finditer(rule.pattern("names"), text, block.span.start, block.span.end):
            places.setdefault(match.group("name"), []).append(Span(*match.span("name")))
    counts = Counter({name: len(spans) for name, spans in places.items()})
    marks = rule.pattern("marks")
    names = [(name, marks.sub("", name)) for name in places if len(name) >= rule.integer("minimum-length")]
    for (one, plain), (other, other_plain) in _pairs(names):
        if plain == other_plain or _sound_alike(reading, one, other, rule):
            for rarer, usual in _ordered(one, other, counts):
                related = Related(places[usual][0], f"此处为“{usual}”")
                values = {"text": rarer, "other": usual, "count": str(counts[usual])}
                yield Finding(places[rarer][0], values, related=(related,))


def _pairs(names: list[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Of names, each with itself without marks, those that are the same without them or but for one character."""
    alike: dict[str, list[int]] = {}
    for number, (name, plain) in enumerate(names):
        gapped = (f"{name[:place]}\0{name[place + 1 :]}" for place in range(len(name)))
        for what in (plain, *gapped):
            alike.setdefault(what, []).append(number)
    pairs = {pair for numbers in alike.values() if len(numbers) > 1 for pair in combinations(numbers, 2)}
    for one, other in sorted(pairs):
        yield names[one], names[other]


def _ordered(one: str, other: str, counts: Counter[str]) -> list[tuple[str, str]]:
    if counts[one] == counts[other]:
        return [(one, other), (other, one)]
    return [(one, other)] if counts[one] < counts[other] else [(other, one)]


def _sound_alike(reading: Reading, one: str, other: str, rule: Rule) -> bool:
    """Two names of one length, apart in one character that sounds the same."""
    changed = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if search(rule.pattern("telling"), "".join(changed[0])):
        return False
    return reading.sound_alike(*changed[0])


KIND = Kind(
    "similar-names",
    "引号里的名称只差一个同音字或一个符号",
    check,
    (
        Option("names", "pattern", "名称的写法,含 (?P<name>)", watched=True),
        Option("minimum-length", "integer", "至少几个字", 4),
        Option("marks", "pattern", "名称中不区别的符号"),
        Option("telling", "pattern", "差在这些字上的是两个名称", ()),
    ),
    ("text", "other", "count"),
)
