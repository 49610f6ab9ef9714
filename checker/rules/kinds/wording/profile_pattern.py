"""A wording that is wrong for this kind of reporting body: 我局 in a town's report."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.zones import ZONES
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import free_matches
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for every match of the profile's own pattern, outside the exceptions."""
    profile = reading.identity.profile
    wrong = rule.pattern_table("patterns").get(profile.name)
    if wrong is None or reading.identity.issuer is None:
        return
    folded = reading.document.folded
    for block in reading.candidate_blocks(wrong, rule.strings("zones")):
        for match in free_matches(wrong, rule.pattern("except"), folded, block.span.start, block.span.end):
            where = Span(*match.span())
            issuer = reading.identity.issuer.value
            values = {"text": where.of(reading.document.text), "issuer": issuer, "profile": profile.title}
            yield Finding(where, values)


KIND = Kind(
    "profile-pattern",
    "与报告机关不相称的写法（正则，按报告类型）",
    check,
    (
        Option("patterns", "pattern-table", "报告类型 → 不应出现的写法", prefiltered=True),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
        Option("zones", "strings", "在哪些区域找", ("body",), ZONES),
    ),
    ("text", "issuer", "profile"),
)
