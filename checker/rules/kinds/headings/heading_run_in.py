"""Headings that run into the paragraph behind them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from checker.facts.outline.headings import Heading
from checker.facts.outline.ordinals import Level
from checker.facts.reading import Reading
from checker.facts.sentences import clauses_in
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.span import Span

_FACTOR = 2.0
_CLAUSE_FACTOR = 1.4
_MANY = 4
"""Siblings; of so many the longest but one counts, as one more may have lost its end."""
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
    stopped = [heading for heading in group if heading.stopped]
    titles = sorted(len(heading.title) for heading in stopped)
    clauses = sorted(len(_first_clause(reading, heading)) for heading in stopped)
    suspects = []
    for heading in group:
        count = len(stopped) - heading.stopped
        if count < rule.integer("minimum-siblings") or len(heading.title) < rule.integer("minimum-length"):
            continue
        clause = len(_first_clause(reading, heading))
        # Of its siblings only: what it has itself is left out of both.
        usual = _Others(titles, len(heading.title) if heading.stopped else None)
        first = _Others(clauses, clause if heading.stopped else None)
        longest = first.at(count - 1 if count < _MANY else count - 2)
        if len(heading.title) > _FACTOR * usual.median() and clause > _CLAUSE_FACTOR * longest:
            suspects.append(heading)
    return suspects


class _Others:
    """Numbers in order without one of them."""

    def __init__(self, numbers: list[int], own: int | None) -> None:
        self._numbers = numbers
        self._left_out = len(numbers) if own is None else bisect_left(numbers, own)
        self._count = len(numbers) - (own is not None)

    def at(self, index: int) -> int:
        return self._numbers[index + (index >= self._left_out)]

    def median(self) -> float:
        half = self._count // 2
        return self.at(half) if self._count % 2 else (self.at(half - 1) + self.at(half)) / 2


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
