"""The numbering of headings: missing and repeated numbers, wrong order."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.numbering import Fault, format_ordinal, heading_faults
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Rule
from checker.text.diagnostic import Finding, Related

_FULL_WIDTH = str.maketrans("()", "（）")


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every ordinal that does not follow the one before it; the variant is the kind of fault."""
    for fault in heading_faults(reading.outline):
        yield finding(reading, fault)


def finding(reading: Reading, fault: Fault) -> Finding:
    """Return the finding for a fault, on the ordinal and related to the one before it."""
    text = reading.document.text
    written = fault.ordinal.span.of(text).strip()
    values = {
        "text": written,
        "before": fault.before.span.of(text).strip() if fault.before else "",
        "expected": _in_width(format_ordinal(fault.before or fault.ordinal, fault.expected), written),
    }
    related = (Related(fault.before.span, f"前一个序号是“{values['before']}”"),) if fault.before else ()
    variant = fault.kind.value if fault.before else "start"
    return Finding(fault.ordinal.span, values, variant, related)


def _in_width(ordinal: str, written: str) -> str:
    """Return an ordinal with full-width brackets where the report writes them so."""
    return ordinal.translate(_FULL_WIDTH) if "（" in written or "）" in written else ordinal


KIND = Kind(
    "numbering",
    "标题序号缺号、重号、倒序",
    check,
    (),
    ("text", "before", "expected"),
    ("gap", "repeat", "reversal", "start"),
)
