"""A writing that the model of the official language hardly knows, beside one that it knows well: 战斗保垒."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.facts.reading import Reading
from checker.facts.words.typos import Typo
from checker.knowledge.language_model.model import SAME_SOUND
from checker.knowledge.language_model.proposals import PAIR, SUBSTITUTION
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.span import SpanSet

_SAME_LENGTH = (SUBSTITUTION, PAIR)
_SEEN, _COMMON = 3, 6
"""Powers of two: a writing counted as often is known, is told as common."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for every likely typo between the bounds of the rule that no list tells."""
    listed = SpanSet(
        candidate.span for candidates in reading.candidates.values() for candidate in candidates if not candidate.masked
    )
    named = SpanSet(near.span for table in rule.strings("tables") for near in reading.near_names(table))
    for typo in reading.typos:
        score = _score(typo, rule)
        if not rule.number("least") <= score < rule.number("below"):
            continue
        if (
            _idle(typo, rule, reading)
            or listed.overlaps(typo.span)
            or named.overlaps(typo.span)
            or reading.own_words.overlaps(typo.span)
        ):
            continue
        yield _finding(reading, typo, rule)


def _score(typo: Typo, rule: Rule) -> float:
    """The score of a typo less what speaks against it."""
    against = float(rule.number("another-length")) if typo.kind not in _SAME_LENGTH else 0.0
    against += float(rule.number("quoted")) if typo.quoted else 0.0
    against += float(rule.number("in-a-word")) if typo.word else 0.0
    against += float(rule.number("recurring")) if typo.recurs else 0.0
    against += float(rule.number("unlike")) if typo.unlike else 0.0
    against += float(rule.number("alone")) if typo.alone else 0.0
    against += float(rule.number("breaking")) if typo.breaks else 0.0
    against += float(rule.number("seen")) if typo.seen >= _SEEN else 0.0
    against += float(rule.number("known-word")) if typo.word and typo.seen >= _SEEN else 0.0
    against += float(rule.number("rare")) if typo.frequent < _COMMON else 0.0
    if _no_word(typo):
        against -= float(rule.number("no-word"))
    if typo.kind == SUBSTITUTION and any(character in rule.string("light") for character in typo.right):
        against += float(rule.number("light-word"))
    if any(sign in typo.behind for sign in rule.string("names")):
        against += float(rule.number("name"))
    return typo.score - against


def _no_word(typo: Typo) -> bool:
    """True where a common word stands in the place of what is no word and sounds the same."""
    same = typo.kind == SUBSTITUTION and typo.how >= SAME_SOUND
    return same and not (typo.seen or typo.word or typo.alone) and typo.frequent > _COMMON


def _idle(typo: Typo, rule: Rule, reading: Reading) -> bool:
    """True when either is right, or numerals and short names of places are changed."""
    written = typo.changed.of(reading.document.folded)
    if any(character in rule.string("numerals") for character in written + typo.right):
        return True
    if any(character in rule.string("places") for character in written):
        return True
    return {written, typo.right} in [set(pair.split("/")) for pair in rule.strings("either")]


def _finding(reading: Reading, typo: Typo, rule: Rule) -> Finding:
    written = typo.span.of(reading.document.text)
    values = {
        "text": written,
        "right": "”或“".join(typo.rights),
        "likely": typo.rights[0],
        "often": "常见" if typo.frequent >= _COMMON else "有见",
        "seen": "少见" if typo.seen else "未见",
    }
    fixes = tuple(fix for right in typo.rights for fix in replacement(typo.span, right))
    return Finding(typo.span, values, fixes=fixes)


KIND = Kind(
    "unusual-writing",
    "公文语言模型里少见的写法,旁有音近、形近而常见的写法",
    check,
    (
        Option("least", "number", "从多少分起算(0 分上下,错与不错各半)"),
        Option("below", "number", "低于多少分", Decimal(1000)),
        Option("another-length", "number", "改法是添字、删字、换序的,减多少分", Decimal(0)),
        Option("quoted", "number", "在引号里的,减多少分", Decimal(0)),
        Option("in-a-word", "number", "所写的字在词典的词里的,减多少分", Decimal(0)),
        Option("recurring", "number", "文中不止一处这样写的,减多少分", Decimal(0)),
        Option("unlike", "number", "音、形都不近的,减多少分", Decimal(0)),
        Option("no-word", "number", "所写的不成词、改后是同音的常见词的,加多少分", Decimal(0)),
        Option("alone", "number", "改后的字不在任何词里的,减多少分", Decimal(0)),
        Option("breaking", "number", "改后拆散了旁边的词的,减多少分", Decimal(0)),
        Option("seen", "number", "所写的词也见过的,减多少分", Decimal(0)),
        Option("known-word", "number", "所写的是见过的词的,再减多少分", Decimal(0)),
        Option("rare", "number", "改后的词不常见的,减多少分", Decimal(0)),
        Option("light", "string", "虚词和常用单字", ""),
        Option("light-word", "number", "改成虚词、常用单字的,减多少分", Decimal(0)),
        Option("names", "string", "后面紧接这些字的多是地名、机构名", ""),
        Option("name", "number", "这样的名称,减多少分", Decimal(0)),
        Option("numerals", "string", "改动涉及这些字(数字)的不算", ""),
        Option("places", "string", "所写的是这些字(地名简称)的不算", ""),
        Option("either", "strings", "两种写法都可以的,以斜线相隔", ()),
        Option("tables", "strings", "rulesets/words 中的名称表,写错这些名称的由别的规则报", ()),
    ),
    ("text", "right", "likely", "often", "seen"),
)
