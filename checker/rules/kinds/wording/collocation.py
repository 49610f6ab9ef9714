"""A verb and an object that official texts never join, though both are common: 发扬……作用."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from checker.facts.reading import Reading
from checker.knowledge.segmentation import words_in
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.span import Span

_MARKS = ",，。；;：:、？！?!\n“”《》"
_BEFORE = 14
"""Characters before the verb where another one may stand."""
_LISTS = 4


class _Pairs(Struct, frozen=True):
    """The verb that is meant, by the pairs never joined; expressions for a verb, and for one with its object."""

    meant: dict[tuple[str, str], str]
    verbs: re.Pattern[str]
    joined: re.Pattern[str]


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for every object at the end of a clause behind a verb that it is never joined with."""
    text = reading.masks.text
    pairs = _pairs(tuple(rule.strings("pairs")), rule.integer("reach"))
    for block in reading.body:
        for match in pairs.joined.finditer(text, block.span.start, block.span.end):
            verb, noun = match["verb"], match["object"]
            span = Span(*match.span())
            if (
                (verb, noun) in pairs.meant
                and not pairs.verbs.search(match["between"])
                and not _governed(text, match.start(), pairs)
                and _is_word(text, Span(*match.span("verb")), span.end)
                and not reading.own_words.overlaps(span)
            ):
                values = {"word": verb, "object": noun, "right": pairs.meant[verb, noun]}
                yield Finding(span, {"text": span.of(reading.document.text), **values})


def _governed(text: str, place: int, pairs: _Pairs) -> bool:
    """True when another verb stands before in the clause, whose object it may be: 履行推进……职责."""
    clause = re.split(f"[{_MARKS}]", text[max(0, place - _BEFORE) : place])[-1]
    return pairs.verbs.search(clause) is not None


def _is_word(text: str, verb: Span, end: int) -> bool:
    """True when a word of the clause ends where the verb does, and none ends inside it: not 实行 of 落实|行政."""
    start = max(0, verb.start - _BEFORE)
    ends = {start + word.end for word in words_in(text[start:end])}
    return verb.end in ends and not any(place in ends for place in range(verb.start + 1, verb.end))


@lru_cache(_LISTS)
def _pairs(written: tuple[str, ...], reach: int) -> _Pairs:
    rows = [one.split("/") for one in written]
    verbs = "|".join(sorted({verb for one, _, usual in rows for verb in (one, usual)}))
    objects = "|".join(sorted({noun for _, noun, _ in rows}))
    joined = f"(?P<verb>{verbs})了?(?P<between>[^的{_MARKS}]{{0,{reach}}}?)(?P<object>{objects})(?=[,，。；;])"
    return _Pairs({(verb, noun): usual for verb, noun, usual in rows}, re.compile(verbs), re.compile(joined))


KIND = Kind(
    "collocation",
    "公文里从不连用的动词和宾语",
    check,
    (
        Option("pairs", "strings", "动词/宾语/这个宾语通常用的动词"),
        Option("reach", "integer", "动词与宾语之间至多几个字", 10),
    ),
    ("text", "word", "object", "right"),
)
