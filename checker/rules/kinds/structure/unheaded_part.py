"""A required part without a heading in a report whose other parts have headings."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.ordinals import Level
from checker.facts.outline.parts import Presence
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for the opening words of the part; reports without headings are not checked."""
    first_level = [heading for heading in reading.outline.headings if heading.level <= Level.FIRST]
    if len(first_level) < 2:
        return
    for part in reading.parts:
        if part.part.id in rule.strings("parts") and part.presence is Presence.OPENING and part.evidence:
            evidence = part.evidence.of(reading.document.text)
            yield Finding(part.evidence, {"part": part.part.title, "evidence": evidence})


KIND = Kind(
    "unheaded-part",
    "应有的部分没有标题",
    check,
    (Option("parts", "strings", "查哪些部分"),),
    ("part", "evidence"),
)
