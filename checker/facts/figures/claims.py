"""Rates and multiples told in words: 近三成, 过半, 三分之一, 翻了一番, against the figures that they are said of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from checker.facts.figures.inference.accusing import FREELY, may_accuse
from checker.facts.figures.inference.dependents import Dependent, growth_of, share_of
from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import SHARE, Hypothesis, Reach
from checker.facts.figures.inference.judging import fits, probabilities
from checker.facts.figures.inference.shapes import bounds_of
from checker.facts.figures.quantities import Quantity
from checker.knowledge.figure_words import FigureWords
from checker.search.patterns import Match
from checker.text.document import Block
from checker.text.span import Span

_TENTH, _HUNDRED = 10.0, 100.0
_CLAUSE = ",;:。"


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
    if not words.claims.mark.search(folded, block.span.start, block.span.end):
        return
    for match in words.claims.vague.finditer(folded, block.span.start, block.span.end):
        # 占 belongs to the words before a claim as it does before a figure
        start = match.end("before") if match.group("before") == words.share_word else match.start()
        claimed = _figure(folded, block, figures, Span(start, match.end()), _bounds(match, words))
        if words.claims.target.search(claimed.opening):
            continue
        if rate := _rate_before(folded, block, figures, match, words):
            way = Hypothesis(SHARE, (rate,), rate.low, rate.high, form="rate")
            yield Claim(claimed.quantity, way, right=fits(way, claimed.low, claimed.high), multiple=False)
            continue
        change = words.change_end.search(claimed.lead)
        if change is None:
            yield from _decided(share_of(claimed, reach, every=True), weights, words, multiple=False)
        else:
            claimed.cues = frozenset(match.lastgroup or "" for match in words.cues.finditer(claimed.lead))
            beside = [one.based for one in figures if one.clause == claimed.clause and one.index < claimed.index]
            # 机关干部减少一半 is said of something else than the figures before it
            if not claimed.lead[: change.start()].strip(",") or any(beside):
                yield from _grown(claimed, reach, weights)
    for match in words.claims.multiple.finditer(folded, block.span.start, block.span.end):
        claimed = _figure(folded, block, figures, Span(*match.span()), _multiplied(match, words))
        told = _grown(claimed, reach, weights)
        yield from _as_many_times(claimed, told, words) if match.group("times") else told


def _rate_before(
    folded: str, block: Block, figures: Sequence[Figure], match: Match, words: FigureWords
) -> Figure | None:
    """占检查家数的38.2%,四成有余: the rate that a claim without other words says once more."""
    last = next((one for one in reversed(figures) if one.quantity.span.end <= match.start()), None)
    end = match.end()
    if last is None or last.family != "percent" or (end < block.span.end and folded[end] not in _CLAUSE + ")"):
        return None
    again = words.claims.again.fullmatch(folded, last.quantity.span.end, match.start())
    return last if again and not last.open_ended else None


def _grown(claimed: Figure, reach: Reach, weights: Mapping[str, float]) -> Iterator[Claim]:
    """Of a figure whose base is stated only."""
    dependent = growth_of(claimed, reach)
    dependent.hypotheses = [each for each in dependent.hypotheses if each.form == "pair" and each.inputs[0].based]
    yield from _decided(dependent, weights, reach.words, multiple=True)


def _as_many_times(claimed: Figure, told: Iterator[Claim], words: FigureWords) -> Iterator[Claim]:
    """由6处增至9处,数量增长1.5倍: what became so many times as much. What has a name of its own is another thing."""
    named = words.whole_words.sub("", claimed.lead).strip(",")
    for claim in told:
        as_many = claimed.low <= claim.hypothesis.low + _HUNDRED <= claimed.high
        beside = any(one.clause == claimed.clause for one in claim.hypothesis.inputs)
        if claim.right or (as_many and (beside or not named)):
            yield claim


def _bounds(match: Match, words: FigureWords) -> tuple[float, float]:
    """Between which percentages the words mean: 近三成 20 to 30, 三成多 30 to 40, 三成 about 30."""
    name = match.group("tenths") or match.group("word")
    value = words.claims.tenths[name]
    if match.group("digit"):
        value += words.claims.tenths[match.group("digit")] / _TENTH
        return value - words.thresholds.claim_fine, value + words.thresholds.claim_fine
    if name in words.claims.at_least:
        return value, 100.0
    sides = (match.group("before"), match.group("after"))
    if any(side in words.less for side in sides if side):
        return value - _TENTH, value
    if any(side in words.more for side in sides if side):
        return value, value + _TENTH
    return value - words.thresholds.claim_margin, value + words.thresholds.claim_margin


def _multiplied(match: Match, words: FigureWords) -> tuple[float, float]:
    """Between which percentages of growth the words mean: 增长1.5倍 145 to 155."""
    number = match.group("number")
    if not number:
        return words.claims.multiples[match.lastgroup or ""]
    step = _HUNDRED / 10 ** len(number.partition(".")[2])
    grown = float(number) * _HUNDRED - (_HUNDRED if match.group("as") else 0)
    return grown - step / 2, grown + step / 2


def _figure(folded: str, block: Block, figures: Sequence[Figure], span: Span, bounds: tuple[float, float]) -> Figure:
    """A claim as a figure, at its place among those of its paragraph."""
    last = next((figure for figure in reversed(figures) if figure.quantity.span.end <= span.start), None)
    gap = folded[last.quantity.span.end if last else block.span.start : span.start]
    begin = max(gap.rfind(mark) for mark in _CLAUSE) + 1
    value = sum(bounds) / 2
    nothing = Span(span.start, span.start)
    quantity = Quantity(
        Decimal(str(value)), span.of(folded), 0, "", "", "percent", "", "", span, nothing, "", chinese=True
    )
    return Figure(
        quantity=quantity,
        value=value,
        low=bounds[0],
        high=bounds[1],
        block=figures[0].block,
        index=(last.index if last else -1) + 0.5,
        sentence=(last.sentence if last else 0) + gap.count("。"),
        clause=(last.clause if last else 0) + sum(map(gap.count, _CLAUSE)),
        semicolons=(last.semicolons if last else 0) + gap.count(";"),
        stops=(last.stops if last else 0) + gap.count("、"),
        opening=gap[-30:],
        lead=gap[begin:],
        tail="",
        cues=frozenset(("share",)),
        earlier=frozenset(),
        based=False,
        planned=False,
        open_ended=False,
    )


def _decided(
    dependent: Dependent, weights: Mapping[str, float], words: FigureWords, *, multiple: bool
) -> Iterator[Claim]:
    figure, ways = dependent.figure, dependent.hypotheses
    if not ways:
        return
    worded = probabilities(dependent, weights)
    low, high = bounds_of(dependent)
    fitting = [at for at, way in enumerate(ways) if fits(way, low, high)]
    best = max(fitting or range(len(ways)), key=lambda at: worded[at])
    if fitting and worded[best] > words.limits.weakest:
        yield Claim(figure.quantity, ways[best], right=True, multiple=multiple)
        return
    best = max(range(len(ways)), key=lambda at: worded[at])
    way = ways[best]
    named = not {"share.of1", "share.of2", "share.name2"}.isdisjoint(way.features)
    bare = (words.claims.bare.search(figure.lead) or named) and "share.near0" in way.features
    # 未再起诉的案件占审结案件的九成: of what it is told stands before 占, and is no figure
    subject, of, _ = figure.lead.rpartition(words.share_word)
    if of and subject.strip(",、") and {"share.subject", "share.name2"}.isdisjoint(way.features):
        return
    said_of_it = multiple or bare or "share.subject" in way.features
    if said_of_it and worded[best] > words.thresholds.claimed and may_accuse(dependent, way) == FREELY:
        yield Claim(figure.quantity, way, right=False, multiple=multiple)
