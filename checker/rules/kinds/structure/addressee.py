"""An addressee that does not fit the reporting body."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.zones import Zone
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for an addressee to which this kind of body does not report."""
    expected = rule.pattern_table("expected").get(reading.identity.profile.name)
    if expected is None:
        return
    for block in reading.zones.blocks(Zone.ADDRESSEE):
        if not search(expected, block.span.of(reading.document.folded)):
            values = {
                "text": block.span.of(reading.document.text).rstrip(":："),
                "profile": reading.identity.profile.title,
            }
            yield Finding(block.span, values)


KIND = Kind(
    "addressee",
    "主送机关与报告机关不相称",
    check,
    (Option("expected", "pattern-table", "报告类型 → 主送机关应有的写法"),),
    ("text", "profile"),
)
