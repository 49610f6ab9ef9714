"""A short form that is always quoted (“放管服”), or that the document quotes elsewhere, without its quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer, free_matches
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """The first bare one of each listed term; variant ``elsewhere`` when the document quotes it in another place."""
    text, folded, masked = reading.document.text, reading.document.folded, reading.masks.text
    quoted = {
        match.group("term"): Span(*match.span("term"))
        for block in reading.candidate_blocks(rule.pattern("quoted"))
        for match in finditer(rule.pattern("quoted"), folded, block.span.start, block.span.end)
    }
    seen: set[str] = set()
    for block in reading.candidate_blocks(rule.pattern("terms")):
        span = block.span
        for match in free_matches(rule.pattern("terms"), rule.pattern("except"), masked, span.start, span.end):
            where = Span(*match.span())
            term = where.of(folded)
            if term in seen:
                continue
            seen.add(term)
            other = quoted.get(term)
            related = (Related(other, f"此处加了引号:“{term}”"),) if other else ()
            fixes = replacement(where, f"“{where.of(text)}”")
            yield Finding(where, {"text": where.of(text)}, "elsewhere" if other else "", related, fixes)


KIND = Kind(
    "unquoted-term",
    "简称漏引号",
    check,
    (
        Option("terms", "pattern", "应加引号的简称", watched=True),
        Option("quoted", "pattern", "加了引号的写法,含 (?P<term>)", watched=True),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
    ),
    ("text",),
    ("elsewhere",),
)
