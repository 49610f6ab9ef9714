"""Characters that were lost or garbled when a text was converted from one encoding to another."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.zones import ZONES
from checker.facts.reading import Reading
from checker.facts.words.garbled import read_garbled
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer
from checker.text.diagnostic import Finding
from checker.text.span import Span, SpanSet


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each stretch that stands for lost text, or is text in a wrong encoding (``garbled``)."""
    text, zones = reading.document.text, rule.strings("zones")
    garbled = tuple(read_garbled(text, (block.span for block in reading.blocks_in(zones).blocks)))
    for item in garbled:
        yield Finding(item.span, {"text": item.span.of(text), "right": item.right}, "garbled")
    known = SpanSet(item.span for item in garbled)
    for variant, option in (("", "lost"), ("signs", "signs")):
        pattern = rule.pattern(option)
        for block in reading.candidate_blocks(pattern, zones):
            for match in finditer(pattern, text, block.span.start, block.span.end):
                span = Span(*match.span())
                if not known.overlaps(span):
                    yield Finding(span, {"text": span.of(text), "right": ""}, variant)


KIND = Kind(
    "garbled",
    "乱码",
    check,
    (
        Option("lost", "pattern", "丢失或显示不出来的字符", prefiltered=True),
        Option("signs", "pattern", "一看便知是乱码的写法,原文已经丢失", prefiltered=True),
        Option("zones", "strings", "在哪些区域找", ("body",), ZONES),
    ),
    ("text", "right"),
    ("garbled", "signs"),
    covers=True,
)
