"""By how much a text becomes likelier when something in it is written otherwise."""

from __future__ import annotations

from msgspec import Struct

from checker.knowledge.language_model.features import REACH, profile
from checker.knowledge.language_model.model import LanguageModel
from checker.knowledge.language_model.symbols import MARK, symbols_of

_THREES, _FORWARD, _BACKWARD = 2, 8, 9
_SIGNS_BESIDE = 40
"""Characters on each side, of which a run of figures may take many."""


def gain(model: LanguageModel, text: str, start: int, end: int, right: str) -> float:
    """Powers of two by which ``right`` is likelier than what stands from ``start`` to ``end``.

    The lesser of two: with what stands before known, and with what stands behind. What both have in common at their
    ends is left out.
    """
    while start < end and right and text[start] == right[0]:
        start, right = start + 1, right[1:]
    while start < end and right and text[end - 1] == right[-1]:
        end, right = end - 1, right[:-1]
    low, high = max(0, start - _SIGNS_BESIDE), min(len(text), end + _SIGNS_BESIDE)
    before = symbols_of(("" if low else "\n") + text[low:start]).string[-REACH:].rjust(REACH, MARK)
    behind = symbols_of(text[end:high] + ("" if high < len(text) else "\n")).string[:REACH].ljust(REACH, MARK)
    written, meant = symbols_of(text[start:end]).string, symbols_of(right).string
    framed = before + written + behind
    return weigh(model, framed, REACH, REACH + len(written), meant).gain


class Weighed(Struct, frozen=True):
    """How much likelier other symbols are, and how often the run of three with them was counted (powers of two)."""

    gain: float
    known: float


def weigh(model: LanguageModel, symbols: str, start: int, end: int, right: str) -> Weighed:
    """What the model says of other symbols in a place."""
    low, high = max(0, start - REACH), end + REACH
    before, behind = symbols[low:start], symbols[end:high]
    now = profile(model, symbols[low:high], start - low, end - low)
    then = profile(model, before + right + behind, start - low, start - low + len(right))
    return Weighed(min(then[_FORWARD] - now[_FORWARD], then[_BACKWARD] - now[_BACKWARD]), then[_THREES])
