"""A shortcoming that the plan for the next year does not address."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from checker.facts.outline.ordinals import Level
from checker.facts.outline.parts import PartReading
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.multi_search import present_words
from checker.search.patterns import compile_pattern
from checker.text.diagnostic import Finding
from checker.text.span import Span

_HAN = compile_pattern(r"\p{Han}+")


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every heading of a shortcoming that shares no pair of characters with the plan.

    Pairs of common words do not count.
    """
    parts = {part.part.id: part for part in reading.parts}
    shortcomings, plan = parts.get(rule.string("part")), parts.get(rule.string("answer"))
    if not shortcomings or not plan or not shortcomings.spans or not plan.spans:
        return
    folded = reading.document.folded
    planned = "\n".join(span.of(folded) for span in plan.spans)
    common = _common_pairs(rule.strings("common-words"))
    pairs_by_title = [(title, set(_pairs(title.of(folded))) - common) for title in _titles(reading, shortcomings)]
    answered = present_words((pair for _, pairs in pairs_by_title for pair in pairs), planned)
    for title, pairs in pairs_by_title:
        if len(pairs) >= rule.integer("minimum-pairs") and not pairs & answered:
            yield Finding(title, {"text": title.of(reading.document.text)})


def _titles(reading: Reading, shortcomings: PartReading) -> list[Span]:
    return [
        heading.title
        for heading in reading.outline.headings
        if heading.level in (Level.SECOND, Level.THIRD) and any(heading.span in span for span in shortcomings.spans)
    ]


@cache
def _common_pairs(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(pair for word in words for pair in _pairs(word))


def _pairs(text: str) -> Iterator[str]:
    for match in _HAN.finditer(text):
        run = match.group()
        yield from (run[index : index + 2] for index in range(len(run) - 1))


KIND = Kind(
    "unanswered-shortcoming",
    "下一年度安排未回应的不足",
    check,
    (
        Option("part", "string", "不足所在部分的 id"),
        Option("answer", "string", "安排所在部分的 id"),
        Option("common-words", "strings", "不说明内容的常用词"),
        Option("minimum-pairs", "integer", "标题至少有几个实义字对才判断", 3),
    ),
    ("text",),
)
