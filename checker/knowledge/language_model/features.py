"""What the counts say about a proposal, as numbers for the two logistic models."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from checker.knowledge.language_model.leaning import lean
from checker.knowledge.language_model.looking import Looking
from checker.knowledge.language_model.model import LanguageModel
from checker.knowledge.language_model.proposals import DELETION, INSERTION, PAIR, SWAP, Proposal
from checker.knowledge.language_model.symbols import FIGURE, SIGNS
from checker.knowledge.language_model.words import words_around

REACH = 4
"""Symbols on each side that are looked at."""
_ORDERS = (2, 3, 4, 5)
_GLANCED = (9, 10, 11, 12, 14, 15, 16, 17, 18)
"""Of what a first glance saw, what is not said otherwise: words, what both pairs gain, how odd the place is."""
_STEP = 2.0
"""What a shorter context costs, in powers of two."""
_UNLIKELY = 32
"""What a symbol costs that was counted with none of those beside it, its own count aside."""
Profile = tuple[float, ...]


def profile(model: LanguageModel, window: str, start: int, end: int) -> Profile:
    """What was counted of a window around what stands in it from ``start`` to ``end``.

    For orders 2 to 5: the greatest value of a run that touches it, and their mean; how likely the symbols are after
    those before them, and before those behind them; the greatest value of a dictionary word that touches it.
    """
    count, size = model.counts.of, len(window)
    levels: list[list[float]] = [[model.commonness(symbol) for symbol in window]]
    for order in _ORDERS:
        below = levels[-1]
        levels.append(
            [
                count(window[place : place + order]) if below[place] and below[place + 1] else 0
                for place in range(size - order + 1)
            ]
        )
    numbers: list[float] = []
    for order in _ORDERS:
        touching = levels[order - 1][max(0, start - order + 1) : max(end, 0)]
        numbers.append(max(touching, default=0))
        numbers.append(sum(touching) / len(touching) if touching else 0)
    ahead, back = _likelihoods(levels)
    forward, backward = sum(ahead[start : end + REACH]), sum(back[max(0, start - REACH) : end])
    words = words_around(model, window, start, end)
    return (
        *numbers,
        forward,
        backward,
        words.longest,
        words.value,
        words.single,
        words.strange,
        words.cost,
    )


def _likelihoods(levels: list[list[float]]) -> tuple[list[float], list[float]]:
    """How likely each symbol is by the longest context that was counted with it: those before it, those behind it."""
    ahead = [times - _UNLIKELY for times in levels[0]]
    back = ahead.copy()
    for order, counted in zip(_ORDERS, levels[1:], strict=True):
        below, cost = levels[order - 2], _STEP * (_ORDERS[-1] - order)
        for first, times in enumerate(counted):
            if times:
                ahead[first + order - 1] = times - below[first] - cost
                back[first] = times - below[first + 1] - cost
    return ahead, back


def features(looking: Looking, proposal: Proposal) -> list[float]:
    """The numbers of a proposal: of what stands there, of what would, of how alike they are, of what is around."""
    text, model = looking.text, looking.model
    start, end = proposal.start, proposal.end
    low, high = max(0, start - REACH), min(len(text), end + REACH)
    left, right = text[low:start], text[end:high]
    written = looking.profiles.get((start, end))
    if written is None:
        written = looking.profiles[start, end] = profile(model, text[low:high], start - low, end - low)
    meant = profile(model, left + proposal.right + right, start - low, start - low + len(proposal.right))
    how = [float(proposal.how >> 2 == sound) for sound in (1, 2, 3)]
    how += [float(proposal.how & 3 == shape) for shape in (1, 2)]
    kind = [float(proposal.kind == number) for number in (PAIR, DELETION, INSERTION, SWAP)]
    common = [
        max(map(model.commonness, text[start:end]), default=0.0),
        max(map(model.commonness, proposal.right), default=0.0),
    ]
    rare = looking.rare
    near = rare[bisect_left(rare, start - 5) : bisect_left(rare, end + 5)]
    around = [
        float(_han(left[::-1])),
        float(_han(right)),
        float(left[-1:] == FIGURE),
        float(right[:1] == FIGURE),
        float(looking.of(left[-2:])) if len(left) > 1 else 0.0,
        float(looking.of(right[:2])) if len(right) > 1 else 0.0,
        float(looking.of(left[-3:])) if len(left) > 2 else 0.0,
        float(looking.of(right[:3])) if len(right) > 2 else 0.0,
        float(sum(1 for place in near if not start - 1 <= place <= end)),
        float(sum(1 for place in near if start - 1 <= place <= end)),
    ]
    leans = [0.0, 0.0, 0.0]
    if proposal.kind <= PAIR:
        sides = lean(model, text, start, end, proposal.right)
        leans = [sides.left, sides.right, sides.usual]
    gains = [meant[8] - written[8], meant[9] - written[9]]
    return [
        min(gains),
        *gains,
        written[-1] - meant[-1],
        proposal.glance,
        *(proposal.numbers[place] for place in _GLANCED),
        *written[:-1],
        *meant[:-1],
        *how,
        *kind,
        *common,
        *leans,
        *around,
        *name_numbers(looking, start, end),
    ]


def name_numbers(looking: Looking, start: int, end: int) -> list[float]:
    """Signs of a name: a surname in the place or up to two before it, what names of places and offices end in."""
    text = looking.text
    surnames, endings = looking.model.text("surnames"), looking.model.text("endings")
    before = [text[place] in surnames for place in range(max(0, start - 2), start)]
    behind = [text[place] in endings for place in range(end, min(len(text), end + 2))]
    return [
        float(any(before)),
        float(text[start : start + 1] in surnames if end > start else 0),
        float(behind[:1] == [True]),
        float(any(behind)),
        float(any(symbol in endings for symbol in text[start:end])),
        float(text[start - 1] in endings),
    ]


def with_margins(proposals: list[Proposal], numbers: list[list[float]]) -> list[list[float]]:
    """The numbers of each proposal, and by how much it gains more than others for the same place, and how many are."""
    found = []
    ordered = sorted(zip(proposals, numbers, strict=True), key=lambda pair: pair[0].start)
    starts = [one.start for one, _ in ordered]
    longest = max((one.end - one.start for one in proposals), default=0)
    for one, of_one in zip(proposals, numbers, strict=True):
        near = ordered[bisect_left(starts, one.start - longest) : bisect_right(starts, one.end)]
        others = [of_other[0] for other, of_other in near if other is not one and one.start <= other.end]
        found.append([*of_one, of_one[0] - max(others, default=0.0), float(len(others))])
    return found


def _han(symbols: str) -> int:
    """How many characters stand before the first sign."""
    for index, symbol in enumerate(symbols):
        if symbol in SIGNS:
            return index
    return len(symbols)
