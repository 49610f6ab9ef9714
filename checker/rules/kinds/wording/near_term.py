"""A set phrase with one slip in it: 矛盾纠份, 人民调组织, 民生事实."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.facts.reading import Reading
from checker.facts.words.formation import is_formed, is_parallel
from checker.facts.words.listed import confirmed
from checker.facts.words.slips import NearTerm
from checker.knowledge.dictionary import lookup, word_class
from checker.knowledge.phrases import ANOTHER, EXTRA, MISSING, SHORTEST, SWAPPED
from checker.knowledge.segmentation import is_inside_word, words_in
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.kinds.wording.context import CONTEXT
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding
from checker.text.span import Span, SpanSet

_VARIANTS = {ANOTHER: "", MISSING: "missing", EXTRA: "extra", SWAPPED: "swapped"}
_SURE = 4
"""Characters of a term, of which two or three that are right say enough."""
_LONG = 6
"""Characters of a term that is told without one of them, though it is not much likelier."""


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
    text, span, forms = reading.document.folded, near.span, rule.string("forms")
    return (
        _is_mistaken(reading, rule, near)
        and not rule.pattern("places").match(text, span.end)
        and not search(rule.pattern("frames"), span.of(text))
        and not (forms and reading.character_forms(forms).standing(_changed(near).of(text)))
        and not _recurs(reading.modelled.once, near)
        and not is_parallel(text, _changed(near))
        and not is_formed(text, _changed(near), rule.pattern("compounds"))
        and reading.gain(span, near.term) >= rule.number(_least_of(reading, near)) + near.joined * rule.number("joined")
        and not word_class(span.of(text))
        and confirmed(reading.masks.text, span, reading.block_of(span))
    )


def _least_of(reading: Reading, near: NearTerm) -> str:
    """The name of the option that says how much likelier the term must be."""
    written, place = near.span.of(reading.document.folded), near.offset
    if near.kind == MISSING and not any(len(word) == 1 for word in words_in(written)):
        return "sense"
    if near.kind == MISSING and len(near.term) > _LONG:
        return "missing-long"
    if near.kind != ANOTHER:
        return _VARIANTS[near.kind]
    size = len(near.term)
    confusable = size >= _SURE and reading.confusable(written[place], near.term[place])
    if is_inside_word(written, place):
        return "word" if confusable else "sense"
    if confusable and near.uncounted and near.unseen:
        return "uncounted"
    return _least_of_unknown(reading, near)


def _least_of_unknown(reading: Reading, near: NearTerm) -> str:
    """The same for what is written, which is no word."""
    size = len(near.term)
    if not _is_alike(reading, near):
        return "unlike"
    if size == SHORTEST:
        return "middle" if near.offset == 1 else "short"
    return "long" if size > _SURE else CONTEXT.name


def _is_alike(reading: Reading, near: NearTerm) -> bool:
    written, right = near.span.of(reading.document.folded)[near.offset], near.term[near.offset]
    return reading.taken_for(written, right) or reading.heard_alike(written, right)


def _is_mistaken(reading: Reading, rule: Rule, near: NearTerm) -> bool:
    """True when it is no matter of taste what is written, and what differs may be a slip of the keyboard."""
    written, term, place = near.span.of(reading.document.folded), near.term, near.offset
    if near.kind == SWAPPED:
        pair = written[place : place + 2]
        if f"{pair}/{pair[::-1]}" in rule.strings("orders"):
            return True
        return len(term) > _SURE and (not word_class(pair) or (near.unseen and _is_rarer(rule, pair)))
    if near.kind == MISSING:
        free = term[place] in rule.string("optional") or term[place + 1 :] in rule.strings("short-words")
        return len(term) > _SURE and not free
    alone, light = rule.string("stand-alone"), rule.string("light")
    if near.kind == EXTRA:
        first = place if written[place + 1 : place + 2] == written[place] else place - 1
        twice = first >= 0 and written[first] == written[first + 1] == written[place]
        if twice:
            return len(term) >= _SURE and written[max(0, first - 1)] not in light  # 一张张 is grammar
        return len(term) >= _SURE and written[place] not in alone
    pair = written[place] + term[place]
    unsure = not near.unseen or len(term) == SHORTEST
    surely = near.unseen and len(term) > _SURE and 0 < place < len(term) - 1
    return (
        pair[0] not in light
        and not (unsure and (pair[0] in alone or pair[1] in alone or pair[1] in light))
        and (surely or _is_alike(reading, near))
        and not any(set(pair) == set(either.split("/")) for either in rule.strings("either"))
        and (not is_inside_word(written, place) or (not unsure and reading.confusable(*pair)))
    )


def _is_rarer(rule: Rule, pair: str) -> bool:
    """True for a word that is rare beside the one that its characters make the other way round: 定评."""
    written, meant = lookup(pair), lookup(pair[::-1])
    return written is not None and meant is not None and meant.count >= rule.number("rarer") * written.count


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
        Option("short-words", "strings", "末尾双音词的单音说法（力量弱、难度大），不算漏", ()),
        Option("optional", "string", "可有可无的字，不算漏", ""),
        Option("frames", "pattern", "可以随意填字的格式（一人一策、以案促改），不当作错字", ()),
        Option("compounds", "pattern", "照格式造的词、句式（围着……转），不当作错字", ()),
        Option("forms", "string", "rulesets/words 中的字形表：有这些字的由别的规则报", ""),
        Option("places", "pattern", "后面紧接这些的，是地名", ()),
        CONTEXT,
        Option("middle", "number", "三字词语错中间一字的，改后至少要常见多少（2 的幂）", Decimal(0)),
        Option(
            "short", "number", "三字词语错首尾一字的，改后至少要常见多少（2 的幂）：这个字或与旁边的成词", Decimal(0)
        ),
        Option("long", "number", "五字以上的词语错一字的，改后至少要常见多少（2 的幂）", Decimal(0)),
        Option("uncounted", "number", "词语本身也未见、只差音形相近的一字的，改后至少要常见多少（2 的幂）", Decimal(0)),
        Option("sense", "number", "所写的都是词的，改后至少要常见多少（2 的幂）", Decimal(0)),
        Option("word", "number", "所写的是词、只差音形相近的一字的，改后至少要常见多少（2 的幂）", Decimal(0)),
        Option("unlike", "number", "错成音形都不近的字的，改后至少要常见多少（2 的幂）", Decimal(0)),
        Option("missing", "number", "漏一字的，改后至少要常见多少（2 的幂）", Decimal(0)),
        Option("missing-long", "number", "七字以上的词语漏一字的，改后至少要常见多少（2 的幂）", Decimal(0)),
        Option(
            "joined", "number", "所写的去掉首字或末字自成词语的（涉|行政处罚），再多要常见多少（2 的幂）", Decimal(0)
        ),
        Option("extra", "number", "多一字的，改后至少要常见多少（2 的幂）", Decimal(0)),
        Option("either", "strings", "两个字都可以的，以斜线相隔", ()),
        Option("orders", "strings", "两种次序都是词而意思不同的，以斜线相隔，前一个是误写", ()),
        Option("swapped", "number", "两字颠倒的，改后至少要常见多少（2 的幂）", Decimal(0)),
        Option("rarer", "number", "颠倒的两字本身是词的，词典里顺着写的至少是它的多少倍才算", Decimal(1000000)),
    ),
    ("text", "right", "written", "character"),
    ("missing", "extra", "swapped"),
)
