"""The literals that a text must contain for a regular expression to match.

Most expressions of the rulesets match nowhere in most reports. For most of them there is a set of words of which every
match contains at least one. Where a text contains none, the expression need be neither tried nor compiled. The analysis
is conservative: for syntax that it does not know it reports that no literal is required, which is always correct.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import repeat

from msgspec import Struct

MAX_LITERALS = 1200
"""Maximum number of words of an expression; with more alternatives, nothing is known of it."""
_MAX_REPEATS = 3
"""Number of repetitions that are written out; more repetitions contain the same literals."""
_MAX_SET = 12
"""Maximum number of characters of a set that are treated as alternatives."""
_RARITY = 24.0
"""Rough factor by which each further character makes a word rarer; few long words are the most selective."""
_MAX_LENGTH = 40
_FREQUENCIES = [_RARITY**-length for length in range(_MAX_LENGTH + 1)]
"""Estimated relative frequency of a word, by its length in characters; longer words count as the longest."""
_PLAIN = re.compile(r"[^\\\[\](){}.*+?|^$]+")
_GROUPS = ("?:", "?m:", "?>", "?P<", "?<")
_LOOKAROUNDS = ("?=", "?!", "?<=", "?<!")
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}
_QUANTIFIERS = "*+?{"

Words = frozenset[str]


class _UnknownError(Exception):
    """Syntax that the analysis does not know."""


class _Part(Struct, frozen=True):
    """What is known of a part of an expression.

    ``texts`` are all texts that it can match, if few; ``words`` are words of which every match contains at least one.
    None means unknown.
    """

    texts: Words | None
    words: Words | None


_ANY = _Part(None, None)
_EMPTY = _Part(frozenset({""}), None)


@cache
def required_literals(source: str) -> Words | None:
    """Return words of which every match of an expression contains at least one; None when nothing is known."""
    try:
        part, end = _alternatives(source, 0)
    except (_UnknownError, IndexError, ValueError):
        return None
    return _words_of(part) if end == len(source) else None


def _words_of(part: _Part) -> Words | None:
    """Return the more selective of the two sets of a part."""
    texts = part.texts if part.texts and "" not in part.texts else None
    return _more_selective(texts if texts and len(texts) <= MAX_LITERALS else None, part.words)


def _frequency(words: Words) -> float:
    return sum(map(_FREQUENCIES.__getitem__, map(min, map(len, words), repeat(_MAX_LENGTH))))


def _alternatives(source: str, position: int) -> tuple[_Part, int]:
    """Parse branches up to the end of a group; return the part and the offset of the group's end."""
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
    known = [words for words in sets if words is not None]
    if len(known) < len(sets):
        return None
    union = frozenset().union(*known)
    return union if len(union) <= MAX_LITERALS else None


def _sequence(source: str, position: int) -> tuple[_Part, int]:
    """Parse consecutive parts; concatenate their texts while they are few, and keep the most selective words."""
    texts: Words = frozenset({""})
    complete = True
    words: Words | None = None
    while position < len(source) and source[position] not in "|)":
        part, position = _quantified(source, position)
        words = _more_selective(words, part.words)
        concatenated = _concatenated(texts, part.texts)
        if concatenated is not None:
            texts = concatenated
            continue
        complete = False
        words = _words_of(_Part(texts, words))
        texts = part.texts if part.texts is not None else frozenset({""})
    words = _words_of(_Part(texts, words))
    return _Part(texts if complete else None, words), position


def _concatenated(left: Words, right: Words | None) -> Words | None:
    if right is None or len(left) * len(right) > MAX_LITERALS:
        return None
    return frozenset(prefix + suffix for prefix in left for suffix in right)


def _more_selective(first: Words | None, second: Words | None) -> Words | None:
    if not first or not second:
        return first or second or None
    return first if _frequency(first) <= _frequency(second) else second


def _quantified(source: str, position: int) -> tuple[_Part, int]:
    part, position = _atom(source, position)
    while position < len(source) and source[position] in _QUANTIFIERS:
        minimum, maximum, position = _quantifier(source, position)
        if position < len(source) and source[position] in "?+":
            position += 1
        part = _repeated(part, minimum, maximum)
    return part, position


def _repeated(part: _Part, minimum: int, maximum: int | None) -> _Part:
    """Return a part repeated ``minimum`` to ``maximum`` times (None: without limit)."""
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
    """Parse a quantifier; return (minimum, maximum, offset of its end)."""
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
    """Return the end of a run of literal characters; a character with a quantifier is a run of its own."""
    match = _PLAIN.match(source, position)
    end = match.end() if match else position + 1
    repeated = end < len(source) and source[end] in _QUANTIFIERS
    return end - 1 if repeated and end - position > 1 else end


def _group(source: str, position: int) -> tuple[_Part, int]:
    lookaround = next((sign for sign in _LOOKAROUNDS if source.startswith(sign, position)), "")
    prefix = "" if lookaround else next((sign for sign in _GROUPS if source.startswith(sign, position)), "")
    if source.startswith("?P=", position):
        return _ANY, source.index(")", position) + 1
    if source[position] == "?" and not lookaround and not prefix:
        raise _UnknownError
    named = prefix.endswith("<")
    start = source.index(">", position) + 1 if named else position + len(lookaround or prefix)
    part, end = _alternatives(source, start)
    if end == len(source):
        raise _UnknownError
    if lookaround:
        # Lookahead looks at the text that is searched; lookbehind may look at the text before it.
        return (_Part(_EMPTY.texts, _words_of(part)) if lookaround == "?=" else _EMPTY), end + 1
    if named and part.texts is not None:
        reference = f"(?P={source[position + len(prefix) : start - 1]})"
        after = end + 1 + len(reference)
        if source.startswith(reference, end + 1) and source[after : after + 1] not in tuple(_QUANTIFIERS):
            return _Part(frozenset(text + text for text in part.texts), None), after
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
    """Parse a set of characters: its members if they are few, else nothing is known."""
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
