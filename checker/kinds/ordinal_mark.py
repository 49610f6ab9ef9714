"""A wrong mark behind an ordinal: 一. , （一）、, 1、."""

from __future__ import annotations

from collections.abc import Iterator

from checker.diagnostic import Finding
from checker.facts.numbering import written
from checker.facts.ordinals import Level
from checker.facts.reading import Reading
from checker.kind import Kind
from checker.rule import Rule
from checker.span import Span

_RIGHT = {Level.FIRST: ("、",), Level.SECOND: ("",), Level.THIRD: (".",), Level.FOURTH: ("",)}


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on every heading's ordinal with another mark; 1、 is the variant ``third``."""
    for heading in reading.outline.headings:
        ordinal = heading.ordinal
        if ordinal is None or ordinal.mark in _RIGHT.get(ordinal.level, (ordinal.mark,)):
            continue
        text = reading.document.text
        written_text = ordinal.span.of(text).rstrip()
        values = {"text": written_text, "right": written(ordinal, ordinal.number)}
        where = Span(ordinal.span.start, ordinal.span.start + len(written_text))
        yield Finding(where, values, "third" if ordinal.level is Level.THIRD else "")


KIND = Kind("ordinal-mark", "序号后的标点", check, (), ("text", "right"), ("third",))
