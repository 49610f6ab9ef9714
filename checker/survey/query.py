"""SQL for those who want it: one query over the store, read-only and without access to files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import duckdb
from rich import box
from rich.table import Table

from checker.outputs.display import Display
from checker.outputs.machine.csv import cell
from checker.outputs.machine.joining import escape
from checker.outputs.terminal.console import rendered
from checker.outputs.visible import visible
from checker.survey.store import opened
from checker.text.errors import UsageError

FORMATS = ("table", "csv", "json")
_BOM = "\ufeff"


def query(out: str, sql: str, output_format: str, display: Display) -> str:
    """Return the result of a query in a format of :data:`FORMATS`.

    Raises :class:`~checker.text.errors.FazhiError` for a folder without a store, and
    :class:`~checker.text.errors.UsageError` for a query that is wrong or reaches beyond the store.
    """
    with opened(Path(out), barred=True) as connection:
        try:
            result = connection.execute(sql)
            names = [column[0] for column in result.description or ()]
            rows = result.fetchall()
        except duckdb.Error as error:
            raise UsageError(f"SQL：{str(error).splitlines()[0]}") from None
    return _WRITERS[output_format](names, rows, display)


def _table(names: Sequence[str], rows: Sequence[tuple[object, ...]], display: Display) -> str:
    table = Table(box=box.SIMPLE)
    for number, name in enumerate(names):
        numeric = all(isinstance(row[number], int | float | None) for row in rows)
        table.add_column(visible(name), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else visible(_text(value)) for value in row))
    return rendered([table], display)


def _csv(names: Sequence[str], rows: Sequence[tuple[object, ...]], _: Display) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([cell(name) for name in names])
    for row in rows:
        writer.writerow([value if isinstance(value, int | float | None) else cell(_text(value)) for value in row])
    return _BOM + stream.getvalue()


def _json(names: Sequence[str], rows: Sequence[tuple[object, ...]], _: Display) -> str:
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return escape(json.dumps(found, ensure_ascii=False, indent=2, default=_text)) + "\n"


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.10g}"
    return value.hex() if isinstance(value, bytes) else str(value)


_WRITERS = {"table": _table, "csv": _csv, "json": _json}
