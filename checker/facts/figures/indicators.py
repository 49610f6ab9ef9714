"""The measures that a report states: which figure says how many penalties, reviews, mediations there were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from checker.facts.figures.quantities import Quantity
from checker.facts.figures.roles import context_at
from checker.knowledge.lexicon import Lexicon
from checker.text.document import Block
from checker.text.span import Span

_BEHIND = 12


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


def read_indicators(
    folded: str, blocks: Iterable[tuple[Block, tuple[Quantity, ...]]], lexicon: Lexicon
) -> Iterator[Stated]:
    """The measures of running text, in the order of their figures."""
    for block, quantities in blocks:
        for quantity in quantities:
            # what a part of a list is called needs no telling word before it: 其中普通程序9件
            before = lexicon.units.telling_end(quantity.measure.of(folded))
            behind = folded[quantity.span.end : quantity.span.end + _BEHIND].lstrip("“")
            found = lexicon.indicators.named(before.rstrip("”"), behind, quantity.unit)
            if found is None:
                continue
            context = context_at(folded, block, quantity, lexicon.roles)
            yield Stated(
                found.id,
                found.name,
                quantity.value,
                quantity.unit,
                quantity.approximate or bool(quantity.behind),
                context.subject.of(folded),
                context.period.of(folded),
                quantity.span,
            )
