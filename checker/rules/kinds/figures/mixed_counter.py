"""A total and its part counted in different measure words: 135起,其中113件."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer
from checker.text.diagnostic import Finding, Related


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on the part behind 其中 whose measure word is another one of the same set."""
    folded, text = reading.document.folded, reading.document.text
    same = rule.strings("same")
    for block, quantities in reading.quantities:
        for match in finditer(rule.pattern("of-which"), folded, block.span.start, block.span.end):
            before = [quantity for quantity in quantities if quantity.span.end <= match.start()]
            behind = [quantity for quantity in quantities if quantity.span.start >= match.end()]
            if not before or not behind or match.start() - before[-1].span.end > rule.integer("reach"):
                continue
            whole, part = before[-1], behind[0]
            if whole.unit != part.unit and whole.unit in same and part.unit in same:
                values = {"text": part.span.of(text), "whole": whole.span.of(text)}
                yield Finding(part.span, values, related=(Related(whole.span, "总数在此"),))


KIND = Kind(
    "mixed-counter",
    "总数与分项的量词不同",
    check,
    (
        Option("same", "strings", "可以互换的量词"),
        Option("of-which", "pattern", "引出分项的词"),
        Option("reach", "integer", "总数与引出词之间至多几个字", 3),
    ),
    ("text", "whole"),
)
