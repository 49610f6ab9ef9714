"""A part that should describe actions but mentions none."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.parts import Presence
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for the heading of the part if none of the profile's actions occurs under it."""
    for part in reading.parts:
        if part.part.id != rule.string("part") or part.presence is not Presence.SECTION or part.evidence is None:
            continue
        folded = reading.document.folded
        acts = (part.part.action, rule.pattern("counted"))
        if not any(search(act, folded, span.start, span.end) for act in acts for span in part.spans):
            values = {"part": part.part.title, "evidence": part.evidence.of(reading.document.text)}
            yield Finding(part.evidence, values)


KIND = Kind(
    "part-without-action",
    "应写做法的部分没有具体动作",
    check,
    (
        Option("part", "string", "部分的 id"),
        Option("counted", "pattern", "写了次数的也是动作", ()),
    ),
    ("part", "evidence"),
)
