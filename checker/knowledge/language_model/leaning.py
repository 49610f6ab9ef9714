"""Which of two writings what stands before asks for, and which of two what stands behind: each side by itself.

Words that sound alike are told apart by one side alone (行使|职权, 群众|反映), though both together were never counted.
"""

from __future__ import annotations

from msgspec import Struct

from checker.knowledge.language_model.counts import LONGEST
from checker.knowledge.language_model.model import LanguageModel

_REACH = 3
"""Symbols of a side that are looked at together with the writing."""


class Lean(Struct, frozen=True):
    """Powers of two by which the other writing is commoner behind what stands before, and before what stands behind.

    ``usual`` is by how much it is commoner anywhere: a side that knows neither says nothing.
    """

    left: float
    right: float
    usual: float

    @property
    def sum(self) -> float:
        """By how much both sides together ask for the other writing, beyond how common it is."""
        return self.left + self.right - self.usual


def lean(model: LanguageModel, symbols: str, start: int, end: int, meant: str) -> Lean:
    """What both sides of a place say of another writing in it."""
    written, of = symbols[start:end], model.counts.of
    left = right = 0.0
    for size in range(min(_REACH, LONGEST - len(written), start), 0, -1):
        side = symbols[start - size : start]
        now, then = of(side + written), of(side + meant)
        if now or then:
            left = then - now
            break
    for size in range(min(_REACH, LONGEST - len(written), len(symbols) - end), 0, -1):
        side = symbols[end : end + size]
        now, then = of(written + side), of(meant + side)
        if now or then:
            right = then - now
            break
    return Lean(left, right, _usual(model, meant) - _usual(model, written))


def _usual(model: LanguageModel, writing: str) -> float:
    return model.commonness(writing) if len(writing) == 1 else model.counts.of(writing)
