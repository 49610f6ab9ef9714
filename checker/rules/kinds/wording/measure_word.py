"""A measure word that its noun never takes: 配执法记录仪6名, 38间重大案件.

The rule's table lists the endings of nouns by the measure words that they take. A figure's noun is looked for on both
sides: at the end of what stands before the figure, and in the phrase that follows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from checker.facts.figures.quantities import Quantity
from checker.facts.reading import Reading
from checker.knowledge.dictionary import word_class
from checker.knowledge.segmentation import words_in
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding
from checker.text.document import Block
from checker.text.span import Span

_COUNT, _VERB, _NOUN = "count", "v", "n"
_TABLES = 4
_SHOWN = 3
"""Measure words that a message names."""
_HEAD = 12
"""Characters before a figure that are searched for its noun."""


class _Nouns(Struct, frozen=True):
    """The measure words that nouns take, by their ending; the usual ones first."""

    fits: Mapping[str, tuple[str, ...]]
    measures: frozenset[str]
    longest: int

    def at_end(self, text: str) -> str:
        """Return the longest ending in the table that ``text`` ends with, or an empty string."""
        return next((text[-size:] for size in range(self.longest, 0, -1) if text[-size:] in self.fits), "")

    def within(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield the endings in a phrase from the left with the offset behind them; the longest where several begin."""
        start = 0
        while start < len(text):
            longest = min(self.longest, len(text) - start)
            size = next((size for size in range(longest, 0, -1) if text[start : start + size] in self.fits), 0)
            if size:
                yield start + size, text[start : start + size]
            start += max(size, 1)


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for every counted noun that never takes the measure word of its figure."""
    nouns = _nouns(tuple(rule.table("nouns").items()), rule.strings("always"))
    for block, quantities in reading.quantities:
        for quantity in quantities:
            if quantity.family != _COUNT or quantity.unit not in nouns.measures or quantity.chinese:
                continue
            found = _behind(reading, rule, nouns, block, quantity)
            found = found or _before(reading, rule, nouns, block, quantity)
            if found and not reading.masks.cover(found[0]) and not reading.own_words.overlaps(found[0]):
                span, noun = found
                usual = "、".join(nouns.fits[noun][:_SHOWN])
                yield Finding(
                    span,
                    {"text": span.of(reading.document.text), "noun": noun, "measure": quantity.unit, "usual": usual},
                )


def _before(reading: Reading, rule: Rule, nouns: _Nouns, block: Block, quantity: Quantity) -> tuple[Span, str] | None:
    """Return the figure and the noun before it (配执法记录仪6名), unless one beside it takes the measure."""
    folded = reading.document.folded
    end = quantity.span.end
    behind = folded[end : min(block.span.end, end + _HEAD)]
    people = quantity.unit in rule.strings("people")
    if (
        behind
        and not search(rule.pattern("edge"), behind[0])
        and (people or not search(rule.pattern("follows"), behind))
    ):
        return None
    start = quantity.measure.start
    head = folded[max(block.span.start, quantity.span.start - _HEAD) : quantity.span.start]
    if filler := search(rule.pattern("filler"), head):
        head = head[: filler.start()]
    noun = nouns.at_end(head)
    taken = nouns.fits.get(noun, ())
    if not taken or quantity.unit in taken or noun in rule.strings("general"):
        return None
    if _is_of_another(rule, nouns, head.removesuffix(noun), quantity.unit, behind, taken):
        return None
    if (people and not set(taken).isdisjoint(rule.strings("bodies"))) or not {
        f"{quantity.unit}/{usual}" for usual in taken
    }.isdisjoint(rule.strings("concerned")):
        return None
    if search(rule.pattern("other-object"), folded[min(start, quantity.span.start) : quantity.span.start]):
        return None
    return Span(quantity.span.start, end), noun


def _is_of_another(rule: Rule, nouns: _Nouns, head: str, unit: str, behind: str, taken: tuple[str, ...]) -> bool:
    """True where the noun joined to this one takes the measure, or this one takes another in brackets: 85台(艘)."""
    joined = search(rule.pattern("joined"), head)
    if joined and unit in nouns.fits.get(nouns.at_end(head[: joined.start()]), ()):
        return True
    either = search(rule.pattern("either"), behind)
    return either is not None and either["measure"] in taken


def _behind(reading: Reading, rule: Rule, nouns: _Nouns, block: Block, quantity: Quantity) -> tuple[Span, str] | None:
    """Return the figure with the noun behind it (38间重大案件), unless a noun on the way takes the measure."""
    folded = reading.document.folded
    end = quantity.span.end
    phrase = folded[end : min(block.span.end, end + _HEAD)]
    for stop in ("edge", "stops"):
        phrase = phrase[: found.start()] if (found := search(rule.pattern(stop), phrase)) else phrase
    places = list(nouns.within(phrase))
    if not places or any(not nouns.fits[noun] or quantity.unit in nouns.fits[noun] for _, noun in places):
        return None
    offset, noun = places[0]
    if offset - len(noun) > rule.integer("between") or search(rule.pattern("follows"), phrase):
        return None
    if search(rule.pattern("joined"), phrase[: offset - len(noun)]) or _governs(phrase[: offset - len(noun)]):
        return None
    rest = folded[end + offset : block.span.end]
    if rest and not search(rule.pattern("follows"), rest[:_HEAD]):
        return None
    return Span(quantity.span.start, end + offset), noun


def _governs(between: str) -> bool:
    """True when but a verb stands between a measure word and a noun: 7起|当场|签订|协议 counts what was named."""
    classes = [word_class(word.of(between)) for word in words_in(between)]
    return classes[-1:] == [_VERB] and not any(one.startswith(_NOUN) for one in classes)


@lru_cache(_TABLES)
def _nouns(table: tuple[tuple[str, str], ...], always: tuple[str, ...]) -> _Nouns:
    fits = {
        noun: (*measures.split(), *always) if measures else () for measures, nouns in table for noun in nouns.split()
    }
    measures = {measure for taken in fits.values() for measure in taken}
    return _Nouns(fits, frozenset(measures - set(always)), max(map(len, fits)))


KIND = Kind(
    "measure-word",
    "量词与所数的名词不搭配",
    check,
    (
        Option(
            "nouns",
            "table",
            "量词 → 用这些量词的名词或其末几字，都用空格隔开，常用的量词在前；没有量词的一行，不是名词",
        ),
        Option("always", "strings", "与什么名词都可以用的量词"),
        Option("edge", "pattern", "名词短语到这些字为止"),
        Option("stops", "pattern", "量词与名词之间有这些，数的不是那个名词"),
        Option("filler", "pattern", "名词与数之间的词"),
        Option("other-object", "pattern", "前面的词语里有这些，所数的不是紧挨着的名词"),
        Option("follows", "pattern", "名词或量词后面是这些，名词短语到此为止"),
        Option("either", "pattern", "量词后面括号里的另一个量词（measure）", ()),
        Option("joined", "pattern", "两个名词之间的顿号、连词，到后一个名词为止：所数的可能是前一个", ()),
        Option("general", "strings", "泛指的名词：在数的前面时不问，所数的可能是它里面的（桥梁改造项目3座）", ()),
        Option("people", "strings", "数人的量词：可以放在单位后面，数那里的人"),
        Option("bodies", "strings", "数单位的量词：用这些量词的名词，是有人的单位"),
        Option(
            "concerned",
            "strings",
            "名词在前时也数与它有关的人、单位的量词/它自己的量词：协议12家",
            (),
        ),
        Option("between", "integer", "量词与名词之间至多几个字", 4),
    ),
    ("text", "noun", "measure", "usual"),
)
