"""Title marks without a partner, with a partner of the other form, and titles nested in titles with the same marks."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Edit, Finding, Fix
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every mark without a partner or, with ``fault`` nested, for every title in nested 《》."""
    references = reading.references
    text = reading.document.text
    if rule.string("fault") == "nested":
        for reference in references.closed:
            if reference.same_marks and text[reference.span.start] == "《":
                edits = (Edit(_mark_at(reference.span.start), "〈"), Edit(_mark_at(reference.span.end - 1), "〉"))
                fixes = (Fix("改为单书名号", "unsafe", edits),)
                yield Finding(reference.span, {"text": reference.span.of(text)}, fixes=fixes)
        return
    for span in references.unclosed:
        yield Finding(span, {"text": span.of(text), "near": text[span.start : span.start + 12]})
    for span in references.stray:
        near = text[max(0, span.end - 12) : span.end]
        yield Finding(span, {"text": span.of(text), "near": near}, "stray")
    yield from _mixed(reading)


def _mixed(reading: Reading) -> Iterator[Finding]:
    """Yield the mark of a pair of two forms that is the wrong one: outside titles are double, inside others single."""
    text, open_blocks = reading.document.text, {reading.block_of(span) for span in reading.references.unclosed}
    for reference in reading.references.closed:
        start, end = reference.span.start, reference.span.end - 1
        wrong = "〈〉" if reference.depth == 0 else "《》"
        if text[start] + text[end] in {"《〉", "〈》"} and reading.block_of(reference.span) not in open_blocks:
            place = _mark_at(start if text[start] in wrong else end)
            yield Finding(place, {"text": place.of(text), "near": reference.span.of(text)}, "mixed")


def _mark_at(offset: int) -> Span:
    return Span(offset, offset + 1)


KIND = Kind(
    "title-marks",
    "书名号不配对、同形套用",
    check,
    (Option("fault", "string", "unpaired 或 nested"),),
    ("text", "near"),
    ("stray", "mixed"),
)
