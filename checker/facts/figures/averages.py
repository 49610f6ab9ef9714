"""Means of whole things: 12个村……平均每个村5.38场 — no whole number of 场, shared among twelve, gives that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.facts.figures.arithmetic import rounded, totals
from checker.facts.figures.quantities import Quantity
from checker.facts.figures.relations import RIGHT, Relation, RelationKind
from checker.facts.sentences import sentences_in
from checker.knowledge.lexicon import MeanWords
from checker.text.document import Block


def mean_totals(
    folded: str, blocks: Iterable[tuple[Block, tuple[Quantity, ...]]], words: MeanWords
) -> tuple[Relation, ...]:
    """The means of running text whose number of sharers stands before them in the sentence."""
    return tuple(
        relation
        for block, quantities in blocks
        if any(quantity.decimals and quantity.family == "count" for quantity in quantities)
        for sentence in sentences_in(folded, block.span)
        for relation in _means(folded, [quantity for quantity in quantities if quantity.span in sentence], words)
    )


def _means(folded: str, quantities: Sequence[Quantity], words: MeanWords) -> Iterator[Relation]:
    for index, mean in enumerate(quantities):
        # with a scale (1.25万件) the point is no sign of a fraction of a thing
        exact = mean.family == "count" and mean.decimals and not (mean.scale or mean.approximate)
        match = words.each.search(mean.measure.of(folded)) if exact and mean.unit not in words.divisible else None
        if match is None:
            continue
        count = _sharers(folded, quantities[:index], match.group("each"), words)
        if count:
            yield _mean(mean, count)


def _sharers(folded: str, quantities: Sequence[Quantity], each: str, words: MeanWords) -> Quantity | None:
    """The one exact count of what “每…” names; two counts of it (12个村、3个社区) leave it open."""
    units = words.same.get(each, ())
    alike = [
        quantity
        for quantity in quantities
        if quantity.unit in units or each.startswith(quantity.unit) or folded.startswith(each, quantity.span.end)
    ]
    if len(alike) != 1 or not alike[0].exact:
        return None
    count = alike[0]
    if units or each == count.unit:
        return count
    named = each.removeprefix(count.unit) or each
    end = count.span.end + len(named)
    return count if folded.startswith(named, count.span.end) and words.each_of.match(folded, end) else None


def _mean(mean: Quantity, count: Quantity) -> Relation:
    feasible, near = totals(int(count.value), mean.value, mean.decimals)
    tried = "、".join(f"总数{total}则平均{rounded(total / count.value, mean.decimals)}{mean.unit}" for total in near)
    return Relation(RelationKind.GRANULARITY, mean, (count,), RIGHT if feasible else "average", tried)
