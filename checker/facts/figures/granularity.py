"""What no whole number gives, where no base and no total is stated: after Brown & Heathers' GRIM test (2017).

A growth of 37.27 % to 173 cases has no whole number of cases before it; a mean of 5.38 in twelve villages has no
whole total. Both are asked last, only of what follows from no figure in reach.
"""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from checker.facts.figures.arithmetic import bases, rounded, totals
from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.shapes import direction
from checker.facts.figures.quantities import Quantity
from checker.knowledge.number_words import MeanWords, RelationWords


class Infeasible(Struct, frozen=True):
    """The figures, what was tried, and whether any whole number gives them."""

    stated: Quantity
    given: Quantity
    verdict: str
    tried: str


def growth_alone(figures: tuple[Figure, ...], figure: Figure, words: RelationWords) -> Infeasible | None:
    """N件,同比下降p%: right behind one exact count that is no part of a list, with no base anywhere in the sentence."""
    if not figure.index or figure.open_ended or figure.quantity.decimals == 0:
        return None
    at = int(figure.index)
    after = figures[at - 1]
    if (
        not after.quantity.exact
        or after.listed
        or after.based
        or after.planned
        or after.cues & {"of_which", "up", "down"}
    ):
        return None
    if words.bare_lead.fullmatch(_between(after, figure)) is None:
        return None
    if any(other.based for other in figures if other.sentence == figure.sentence):
        return None
    if at > 1 and _enumerated(figures[at - 2], after):
        return None
    down = direction(figure) < 0
    percent = figure.quantity.value
    feasible, near = bases(int(after.quantity.value), -percent if down else percent, figure.quantity.decimals)
    word = "下降" if down else "增长"
    tried = "、".join(f"上年{base.value}则{word}{abs(base.percent)}%" for base in near)
    return Infeasible(figure.quantity, after.quantity, "right" if feasible else "infeasible", tried)


def _enumerated(one: Figure, other: Figure) -> bool:
    return one.unit == other.unit and one.clause == other.clause and one.stops != other.stops


def _between(after: Figure, figure: Figure) -> str:
    return figure.opening if len(figure.opening) < 30 or not after.tail else ""


def mean_alone(folded: str, figures: tuple[Figure, ...], figure: Figure, words: MeanWords) -> Infeasible | None:
    """12个村……平均每个村5.38场: a mean of whole things whose number of sharers stands before it in the sentence."""
    mean = figure.quantity
    exact = mean.family == "count" and mean.decimals and not (mean.scale or mean.approximate or mean.behind)
    match = words.each.search(mean.measure.of(folded)) if exact and mean.unit not in words.divisible else None
    if match is None:
        return None
    earlier = [other.quantity for other in figures if other.index < figure.index and other.sentence == figure.sentence]
    count = _sharers(folded, earlier, match.group("each"), words)
    if count is None:
        return None
    feasible, near = totals(int(count.value), mean.value, mean.decimals)
    tried = "、".join(f"总数{total}则平均{rounded(total / count.value, mean.decimals)}{mean.unit}" for total in near)
    return Infeasible(mean, count, "right" if feasible else "average", tried)


def _sharers(folded: str, quantities: list[Quantity], each: str, words: MeanWords) -> Quantity | None:
    """The one exact count of what “每…” names; two counts of it (12个村、3个社区) leave it open."""
    units = words.same.get(each, ())
    alike = [
        quantity
        for quantity in quantities
        if quantity.unit in units or each.startswith(quantity.unit) or folded.startswith(each, quantity.span.end)
    ]
    if len(alike) != 1 or not alike[0].exact or alike[0].value <= Decimal(1):
        return None
    count = alike[0]
    if units or each == count.unit:
        return count
    named = each.removeprefix(count.unit) or each
    end = count.span.end + len(named)
    return count if folded.startswith(named, count.span.end) and words.each_of.match(folded, end) else None
