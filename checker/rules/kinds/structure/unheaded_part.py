"""A required part without a heading in a report whose other parts have headings."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.ordinals import Level
from checker.facts.outline.parts import Presence
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for the opening words of the part; reports without headings are not checked."""
    first_level = [heading for heading in reading.outline.headings if heading.level <= Level.FIRST]
    if len(first_level) < 2:
        return
    for part in reading.parts:
        opens = part.part.id in rule.strings("parts") and part.presence is Presence.OPENING
        if opens and part.evidence and not _is_headed(reading, part.evidence):
            evidence = part.evidence.of(reading.document.text)
            yield Finding(part.evidence, {"part": part.part.title, "evidence": evidence})


def _is_headed(reading: Reading, evidence: Span) -> bool:
    """Return True right below a heading, whatever its words are: 【展望篇】."""
    folded = reading.document.folded
    above = [heading for heading in reading.outline.headings if heading.span.end <= evidence.start]
    return bool(above) and above[-1].own_line and not folded[above[-1].span.end : evidence.start].strip()


KIND = Kind(
    "unheaded-part",
    "应有的部分没有标题",
    check,
    (Option("parts", "strings", "查哪些部分"),),
    ("part", "evidence"),
)
