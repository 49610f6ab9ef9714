"""The width of punctuation marks: a document with half-width marks, or single marks of the other width."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby

from checker.facts.marks.width import widened
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Edit, Finding, Fix
from checker.text.document import fold
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for a half-width document, or one for each paragraph with marks of the other width."""
    width = reading.width
    total = width.half + width.full
    if total < rule.integer("minimum-marks"):
        return
    is_half_width = width.half >= rule.number("share") * total
    counts = {"half": str(width.half), "full": str(width.full)}
    if rule.string("look-for") == "half-document":
        if is_half_width:
            yield Finding(None, counts, fixes=_fix(reading, width.halves))
    elif rule.string("look-for") == "half-marks" and not is_half_width:
        yield from _minority(reading, width.halves, counts)
    elif rule.string("look-for") == "full-marks" and is_half_width:
        yield from _minority(reading, width.fulls, counts)


def _minority(reading: Reading, marks: tuple[Span, ...], counts: dict[str, str]) -> Iterator[Finding]:
    outside = [mark for mark in marks if not reading.in_title(mark)]
    for _, group in groupby(outside, key=reading.block_of):
        spans = tuple(group)
        values = {"text": spans[0].of(reading.document.text), "count": str(len(spans)), **counts}
        yield Finding(spans[0], values, fixes=_fix(reading, spans))


def _fix(reading: Reading, marks: tuple[Span, ...]) -> tuple[Fix, ...]:
    """Return one fix that changes the width of all marks outside titles."""
    text = reading.document.text
    edits = [Edit(mark, _other_width(mark.of(text))) for mark in marks if not reading.in_title(mark)]
    return (Fix(f"改换 {len(edits)} 个标点的宽度", "unsafe", tuple(edits)),) if edits else ()


@cache
def _other_width(mark: str) -> str:
    return widened(mark) if fold(mark) == mark else fold(mark)


KIND = Kind(
    "punctuation-width",
    "标点的宽度",
    check,
    (
        Option("look-for", "string", "查什么", choices=("half-document", "half-marks", "full-marks")),
        Option("share", "number", "半角标点占比达到多少，才算整篇半角"),
        Option("minimum-marks", "integer", "标点太少则不判断", 10),
    ),
    ("half", "full", "text", "count"),
)
