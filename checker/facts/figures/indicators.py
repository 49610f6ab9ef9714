"""The measures that a report states: which figure says how many penalties, reviews, mediations there were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from checker.facts.figures.quantities import Quantity
from checker.facts.figures.roles import bodies_and_times
from checker.knowledge.indicators import Indicator
from checker.knowledge.lexicon import Lexicon
from checker.text.document import Block
from checker.text.span import Span

_BEHIND = 12
_TAIL = 6
"""Characters at the end of a wording that say what is counted; those before are mostly a place."""


class Stated(Struct, frozen=True):
    """A measure with its value in single units (1.2万元 → 12000), the unit as written, and where it stands.

    ``scope`` is the body that the sentence names and ``period`` the time, both empty where it names none.
    """

    id: str
    name: str
    value: Decimal
    unit: str
    approximate: bool
    scope: str
    period: str
    span: Span


def measure_name(quantity: Quantity, indicators: Mapping[Span, Stated]) -> str:
    """What a figure measures: the name of its indicator, by its span; else the end of its wording.

    办结行政处罚案件 and 下达处罚决定 are one indicator, and so have one name.
    """
    stated = indicators.get(quantity.span)
    return stated.name if stated else quantity.name[-_TAIL:]


def read_indicators(
    folded: str, blocks: Iterable[tuple[Block, tuple[Quantity, ...]]], lexicon: Lexicon
) -> Iterator[Stated]:
    """The measures of running text, in the order of their figures."""
    named = lexicon.indicators.named
    for block, quantities in blocks:
        stated: list[Quantity] = []
        found: list[Indicator] = []
        for quantity in quantities:
            behind = folded[quantity.span.end : quantity.span.end + _BEHIND].lstrip("“")
            indicator = named(quantity.name.rstrip("”"), behind, quantity.unit)
            if indicator is not None:
                stated.append(quantity)
                found.append(indicator)
        contexts = bodies_and_times(folded, block, stated, lexicon.roles)
        for quantity, indicator, (scope, period) in zip(stated, found, contexts, strict=True):
            yield Stated(
                indicator.id,
                indicator.name,
                quantity.value,
                quantity.unit,
                quantity.approximate or bool(quantity.behind),
                scope.of(folded),
                period.of(folded),
                quantity.span,
            )
