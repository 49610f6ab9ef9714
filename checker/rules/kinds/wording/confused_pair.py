"""A word that is right elsewhere, where its context asks for another: 权利清单, 反应强烈, 鲜明地底色.

The pairs of one kind are listed; the other asks for each word of the dictionary that sounds alike: 正确旅行职责.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from checker.facts.reading import Reading
from checker.facts.words.standing import words_beside
from checker.facts.words.typos import Typo, whole_words
from checker.knowledge.dictionary import word_class
from checker.knowledge.language_model.gains import weigh
from checker.knowledge.language_model.homophones import Homophone, homophones
from checker.knowledge.language_model.leaning import lean
from checker.knowledge.segmentation import MAX_WORD
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.span import Span, SpanSet

_LISTS = 4
"""Lists of pairs that are kept; there is one for each rule."""
_BEFORE, _BEHIND = "unheard-before", "unheard-behind"
_WORD, _HEARD = 2, 4
"""Characters of a word that is asked, and the power of two from which it was counted with the right one."""
_Pairs = dict[str, list["_Pair"]]


class _Pair(Struct, frozen=True):
    """What is written and what may be meant, where they differ first, what the context must say, since when."""

    wrong: str
    right: str
    differs: int
    least: float
    gain: float
    since: int
    unheard: str
    """The side whose word must never have been counted with what is written: an option's name, or empty."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for every word of a pair in whose place the context asks for the other."""
    looking = reading.modelled.looking
    text, model = looking.text, reading.modelled.model
    sure_of = float(rule.number("told"))
    told = [typo for typo in reading.typos if typo.score >= sure_of]
    listed = SpanSet(candidate.span for found in reading.candidates.values() for candidate in found)
    familiar, rarest = int(rule.number("familiar")), int(rule.number("rarest"))
    year = reading.identity.report_year
    found: dict[int, tuple[float, Span, _Pair]] = {}
    behind = {right: classes.split(",") for right, _, classes in (one.partition("/") for one in rule.strings("behind"))}
    more = 0.0 if reading.identity.is_report else float(rule.number("elsewhere"))
    for place, pair in _written(text, _pairs(*(tuple(rule.strings(name)) for name in ("pairs", _BEFORE, _BEHIND)))):
        end = place + len(pair.wrong)
        if looking.rarest(place, end) > rarest or looking.inner(place + pair.differs) > familiar:
            continue
        if pair.since and (year is None or year < pair.since):
            continue
        if lean(model, text, place, end, pair.right).sum < pair.least:
            continue
        span = reading.modelled.span(place, end)
        if _is_told(told, span, pair) or listed.overlaps(span) or not _asked(reading, span):
            continue
        if pair.right in behind and _class_before(reading, span) in behind[pair.right]:
            continue
        sure = weigh(model, text, place, end, pair.right).gain
        differs = place + pair.differs
        if pair.unheard and sure >= pair.gain + more and not _is_unheard(reading, rule, span, pair, sure - more):
            continue
        if sure >= pair.gain + more and (differs not in found or found[differs][0] < sure):
            found[differs] = sure, span, pair
    for _, span, pair in found.values():
        yield _finding(reading, span, pair.wrong, pair.right)


def check_homophones(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for every word whose context asks for another that sounds alike, the likeliest where several do."""
    numbers = {option.name: float(rule.number(option.name)) for option in HOMOPHONE.options if option.type == "number"}
    least = numbers["least"] + (0.0 if reading.identity.is_report else numbers["elsewhere"])
    likely = [(sure, one) for one in homophones(reading.modelled.looking) if (sure := _sure(one, numbers)) >= least]
    if not likely:
        return
    told = SpanSet(typo.span for typo in reading.typos if typo.score >= numbers["told"])
    listed = SpanSet(candidate.span for found in reading.candidates.values() for candidate in found)
    kept: list[Homophone] = []
    for sure, one in sorted(likely, key=lambda found: -found[0]):
        span = reading.modelled.span(one.start, one.start + len(one.written))
        if any(abs(one.start - other.start) < len(one.written) for other in kept):
            continue
        kept.append(one)
        if _is_either(reading, rule, one):
            continue
        if told.overlaps(span) or listed.overlaps(span) or not _asked(reading, span):
            continue
        if _recurs(reading, one) and sure < least + numbers["recurring"]:
            continue
        yield _finding(reading, span, one.written, one.right)


def _sure(one: Homophone, numbers: Mapping[str, float]) -> float:
    """How sure it is that the other word is meant, in powers of two."""
    against = (("apart", one.apart), ("near", one.near), ("single", one.single))
    return one.gain + numbers["words"] * one.words + sum(numbers[name] for name, holds in against if holds)


def _is_either(reading: Reading, rule: Rule, one: Homophone) -> bool:
    """True where either is right, numerals are changed, or what is written may be a name or has a form of its own."""
    pairs = {f"{one.written}/{one.right}", f"{one.right}/{one.written}"}
    if not pairs.isdisjoint(rule.strings("either")):
        return True
    if not set(rule.string("numerals")).isdisjoint(one.written + one.right):
        return True
    forms = rule.string("forms")
    if forms and reading.character_forms(forms).standing(one.written):
        return True
    return word_class(one.written).startswith(rule.strings("names"))


def _recurs(reading: Reading, one: Homophone) -> bool:
    """True where the text has the word more than once."""
    return reading.modelled.once.count(one.written) > 1


def _written(text: str, pairs: _Pairs) -> Iterator[tuple[int, _Pair]]:
    """Where the text has a word of a pair; a sign stands before and behind the text."""
    for match in _firsts("".join(sorted({word[0] for word in pairs}))).finditer(text, 1, len(text) - 1):
        place = match.start()
        for word in (match[0], text[place : place + 2]):
            for pair in pairs.get(word, ()):
                yield place, pair


@lru_cache(_LISTS)
def _firsts(characters: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(characters)}]")


@lru_cache(_LISTS)
def _pairs(anywhere: tuple[str, ...], before: tuple[str, ...], behind: tuple[str, ...]) -> _Pairs:
    """Pairs as a rule writes them, by what is written; see the options."""
    found: _Pairs = {}
    for written, unheard in ((anywhere, ""), (before, _BEFORE), (behind, _BEHIND)):
        for one in written:
            wrong, right, least, gain, *since = one.split("/")
            differs = next((index for index, (a, b) in enumerate(zip(wrong, right, strict=False)) if a != b), 0)
            year = int(since[0]) if since else 0
            pair = _Pair(wrong, right, differs, float(least), float(gain), year, unheard)
            found.setdefault(wrong, []).append(pair)
    return found


def _is_unheard(reading: Reading, rule: Rule, span: Span, pair: _Pair, sure: float) -> bool:
    """True where a word of its own stands between words of several characters, one of which was never counted with it.

    A side by itself misleads where the characters belong to a longer word (用地, 地震), or where what stands beside
    them is rare: so both words must be whole ones, and the one that was counted with the right word only decides.
    """
    beside = words_beside(reading.document.folded, span)
    if beside is None or min(len(beside.before), len(beside.behind)) < _WORD:
        return False
    of = reading.modelled.model.counts.of
    before, behind = beside.before[-MAX_WORD:], beside.behind[:MAX_WORD]
    if pair.unheard == _BEFORE:
        if _is_of(beside.before, rule.strings("verbal")) and sure < pair.gain + float(rule.number("compound")):
            return False  # 备案地 may be a place
        return (
            not of(before + pair.wrong)
            and not _is_of(beside.before, rule.strings("adverbial"))
            and any(_is_of(word, rule.strings("nominal")) for word in (beside.behind, beside.behind[-_WORD:]))
        )
    return (
        not of(pair.wrong + behind)
        and min(of(before + pair.right), of(pair.right + behind)) >= _HEARD
        and _is_of(beside.behind, rule.strings("verbal"))
    )


def _is_of(word: str, classes: Sequence[str]) -> bool:
    return word_class(word).startswith(tuple(classes))


def _is_told(typos: Sequence[Typo], span: Span, pair: _Pair) -> bool:
    """True where a typo is told that is not this very pair: the two ask each other's pardon otherwise."""
    return any(typo.span.overlaps(span) and (typo.written, typo.right) != (pair.wrong, pair.right) for typo in typos)


def _asked(reading: Reading, span: Span) -> bool:
    """True in the body, outside quotations and titles."""
    inside = span in reading.block_of(span).span
    return inside and not reading.masks.cover(span) and not reading.own_words.overlaps(span)


def _class_before(reading: Reading, span: Span) -> str:
    """The part of speech of the longest word that ends where a span begins, or an empty string."""
    folded = reading.document.folded
    words = (folded[span.start - size : span.start] for size in range(MAX_WORD, 0, -1) if size <= span.start)
    return next((found for word in words if (found := word_class(word))), "")


def _finding(reading: Reading, span: Span, wrong: str, meant: str) -> Finding:
    where, right = whole_words(reading.document.folded, [(span, meant)])
    values = {"text": where.of(reading.document.text), "right": right, "wrong": wrong, "meant": meant}
    return Finding(where, values, fixes=replacement(where, right))


_VALUES = ("text", "right", "wrong", "meant")
_ELSEWHERE = Option("elsewhere", "number", "不是年度报告的文件，整句至少再常见多少（2 的幂）", Decimal(0))
_TOLD = Option("told", "number", "错别字规则已报的不再报：它从多少分起", Decimal(1000))
PAIR = Kind(
    "confused-pair",
    "上下文要的是另一个词（公文语言模型）",
    check,
    (
        Option(
            "pairs",
            "strings",
            "写的/应为/前后文分开看，至少要多偏向后者（2 的幂）/改后的句子至少要多常见（2 的幂）/从哪个报告年度起",
        ),
        Option("familiar", "number", "所写的字与左右两字连写，见过多少（2 的幂）以上就不问", Decimal(8)),
        Option("rarest", "number", "所写的词与左右，最少见的三字连写见过多少（2 的幂）以上就不问", Decimal(2)),
        Option(
            _BEFORE,
            "strings",
            "同上，但只在所写的独立成词、前后都是词、后面的是名词、前面的没有见过与它连用时才问",
            (),
        ),
        Option(_BEHIND, "strings", "同上，但后面的是动词：没有见过与所写的连用，与应为的见过", ()),
        Option("adverbial", "strings", "前面的词是这些词类的，可以作状语，不看它见没见过", ()),
        Option("verbal", "strings", "动词的词类", ()),
        Option("compound", "number", "前面是动词，可能合成一词（备案地）的，整句至少再常见多少（2 的幂）", Decimal(0)),
        Option("nominal", "strings", "名词的词类", ()),
        Option("behind", "strings", "应为的字/前面的词是这些词类（jieba 的记号，以逗号相隔）的不算", ()),
        _ELSEWHERE,
        _TOLD,
    ),
    _VALUES,
)
HOMOPHONE = Kind(
    "homophone",
    "上下文要的是另一个同音的词（公文语言模型）",
    check_homophones,
    (
        Option("least", "number", "改后的句子常见多少，加上下面各项，多少以上才算（2 的幂）"),
        Option("words", "number", "改后每多成一倍的词，抵整句常见多少倍（2 的幂）", Decimal(0)),
        Option("apart", "number", "两个词没有同一位置上相同的字，抵整句常见多少倍（2 的幂）", Decimal(0)),
        Option("near", "number", "两个词只是音近的，抵整句常见多少倍（2 的幂）", Decimal(0)),
        Option("single", "number", "盖住它的三字连写只有一个没见过的，抵整句常见多少倍（2 的幂）", Decimal(0)),
        Option("recurring", "number", "文中别处也写的词，整句至少再常见多少（2 的幂）", Decimal(0)),
        Option("numerals", "string", "涉及这些字（数字）的不算", ""),
        Option("forms", "string", "rulesets/words 中的字形表：有这些字的由别的规则报", ""),
        Option("names", "strings", "所写的词是这些词类（jieba 的记号）的不算：多是人名、地名", ()),
        Option("either", "strings", "两种写法都可以的，或由别的规则看的，以斜线相隔", ()),
        _ELSEWHERE,
        _TOLD,
    ),
    _VALUES,
)
