"""Another town's bodies acting where the report's own are meant."""

from __future__ import annotations

from collections.abc import Iterator

from checker.diagnostic import Finding
from checker.facts.reading import Reading
from checker.kind import Kind
from checker.patterns import finditer, free_matches
from checker.rule import Option, Rule
from checker.span import Span
from checker.words import word_class


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on every place (group ``name``) of the body's own level that is not the body's own.

    Only where the report names itself often enough to be sure what it calls itself.
    """
    issuer, folded = reading.identity.issuer, reading.document.folded
    wrong = rule.pattern_table("patterns").get(reading.identity.profile.name)
    if wrong is None or issuer is None or not reading.identity.is_report:
        return
    own = sum(1 for block in reading.body for _ in finditer(reading.own_place, folded, *_ends(block.span)))
    if own < rule.integer("own-mentions"):
        return
    for block in reading.body:
        for match in free_matches(wrong, rule.pattern("except"), folded, *_ends(block.span)):
            name = match.group("name")
            stem = reading.copy_words.type.sub("", name)
            if word_class(stem) not in rule.strings("classes"):
                continue
            if not reading.own_place.search(name) and name not in issuer.value:
                span = Span(*match.span("name"))
                yield Finding(span, {"text": span.of(reading.document.text), "issuer": issuer.value})


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


KIND = Kind(
    "foreign-place",
    "别的乡镇、街道的名称",
    check,
    (
        Option("patterns", "pattern-table", "报告类型 → 同级机关的名称(以 name 为组)"),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
        Option("classes", "strings", "词典中的哪些词类可以是地名;空为词典没有的词"),
        Option("own-mentions", "integer", "正文至少自称几次"),
    ),
    ("text", "issuer"),
)
