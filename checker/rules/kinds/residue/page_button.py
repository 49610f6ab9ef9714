"""Buttons and counters of a web page in a line of text or beside metadata."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.zones import SHELL, ZONES, Zone
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import free_matches, match_span
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every button.

    Above the body the variant is ``page``, and so behind the signature if the document has more of a page.
    """
    folded, wanted = reading.document.folded, rule.pattern("patterns")
    signed = reading.zones.blocks(Zone.SIGNATURE)
    start, end = (reading.body[0].span.start if reading.body else 0), (signed[-1].span.end if signed else len(folded))
    shell = reading.zones.blocks(*SHELL)
    for zone in rule.strings("zones"):
        for block in reading.candidate_blocks(wanted, (zone,)):
            for match in free_matches(wanted, rule.pattern("except"), folded, block.span.start, block.span.end):
                span = Span(*match_span(match))
                values = {"text": span.of(reading.document.text)}
                beside = zone != Zone.BODY.value or span.start > end
                page = beside and (span.start < start or any(other.span != block.span for other in shell))
                yield Finding(span, values, "page" if page else "")


KIND = Kind(
    "page-button",
    "句子里、元数据旁的网页按钮",
    check,
    (
        Option("patterns", "pattern", "按钮的写法;(?P<here>…) 缩小标出的范围", prefiltered=True),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
        Option("zones", "strings", "在哪些区域找", ("body",), ZONES),
    ),
    ("text",),
    ("page",),
)
