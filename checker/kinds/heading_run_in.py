"""Headings that run into the paragraph behind them."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from checker.diagnostic import Finding
from checker.facts.ordinals import Level
from checker.facts.outline import Heading
from checker.facts.reading import Reading
from checker.facts.sentences import clauses_in
from checker.kind import Kind
from checker.rule import Option, Rule
from checker.span import Span

_FACTOR = 2.0
_CLAUSE_FACTOR = 1.4
_MARKS = "。;,:!?"


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """First-level headings in their paragraph; and headings whose end is lost (variant ``unended``).

    Where the title should have ended, its siblings tell: it is much longer than they are, as a
    whole and in its first clause.
    """
    run_in = [heading for heading in reading.outline.headings if heading.ordinal and not heading.own_line]
    for level in sorted({heading.level for heading in run_in}):
        group = [heading for heading in run_in if heading.level == level]
        unended = _unended(reading, group, rule)
        for heading in group:
            if heading in unended:
                yield _finding(reading, heading, _first_clause(reading, heading), "unended")
            elif level == Level.FIRST and heading.stopped:
                yield _finding(reading, heading, heading.span, "")


def _unended(reading: Reading, group: list[Heading], rule: Rule) -> list[Heading]:
    suspects = []
    for heading in group:
        others = [other for other in group if other is not heading and other.stopped]
        if len(others) < rule.integer("minimum-siblings") or len(heading.title) < rule.integer("minimum-length"):
            continue
        usual = median(len(other.title) for other in others)
        longest = sorted(len(_first_clause(reading, other)) for other in others)[-1 if len(others) < 4 else -2]
        clause = len(_first_clause(reading, heading))
        if len(heading.title) > _FACTOR * usual and clause > _CLAUSE_FACTOR * longest:
            suspects.append(heading)
    return suspects


def _first_clause(reading: Reading, heading: Heading) -> Span:
    clauses = clauses_in(reading.document.folded, Span(heading.title.start, heading.block.span.end))
    clause = clauses[0] if clauses else heading.title
    text = clause.of(reading.document.folded)
    return Span(heading.span.start, clause.start + len(text.rstrip(_MARKS)))


def _finding(reading: Reading, heading: Heading, span: Span, variant: str) -> Finding:
    text = reading.document.text
    return Finding(span, {"text": heading.title.of(text)[:24], "length": str(len(heading.title))}, variant)


KIND = Kind(
    "heading-run-in",
    "标题与正文连成一段",
    check,
    (
        Option("minimum-siblings", "integer", "至少几个同级标题才比较", 2),
        Option("minimum-length", "integer", "标题至少多少字才算过长", 30),
    ),
    ("text", "length"),
    ("unended",),
)
