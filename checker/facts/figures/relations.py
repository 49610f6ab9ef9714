"""What the figures of a text say about each other: what follows from what, right, wrong or open.

Each relation tells which figure was looked at, from which others it follows, the calculation, and what became of it:
``right``, ``open`` where nothing is known, or the likeliest mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from msgspec import Struct

from checker.facts.figures.calculation import expected, told
from checker.facts.figures.figure import Figure, read_figures
from checker.facts.figures.judging import Judged
from checker.facts.figures.paragraphs import judged_in
from checker.facts.figures.quantities import Quantity
from checker.knowledge.lexicon import Lexicon
from checker.text.document import Block
from checker.text.span import Span

RIGHT, OPEN = "right", "open"


class RelationKind(Enum):
    """What is compared with what."""

    SHARE = "share"
    AVERAGE = "average"
    PARTS = "parts"
    REST = "rest"
    GROWTH = "growth"
    POINTS = "points"
    DIFFERENCE = "difference"
    GRANULARITY = "granularity"
    TABLE = "table"
    CLAIM = "claim"
    SAME = "same"


class Relation(Struct, frozen=True):
    """One relation: ``stated`` is the figure that ought to follow from ``given``.

    ``verdict`` is ``right``, ``open`` where nothing follows, or names the fault; ``computed`` is the calculation in
    words and ``expected`` the figure that it gives. ``cued`` is False where no word says that the figure follows from
    others: such a relation counts only when it is right.
    """

    kind: RelationKind
    stated: Quantity
    given: tuple[Quantity, ...]
    verdict: str
    computed: str
    expected: str = ""
    cued: bool = True


_KINDS = {
    "share": RelationKind.SHARE,
    "average": RelationKind.AVERAGE,
    "sum": RelationKind.PARTS,
    "rest": RelationKind.REST,
    "growth": RelationKind.GROWTH,
    "points": RelationKind.POINTS,
    "difference": RelationKind.DIFFERENCE,
}


def read_relations(
    folded: str, blocks: Iterable[tuple[Block, tuple[Quantity, ...]]], lexicon: Lexicon
) -> tuple[Relation, ...]:
    """The relations of running text, in order of the stated figures."""
    words = lexicon.figures
    paragraphs = read_figures(folded, blocks, words)
    found: list[Relation] = []
    for figures in paragraphs:
        if figures:
            found.extend(_relations(judged_in(figures, words, words.weights)))
    return tuple(sorted(found, key=lambda relation: relation.stated.span))


def _relations(judged: list[Judged]) -> Iterator[Relation]:
    for one in judged:
        if one.verdict == OPEN or one.hypothesis is None or not (one.verdict == RIGHT or one.surely_wrong):
            if one.dependent.cued:
                yield Relation(_KINDS[one.dependent.kind], one.dependent.figure.quantity, (), OPEN, "")
            continue
        yield Relation(
            _KINDS[one.dependent.kind],
            one.dependent.figure.quantity,
            tuple(figure.quantity for figure in one.hypothesis.inputs),
            RIGHT if one.verdict == RIGHT else one.slip,
            told(one.dependent, one.hypothesis),
            expected(one.dependent, one.hypothesis),
            one.dependent.cued,
        )


def derived(relations: Iterable[Relation]) -> frozenset[Span]:
    """Where averages stand, and what they were before or after a growth."""
    found = {relation.stated.span for relation in relations if relation.kind is RelationKind.AVERAGE}
    for relation in relations:
        if relation.kind is RelationKind.GROWTH and any(given.span in found for given in relation.given):
            found.update(given.span for given in relation.given)
    return frozenset(found)
