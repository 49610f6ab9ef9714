"""A set phrase with one slip in it: 矛盾纠份, 人民调组织, 民生事实."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.facts.reading import Reading
from checker.facts.words.formation import is_parallel
from checker.facts.words.listed import confirmed
from checker.facts.words.slips import NearTerm
from checker.knowledge.dictionary import word_class
from checker.knowledge.phrases import ANOTHER, EXTRA, MISSING, SHORTEST, SWAPPED
from checker.knowledge.segmentation import is_inside_word, words_in
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.kinds.wording.context import CONTEXT
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.span import Span, SpanSet

_VARIANTS = {ANOTHER: "", MISSING: "missing", EXTRA: "extra", SWAPPED: "swapped"}
_SURE = 4
"""Characters of a term, of which two or three that are right say enough."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on the phrase, unless the character belongs to another word or a place's name, or stands for itself."""
    listed = SpanSet(candidate.span for candidates in reading.candidates.values() for candidate in candidates)
    told: list[Span] = []
    # The longer a term, the more of it is right.
    for near in sorted(reading.near_terms, key=lambda one: (-len(one.term), one)):
        span = near.span
        if listed.overlaps(span) or any(span.overlaps(other) for other in told):
            continue
        if _is_slip(reading, rule, near):
            told.append(span)
            yield _finding(reading, near)


def _is_slip(reading: Reading, rule: Rule, near: NearTerm) -> bool:
    """True when what is written makes no sense by itself, is written so nowhere else, and the language model agrees."""
    text, span = reading.document.folded, near.span
    return (
        not rule.pattern("places").match(text, span.end)
        and not word_class(span.of(text))
        and _makes_no_words(reading, rule, near)
        and not _recurs(text, near)
        and confirmed(reading.masks.text, span, reading.block_of(span))
        and not is_parallel(text, _changed(near))
        and reading.gain(span, near.term) >= rule.number(_least_of(reading, near))
    )


def _least_of(reading: Reading, near: NearTerm) -> str:
    """The name of the option that says how much likelier the term must be."""
    written, place = near.span.of(reading.document.folded), near.offset
    if near.kind == MISSING and not any(len(word) == 1 for word in words_in(written)):
        return "sense"
    if near.kind != ANOTHER:
        return _VARIANTS[near.kind]
    if is_inside_word(written, place):
        return "sense"
    if not _is_alike(reading, near):
        return "unlike"
    size = len(near.term)
    return "short" if size == SHORTEST else "long" if size > _SURE else CONTEXT.name


def _is_alike(reading: Reading, near: NearTerm) -> bool:
    return reading.taken_for(near.span.of(reading.document.folded)[near.offset], near.term[near.offset])


def _makes_no_words(reading: Reading, rule: Rule, near: NearTerm) -> bool:
    """True when no words of the text hold what is wrong."""
    written, term, place = near.span.of(reading.document.folded), near.term, near.offset
    alone, light = rule.string("stand-alone"), rule.string("light")
    if near.kind == SWAPPED:
        pair = written[place : place + 2]
        return f"{pair}/{pair[::-1]}" in rule.strings("orders") or (not word_class(pair) and len(term) > _SURE)
    if near.kind == MISSING:
        return len(term) > _SURE and term[place] not in light
    if near.kind == EXTRA:
        return len(term) >= _SURE and written[place] not in alone
    unsure = not near.unseen or len(term) == SHORTEST
    surely = near.unseen and len(term) > _SURE and 0 < place < len(term) - 1
    return (
        written[place] not in light
        and not (unsure and {written[place], term[place]}.intersection(light + alone))
        and (surely or _is_alike(reading, near))
        and (not is_inside_word(written, place) or (not unsure and reading.confusable(written[place], term[place])))
        and not any({written[place], term[place]} == set(pair.split("/")) for pair in rule.strings("either"))
    )


def _recurs(text: str, near: NearTerm) -> bool:
    """True when the text has what is written once more, or what is wrong with a character beside it: it is coined."""
    span, changed = near.span, _changed(near)
    first, last = max(span.start, changed.start - 1), min(span.end, changed.end + 1)
    around = [Span(first, changed.end), Span(changed.start, last)] if near.kind == ANOTHER else [Span(first, last)]
    return any(len(one) > 1 and text.count(one.of(text)) > 1 for one in (span, *around))


def _changed(near: NearTerm) -> Span:
    place = near.span.start + near.offset
    return Span(place, place + {MISSING: 0, SWAPPED: 2}.get(near.kind, 1))


def _finding(reading: Reading, near: NearTerm) -> Finding:
    text = near.span.of(reading.document.text)
    place = near.offset
    values = {"text": text, "right": near.term, "written": text[place], "character": near.term[place]}
    return Finding(near.span, values, _VARIANTS[near.kind], fixes=replacement(near.span, near.term))


KIND = Kind(
    "near-term",
    "固定词语错一字、漏一字、多一字、两字颠倒",
    check,
    (
        Option("stand-alone", "string", "这些字能单独成词，不当作错字", ""),
        Option("light", "string", "这些虚字即使连写未见，也不当作错字", ""),
        Option("places", "pattern", "后面紧接这些的，是地名", ()),
        CONTEXT,
        Option("short", "number", "三字词语错一字的，改后至少要常见多少（2 的幂）", Decimal(0)),
        Option("long", "number", "五字以上的词语错一字的，改后至少要常见多少（2 的幂）", Decimal(0)),
        Option("sense", "number", "所写的都是词的，改后至少要常见多少（2 的幂）", Decimal(0)),
        Option("unlike", "number", "错成音形都不近的字的，改后至少要常见多少（2 的幂）", Decimal(0)),
        Option("missing", "number", "漏一字的，改后至少要常见多少（2 的幂）", Decimal(0)),
        Option("extra", "number", "多一字的，改后至少要常见多少（2 的幂）", Decimal(0)),
        Option("either", "strings", "两个字都可以的，以斜线相隔", ()),
        Option("orders", "strings", "两种次序都是词而意思不同的，以斜线相隔，前一个是误写", ()),
        Option("swapped", "number", "两字颠倒的，改后至少要常见多少（2 的幂）", Decimal(0)),
    ),
    ("text", "right", "written", "character"),
    ("missing", "extra", "swapped"),
)
