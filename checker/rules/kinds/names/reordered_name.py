"""A long name without quotation marks that stands elsewhere with its words in another order, or another character."""

from __future__ import annotations

from collections.abc import Iterator

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


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for the rarer of two names with the same characters in another order, or for the later one.

    A name ends with one of ``nouns``; where it begins nothing shows, so that names of all lengths from ``shortest`` to
    ``longest`` are compared, and the shortest that have the same characters are the names. The variant ``character`` is
    a name of the issuer's own place that differs in one character from another such name.
    """
    yield from _varied(reading, rule)
    folded = reading.document.folded
    ends = [
        (block.span.start, match.end())
        for block in reading.candidate_blocks(rule.pattern("nouns"))
        for match in finditer(rule.pattern("nouns"), folded, block.span.start, block.span.end)
    ]
    told: set[Span] = set()
    for length in range(rule.integer("shortest"), rule.integer("longest") + 1):
        for first, second in _pairs(folded, ends, length):
            named = [search(rule.pattern("standard"), places[0].of(folded)) is not None for places in (first, second)]
            swapped = named[1] if named[0] != named[1] else len(first) < len(second)
            rarer, usual = (first, second) if swapped else (second, first)
            if any(search(rule.pattern("except"), places[0].of(folded)) for places in (first, second)):
                continue
            if rarer[0] not in told and not any(span.end == other.end for span in rarer for other in told):
                told.update((*rarer, *usual))
                one, other = _whole(folded, rarer[0]), _whole(folded, usual[0])
                values = {"text": one.of(reading.document.text), "other": other.of(reading.document.text)}
                yield Finding(one, values, related=(Related(other, f"此处为“{values['other']}”"),))


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
        Option("shortest", "integer", "名称至少几个字", 9),
        Option("longest", "integer", "名称至多几个字", 16),
    ),
    ("text", "other"),
    ("character",),
)
