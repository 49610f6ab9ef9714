"""An area that is too large for the buildings that it is said to cover, or too small for a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.facts.figures.quantities import Quantity
from checker.facts.reading import Reading
from checker.facts.sentences import enclosing, sentences_in
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding, Related


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for every area with 万 whose average per building is above the rule's limit, in the area's unit.

    And for the area of a place (规划面积) below the rule's floor (variant ``place``).
    """
    folded, text = reading.document.folded, reading.document.text
    for block, quantities in reading.quantities:
        yield from _places(folded, text, quantities, rule)
        for index, area in enumerate(quantities):
            count = quantities[index - 1] if index else None
            if count is None or not area.scale or area.unit not in rule.strings("units") or not _counts(count, rule):
                continue
            sentence = enclosing(sentences_in(folded, block.span), area.span.start) or block.span
            average = area.value / count.value
            if count.span.start < sentence.start or average <= rule.number("maximum-average"):
                continue
            start = max(sentence.start, count.span.start - rule.integer("reach"))
            if search(rule.pattern("measures"), folded, start, area.span.start):
                values = {
                    "text": area.span.of(text),
                    "area": area.span.of(text),
                    "count": count.span.of(text),
                    "average": f"{average:.0f} {area.unit}",
                    "limit": str(rule.number("maximum-average")),
                }
                yield Finding(area.span, values, related=(Related(count.span, "处数在此"),))


def _places(folded: str, text: str, quantities: Iterable[Quantity], rule: Rule) -> Iterator[Finding]:
    for area in quantities:
        small = area.unit in rule.strings("units") and area.value < rule.number("minimum-place")
        start = max(0, area.span.start - rule.integer("reach"))
        if small and search(rule.pattern("places"), folded, start, area.span.start):
            shown = area.span.of(text)
            values = {"text": shown, "area": shown, "limit": str(rule.number("minimum-place"))}
            yield Finding(area.span, values, "place")


def _counts(count: Quantity, rule: Rule) -> bool:
    return count.family == "count" and count.unit in rule.strings("case-units") and count.value > 0


KIND = Kind(
    "implausible-area",
    "面积大得与处数不相称",
    check,
    (
        Option("measures", "pattern", "处数、面积前出现这些词，才查"),
        Option("units", "strings", "面积的单位"),
        Option("case-units", "strings", "处数的量词"),
        Option("maximum-average", "number", "平均每处至多多少个面积单位"),
        Option("places", "pattern", "面积前出现这些词，是一个地方的面积"),
        Option("minimum-place", "number", "一个地方的面积至少多少个面积单位"),
        Option("reach", "integer", "往处数前看多少字", 20),
    ),
    ("text", "area", "count", "average", "limit"),
    ("place",),
)
