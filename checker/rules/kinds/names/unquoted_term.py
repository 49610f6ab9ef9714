"""A short form without quotation marks that is always quoted (“放管服”) or that the document quotes elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.marks.pairs import read_marks
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer, free_matches
from checker.text.diagnostic import Finding, Related
from checker.text.document import Block
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
            marks = _stray_beside(folded, block, term_span, rule.string("pair"))
            if marks == {term_span.start - 1, term_span.end}:
                continue  # both are there, only reversed
            mended = Span(min({term_span.start, *marks}), max({term_span.end, *(mark + 1 for mark in marks)}))
            fixes = replacement(mended, f"“{term_span.of(text)}”")
            yield Finding(term_span, {"text": term_span.of(text)}, "elsewhere" if other else "", related, fixes)


def _stray_beside(folded: str, block: Block, term: Span, pair: str) -> set[int]:
    """Return the marks right beside a term that have no partner or are reversed; the mended term takes their place."""
    beside = {place for place in (term.start - 1, term.end) if folded[place : place + 1] in set(pair)}
    if not beside:
        return set()
    return beside & {fault.span.start for fault in read_marks(folded, (block,), (pair,), ())}


KIND = Kind(
    "unquoted-term",
    "简称漏引号",
    check,
    (
        Option("terms", "pattern", "应加引号的简称", prefiltered=True),
        Option("quoted", "pattern", "加了引号的写法,含 (?P<term>)", prefiltered=True),
        Option("pair", "string", "前引号和后引号", "“”"),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
    ),
    ("text",),
    ("elsewhere",),
)
