"""A number of things beside a list that names fewer of them: 林厝村、渡头村三村; 示范村3个,分别是林厝村和渡头村."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.numerals import chinese_to_int
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer, search
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every number that is larger than that of the items that stand before it.

    A list of more items than the number may begin with something else, so that it is not reported. A list that begins
    with a word such as 与 (``joined``) leaves out the issuer itself.
    """
    yield from _before(reading, rule)
    yield from _behind(reading, rule)
    yield from _summed(reading, rule)


def _summed(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield the numbers that are not the sum of the counts before them (variant ``sum``): 13个股室、8个所…,22个单位."""
    folded, text = reading.document.folded, reading.document.text
    for block in reading.candidate_blocks(rule.pattern("counted")):
        for match in finditer(rule.pattern("counted"), folded, block.span.start, block.span.end):
            given = sum(map(int, match.captures("part")))
            if given != int(match.group("count")):
                span, items = Span(*match.span("announced")), Span(*match.span("items"))
                yield Finding(span, {"text": span.of(text), "items": items.of(text), "given": str(given)}, "sum")


def _before(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield the numbers behind their lists."""
    folded, text = reading.document.folded, reading.document.text
    for block in reading.candidate_blocks(rule.pattern("lists")):
        for match in finditer(rule.pattern("lists"), folded, block.span.start, block.span.end):
            given = _given(match.group("items"), rule)
            if search(rule.pattern("joined"), match.group("items")):
                given += 1
            if given < _number(match.group("count")) <= given + rule.integer("slack"):
                span = Span(match.start("count"), match.end())
                items = _without_lead(match.group("items"), rule)
                yield Finding(span, {"text": span.of(text), "items": items, "given": str(given)})


def _behind(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield the numbers before their lists (variant ``behind``)."""
    folded, text = reading.document.folded, reading.document.text
    for block in reading.candidate_blocks(rule.pattern("lists-behind")):
        for match in finditer(rule.pattern("lists-behind"), folded, block.span.start, block.span.end):
            items, given = match.group("items"), _given(match.group("items"), rule)
            if given < _number(match.group("count")) <= given + rule.integer("slack"):
                span = Span(*match.span("announced"))
                yield Finding(span, {"text": span.of(text), "items": items, "given": str(given)}, "behind")


def _number(count: str) -> int:
    return int(count) if count.isdecimal() else chinese_to_int(count)


def _given(items: str, rule: Rule) -> int:
    return 1 + sum(items.count(mark) for mark in rule.strings("separators"))


def _without_lead(items: str, rule: Rule) -> str:
    """Leave out the words of the sentence that stand before the name of the first item."""
    end = min(place for mark in rule.strings("separators") if (place := items.find(mark)) >= 0)
    lead = search(rule.pattern("lead"), items[:end])
    return items[lead.end() :] if lead else items


KIND = Kind(
    "listed-count",
    "列举之后或之前的个数与所列不符",
    check,
    (
        Option("lists", "pattern", "列举与个数的写法,含 (?P<items>) 和 (?P<count>)", prefiltered=True),
        Option(
            "lists-behind",
            "pattern",
            "个数在前、列举在后的写法,含 (?P<announced>)、(?P<count>) 和 (?P<items>)",
            (),
            prefiltered=True,
        ),
        Option(
            "counted",
            "pattern",
            "几类单位各几个，后面说这些单位全部,含 (?P<items>)、(?P<part>)、(?P<announced>) 和 (?P<count>)",
            (),
            prefiltered=True,
        ),
        Option("separators", "strings", "分开各项的字"),
        Option("joined", "pattern", "列举这样开头的，还要加上报告机关自己", ()),
        Option("lead", "pattern", "第一项之前的话（不引）", ()),
        Option("slack", "integer", "多几个以内才算笔误", 2),
    ),
    ("text", "items", "given"),
    ("behind", "sum"),
)
