"""What must stand in a text for a regular expression to match at all.

Most expressions of the rulesets match nowhere in most reports. Each names words that every match holds; where none of
them stands, the expression need not be tried, nor even compiled. The reading is careful: for what it does not know it
says that nothing is needed, which is always true.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import repeat

from msgspec import Struct

MAX_LITERALS = 1200
"""Words; an expression with more alternatives is read as if nothing were known of it."""
_MAX_REPEATS = 3
"""Times that a part is written out; what comes oftener holds as much of it all the same."""
_MAX_SET = 12
"""Characters of a set that are taken for alternatives."""
_RARITY = 24.0
"""How much rarer a word is for every character more, roughly; a short list of long words is the best guard."""
_MAX_LENGTH = 40
_RARITIES = [_RARITY**-length for length in range(_MAX_LENGTH + 1)]
"""How often a word of so many characters occurs, by its length; longer ones are as good as never met."""
_PLAIN = re.compile(r"[^\\\[\](){}.*+?|^$]+")
_GROUPS = ("?:", "?m:", "?>", "?P<", "?<")
_AROUND = ("?=", "?!", "?<=", "?<!")
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}
_QUANTIFIERS = "*+?{"

Words = frozenset[str]


class _UnknownError(Exception):
    """Something that is not read here."""


class _Part(Struct, frozen=True):
    """What is known of a part: all texts that it can match, if few, and words of which each match holds one."""

    texts: Words | None
    words: Words | None


_ANY = _Part(None, None)
_EMPTY = _Part(frozenset({""}), None)


@cache
def required_literals(source: str) -> Words | None:
    """Words of which every match holds at least one; None when nothing is known."""
    try:
        part, end = _alternatives(source, 0)
    except (_UnknownError, IndexError, ValueError):
        return None
    return _words_of(part) if end == len(source) else None


def _words_of(part: _Part) -> Words | None:
    """The better guard of the two that a part offers."""
    texts = part.texts if part.texts and "" not in part.texts else None
    return _more_selective(texts if texts and len(texts) <= MAX_LITERALS else None, part.words)


def _frequency(words: Words) -> float:
    return sum(map(_RARITIES.__getitem__, map(min, map(len, words), repeat(_MAX_LENGTH))))


def _alternatives(source: str, position: int) -> tuple[_Part, int]:
    """Branches up to the end of the group; returns what is known and where the group ends."""
    branches = []
    while True:
        branch, position = _sequence(source, position)
        branches.append(branch)
        if position == len(source) or source[position] == ")":
            return _either(branches), position
        position += 1


def _either(branches: list[_Part]) -> _Part:
    if len(branches) == 1:
        return branches[0]
    texts = _union([branch.texts for branch in branches])
    return _Part(texts, _union([_words_of(branch) for branch in branches]))


def _union(sets: list[Words | None]) -> Words | None:
    known = [one for one in sets if one is not None]
    if len(known) < len(sets):
        return None
    union = frozenset().union(*known)
    return union if len(union) <= MAX_LITERALS else None


def _sequence(source: str, position: int) -> tuple[_Part, int]:
    """One behind the other: texts are joined as long as they are few, and the best guard is kept."""
    texts: Words = frozenset({""})
    whole = True
    words: Words | None = None
    while position < len(source) and source[position] not in "|)":
        part, position = _quantified(source, position)
        words = _more_selective(words, part.words)
        joined = _concatenated(texts, part.texts)
        if joined is not None:
            texts = joined
            continue
        whole = False
        words = _words_of(_Part(texts, words))
        texts = part.texts if part.texts is not None else frozenset({""})
    words = _words_of(_Part(texts, words))
    return _Part(texts if whole else None, words), position


def _concatenated(before: Words, behind: Words | None) -> Words | None:
    if behind is None or len(before) * len(behind) > MAX_LITERALS:
        return None
    return frozenset(one + other for one in before for other in behind)


def _more_selective(one: Words | None, other: Words | None) -> Words | None:
    if not one or not other:
        return one or other or None
    return one if _frequency(one) <= _frequency(other) else other


def _quantified(source: str, position: int) -> tuple[_Part, int]:
    part, position = _atom(source, position)
    while position < len(source) and source[position] in _QUANTIFIERS:
        minimum, maximum, position = _quantifier(source, position)
        if position < len(source) and source[position] in "?+":
            position += 1
        part = _repeated(part, minimum, maximum)
    return part, position


def _repeated(part: _Part, minimum: int, maximum: int | None) -> _Part:
    """A part so many times, one behind the other."""
    if (minimum, maximum) == (1, 1):
        return part
    texts: Words | None = frozenset({""})
    for _ in range(min(minimum, _MAX_REPEATS)):
        texts = texts and _concatenated(texts, part.texts)
    if texts is None or minimum > _MAX_REPEATS:
        return _Part(None, _more_selective(texts, _words_of(part)))
    if minimum == maximum:
        return _Part(texts, None)
    if (minimum, maximum) in ((0, 1), (1, 2)):
        more = _concatenated(texts, part.texts)
        return _ANY if more is None else _Part(_union([texts, more]), None)
    return _Part(None, _words_of(_Part(texts, None))) if minimum else _ANY


def _quantifier(source: str, position: int) -> tuple[int, int | None, int]:
    """(least, most, where it ends)."""
    sign = source[position]
    if sign != "{":
        return (1 if sign == "+" else 0), (1 if sign == "?" else None), position + 1
    end = source.index("}", position) if "}" in source[position:] else -1
    minimum, comma, maximum = source[position + 1 : end].partition(",")
    if end < 0 or not (minimum + maximum).isdigit():
        raise _UnknownError
    upper = maximum if comma else minimum
    return int(minimum or 0), int(upper) if upper else None, end + 1


def _atom(source: str, position: int) -> tuple[_Part, int]:
    sign = source[position]
    if sign == "(":
        return _group(source, position + 1)
    if sign == "[":
        return _set(source, position + 1)
    if sign == "\\":
        return _escape(source, position + 1)
    if sign in "*+?{":
        raise _UnknownError
    if sign == ".":
        return _ANY, position + 1
    if sign in "^$":
        return _EMPTY, position + 1
    end = _plain_end(source, position)
    return _Part(frozenset({source[position:end]}), None), end


def _plain_end(source: str, position: int) -> int:
    """Where the characters end that stand for themselves; the one that is repeated stands alone."""
    found = _PLAIN.match(source, position)
    end = found.end() if found else position + 1
    repeated = end < len(source) and source[end] in _QUANTIFIERS
    return end - 1 if repeated and end - position > 1 else end


def _group(source: str, position: int) -> tuple[_Part, int]:
    around = next((mark for mark in _AROUND if source.startswith(mark, position)), "")
    plain = "" if around else next((mark for mark in _GROUPS if source.startswith(mark, position)), "")
    if source.startswith("?P=", position):
        return _ANY, source.index(")", position) + 1
    if source[position] == "?" and not around and not plain:
        raise _UnknownError
    named = plain.endswith("<")
    start = source.index(">", position) + 1 if named else position + len(around or plain)
    part, end = _alternatives(source, start)
    if end == len(source):
        raise _UnknownError
    if around:
        # What stands ahead stands in the text that is searched; what stands behind may stand before it.
        return (_Part(_EMPTY.texts, _words_of(part)) if around == "?=" else _EMPTY), end + 1
    if named and part.texts is not None:
        again = f"(?P={source[position + len(plain) : start - 1]})"
        behind = end + 1 + len(again)
        if source.startswith(again, end + 1) and source[behind : behind + 1] not in tuple(_QUANTIFIERS):
            return _Part(frozenset(text + text for text in part.texts), None), behind
    return part, end + 1


def _escape(source: str, position: int) -> tuple[_Part, int]:
    sign = source[position]
    if sign in "pP":
        return _ANY, source.index("}", position) + 1
    if sign in "dDsSwW":
        return _ANY, position + 1
    if sign in "bBAZ":
        return _EMPTY, position + 1
    if sign in _CONTROLS:
        return _Part(frozenset({_CONTROLS[sign]}), None), position + 1
    if sign.isalnum():
        raise _UnknownError
    return _Part(frozenset({sign}), None), position + 1


def _set(source: str, position: int) -> tuple[_Part, int]:
    """A set of characters: the few that it names, or anything."""
    known = source[position] != "^"
    position += not known
    members: set[str] = set()
    first = True
    while first or source[position] != "]":
        first = False
        sign = source[position]
        if sign == "[" or source.startswith(("--", "&&", "||", "~~"), position):
            raise _UnknownError
        if sign == "\\":
            part, position = _escape(source, position + 1)
            known = known and part.texts is not None
            members |= part.texts or frozenset()
        else:
            members.add(sign)
            position += 1
        if source[position] == "-" and source[position + 1] != "]":
            known = False
            position = _escape(source, position + 2)[1] if source[position + 1] == "\\" else position + 2
    known = known and 0 < len(members) <= _MAX_SET
    return _Part(frozenset(members) if known else None, None), position + 1
