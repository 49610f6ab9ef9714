"""Rows headed 合计 against the sums of the rows above them, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from checker.facts.figures.quantities import Quantity
from checker.facts.figures.relations import RIGHT, Relation, RelationKind
from checker.search.patterns import Pattern, compile_pattern
from checker.text.document import Block
from checker.text.span import Span

Grid = dict[tuple[int, int], Block]

_NUMBER = compile_pattern(r"\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*\p{Han}{0,3}\s*")
_LEAST = 2
"""Rows that make a sum."""


def table_sums(folded: str, blocks: Iterable[Block], total: Pattern) -> tuple[Relation, ...]:
    """The sums of all tables among the blocks; a column with a cell that is no number says nothing."""
    grids: dict[int, Grid] = {}
    for block in blocks:
        if block.kind == "cell":
            grids.setdefault(block.table, {})[block.row, block.column] = block
    return tuple(relation for grid in grids.values() for relation in _sums(folded, grid, total))


def _sums(folded: str, grid: Grid, total: Pattern) -> Iterator[Relation]:
    rows = sorted({row for row, _ in grid})
    for row in rows:
        head = grid.get((row, 1))
        if head is None or not total.search(head.span.of(folded)):
            continue
        above = [other for other in rows if other < row]
        for column in sorted(column for other, column in grid if other == row and column > 1):
            relation = _column_sum(folded, grid, above, row, column)
            if relation:
                yield relation
        return


def _column_sum(folded: str, grid: Grid, above: list[int], row: int, column: int) -> Relation | None:
    stated = _number(folded, grid.get((row, column)))
    cells = [_number(folded, grid.get((other, column))) for other in above]
    numbers = [cell for cell in cells if cell is not None]
    undecidable = any(cell is None for cell in cells[1:])  # the first may be the column's heading
    if stated is None or len(numbers) < _LEAST or undecidable:
        return None
    exact = sum((number.value for number in numbers), Decimal(0))
    computed = f"{'+'.join(number.number for number in numbers)}={exact}"
    verdict = RIGHT if exact == stated.value else "sum"
    return Relation(RelationKind.TABLE, stated, tuple(numbers), verdict, computed, str(exact))


def _number(folded: str, block: Block | None) -> Quantity | None:
    match = _NUMBER.fullmatch(folded, block.span.start, block.span.end) if block else None
    if match is None:
        return None
    plain = match.group("number").replace(",", "")
    where = Span(*match.span("number"))
    return Quantity(
        value=Decimal(plain),
        number=match.group("number"),
        decimals=len(plain.partition(".")[2]),
        scale="",
        unit="",
        family="count",
        before="",
        after="",
        span=where,
        measure=Span(where.start, where.start),
        name="",
    )
