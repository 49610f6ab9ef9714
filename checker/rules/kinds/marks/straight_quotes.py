"""Straight quotation marks in Chinese text; those of a paragraph are paired in turn."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import compile_pattern, finditer
from checker.text.diagnostic import Edit, Finding, Fix
from checker.text.span import Span

_HAN = compile_pattern(r"\p{Han}")


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each pair around Han characters; there is no fix if the paragraph has an odd mark."""
    folded, text = reading.document.folded, reading.document.text
    opening, closing = rule.string("right")[0], rule.string("right")[1]
    for block in reading.candidate_blocks(rule.pattern("marks")):
        marks = [match.start() for match in finditer(rule.pattern("marks"), folded, block.span.start, block.span.end)]
        for first, second in zip(marks[::2], marks[1::2], strict=False):
            inner = text[first + 1 : second]
            if _HAN.search(inner):
                edits = (Edit(Span(first, first + 1), opening), Edit(Span(second, second + 1), closing))
                values = {"text": text[first : second + 1], "right": f"{opening}{inner}{closing}"}
                fixes = (Fix(f"改为“{values['right']}”", "unsafe", edits),) if len(marks) % 2 == 0 else ()
                yield Finding(Span(first, second + 1), values, fixes=fixes)


KIND = Kind(
    "straight-quotes",
    "中文里的直引号",
    check,
    (Option("marks", "pattern", "直引号", prefiltered=True), Option("right", "string", "改用的前引号和后引号")),
    ("text", "right"),
)
