"""A term and its variant in one document: 法律顾问 and 律师顾问."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import compile_pattern, finditer, free_matches, search
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every variant in a document that also uses the term; ``terms`` are “term←variant”."""
    folded, text = reading.document.folded, reading.document.text
    for entry in rule.strings("terms"):
        right, _, variant = entry.partition("←")
        term = compile_pattern(right)
        count = sum(
            1
            for block in reading.candidate_blocks(term)
            for _ in finditer(term, folded, block.span.start, block.span.end)
        )
        if not count:
            continue
        wrong = compile_pattern(variant)
        for block in reading.candidate_blocks(wrong):
            for match in free_matches(wrong, rule.pattern("except"), folded, block.span.start, block.span.end):
                span = Span(*match.span())
                if not search(term, folded, span.start, span.end):
                    yield Finding(span, {"text": span.of(text), "right": right, "count": str(count)})


KIND = Kind(
    "term-variant",
    "同一事物两种说法",
    check,
    (
        Option("terms", "strings", "规范说法←另一种说法（正则）"),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
    ),
    ("text", "right", "count"),
)
