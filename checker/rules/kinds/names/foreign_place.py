"""The name of another town where the reporting body itself is meant."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.knowledge.dictionary import word_class
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer, free_matches
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every place (group ``name``) of the level of the reporting body that is not its own.

    Nothing is reported unless the report mentions its own place often enough to be sure of its name.
    """
    issuer, folded = reading.identity.issuer, reading.document.folded
    pattern = rule.pattern_table("patterns").get(reading.identity.profile.name)
    if pattern is None or issuer is None or not reading.identity.is_report:
        return
    named = [
        Span(*match.span("name"))
        for block in reading.candidate_blocks(pattern)
        for match in free_matches(pattern, rule.pattern("except"), folded, block.span.start, block.span.end)
    ]
    # Most reports name no other town, so that the dictionary is not opened.
    foreign = [span for span in named if _is_foreign(reading, span.of(folded), rule)]
    if foreign and _own_mentions(reading) >= rule.integer("own-mentions"):
        for span in foreign:
            yield Finding(span, {"text": span.of(reading.document.text), "issuer": issuer.value})


def _is_foreign(reading: Reading, name: str, rule: Rule) -> bool:
    """Return True for the name of a place that is not the place of the reporting body."""
    if any(name in own for own in reading.own_names) or reading.own_place.search(name):
        return False
    return word_class(reading.copy_words.type.sub("", name)) in rule.strings("classes")


def _own_mentions(reading: Reading) -> int:
    folded = reading.document.folded
    return sum(
        1 for block in reading.body for _ in finditer(reading.own_place, folded, block.span.start, block.span.end)
    )


KIND = Kind(
    "foreign-place",
    "别的乡镇、街道的名称",
    check,
    (
        Option("patterns", "pattern-table", "报告类型 → 同级机关的名称(以 name 为组)", prefiltered=True),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
        Option("classes", "strings", "词典中的哪些词类可以是地名;空为词典没有的词"),
        Option("own-mentions", "integer", "正文至少自称几次"),
    ),
    ("text", "issuer"),
)
