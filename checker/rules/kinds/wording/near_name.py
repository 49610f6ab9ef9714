"""A name of the state, its organs or leaders, or a fixed political formula, written with one wrong character."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.facts.reading import Reading
from checker.facts.words.standing import clause_around
from checker.knowledge.segmentation import words_in
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.kinds.wording.context import CONTEXT, likelier
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding
from checker.text.span import Span, SpanSet


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for every near miss that makes the text likelier, unless what stands there is a name of its own."""
    text = reading.document.text
    listed = SpanSet(candidate.span for found in reading.candidates.values() for candidate in found)
    told = SpanSet(typo.span for typo in reading.typos if typo.score >= rule.number("told"))
    for near in reading.near_names(rule.string("table")):
        span = near.span
        if (
            listed.overlaps(span)
            or told.overlaps(span)
            or span not in reading.block_of(span).span
            or reading.in_title(span)
        ):
            continue
        written = span.of(reading.document.folded)
        if _is_whole(written, near.name) or _goes_on(written, near.name, rule.string("light")):
            continue
        if _is_cut_out(reading.document.folded, span):
            continue
        if search(rule.pattern("except"), written) or reading.own_words.overlaps(span):
            continue
        if likelier(reading, rule, span, (near.name,)):
            yield Finding(span, {"text": span.of(text), "right": near.name}, fixes=replacement(span, near.name))


def _is_whole(written: str, name: str) -> bool:
    """True when what is left of a name is a phrase of whole words itself: 污染防治攻坚(战)."""
    words = words_in(written)
    return (name.startswith(written) and len(words[-1]) > 1) or (name.endswith(written) and len(words[0]) > 1)


def _is_cut_out(folded: str, span: Span) -> bool:
    """True when what is written begins inside a word: 推行|执法公示 is no 行(政)执法公示."""
    clause = clause_around(folded, span)
    start = span.start - clause.start
    return any(word.start < start < word.end for word in words_in(clause.of(folded)))


def _goes_on(written: str, name: str, light: str) -> bool:
    """True when a name stands without its last character and a conjunction or particle follows: 民法典宣传(月)与."""
    return written[:-1] == name[:-1] and written[-1] in light


KIND = Kind(
    "near-name",
    "国家、机构、领导人名称和固定提法错一个字",
    check,
    (
        Option("table", "string", "rulesets/words 中的名称表，一行一个"),
        Option("except", "pattern", "本来就是另一个名称的", ()),
        Option("light", "string", "连词、介词、助词：写在末字的位置，是后面的话", ""),
        Option("told", "number", "错别字规则已报的不再报：它从多少分起", Decimal(1000)),
        CONTEXT,
    ),
    ("text", "right"),
)
