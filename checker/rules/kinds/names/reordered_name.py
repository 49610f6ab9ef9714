"""A name without quotation marks that stands elsewhere with its words in another order, or another character."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.facts.names.variants import Difference, similar_pairs
from checker.facts.reading import Reading
from checker.facts.sentences import enclosing, sentences_in
from checker.knowledge.dictionary import lookup
from checker.knowledge.language_model.symbols import is_han
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer, search
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span

_TWO = 2
_JOINERS = frozenset("、和与及或")
_STEM = 3
"""Characters before the noun of a name in which the noun may be misplaced."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for the rarer of two names with the same characters in another order, or for the later one.

    A name ends with one of ``nouns``; where it begins nothing shows, so that names of all lengths from ``shortest`` to
    ``longest`` are compared, and the shortest that have the same characters are the names. The variant ``character`` is
    a name of the issuer's own place that differs in one character from another such name. With ``inner``, the noun may
    also stand before the last character of the name: 石浦村头 for 石浦头村.
    """
    yield from _varied(reading, rule)
    if rule.boolean("inner"):
        yield from _inner(reading, rule)
    folded = reading.document.folded
    ends = [
        (block.span.start, match.end())
        for block in reading.candidate_blocks(rule.pattern("nouns"))
        for match in finditer(rule.pattern("nouns"), folded, block.span.start, block.span.end)
    ]
    told: set[Span] = set()
    for length in range(rule.integer("shortest"), rule.integer("longest") + 1):
        for first, second in _pairs(folded, ends, length):
            rarer, usual = _ordered(reading, rule, first, second)
            excepted = any(search(rule.pattern("except"), places[0].of(folded)) for places in (first, second))
            if excepted or _listed(folded, rarer, usual) or _told_apart(rule, rarer[0].of(folded), usual[0].of(folded)):
                continue
            if rarer[0] not in told and not any(span.end == other.end for span in rarer for other in told):
                told.update((*rarer, *usual))
                one, other = _whole(folded, rarer[0]), _whole(folded, usual[0])
                values = {"text": one.of(reading.document.text), "other": other.of(reading.document.text)}
                yield Finding(one, values, related=(Related(other, f"此处为“{values['other']}”"),))


def _inner(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield where the noun of a name stands before the last character of the name."""
    folded, told = reading.document.folded, set[Span]()
    for block in reading.candidate_blocks(rule.pattern("nouns")):
        for match in finditer(rule.pattern("nouns"), folded, block.span.start, block.span.end):
            stem, noun = folded[max(block.span.start, match.start() - _STEM) : match.start()], match.group()
            name, wrong, other = stem + noun, stem[:-1] + noun + stem[-1:], stem[:-1] + noun
            if len(stem) < _STEM or not all(map(is_han, stem)) or search(rule.pattern("except"), name):
                continue
            # 石浦村 that is named by itself is another village.
            if (at := folded.find(wrong)) >= 0 and folded.count(other) == folded.count(wrong):
                span = Span(at, at + len(wrong))
                if span not in told and span in reading.block_of(span).span:
                    told.add(span)
                    right = Span(match.end() - len(name), match.end())
                    yield Finding(span, {"text": wrong, "other": name}, related=(Related(right, f"此处为“{name}”"),))


def _listed(folded: str, first: list[Span], second: list[Span]) -> bool:
    """Return True if the names stand side by side in a list: then they are two."""
    gaps = (folded[min(one.end, other.end) : max(one.start, other.start)] for one in first for other in second)
    return any(gap in _JOINERS for gap in gaps if gap)


def _told_apart(rule: Rule, first: str, second: str) -> bool:
    """Return True if a character that tells two names apart stands at the other end: 上大坪村, 大坪上村."""
    noun = next(iter(finditer(rule.pattern("nouns"), first)), None)
    one, other = (name[: noun.start()] for name in (first, second)) if noun else (first, second)
    moved = one[0] if one[1:] == other[:-1] else one[-1] if one[:-1] == other[1:] else ""
    return bool(moved) and search(rule.pattern("ends"), moved) is not None


def _ordered(reading: Reading, rule: Rule, first: list[Span], second: list[Span]) -> tuple[list[Span], list[Span]]:
    """Return (wrong, right): a standard name is right, else the more frequent, the likelier, or the earlier one."""
    folded = reading.document.folded
    named = [search(rule.pattern("standard"), places[0].of(folded)) is not None for places in (first, second)]
    if named[0] != named[1]:
        return (first, second) if named[1] else (second, first)
    if len(first) == len(second) and reading.gain(first[0], second[0].of(folded)) > rule.number("likelier"):
        return first, second
    return (first, second) if len(first) < len(second) else (second, first)


def _varied(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield the rarer or later of two names of bodies of the issuer's place that differ in one character."""
    names = _own_bodies(reading, rule)
    for pair in similar_pairs(names, str):
        if pair.difference is not Difference.CHARACTER or search(rule.pattern("telling"), "".join(pair.changed)):
            continue
        first, second = names[pair.first], names[pair.second]
        if len(pair.first) >= rule.integer("shortest") and not _in_one_sentence(reading, first, second):
            rarer, usual = (first, second) if len(first) < len(second) else (second, first)
            text = reading.document.text
            values = {"text": rarer[0].of(text), "other": usual[0].of(text)}
            yield Finding(rarer[0], values, "character", (Related(usual[0], f"此处为“{values['other']}”"),))


def _own_bodies(reading: Reading, rule: Rule) -> dict[str, list[Span]]:
    """Return the names that begin with the issuer's place and end with a word for a body."""
    folded, names = reading.document.folded, dict[str, list[Span]]()
    places = sorted(reading.own_names[1:], key=len, reverse=True)
    for block in reading.candidate_blocks(rule.pattern("own")) if places else ():
        for match in finditer(rule.pattern("own"), folded, block.span.start, block.span.end):
            low = max(block.span.start, match.end() - rule.integer("longest"))
            start = max(folded.rfind(place, low, match.start()) for place in places)
            name = folded[start : match.end()] if start >= 0 else ""
            if name and all(map(is_han, name)):
                names.setdefault(name, []).append(Span(start, match.end()))
    return names


def _in_one_sentence(reading: Reading, first: list[Span], second: list[Span]) -> bool:
    folded = reading.document.folded
    sentences = (enclosing(sentences_in(folded, reading.block_of(span).span), span.start) for span in first)
    return any(sentence and any(span in sentence for span in second) for sentence in sentences)


def _whole(folded: str, span: Span) -> Span:
    """Return the span from the beginning of the word in which it begins: 矛盾纠纷…, not 盾纠纷…."""
    if span.start and lookup(folded[span.start - 1 : span.start + 1]) is not None:
        return Span(span.start - 1, span.end)
    return span


def _pairs(folded: str, ends: list[tuple[int, int]], length: int) -> Iterator[tuple[list[Span], list[Span]]]:
    """Yield the places of every two names of a length that have the same characters in another order."""
    by_characters: dict[str, dict[str, list[Span]]] = {}
    for first, end in ends:
        name = folded[max(first, end - length) : end]
        if len(name) == length and all(map(is_han, name)):
            by_characters.setdefault("".join(sorted(name)), {}).setdefault(name, []).append(Span(end - length, end))
    for names in by_characters.values():
        if len(names) == _TWO:  # three orders of the same characters are a play of words
            first_places, second_places = names.values()
            yield first_places, second_places


KIND = Kind(
    "reordered-name",
    "同一名称前后字序不同",
    check,
    (
        Option("nouns", "pattern", "名称末尾的词", prefiltered=True),
        Option("own", "pattern", "本地机构名称的末尾：只差一个字的也比", (), prefiltered=True),
        Option("telling", "pattern", "差在这些字上的是两个机构", ()),
        Option("standard", "pattern", "含有这些的写法是对的，不论次数", ()),
        Option("except", "pattern", "含有这些的是一句话，不是名称", ()),
        Option("ends", "pattern", "从一头移到另一头也不是笔误的字", ()),
        Option("inner", "boolean", "名称末尾的词也可能写在最后一个字之前", default=False),
        Option("likelier", "number", "次数相同的，语言模型看后者可能多少倍（2 的几次方），先出现的才算错", Decimal(20)),
        Option("shortest", "integer", "名称至少几个字", 9),
        Option("longest", "integer", "名称至多几个字", 16),
    ),
    ("text", "other"),
    ("character",),
)
