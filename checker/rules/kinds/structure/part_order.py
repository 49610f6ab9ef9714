"""Required parts in an unusual order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from checker.facts.outline.parts import Presence
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding, Related


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for the first part that precedes a part which usually comes before it."""
    found = {part.part.id: part for part in reading.parts if part.presence is Presence.SECTION and part.evidence}
    order = [found[name] for name in rule.strings("order") if name in found]
    for earlier, later in pairwise(order):
        assert earlier.evidence is not None
        assert later.evidence is not None
        if later.evidence.start < earlier.evidence.start:
            values = {"part": later.part.title, "other": earlier.part.title}
            yield Finding(later.evidence, values, related=(Related(earlier.evidence, earlier.part.title),))
            return


KIND = Kind(
    "part-order",
    "各部分的次序",
    check,
    (Option("order", "strings", "通常的次序"),),
    ("part", "other"),
)
