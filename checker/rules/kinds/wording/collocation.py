"""A verb and an object that official texts never join, though both are common: 发扬……作用."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from checker.facts.reading import Reading
from checker.facts.sentences import stripped_clauses_in
from checker.knowledge.dictionary import word_class
from checker.knowledge.segmentation import words_in
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.span import Span

_ENDS = frozenset(",;。")
_MARKS = re.compile("[,;:、?!。\n“”《》]")
_BEFORE = 14
"""Characters before the verb where another one may stand."""
_VERB, _NOUN = "v", "n"
_OF = "的"
_DONE = "了"
_LISTS = 4


class _Pairs(Struct, frozen=True):
    """The verb that is meant, by the pairs never joined; an expression for the verbs; the objects and their length."""

    meant: dict[tuple[str, str], str]
    verbs: re.Pattern[str]
    objects: frozenset[str]
    length: int


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for every object at the end of a clause behind a verb that it is never joined with."""
    text, folded = reading.masks.text, reading.document.folded
    pairs, reach = _pairs(tuple(rule.strings("pairs"))), rule.integer("reach")
    for block in reading.body:
        for clause, words in stripped_clauses_in(folded, block.span):
            if words[-pairs.length :] in pairs.objects and folded[clause.end - 1] in _ENDS:
                yield from _mismatched(reading, rule, text[clause.start : clause.end - 1], clause.start, pairs, reach)


def _mismatched(reading: Reading, rule: Rule, clause: str, start: int, pairs: _Pairs, reach: int) -> Iterator[Finding]:
    """A finding where the only verb before the object at the end of a clause is never joined with it."""
    noun = clause[-pairs.length :]
    marks = [mark.end() for mark in _MARKS.finditer(clause)]
    low = max(0, len(clause) - pairs.length - reach - 2 * _BEFORE, *marks[-1:])
    verbs = list(pairs.verbs.finditer(clause, low, len(clause) - pairs.length))
    if len(verbs) != 1 or (verbs[0].group(), noun) not in pairs.meant:
        return  # of several verbs one may govern another: 履行推进……职责
    verb = Span(*verbs[0].span())
    between = clause[verb.end : -pairs.length].removeprefix(_DONE)
    span = Span(start + verb.start, start + len(clause))
    apart = (_OF, *rule.strings("apart"))
    if len(between) > reach or between.startswith(rule.strings("joining")) or any(word in between for word in apart):
        return
    if _stands_alone(clause[low:], verb.shift(-low), pairs) and not reading.own_words.overlaps(span):
        values = {"word": verb.of(clause), "object": noun, "right": pairs.meant[verb.of(clause), noun]}
        yield Finding(span, {"text": span.of(reading.document.text), **values})


def _stands_alone(clause: str, verb: Span, pairs: _Pairs) -> bool:
    """True when a word ends with the verb, which belongs to no noun before it, and no other verb follows."""
    words = words_in(clause)
    ends = {word.end for word in words}
    if verb.end not in ends or not ends.isdisjoint(range(verb.start + 1, verb.end)):
        return False  # 实行 of 落实|行政
    behind = [word.of(clause) for word in words if word.start >= verb.end]
    before = next((word.of(clause) for word in words if word.end == verb.start), "")
    if "".join(behind).removeprefix(_DONE) in pairs.objects and word_class(before).startswith((_NOUN, _VERB)):
        return False  # 作用发挥机制
    return not any(word_class(word) == _VERB for word in behind[:-1])


@lru_cache(_LISTS)
def _pairs(written: tuple[str, ...]) -> _Pairs:
    rows = [one.split("/") for one in written]
    verbs = "|".join(sorted({verb for one, _, usual in rows for verb in (one, usual)}))
    objects = frozenset(noun for _, noun, _ in rows)
    meant = {(verb, noun): usual for verb, noun, usual in rows}
    return _Pairs(meant, re.compile(verbs), objects, max(map(len, objects), default=0))


KIND = Kind(
    "collocation",
    "公文里从不连用的动词和宾语",
    check,
    (
        Option("pairs", "strings", "动词/宾语/这个宾语通常用的动词"),
        Option("reach", "integer", "动词与宾语之间至多几个字", 10),
        Option("apart", "strings", "动词与宾语之间有这些字的不算", ()),
        Option("joining", "strings", "动词后紧接这些字的，是并列的名词（建立和管理工作），不算", ()),
    ),
    ("text", "word", "object", "right"),
)
