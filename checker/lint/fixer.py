"""Fixes applied to a document: all that do not overlap in one round, and rounds until there is nothing left to fix.

Three changes are never made: inside a title (《…》), of figures by a fix that is called safe, and one after which the
document, read again, differs from the intended text.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Sequence
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from checker.facts.references.titles import read_references
from checker.formats import apply_edits
from checker.lint.report import Report
from checker.rules.families import FAMILIES
from checker.search.patterns import compile_pattern
from checker.text.diagnostic import Diagnostic, Edit, Fix
from checker.text.document import Document
from checker.text.span import Span, SpanSet

MAX_ROUNDS = 100
"""A fix may uncover another. Of a paragraph that occurs many times one is fixed per round, because the next one is then
no repetition any more. Conflicting rules restore an earlier text, which ends the loop sooner."""
MAX_GROWING_ROUNDS = 9
"""Rounds that lengthen the text of an earlier fix; a rule that finds its own replacement would never stop."""
MAX_GROWTH = 300_000
"""Characters by which a round may lengthen a text, and all of them together may."""
_DIGITS = compile_pattern(r"\p{Nd}")
_NUMERALS = compile_pattern(r"[\p{Nd}〇零一二三四五六七八九十百千万亿]")

Lint = Callable[[Document], Report]
Revise = Callable[[Document, Sequence[Edit]], Document]
"""Make the edits in a document's file, and read it again."""


class AppliedFix(Struct, frozen=True):
    """A fix that was applied, and its finding in the document as it was then."""

    diagnostic: Diagnostic
    fix: Fix


class FixOutcome(Struct, frozen=True):
    """The document before and after, the applied fixes, and the report on the document after them.

    ``refused`` counts the fixes that are not permitted, because they change a title or figures. ``unsafe`` counts the
    unsafe fixes that were not asked for. ``masked_before`` are the private numbers of the document before.
    """

    before: Document
    after: Document
    applied: tuple[AppliedFix, ...]
    report: Report
    refused: int
    unsafe: int
    masked_before: tuple[Span, ...] = ()

    @property
    def changed(self) -> bool:
        """True when the text differs."""
        return self.before.text != self.after.text


def fix(document: Document, lint: Lint, revise: Revise, *, unsafe: bool = False) -> FixOutcome:
    """Apply the safe fixes of all findings, and the unsafe ones too where ``unsafe`` is set."""
    before = document
    applied: list[AppliedFix] = []
    report = lint(document)
    masked_before = report.masked
    seen = {hash(document.text)}
    replacements, growing_rounds = _Replacements(), 0
    for _ in range(MAX_ROUNDS):
        selected, document = _apply(document, select_fixes(document, report.diagnostics, unsafe=unsafe), revise)
        if not selected:
            break
        applied.extend(selected)
        report = lint(document)
        growing_rounds += replacements.grow(_edits(selected))
        too_long = len(document.text) - len(before.text) >= MAX_GROWTH // 2
        if growing_rounds == MAX_GROWING_ROUNDS or too_long or hash(document.text) in seen:
            break
        seen.add(hash(document.text))
    titles = _titles(document)
    remaining = [item.fixes[0] for item in report.unsuppressed if item.fixes]
    refused = sum(1 for item in remaining if not is_permitted(document, item, titles))
    unapplied = sum(1 for item in remaining if item.safety == "unsafe" and is_permitted(document, item, titles))
    return FixOutcome(before, document, tuple(applied), report, refused, 0 if unsafe else unapplied, masked_before)


class _Replacements:
    """The spans of the text that fixes have written, where it is longer than what it replaces. Mutable."""

    def __init__(self) -> None:
        self._spans: list[Span] = []

    def grow(self, edits: Sequence[Edit]) -> bool:
        """Record the edits of one round; return True when one of them lengthens an earlier replacement again."""
        edits = sorted(edits, key=lambda edit: edit.span)
        before, ends = SpanSet(self._spans), [edit.span.end for edit in edits]
        shifts = list(accumulate((len(edit.text) - len(edit.span) for edit in edits), initial=0))

        def moved(offset: int) -> int:
            return offset + shifts[bisect_right(ends, offset)]

        ranges = [(moved(span.start), moved(span.end)) for span in self._spans]
        self._spans = [Span(start, max(start, end)) for start, end in ranges]
        grown = False
        for edit, shift in zip(edits, shifts, strict=False):
            grows = len(edit.text) > len(edit.span)
            touches = before.overlaps(Span(max(edit.span.start - 1, 0), edit.span.end + 1))
            grown |= grows and touches
            if grows or touches:
                start = edit.span.start + shift
                self._spans.append(Span(start, start + len(edit.text)))
        return grown


def select_fixes(document: Document, diagnostics: Sequence[Diagnostic], *, unsafe: bool) -> list[AppliedFix]:
    """Select the fixes to apply in one round: none touches another one; the most severe findings take precedence."""
    titles = _titles(document)
    taken: list[Span] = []
    selected: list[AppliedFix] = []
    growth = 0
    for item in sorted(diagnostics, key=lambda item: (-item.severity, item.span)):
        if not item.fixes or item.suppressed or len(item.fixes) > 1:
            continue  # among several a person chooses
        first = item.fixes[0]
        if (first.safety == "unsafe" and not unsafe) or not is_permitted(document, first, titles):
            continue
        if all(edit.span.of(document.text) == edit.text for edit in first.edits):
            continue  # it changes nothing, and would be applied in every round
        spans = [edit.span for edit in first.edits]
        if not any(_touches(span, taken) for span in spans):
            growth += sum(len(edit.text) - len(edit.span) for edit in first.edits)
            if growth > MAX_GROWTH:
                break
            for span in spans:
                insort(taken, span)
            selected.append(AppliedFix(item, first))
    return selected


def _touches(span: Span, taken: Sequence[Span]) -> bool:
    """Return True when a span shares a character or an end with one of ``taken``, which are sorted and disjoint."""
    index = bisect_right(taken, span.end, key=lambda other: other.start) - 1
    return index >= 0 and taken[index].end >= span.start


def _titles(document: Document) -> SpanSet:
    return SpanSet(title.span for title in read_references(document.text, document.folded, document.blocks).closed)


def is_permitted(document: Document, candidate: Fix, titles: SpanSet) -> bool:
    """Return False for a fix that changes a title or digits, and for a safe one that changes numerals of any kind."""
    if any(titles.overlaps(edit.span) for edit in candidate.edits):
        return False
    before = "".join(edit.span.of(document.text) for edit in candidate.edits)
    after = "".join(edit.text for edit in candidate.edits)
    numerals = _NUMERALS if candidate.safety == "safe" else _DIGITS
    return numerals.findall(before) == numerals.findall(after)


def _apply(document: Document, selected: list[AppliedFix], revise: Revise) -> tuple[list[AppliedFix], Document]:
    """Apply fixes: all at once or, when the result is not the intended text, one by one without those that fail.

    Returns the fixes that were applied and the document with them.
    """
    if not selected:
        return [], document
    if (revised := _revise_verified(document, selected, revise)) is not None:
        return selected, revised
    applied: list[AppliedFix] = []
    last = document
    for item in selected:
        if (revised := _revise_verified(document, [*applied, item], revise)) is not None:
            applied.append(item)
            last = revised
    return applied, last


def _revise_verified(document: Document, selected: list[AppliedFix], revise: Revise) -> Document | None:
    """The document with the fixes; None when, read again, it differs from the intended text."""
    revised = revise(document, _edits(selected))
    return revised if revised.text == apply_edits(document.text, _edits(selected)) else None


def _edits(selected: list[AppliedFix]) -> list[Edit]:
    """The edits of fixes, each with the name of the family of its rule."""
    return [
        replace(edit, kind=FAMILIES.get(item.diagnostic.rule[:3], "")) for item in selected for edit in item.fix.edits
    ]
