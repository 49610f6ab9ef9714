"""“三个强化” announced, two given."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.numerals import chinese_to_int
from checker.facts.reading import Reading
from checker.facts.sentences import sentences_in
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding where a sentence announces a number of somethings and then names another number of them.

    The pattern gives ``count`` and ``word``; the word's later occurrences in the sentence are counted.
    """
    folded = reading.document.folded
    for block in reading.candidate_blocks(rule.pattern("patterns")):
        for sentence in sentences_in(folded, block.span):
            for match in finditer(rule.pattern("patterns"), folded, sentence.start, sentence.end):
                announced = chinese_to_int(match.group("count"))
                given = folded.count(match.group("word"), match.end(), sentence.end)
                if 2 <= given < announced:
                    values = {"text": match.group(), "announced": str(announced), "given": str(given)}
                    yield Finding(Span(*match.span()), values)


KIND = Kind(
    "announced-count",
    "所称数目与列举不符",
    check,
    (Option("patterns", "pattern", "宣称数目的写法,含 (?P<count>) 和 (?P<word>)", prefiltered=True),),
    ("text", "announced", "given"),
)
