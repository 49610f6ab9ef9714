"""A character typed twice: 举办办, 还还."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.facts.sentences import enclosing, sentences_in
from checker.facts.words.formation import joins_once
from checker.knowledge.dictionary import word_class
from checker.knowledge.segmentation import words_in
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer
from checker.text.diagnostic import Edit, Finding, Fix
from checker.text.span import Span

_LONGEST = 4


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on two equal characters that no words share between them, where one makes the text likelier."""
    text, counted = reading.masks.text, reading.modelled.model.counts.of
    for block in reading.candidate_blocks(rule.pattern("doubles")):
        for match in finditer(rule.pattern("doubles"), text, block.span.start, block.span.end):
            span = Span(*match.span())
            sentence = enclosing(sentences_in(text, block.span), span.start) or block.span
            if not joins_once(text, span.start, counted) or not _typed(
                sentence.of(text), span.start - sentence.start, rule
            ):
                continue
            if reading.gain(span, text[span.start]) >= rule.number("least"):
                values = {"text": span.of(reading.document.text), "right": text[span.start]}
                yield Finding(
                    span, values, fixes=(Fix("删去", "unsafe", (Edit(Span(span.start, span.start + 1), ""),)),)
                )


def _typed(sentence: str, place: int, rule: Rule) -> bool:
    """True when the first belongs to a word and the second to none, or the two are a word that no one doubles.

    天天 and 跃跃欲试 are words, 对|对外 and 标的|的 are two, 桩桩件件 doubles both: nothing is wrong with them.
    """
    if any(word_class(sentence[place:end]) for end in range(place + 2, place + 1 + _LONGEST)):
        return False
    if any(word_class(sentence[place + 1 : end]) for end in range(place + 3, place + 2 + _LONGEST)):
        return False
    if _is_doubled(sentence[max(0, place - 2) : place]) or _is_doubled(sentence[place + 2 : place + 4]):
        return False
    if sentence[place] in rule.string("single"):
        return True
    before = any(word.start < place < word.end == place + 1 for word in words_in(sentence))
    return before and sentence[place] not in rule.string("alone")


def _is_doubled(pair: str) -> bool:
    return len(pair) == 2 and pair[0] == pair[1]


KIND = Kind(
    "typed-twice",
    "一个字连打了两遍",
    check,
    (
        Option("doubles", "pattern", "两个相同的字", prefiltered=True),
        Option("least", "number", "删去一个，按公文语言模型句子要常见多少（2 的幂）"),
        Option("single", "string", "总是单用、从不叠用的字", ""),
        Option("alone", "string", "能单独成词的字：前一个属于前面的词时，不算", ""),
    ),
    ("text", "right"),
)
