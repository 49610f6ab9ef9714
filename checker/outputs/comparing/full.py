"""Shared text for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from checker.i18n.language import Say
from checker.lint.report import Report
from checker.outputs.comparing import tables
from checker.outputs.comparing.groups import CopyGroup
from checker.outputs.comparing.tables import Matrix, Row, Shared
from checker.outputs.display import Display
from checker.outputs.terminal.console import rendered
from checker.outputs.visible import visible

MAX_MEMBERS = 30
"""Members of a group that are listed; JSON, CSV and HTML have all of them."""
MAX_PASSAGES = 10
"""Passages of a group that are listed."""


def write(reports: Sequence[Report], display: Display, shared: Shared) -> str:
    """Write the groups, then the table of pairs, the largest shares first, and for a few reports the matrix."""
    say = display.say
    parts: list[RenderableType] = [Text(tables.introduction(shared, say))]
    for number, group in enumerate(shared.told, 1):
        parts.extend(_group(number, group, say))
    found = tables.pairs(reports, shared)
    if found:
        parts.append(_table(tables.PAIR_HEADINGS, tables.pair_rows(found, say), say))
        if matrix := tables.pair_matrix(found):
            parts.append(_matrix(matrix))
    if not found and not shared.told:
        parts.append(Text(say("没有成段相同的报告。")))
    elif shared.told:
        parts.append(Text(visible(tables.alone_line(shared, say))))
    return rendered(parts, display)


def _group(number: int, group: CopyGroup, say: Say) -> Iterator[RenderableType]:
    yield Text("\n" + tables.group_title(number, group, say))
    rows = tables.member_rows(group, say)
    yield _table(tables.MEMBER_HEADINGS, rows[:MAX_MEMBERS], say)
    if len(rows) > MAX_MEMBERS:
        yield Text(say("另有 {count} 份,全部的见 --output-format json、csv、html", count=len(rows) - MAX_MEMBERS))
    yield Text(visible(tables.passages_title(group, say)))
    longest = sorted(tables.passage_rows(group), key=lambda row: -int(row[3]))[:MAX_PASSAGES]
    yield _table(tables.PASSAGE_HEADINGS, longest, say)
    if matrix := tables.group_matrix(group):
        yield _matrix(matrix)


def _table(headings: Sequence[str], rows: Sequence[Row], say: Say) -> Table:
    table = Table(box=box.SIMPLE)
    numeric = [all(isinstance(row[column], int) or str(row[column])[-1:] == "%" for row in rows)
               for column in range(len(headings))]  # fmt: skip
    for heading, is_number in zip(headings, numeric, strict=True):
        table.add_column(say(heading), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(visible(str(value)) for value in row))
    return table


def _matrix(matrix: Matrix) -> Table:
    table = Table(box=box.SIMPLE)
    table.add_column("", overflow="fold")
    for column in matrix.columns:
        table.add_column(visible(column), justify="right", overflow="fold")
    for row in matrix.rows:
        table.add_row(*map(visible, row))
    return table
