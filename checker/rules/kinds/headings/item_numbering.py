"""The numbering of the items 一是 … 二是 … 三是 …: missing and repeated numbers, nested lists."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from checker.facts.outline.numbering import FaultKind, item_faults
from checker.facts.outline.ordinals import Ordinal
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.kinds.headings.numbering import finding
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every item that does not follow the item before it under the same heading."""
    kinds = {FaultKind(name) for name in rule.strings("faults")}
    for items in _items_by_section(reading):
        for fault in item_faults(items):
            if fault.kind in kinds:
                yield finding(reading, fault)


def _items_by_section(reading: Reading) -> list[list[Ordinal]]:
    """Return the items between each heading and the next; no list continues across a heading."""
    starts = sorted(heading.span.start for heading in reading.outline.headings)
    groups: dict[int, list[Ordinal]] = {}
    for item in reading.outline.items:
        section = bisect_right(starts, item.span.start)
        groups.setdefault(section, []).append(item)
    return list(groups.values())


KIND = Kind(
    "item-numbering",
    "“一是”“二是”缺号、重号、同级嵌套",
    check,
    (Option("faults", "strings", "查哪几种：gap repeat reversal nested"),),
    ("text", "before", "expected"),
    ("gap", "repeat", "reversal", "start", "nested"),
)
