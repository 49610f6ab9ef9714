"""A writing that the model of the official language hardly knows, beside one that it knows well: 战斗保垒."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.facts.words.typos import Typo
from checker.knowledge.language_model.proposals import PAIR, SUBSTITUTION
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.span import Stretches

_SAME_LENGTH = (SUBSTITUTION, PAIR)
_COMMON = 6
"""A power of two: a writing counted as often is told as common."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for every likely typo between the bounds of the rule that no list tells."""
    listed = Stretches(
        candidate.span for candidates in reading.candidates.values() for candidate in candidates if not candidate.masked
    )
    for typo in reading.typos:
        score = _score(typo, rule)
        if not rule.number("least") <= score < rule.number("below"):
            continue
        if _idle(typo, rule, reading) or listed.touch(typo.span) or reading.own_words.touch(typo.span):
            continue
        yield _finding(reading, typo, rule)


def _score(typo: Typo, rule: Rule) -> float:
    """The score of a typo less what speaks against it."""
    against = float(rule.number("another-length")) if typo.kind not in _SAME_LENGTH else 0.0
    against += float(rule.number("quoted")) if typo.quoted else 0.0
    against += float(rule.number("in-a-word")) if typo.word else 0.0
    against += float(rule.number("recurring")) if typo.recurs else 0.0
    against += float(rule.number("unlike")) if typo.unlike else 0.0
    return typo.score - against


def _idle(typo: Typo, rule: Rule, reading: Reading) -> bool:
    """True when either is right, or characters are changed that stand for themselves."""
    written = typo.changed.of(reading.document.folded)
    if any(character in rule.string("stand-alone") for character in written + typo.right):
        return True
    if {written, typo.right} in [set(pair.split("/")) for pair in rule.strings("either")]:
        return True
    behind = reading.document.folded[typo.changed.end : typo.changed.end + 2]
    return any(sign in behind for sign in rule.string("names")) and typo.score < rule.number("name")


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
        Option("below", "number", "低于多少分", 1000),
        Option("another-length", "number", "改法是添字、删字、换序的,减多少分", 0),
        Option("quoted", "number", "在引号里的,减多少分", 0),
        Option("in-a-word", "number", "所写的字在词典的词里的,减多少分", 0),
        Option("recurring", "number", "文中不止一处这样写的,减多少分", 0),
        Option("unlike", "number", "音、形都不近的,减多少分", 0),
        Option("stand-alone", "string", "改动涉及这些字的不算(数字、简称)", ""),
        Option("either", "strings", "两种写法都可以的,以斜线相隔", ()),
        Option("names", "string", "后面紧接这些字的多是地名、机构名", ""),
        Option("name", "number", "这样的名称要多少分", 0),
    ),
    ("text", "right", "likely", "often", "seen"),
)
