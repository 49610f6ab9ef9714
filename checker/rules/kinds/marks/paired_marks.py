"""Quotation marks and brackets without a partner, turned round, or inside their own kind."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.marks.pairs import Fault, MarkFault, read_marks
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer
from checker.text.diagnostic import Finding
from checker.text.span import Span

_NEAR = 24
_STRAY = 3
"""A line of so few characters is no text: 【大 中 小】 cut to pieces."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on every faulty mark that the rule is about."""
    folded = reading.document.folded
    exceptions = rule.pattern("except")
    found = finditer(exceptions, folded) if reading.may_match(exceptions) else ()
    skipped = [Span(*match.span()) for match in found]
    wanted = rule.strings("faults")
    blocks = [block for block in reading.body if len(block.span) > _STRAY]
    for fault in read_marks(folded, blocks, rule.strings("pairs"), skipped):
        if fault.fault.value in wanted:
            yield _finding(reading, fault)


def _finding(reading: Reading, fault: MarkFault) -> Finding:
    text = reading.document.text
    near = fault.near.of(text)
    shown = near[-_NEAR:] if fault.fault is Fault.UNOPENED else near[:_NEAR]
    values = {"text": fault.span.of(text), "partner": fault.partner, "near": shown}
    fixes = replacement(fault.span, fault.partner) if fault.fault is Fault.REVERSED else ()
    return Finding(fault.span, values, fault.fault.value, fixes=fixes)


KIND = Kind(
    "paired-marks",
    "成对的标点不配对",
    check,
    (
        Option("pairs", "strings", "成对的标点,两个字一对"),
        Option("faults", "strings", "查哪些毛病", choices=tuple(fault.value for fault in Fault)),
        Option("except", "pattern", "其中的标点不是成对的标点,如“1)”", (), watched=True),
    ),
    ("text", "partner", "near"),
    tuple(fault.value for fault in Fault),
)
