"""Wrong wordings of a list, with what is right."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.zones import ZONES
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer, free_matches, search
from checker.text.diagnostic import Finding
from checker.text.span import Span, SpanSet


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for every match of a row that is wrong in the report's year and place."""
    table = reading.words(rule.string("table"))
    year = reading.identity.report_year
    folded = reading.document.folded
    protected: SpanSet | None = None
    for block in reading.candidate_blocks(table.any_wrong, rule.strings("zones")):
        span = block.span
        if not search(table.any_wrong, folded, span.start, span.end):
            continue
        for row in table.rows:
            if row.since and (year is None or year < row.since):
                continue
            for match in free_matches(row.wrong, row.exception, folded, span.start, span.end):
                where = Span(*match.span())
                if protected is None:
                    found = finditer(rule.pattern("protected"), folded)
                    protected = SpanSet(Span(*other.span()) for other in found)
                if protected.contains(where) or (row.place and not search(row.place, folded)):
                    continue
                values = {"text": where.of(reading.document.text), "right": row.right, "source": row.source}
                yield Finding(where, values, row.severity, fixes=replacement(where, row.right))


KIND = Kind(
    "word-table",
    "词表中的错误写法",
    check,
    (
        Option("table", "string", "rulesets/words 中的词表名"),
        Option("protected", "pattern", "其中的文字不查", ()),
        Option("zones", "strings", "在哪些区域找", ("body",), ZONES),
    ),
    ("text", "right", "source"),
    ("info",),
    derived_patterns=lambda knowledge, rule: (knowledge.words(rule.string("table")).any_wrong,),
)
