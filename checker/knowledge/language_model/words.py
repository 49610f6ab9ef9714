"""How well a stretch of symbols falls into words: what is left over between them is the sign of a misspelling."""

from __future__ import annotations

from msgspec import Struct

from checker.knowledge.language_model.model import LanguageModel
from checker.knowledge.language_model.symbols import SIGNS

_LONGEST = 4
_ALL = 25.0
"""The binary logarithm of all words that were counted."""


class Words(Struct, frozen=True):
    """The likeliest words of a stretch.

    ``cost`` is the sum of their powers of two below certainty, ``longest`` and ``value`` are of the longest word that
    holds a part of the place in question, ``single`` are the characters left by themselves in it or beside it, and
    ``strange`` the cost of the rarest of those.
    """

    cost: float
    longest: float
    value: float
    single: float
    strange: float


def words_around(model: LanguageModel, window: str, start: int, end: int) -> Words:
    """The words of a window around what stands in it from ``start`` to ``end``."""
    size = len(window)
    of, alone = model.counts.word, model.alone
    best: list[float] = [0.0] * (size + 1)
    ends = [0] * size
    for place in range(size - 1, -1, -1):
        symbol = window[place]
        if symbol in SIGNS:
            best[place], ends[place] = best[place + 1], place + 1
            continue
        cost, ends[place] = best[place + 1] + _ALL - alone(symbol), place + 1
        for last in range(place + 2, min(size, place + _LONGEST) + 1):
            known = of(window[place:last])
            if known and best[last] + _ALL - known < cost:
                cost, ends[place] = best[last] + _ALL - known, last
        best[place] = cost
    longest, value, single, strange = 0.0, 0.0, 0.0, 0.0
    place = 0
    while place < size:
        last = ends[place]
        if last >= start and place <= end and window[place] not in SIGNS:
            if last - place == 1:
                single += 1
                strange = max(strange, _ALL - alone(window[place]))
            elif last - place > longest and ((last > start and place < end) or place < start == end < last):
                longest, value = float(last - place), float(of(window[place:last]))
        place = last
    return Words(best[0], longest, value, single, strange)
