"""Rates and multiples told in words: 近三成, 过半, 三分之一, 翻了一番, against the figures that they are said of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from checker.facts.figures.dependents import Dependent
from checker.facts.figures.figure import Figure
from checker.facts.figures.hypotheses import Hypothesis, Reach, growth_features, growths, share_features, shares
from checker.facts.figures.judging import FREELY, fits, may_accuse, probabilities
from checker.facts.figures.quantities import Quantity
from checker.knowledge.figure_words import FigureWords
from checker.text.document import Block
from checker.text.span import Span

_MARGIN = 4.0
"""How far, in points, a bare 六成 may lie from its figure."""
_SUBJECT = 1
_WORDED = 0.55
_FAMILIES = ("count", "money", "area", "weight")
_NEARLY = frozenset(("近", "将近", "接近", "不足", "不到"))
_MORE = frozenset(("超", "超过", "逾", "突破", "以上", "多", "有余"))


class Claim(Struct, frozen=True):
    """What is claimed of which figures, and whether they bear it."""

    stated: Quantity
    hypothesis: Hypothesis
    right: bool
    multiple: bool


def claims(
    folded: str, block: Block, figures: Sequence[Figure], reach: Reach, weights: Mapping[str, float]
) -> Iterator[Claim]:
    """The claims of a paragraph that figures near them decide."""
    words = reach.words
    for match in words.vague.finditer(folded, block.span.start, block.span.end):
        name = match.group("tenths") or match.group("word")
        value = words.tenths[name]
        low, high = _bounds(value, match.group("before") or "", match.group("after") or "", name == "过半")
        yield from _share(_figure(folded, block, figures, Span(*match.span()), value, low, high, words), reach, weights)
    for match in words.multiple.finditer(folded, block.span.start, block.span.end):
        low, high = words.multiples[match.lastgroup or ""]
        claimed = _figure(folded, block, figures, Span(*match.span()), low, low, high, words)
        yield from _growth(claimed, reach, weights)


def _bounds(value: float, before: str, after: str, half: bool) -> tuple[float, float]:
    if half:
        return value, 100.0
    if before in _NEARLY:
        return value - 10, value
    if before in _MORE or after in _MORE:
        return value, value + 10
    return value - _MARGIN, value + _MARGIN


def _figure(
    folded: str, block: Block, figures: Sequence[Figure], span: Span, value: float, low: float, high: float, words: FigureWords
) -> Figure:
    """A claim as a figure, at its place among those of its paragraph."""
    earlier = [figure for figure in figures if figure.quantity.span.end <= span.start]
    left = earlier[-1].quantity.span.end if earlier else block.span.start
    gap = folded[left : span.start]
    begin = max(gap.rfind(mark) for mark in ",;:。") + 1
    last = earlier[-1] if earlier else None
    text = span.of(folded)
    measure = Span(span.start, span.start)
    quantity = Quantity(Decimal(str(value)), text, 0, "", "", "percent", "", "", span, measure, "", chinese=True)
    return Figure(
        quantity, value, low, high, figures[0].block, (last.index if last else -1) + 0.5,
        (last.sentence if last else 0) + gap.count("。"),
        (last.clause if last else 0) + sum(gap.count(mark) for mark in ",;:。"),
        (last.semicolons if last else 0) + gap.count(";"), (last.stops if last else 0) + gap.count("、"),
        gap[-30:], gap[begin:], "", frozenset(("share",)), frozenset(), False,
        words.target_claim.search(gap[-12:]) is not None,
    )  # fmt: skip


def _share(claimed: Figure, reach: Reach, weights: Mapping[str, float]) -> Iterator[Claim]:
    if claimed.planned:
        return
    name = reach.words.rate_name.search(claimed.lead)
    of = reach.words.share_of.search(claimed.lead)
    named = (name.group("name") if name else "", of.group("whole") if of else "")
    found = list(shares(claimed, reach, _FAMILIES))
    none = ("share.none", "share.none-of" if of else "share.none-name" if name else "share.none-bare")
    dependent = Dependent("share", claimed, found, lambda h: share_features(claimed, h, reach, named), none, True)
    yield from _decided(dependent, weights, claimed.low, claimed.high, multiple=False)


def _growth(claimed: Figure, reach: Reach, weights: Mapping[str, float]) -> Iterator[Claim]:
    found = [each for each in growths(claimed, reach) if each.form == "pair" and each.inputs[0].based]
    dependent = Dependent(
        "growth", claimed, found, lambda h: growth_features(claimed, h, reach), ("growth.none", "growth.none-change"), True
    )
    yield from _decided(dependent, weights, claimed.low, claimed.high, multiple=True)


def _decided(
    dependent: Dependent, weights: Mapping[str, float], low: float, high: float, *, multiple: bool
) -> Iterator[Claim]:
    if not dependent.hypotheses:
        return
    worded = probabilities(dependent, weights)
    fitting = [fits(dependent, each, low, high) for each in dependent.hypotheses]
    quantity = dependent.figure.quantity
    if any(fitting):
        best = max((at for at, fit in enumerate(fitting) if fit), key=lambda at: worded[at])
        if worded[best] > 0.02:
            yield Claim(quantity, dependent.hypotheses[best], right=True, multiple=multiple)
            return
    best = max(range(len(fitting)), key=lambda at: worded[at])
    way = dependent.hypotheses[best]
    own_subject = not multiple and len(dependent.figure.lead.rstrip("占约仅比的")) > _SUBJECT
    if own_subject or worded[best] <= _WORDED or may_accuse(dependent, way) != FREELY:
        return
    if multiple or "share.near0" in way.features:
        yield Claim(quantity, way, right=False, multiple=multiple)
