"""Tables: rows and columns headed 合计 against the sums of the others.

A table may be one of the document, or lines of text whose cells stand between tabs or upright strokes. Every cell
has its row and its column; 合计 may stand first or last, and a 小计 closes the rows since the one before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby, product

from msgspec import Struct

from checker.facts.figures.quantities import Quantity
from checker.knowledge.number_words import RelationWords
from checker.search.patterns import compile_pattern
from checker.text.document import Block
from checker.text.span import Span

_NUMBER = compile_pattern(r"\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?:\p{Han}{0,3}|%)\s*")
_RULER = compile_pattern(r"[\s|:\-—+]+")
_LEAST = 2
"""Rows that make a sum."""

_MEANS, _WRONG = 3, 1
"""So many means must follow, and so many may not."""
_SCALES = (Decimal(1), Decimal(10_000), Decimal(100))
"""What the heads of the columns say is not read: 万元 over 件 gives 元,件 over 件 a rate."""

Row = tuple[Span, ...]


class TableSum(Struct, frozen=True):
    """A total of a table and its parts; ``across`` where they stand in one row."""

    stated: Quantity
    parts: tuple[Quantity, ...]
    exact: Decimal
    across: bool


class TableMean(Struct, frozen=True):
    """A mean of a table that its total and its count do not give, where those of the other rows do."""

    stated: Quantity
    total: Quantity
    count: Quantity
    exact: Decimal


def table_means(folded: str, blocks: Sequence[Block], words: RelationWords) -> Iterator[TableMean]:
    """The means that do not follow, in tables where nearly all others follow from the same two columns."""
    for rows in (*_grids(blocks), *_written(folded, blocks)):
        numbers = [[_number(folded, cell) for cell in row] for row in rows]
        for column in _quotients(folded, rows, words):
            yield from _means(numbers, column, max(len(row) for row in rows))


def _means(numbers: list[list[Quantity | None]], column: int, width: int) -> Iterator[TableMean]:
    columns = [at for at in range(1, width) if at != column]
    for scale, total, count in product(_SCALES, columns, columns):
        if total == count:
            continue
        found, wrong = 0, []
        for row in range(len(numbers)):
            mean, whole, parts = (_cell(numbers, row, at) for at in (column, total, count))
            if mean is None or whole is None or parts is None or not parts.value:
                continue
            exact = whole.value * scale / parts.value
            slack = (Decimal(1).scaleb(-whole.decimals) * scale / parts.value + Decimal(1).scaleb(-mean.decimals)) / 2
            found += 1
            if abs(exact - mean.value) > slack:
                wrong.append(TableMean(mean, whole, parts, exact))
        if len(wrong) <= _WRONG and found >= _MEANS + len(wrong):
            yield from wrong
            return


def table_sums(folded: str, blocks: Sequence[Block], words: RelationWords) -> Iterator[TableSum]:
    """The sums of all tables; a column with a cell that is no number says nothing."""
    for rows in (*_grids(blocks), *_written(folded, blocks)):
        yield from _sums(folded, rows, words)


def _grids(blocks: Iterable[Block]) -> Iterator[list[Row]]:
    """The tables of the document."""
    cells: dict[int, dict[int, dict[int, Span]]] = {}
    for block in blocks:
        if block.kind == "cell":
            cells.setdefault(block.table, {}).setdefault(block.row, {})[block.column] = block.span
    empty = Span(0, 0)
    for table in cells.values():
        width = max(max(row) for row in table.values())
        yield [tuple(row.get(column, empty) for column in range(1, width + 1)) for _, row in sorted(table.items())]


def _written(folded: str, blocks: Sequence[Block]) -> Iterator[list[Row]]:
    """Tables that are lines of text: so many tabs or strokes in each."""
    if "\t" not in folded and "|" not in folded:
        return
    lines = [_cells(folded, block.span) if block.kind != "cell" else () for block in blocks]
    for width, group in groupby(lines, key=len):
        rows = [row for row in group if not all(_RULER.fullmatch(cell.of(folded)) for cell in row)]
        if width > 1 and len(rows) > _LEAST:
            yield rows


def _cells(folded: str, span: Span) -> Row:
    text = span.of(folded)
    mark = "\t" if "\t" in text.strip() else "|" if text.count("|") > 1 else ""
    if not mark:
        return ()
    found, start = [], span.start
    for piece in text.split(mark):
        found.append(Span(start, start + len(piece)))
        start += len(piece) + 1
    if mark == "|":
        found = [cell for at, cell in enumerate(found) if 0 < at < len(found) - 1 or cell.of(folded).strip()]
    return tuple(found)


def _sums(folded: str, rows: Sequence[Row], words: RelationWords) -> Iterator[TableSum]:
    total, subtotal = words.total, words.subtotal
    numbers = [[_number(folded, cell) for cell in row] for row in rows]
    for column in _quotients(folded, rows, words):
        for row in numbers:
            row[column:] = [None, *row[column + 1 :]] if column < len(row) else []
    heads = [row[0].of(folded) if row else "" for row in rows]
    totals = [at for at, head in enumerate(heads) if total.search(head)]
    partial = [at for at, head in enumerate(heads) if subtotal.search(head)]
    width = max(len(row) for row in rows)
    if len(totals) == 1:
        parts = partial or [at for at in range(len(rows)) if at != totals[0]]
        yield from _columns(numbers, totals[0], parts, width)
    start = 0
    for at in partial:
        yield from _columns(numbers, at, list(range(start, at)), width)
        start = at + 1
    top = [cell.of(folded) for cell in rows[0]]
    across = [at for at, head in enumerate(top) if at and (total.search(head) or subtotal.search(head))]
    if len(across) == 1:
        yield from _across(numbers, across[0], width)


def _quotients(folded: str, rows: Sequence[Row], words: RelationWords) -> list[int]:
    """The columns of means and rates, by their headings: they are not added up."""
    return [at for at, cell in enumerate(rows[0]) if at and words.quotient.search(cell.of(folded))]


def _columns(numbers: list[list[Quantity | None]], at: int, parts: list[int], width: int) -> Iterator[TableSum]:
    for column in range(1, width):
        stated = _cell(numbers, at, column)
        cells = [_cell(numbers, row, column) for row in parts]
        found = [cell for cell in cells if cell is not None]
        # what is no number is the column's heading, or the column says nothing
        if stated is None or len(found) < _LEAST or any(cell is None for cell in cells[cells.index(found[0]) :]):
            continue
        yield TableSum(stated, tuple(found), sum((cell.value for cell in found), Decimal(0)), across=False)


def _across(numbers: list[list[Quantity | None]], at: int, width: int) -> Iterator[TableSum]:
    """Rows whose cells make the one headed 合计, where most rows do: others say that the columns are no parts."""
    found = []
    for row in numbers[1:]:
        cells = row[1:at] if at > 1 else row[at + 1 : width]
        whole = row[at] if at < len(row) else None
        parts = tuple(cell for cell in cells if cell is not None)
        if whole is not None and len(parts) == len(cells) >= _LEAST:
            found.append(TableSum(whole, parts, sum((cell.value for cell in parts), Decimal(0)), across=True))
    right = sum(one.exact == one.stated.value for one in found)
    if right > len(found) / 2:
        yield from found


def _cell(numbers: list[list[Quantity | None]], row: int, column: int) -> Quantity | None:
    return numbers[row][column] if column < len(numbers[row]) else None


def _number(folded: str, cell: Span) -> Quantity | None:
    match = _NUMBER.fullmatch(folded, cell.start, cell.end) if cell.start < cell.end else None
    if match is None or folded[cell.start : cell.end].rstrip().endswith("%"):
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
