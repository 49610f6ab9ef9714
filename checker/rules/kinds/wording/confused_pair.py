"""A word that is right elsewhere, where its context asks for another: 权利清单, 反应强烈, 鲜明地底色."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from operator import add

from msgspec import Struct

from checker.facts.reading import Reading
from checker.facts.words.typos import Typo, whole_words
from checker.knowledge.dictionary import word_class
from checker.knowledge.language_model.gains import weigh
from checker.knowledge.language_model.leaning import lean
from checker.knowledge.segmentation import MAX_WORD
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.span import Span, SpanSet

_LISTS = 4
"""Lists of pairs that are kept; there is one for each rule."""
_Pairs = dict[str, list["_Pair"]]


class _Pair(Struct, frozen=True):
    """What is written and what may be meant, where they differ first, what the context must say, since when."""

    wrong: str
    right: str
    differs: int
    least: float
    gain: float
    since: int


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for every word of a pair in whose place the context asks for the other."""
    looking = reading.modelled.looking
    text, model = looking.text, reading.modelled.model
    told = [typo for typo in reading.typos if typo.score >= rule.number("told")]
    listed = SpanSet(candidate.span for found in reading.candidates.values() for candidate in found)
    familiar, worth = rule.number("familiar"), float(rule.number("worth"))
    year = reading.identity.report_year
    found: dict[int, tuple[float, Span, _Pair]] = {}
    rarest = rule.number("rarest")
    behind = {right: classes.split(",") for right, _, classes in (one.partition("/") for one in rule.strings("behind"))}
    more = 0.0 if reading.identity.is_report else float(rule.number("elsewhere"))
    for place, pair in _written(text, _pairs(tuple(rule.strings("pairs")))):
        end = place + len(pair.wrong)
        if looking.rarest(place, end) > rarest or looking.inner(place + pair.differs) > familiar:
            continue
        if pair.since and (year is None or year < pair.since):
            continue
        beyond = lean(model, text, place, end, pair.right).sum - pair.least
        if beyond < 0:
            continue
        span = reading.modelled.span(place, end)
        if _is_told(told, span, pair) or listed.overlaps(span) or not _asked(reading, span):
            continue
        if pair.right in behind and _class_before(reading, span) in behind[pair.right]:
            continue
        sure = weigh(model, text, place, end, pair.right).gain + worth * beyond
        differs = place + pair.differs
        if sure >= pair.gain + more and (differs not in found or found[differs][0] < sure):
            found[differs] = sure, span, pair
    for _, span, pair in found.values():
        yield _finding(reading, span, pair)


def _written(text: str, pairs: _Pairs) -> Iterator[tuple[int, _Pair]]:
    """Where the text has a word of a pair; a sign stands before and behind the text."""
    words = zip(text[1:-1], map(add, text[1:-1], text[2:]), strict=True)
    for place, (one, two) in enumerate(words, 1):
        if one in pairs or two in pairs:
            for word in (one, two):
                for pair in pairs.get(word, ()):
                    yield place, pair


@lru_cache(_LISTS)
def _pairs(written: tuple[str, ...]) -> _Pairs:
    """Pairs as a rule writes them, by what is written; see the option."""
    found: _Pairs = {}
    for one in written:
        wrong, right, least, gain, *since = one.split("/")
        differs = next((index for index, (a, b) in enumerate(zip(wrong, right, strict=False)) if a != b), 0)
        pair = _Pair(wrong, right, differs, float(least), float(gain), int(since[0]) if since else 0)
        found.setdefault(wrong, []).append(pair)
    return found


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


def _finding(reading: Reading, span: Span, pair: _Pair) -> Finding:
    where, right = whole_words(reading.document.folded, [(span, pair.right)])
    values = {"text": where.of(reading.document.text), "right": right, "wrong": pair.wrong, "meant": pair.right}
    return Finding(where, values, fixes=replacement(where, right))


KIND = Kind(
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
        Option("worth", "number", "前后文每多偏向一倍，抵整句常见多少倍（2 的幂）", Decimal(0)),
        Option("behind", "strings", "应为的字/前面的词是这些词类（jieba 的记号，以逗号相隔）的不算", ()),
        Option("elsewhere", "number", "不是年度报告的文件，整句至少再常见多少（2 的幂）", Decimal(0)),
        Option("told", "number", "错别字规则已报的不再报：它从多少分起", Decimal(1000)),
    ),
    ("text", "right", "wrong", "meant"),
)
