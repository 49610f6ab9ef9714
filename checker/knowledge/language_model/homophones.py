"""Words that sound like a word of the text, and that both sides of it ask for: 未能正确旅行(履行)职责.

Both are words, so that no list and no dictionary tells them apart. What stands before and behind is asked first, each
side by itself; then how likely the whole is, and how well it falls into words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from checker.knowledge.language_model.features import REACH, profile
from checker.knowledge.language_model.glance import AROUND
from checker.knowledge.language_model.leaning import lean
from checker.knowledge.language_model.looking import Looking
from checker.knowledge.language_model.model import SAME_SOUND, LanguageModel
from checker.knowledge.language_model.symbols import SIGNS

LENGTH = 2
"""Symbols of a word."""
COMMON = 7
"""What is meant was counted so often as a word (power of two)."""
_STRANGE = re.compile(rb"(?=.\0..|..\0.)", re.DOTALL)
"""Of the four runs of three that begin from two symbols before a word to its second, one over the whole word was not
counted."""
_REMEMBERED = 20_000
_FORWARD, _BACKWARD, _COST = 8, 9, -1
Profile = tuple[float, ...]


class Homophone(Struct, frozen=True):
    """A word from ``start`` on, and the word that may be meant.

    ``gain`` is by how much the text becomes likelier, ``words`` by how much better it falls into words (powers of two).
    What speaks against it: ``apart`` the two share no character in its place, ``near`` they sound alike in some
    dialects only, ``single`` all runs of three over it but one were counted.
    """

    start: int
    written: str
    right: str
    gain: float
    words: float
    apart: bool
    near: bool
    single: bool


def homophones(looking: Looking) -> Iterator[Homophone]:
    """The words that may be meant, for each place of a text that was hardly counted so."""
    text, of = looking.text, looking.of
    for place, written, single in _places(looking):
        before, behind = text[place - 1], text[place + LENGTH]
        now: Profile | None = None
        for right in _sounding_like(looking.model, written):
            if not (of(before + right) and of(right + behind)):
                continue
            sides = lean(looking.model, text, place, place + LENGTH, right)
            if sides.left <= 0 or sides.right <= 0:
                continue
            now = now or _profile(looking, place, written)
            then = _profile(looking, place, right)
            yield Homophone(
                place,
                written,
                right,
                min(then[_FORWARD] - now[_FORWARD], then[_BACKWARD] - now[_BACKWARD]),
                now[_COST] - then[_COST],
                apart=all(one != other for one, other in zip(written, right, strict=True)),
                near=_is_near(looking.model, written, right),
                single=single,
            )


def _places(looking: Looking) -> Iterator[tuple[int, str, bool]]:
    """Where a word stands over which runs of three were not counted, the word, and whether it was but one run.

    Where it was but one, rare words are left out: names and terms that are right.
    """
    text, threes, word = looking.text, looking.threes, looking.model.counts.word
    counted = bytes(map(bool, threes[: len(text) - LENGTH - AROUND]))
    for match in _STRANGE.finditer(counted):
        place = match.start() + AROUND
        written = text[place : place + LENGTH]
        if written[0] in SIGNS or written[1] in SIGNS:
            continue
        known = word(written)
        single = known > 0 and threes[place - AROUND : place + AROUND].count(0) == 1
        if not known or (single and known < COMMON):
            continue
        if text[place - 1] not in SIGNS or text[place + LENGTH] not in SIGNS:  # no item of a list
            yield place, written, single


@lru_cache(_REMEMBERED)
def _sounding_like(model: LanguageModel, written: str) -> tuple[str, ...]:
    """The common words that sound like two characters."""
    word = model.counts.word
    found = dict.fromkeys(model.sounding_like(*written))
    return tuple(right for right in found if right != written and word(right) >= COMMON)


def _is_near(model: LanguageModel, written: str, right: str) -> bool:
    """True where a character that differs is not known to sound the same."""
    pairs = zip(written, right, strict=True)
    return any(one != other and (model.likeness(one, other) or 0) < SAME_SOUND for one, other in pairs)


def _profile(looking: Looking, place: int, writing: str) -> Profile:
    text, end = looking.text, place + LENGTH
    low = max(0, place - REACH)
    return profile(looking.model, text[low:place] + writing + text[end : end + REACH], place - low, end - low)
