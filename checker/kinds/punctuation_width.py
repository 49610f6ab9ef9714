"""A document that writes all its punctuation half-width: said once, not a thousand times."""

from __future__ import annotations

from collections.abc import Iterator

from checker.diagnostic import Finding
from checker.facts.reading import Reading
from checker.kind import Kind
from checker.rule import Option, Rule


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """One finding for the document when nearly all marks beside Han characters are half-width."""
    width = reading.width
    total = width.half + width.full
    if width.half < rule.integer("minimum-marks") or width.half < rule.number("share") * total:
        return
    yield Finding(None, {"half": str(width.half), "full": str(width.full)})


KIND = Kind(
    "punctuation-width",
    "全文标点的宽度",
    check,
    (
        Option("share", "number", "半角标点占比达到多少,才算整篇半角"),
        Option("minimum-marks", "integer", "标点太少则不判断", 10),
    ),
    ("half", "full"),
)
