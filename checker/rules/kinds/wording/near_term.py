"""A set phrase with one character that sounds or looks like the right one: 矛盾纠份, 深人推进."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.facts.words.listed import confirmed
from checker.knowledge.segmentation import is_inside_word
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.kinds.wording.context import CONTEXT, likelier
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.span import Span, SpanSet


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on the phrase, unless the character belongs to another word or a place's name, or stands for itself."""
    text = reading.masks.text
    listed = SpanSet(candidate.span for candidates in reading.candidates.values() for candidate in candidates)
    last = Span(0, 0)
    for span, term, place in sorted(reading.near_terms):
        written, right = text[span.start + place], term[place]
        if written in rule.string("stand-alone") or right in rule.string("stand-alone"):
            continue
        if span.overlaps(last) or listed.overlaps(span) or rule.pattern("places").match(text, span.end):
            continue
        block = reading.block_of(span)
        believed = span in block.span and not is_inside_word(span.of(text), place) and confirmed(text, span, block)
        if believed and likelier(reading, rule, span, (term,)):
            last = span
            yield _finding(reading, span, term, place)


def _finding(reading: Reading, span: Span, term: str, place: int) -> Finding:
    text = span.of(reading.document.text)
    values = {"text": text, "right": term, "written": text[place], "character": term[place]}
    return Finding(span, values, fixes=replacement(span, term))


KIND = Kind(
    "near-term",
    "固定词语错一个同音字或形近字",
    check,
    (
        Option("stand-alone", "string", "这些字能单独成词，不当作错字", ""),
        Option("places", "pattern", "后面紧接这些的，是地名", ()),
        CONTEXT,
    ),
    ("text", "right", "written", "character"),
)
