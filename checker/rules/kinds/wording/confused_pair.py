"""A word that is right elsewhere, where its context asks for another: 权利清单, 反应强烈, 鲜明地底色."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from checker.facts.reading import Reading
from checker.facts.words.typos import whole_words
from checker.knowledge.language_model.gains import Weighed, weigh
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.span import Span, SpanSet, occurrences

_FAMILIAR = 5
"""A power of two: where the run of three around the changed character was counted more often, nothing is asked."""


class _Pair(Struct, frozen=True):
    """What is written and what may be meant, from where they differ; what the context must say, and since when."""

    wrong: str
    right: str
    start: int
    gain: float
    known: int
    since: int


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for every word of a pair in whose place the other makes the text much likelier."""
    text = reading.modelled.looking.text
    told = SpanSet(typo.span for typo in reading.typos if typo.score >= rule.number("told"))
    listed = SpanSet(candidate.span for found in reading.candidates.values() for candidate in found)
    year = reading.identity.report_year
    for pair in map(_pair, rule.strings("pairs")):
        if pair.since and (year is None or year < pair.since):
            continue
        for place in occurrences(text, pair.wrong):
            start = place + pair.start
            span = reading.modelled.span(place, place + len(pair.wrong))
            if reading.modelled.looking.inner(start) > _FAMILIAR or not _asked(reading, span):
                continue
            if not _is_known(reading, start, place + len(pair.wrong), pair):
                continue
            found = weigh(reading.modelled.model, text, start, place + len(pair.wrong), pair.right[pair.start :])
            if _believed(found, pair) and not told.overlaps(span) and not listed.overlaps(span):
                yield _finding(reading, span, pair)


def _is_known(reading: Reading, start: int, end: int, pair: _Pair) -> bool:
    """Return True if a run of three with what may be meant was counted often enough; weighing takes much longer."""
    looking = reading.modelled.looking
    window = looking.text[max(0, start - 2) : start] + pair.right[pair.start :] + looking.text[end : end + 2]
    return any(looking.of(window[place : place + 3]) >= max(1, pair.known) for place in range(len(window) - 2))


def _believed(found: Weighed, pair: _Pair) -> bool:
    return found.gain >= pair.gain and found.known >= pair.known


def _asked(reading: Reading, span: Span) -> bool:
    """True in the body, outside quotations and titles."""
    inside = span in reading.block_of(span).span
    return inside and not reading.masks.cover(span) and not reading.own_words.overlaps(span)


def _finding(reading: Reading, span: Span, pair: _Pair) -> Finding:
    where, right = whole_words(reading.document.folded, [(span, pair.right)])
    values = {"text": where.of(reading.document.text), "right": right, "wrong": pair.wrong, "meant": pair.right}
    return Finding(where, values, fixes=replacement(where, right))


def _pair(written: str) -> _Pair:
    """A pair as a rule writes it: 写的/应为/差多少/见多少/从哪年."""
    wrong, right, gain, *rest = written.split("/")
    known, since = (int(value) for value in (*rest, "0", "0")[:2])
    start = next((index for index, (a, b) in enumerate(zip(wrong, right, strict=False)) if a != b), 0)
    return _Pair(wrong, right, start, float(gain), known, since)


KIND = Kind(
    "confused-pair",
    "上下文要的是另一个词(公文语言模型)",
    check,
    (
        Option(
            "pairs", "strings", "写的/应为/改后的句子至少要多常见(2 的幂)/改后的三字至少见多少(2 的幂)/从哪个报告年度起"
        ),
        Option("told", "number", "错别字规则已报的不再报:它从多少分起", Decimal(1000)),
    ),
    ("text", "right", "wrong", "meant"),
)
