"""A wrong punctuation mark after an ordinal: 一. , （一）、, 1、."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.numbering import format_ordinal
from checker.facts.outline.ordinals import Level, Ordinal
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Rule
from checker.text.diagnostic import Finding
from checker.text.span import Span

_RIGHT = {Level.FIRST: ("、",), Level.SECOND: ("",), Level.THIRD: (".",), Level.FOURTH: ("",)}


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every ordinal with a wrong mark.

    Wrong marks of the third level, 1、, are usually consistent; they are reported once, as the variant ``third``.
    """
    wrong = [
        heading.ordinal
        for heading in reading.outline.headings
        if heading.ordinal and heading.ordinal.mark not in _RIGHT.get(heading.ordinal.level, (heading.ordinal.mark,))
    ]
    third_level = [ordinal for ordinal in wrong if ordinal.level is Level.THIRD]
    for ordinal in wrong:
        if ordinal.level is not Level.THIRD:
            yield _finding(reading, ordinal, 1, "")
    if third_level:
        yield _finding(reading, third_level[0], len(third_level), "third")


def _finding(reading: Reading, ordinal: Ordinal, count: int, variant: str) -> Finding:
    text = ordinal.span.of(reading.document.text).rstrip()
    values = {"text": text, "right": format_ordinal(ordinal, ordinal.number), "count": str(count)}
    return Finding(Span(ordinal.span.start, ordinal.span.start + len(text)), values, variant)


KIND = Kind("ordinal-mark", "序号后的标点", check, (), ("text", "right", "count"), ("third",))
