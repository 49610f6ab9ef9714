"""By how much a text becomes likelier when something in it is written otherwise."""

from __future__ import annotations

from checker.knowledge.language_model.features import REACH, profile
from checker.knowledge.language_model.model import LanguageModel
from checker.knowledge.language_model.symbols import MARK, symbols_of

_FORWARD, _BACKWARD = 8, 9
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
    now = profile(model, before + written + behind, REACH, REACH + len(written))
    then = profile(model, before + meant + behind, REACH, REACH + len(meant))
    return min(then[_FORWARD] - now[_FORWARD], then[_BACKWARD] - now[_BACKWARD])
