"""Ranges of years with different dashes in one document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each less frequent dash, on its first occurrence."""
    text = reading.document.text
    found: dict[str, list[Span]] = {}
    for block in reading.candidate_blocks(rule.pattern("spans")):
        for match in finditer(rule.pattern("spans"), text, block.span.start, block.span.end):
            found.setdefault(match.group("dash"), []).append(Span(*match.span("dash")))
    if len(found) < 2:
        return
    counts = Counter({dash: len(spans) for dash, spans in found.items()})
    usual = rule.string("preferred") if rule.string("preferred") in found else counts.most_common(1)[0][0]
    for dash, spans in found.items():
        if dash != usual:
            values = {"text": dash, "usual": usual, "count": str(len(spans)), "others": str(counts[usual])}
            yield Finding(spans[0], values, fixes=replacement(spans[0], usual))


KIND = Kind(
    "dash-style",
    "年份起止的连接号不统一",
    check,
    (
        Option("spans", "pattern", "年份起止的写法,含 (?P<dash>)"),
        Option("preferred", "string", "并用时以哪一种为准", ""),
    ),
    ("text", "usual", "count", "others"),
)
