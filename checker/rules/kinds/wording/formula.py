"""A fixed formula of several members of which some are changed or missing."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.facts.sentences import sentences_in
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.span import Span

_SEPARATOR = "、"
_EDGES = "、,。;:!?"


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding where a sentence holds at least ``minimum`` members of a formula and not all."""
    folded, minimum = reading.document.folded, rule.integer("minimum")
    formulas = [formula.split(_SEPARATOR) for formula in rule.strings("formulas")]
    for block in reading.body:
        for sentence in sentences_in(folded, block.span):
            text = sentence.of(folded)
            for members in formulas:
                present = [member for member in members if member in text]
                if minimum <= len(present) < len(members):
                    yield _finding(reading, sentence, members, present)


def _finding(reading: Reading, sentence: Span, members: list[str], present: list[str]) -> Finding:
    folded = reading.document.folded
    start = min(folded.index(member, sentence.start) for member in present)
    end = max(folded.index(member, sentence.start) + len(member) for member in present)
    if members[0] not in present:
        start = _member_before(folded, sentence, start, len(members[0]) + 1)
    if members[-1] not in present:
        end = _member_behind(folded, sentence, end)
    span = Span(start, end)
    missing = _SEPARATOR.join(member for member in members if member not in present)
    values = {"text": span.of(reading.document.text), "missing": missing, "right": _SEPARATOR.join(members)}
    return Finding(span, values)


def _member_before(folded: str, sentence: Span, start: int, length: int) -> int:
    """Back to the mark before the member in the first one's place, no further than that is long."""
    position = start - 1
    while position > sentence.start and folded[position - 1] not in _EDGES:
        position -= 1
    return max(sentence.start, position, start - length)


def _member_behind(folded: str, sentence: Span, end: int) -> int:
    position = end + 1
    while position < sentence.end and folded[position] not in _EDGES:
        position += 1
    return min(sentence.end, position) if folded[end : end + 1] == _SEPARATOR else end


KIND = Kind(
    "formula",
    "固定提法缺项、改字",
    check,
    (
        Option("formulas", "strings", "固定提法,各项以顿号相隔"),
        Option("minimum", "integer", "至少原样出现几项,才认定说的是它", 2),
    ),
    ("text", "missing", "right"),
)
