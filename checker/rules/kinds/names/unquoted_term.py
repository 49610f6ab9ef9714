"""A short form without quotation marks that is always quoted (“放管服”) or that the document quotes elsewhere."""

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
    """Yield a finding for the first unquoted occurrence of each term.

    The variant is ``elsewhere`` if the document quotes the term in another place.
    """
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
            term_span = Span(*match.span())
            term = term_span.of(folded)
            if term in seen:
                continue
            seen.add(term)
            other = quoted.get(term)
            related = (Related(other, f"此处加了引号:“{term}”"),) if other else ()
            fixes = replacement(term_span, f"“{term_span.of(text)}”")
            yield Finding(term_span, {"text": term_span.of(text)}, "elsewhere" if other else "", related, fixes)


KIND = Kind(
    "unquoted-term",
    "简称漏引号",
    check,
    (
        Option("terms", "pattern", "应加引号的简称", prefiltered=True),
        Option("quoted", "pattern", "加了引号的写法,含 (?P<term>)", prefiltered=True),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
    ),
    ("text",),
    ("elsewhere",),
)
