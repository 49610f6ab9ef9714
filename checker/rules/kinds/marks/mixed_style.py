"""Two notations for the same thing in a document: 百分之百 and 100%."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each occurrence of the less frequent notation if both occur."""
    folded, text = reading.document.folded, reading.document.text
    one = _spans(reading, rule, "one")
    other = _spans(reading, rule, "other") if one else []
    if not other:
        return
    few, many = sorted((one, other), key=len)
    for span in few:
        yield Finding(span, {"text": span.of(text), "usual": many[0].of(folded), "count": str(len(many))})


def _spans(reading: Reading, rule: Rule, option: str) -> list[Span]:
    folded = reading.document.folded
    return [
        Span(*match.span())
        for block in reading.candidate_blocks(rule.pattern(option))
        for match in finditer(rule.pattern(option), folded, block.span.start, block.span.end)
    ]


KIND = Kind(
    "mixed-style",
    "同一事物两种写法",
    check,
    (
        Option("one", "pattern", "一种写法", prefiltered=True),
        Option("other", "pattern", "另一种写法", prefiltered=True),
    ),
    ("text", "usual", "count"),
)
