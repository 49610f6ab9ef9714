"""Fixes applied to a document: together, without overlap, again until nothing is left to do.

Three things are never done: a change inside a title (《…》), a change of figures by a fix that is
called safe, and a change whose outcome, read again, is anything but the intended text.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Sequence
from itertools import accumulate

from msgspec import Struct

from checker.facts.references.titles import read_references
from checker.formats import edited
from checker.lint.report import Report
from checker.search.patterns import compile_pattern
from checker.text.diagnostic import Diagnostic, Edit, Fix
from checker.text.document import Document
from checker.text.span import Span, Stretches

ROUNDS = 100
"""A fix may uncover another: of a paragraph that stands many times one is mended in a round, because the next one is no
repetition any more. Rules that are at odds bring back a text that was there before, which ends it sooner."""
AGAIN = 9
"""Rounds that make longer what a fix has written: a rule that finds its own words would do so for ever."""
_DIGITS = compile_pattern(r"\p{Nd}")
_NUMERALS = compile_pattern(r"[\p{Nd}〇零一二三四五六七八九十百千万亿]")

Lint = Callable[[Document], Report]
Revise = Callable[[Document, Sequence[Edit]], Document]
"""Makes the edits in a document's file and reads it again."""


class Applied(Struct, frozen=True):
    """A fix that was made: what it mended, as it stood in the document at that time."""

    diagnostic: Diagnostic
    fix: Fix


class Outcome(Struct, frozen=True):
    """The document before and after, what was done, and what the rules still say.

    ``refused`` counts the fixes that would have changed a title or, called safe, a figure;
    ``unsafe`` those that wait for somebody to allow them.
    """

    before: Document
    after: Document
    applied: tuple[Applied, ...]
    report: Report
    refused: int
    unsafe: int

    @property
    def changed(self) -> bool:
        """True when the text is another."""
        return self.before.text != self.after.text


def fix(document: Document, lint: Lint, revise: Revise, *, unsafe: bool = False) -> Outcome:
    """Apply the fixes of all findings."""
    before = document
    applied: list[Applied] = []
    report = lint(document)
    seen = {hash(document.text)}
    written, again = _Written(), 0
    for _ in range(ROUNDS):
        chosen, document = _settled(document, choose(document, report.diagnostics, unsafe=unsafe), revise)
        if not chosen:
            break
        applied.extend(chosen)
        report = lint(document)
        again += written.again(_edits(chosen))
        if again == AGAIN or hash(document.text) in seen:
            break
        seen.add(hash(document.text))
    titles = _titles(document)
    left = [item.fixes[0] for item in report.told if item.fixes]
    refused = sum(1 for found in left if not permitted(document, found, titles))
    waiting = sum(1 for found in left if found.safety == "unsafe" and permitted(document, found, titles))
    return Outcome(before, document, tuple(applied), report, refused, 0 if unsafe else waiting)


class _Written:
    """What fixes have written, where it is longer than what stood there. State lives here."""

    def __init__(self) -> None:
        self._spans: list[Span] = []

    def again(self, edits: Sequence[Edit]) -> bool:
        """True when one of the edits, of one round, makes such a place longer once more; they are remembered."""
        edits = sorted(edits, key=lambda edit: edit.span)
        before, ends = Stretches(self._spans), [edit.span.end for edit in edits]
        shifts = list(accumulate((len(edit.text) - len(edit.span) for edit in edits), initial=0))

        def moved(offset: int) -> int:
            return offset + shifts[bisect_right(ends, offset)]

        now = [(moved(span.start), moved(span.end)) for span in self._spans]
        self._spans = [Span(start, max(start, end)) for start, end in now]
        once_more = False
        for edit, shift in zip(edits, shifts, strict=False):
            grows = len(edit.text) > len(edit.span)
            meets = before.touch(Span(max(edit.span.start - 1, 0), edit.span.end + 1))
            once_more |= grows and meets
            if grows or meets:
                start = edit.span.start + shift
                self._spans.append(Span(start, start + len(edit.text)))
        return once_more


def choose(document: Document, diagnostics: Sequence[Diagnostic], *, unsafe: bool) -> list[Applied]:
    """The fixes to make in one round: none touches what another one changes, the graver first."""
    titles = _titles(document)
    taken: list[Span] = []
    chosen: list[Applied] = []
    for item in sorted(diagnostics, key=lambda item: (-item.severity, item.span)):
        if not item.fixes or item.suppressed or len(item.fixes) > 1:
            continue  # among several a person chooses
        first = item.fixes[0]
        if (first.safety == "unsafe" and not unsafe) or not permitted(document, first, titles):
            continue
        if all(edit.span.of(document.text) == edit.text for edit in first.edits):
            continue  # it would be made in every round
        spans = [edit.span for edit in first.edits]
        if not any(_meets(span, taken) for span in spans):
            for span in spans:
                insort(taken, span)
            chosen.append(Applied(item, first))
    return chosen


def _meets(span: Span, taken: Sequence[Span]) -> bool:
    """True when a span shares a character or an end with one of those taken, which are in order and apart."""
    index = bisect_right(taken, span.end, key=lambda other: other.start) - 1
    return index >= 0 and taken[index].end >= span.start


def _titles(document: Document) -> Stretches:
    return Stretches(title.span for title in read_references(document.text, document.folded, document.blocks).closed)


def permitted(document: Document, candidate: Fix, titles: Stretches) -> bool:
    """False for a fix inside a title or of digits, and for a safe one of numerals of any kind."""
    if any(titles.touch(edit.span) for edit in candidate.edits):
        return False
    before = "".join(edit.span.of(document.text) for edit in candidate.edits)
    after = "".join(edit.text for edit in candidate.edits)
    numerals = _NUMERALS if candidate.safety == "safe" else _DIGITS
    return numerals.findall(before) == numerals.findall(after)


def _settled(document: Document, chosen: list[Applied], revise: Revise) -> tuple[list[Applied], Document]:
    """The fixes whose outcome, read again, is the intended text, and that outcome; each alone when not all together."""
    if not chosen:
        return [], document
    if (outcome := _outcome(document, chosen, revise)) is not None:
        return chosen, outcome
    kept: list[Applied] = []
    last = document
    for item in chosen:
        if (outcome := _outcome(document, [*kept, item], revise)) is not None:
            kept.append(item)
            last = outcome
    return kept, last


def _outcome(document: Document, chosen: list[Applied], revise: Revise) -> Document | None:
    """The document with the fixes made; None when it does not read as it should."""
    revised = revise(document, _edits(chosen))
    return revised if revised.text == edited(document.text, _edits(chosen)) else None


def _edits(chosen: list[Applied]) -> list[Edit]:
    return [edit for item in chosen for edit in item.fix.edits]
