"""The store of a survey: one DuckDB file, written in transactions, so that an interrupted run leaves whole reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
from msgspec import Struct

from checker.disk.reasons import reason_of
from checker.project.files import shown
from checker.survey.reading import ReportRows, Row
from checker.survey.schema import DERIVED, READ, TableSchema, create_statement
from checker.text.errors import FazhiError

FILE = "survey.duckdb"
PARQUET = "parquet"
_MEMORY = "512MB"
"""What DuckDB may hold in memory; it goes on with temporary files."""
_BARRED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "lock_configuration": "true",
}
"""For queries of users: no files, no network, no extensions, and no way to switch that off."""

Connection = duckdb.DuckDBPyConnection


class KnownFile(Struct, frozen=True):
    """Size and time of modification of a file in the store, and the engine that read it."""

    stamp: tuple[int, int]
    engine: str


def prepare_folder(out: str) -> Path:
    """Return the folder of a survey, made if it is missing.

    Raises :class:`~checker.text.errors.FazhiError` for a file, and for a folder with something else in it.
    """
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = not (folder / FILE).exists() and any(folder.iterdir())
    except OSError as error:
        raise FazhiError(f"{shown(out)}：不能作为结果目录（{reason_of(error)}）") from None
    if others:
        raise FazhiError(f"{shown(out)}：不是空目录，也没有 {FILE}；结果请写到新的目录")
    return folder


@contextmanager
def opened(folder: Path, *, barred: bool = False) -> Iterator[Connection]:
    """Open the store of a folder; ``barred`` only for reading, without access to files.

    Raises :class:`~checker.text.errors.FazhiError` for a store that cannot be opened or written.
    """
    file = folder / FILE
    if barred and not file.is_file():
        raise FazhiError(f"{shown(str(folder))}：没有 {FILE}，不是 fazhi survey 的结果目录")
    try:
        if barred:
            connection = duckdb.connect(str(file), read_only=True, config=_BARRED)
        else:
            connection = duckdb.connect(
                str(file), config={"memory_limit": _MEMORY, "temp_directory": str(folder / "tmp")}
            )
    except (duckdb.Error, OSError) as error:
        raise FazhiError(f"{shown(str(file))}：打不开（{_first_line(error)}）") from None
    try:
        yield connection
    except duckdb.Error as error:
        raise FazhiError(f"{shown(str(file))}：{_first_line(error)}") from None
    finally:
        connection.close()


def _first_line(error: Exception) -> str:
    return str(error).split("\n")[0]


def create_tables(connection: Connection) -> None:
    """Create the tables that are missing; tables of another version are made anew."""
    for table in (*READ, *DERIVED):
        found = connection.execute(
            "SELECT column_name FROM duckdb_columns() WHERE table_name = $1 ORDER BY column_index", [table.name]
        ).fetchall()
        if found and tuple(name for (name,) in found) != table.names:
            connection.execute(f"DROP TABLE {table.name}")
            if table in READ:
                connection.execute("DROP TABLE IF EXISTS reports")
    for table in (*READ, *DERIVED):
        connection.execute(create_statement(table))
    connection.execute("CREATE TABLE IF NOT EXISTS state (complete BOOLEAN)")


def known_files(connection: Connection) -> dict[str, KnownFile]:
    """Return what is stored about each path."""
    rows = connection.execute("SELECT path, size, modified, engine FROM reports").fetchall()
    return {path: KnownFile((size, modified), engine) for path, size, modified, engine in rows}


def is_complete(connection: Connection) -> bool:
    """Return True when the last run judged the reports that it had stored."""
    return connection.execute("SELECT complete FROM state").fetchall() == [(True,)]


def set_complete(connection: Connection, *, complete: bool) -> None:
    """Note whether what is made of all reports together is that of the stored reports."""
    connection.execute("DELETE FROM state")
    connection.execute("INSERT INTO state VALUES ($1)", [complete])


def forget(connection: Connection, numbers: Sequence[int]) -> None:
    """Delete all rows of some reports."""
    if numbers:
        for table in READ:
            connection.execute(f"DELETE FROM {table.name} WHERE report IN (SELECT unnest($1::BIGINT[]))", [numbers])  # noqa: S608 - the name of a table of ours


def store_reports(connection: Connection, read: Sequence[ReportRows], replaced: Sequence[int]) -> None:
    """Store the rows of some reports in one transaction, in place of the ``replaced`` ones."""
    connection.begin()
    forget(connection, replaced)
    for table in READ:
        insert_rows(connection, table, [row for one in read for row in one.rows.get(table.name, ())])
    connection.commit()


def replace_table(connection: Connection, table: TableSchema, *batches: Iterable[Row]) -> None:
    """Replace all rows of a table; only one batch of rows is in memory at a time."""
    connection.begin()
    connection.execute(f"DELETE FROM {table.name}")  # noqa: S608 - the name of a table of ours
    for rows in batches:
        insert_rows(connection, table, list(rows))
    connection.commit()


def insert_rows(connection: Connection, table: TableSchema, rows: Sequence[Row]) -> None:
    """Insert rows; columns are passed as lists, because row by row takes a thousand times as long."""
    if rows:
        values = ", ".join(f"unnest(${number}::{kind}[])" for number, (_, kind, _) in enumerate(table.columns, 1))
        columns = [list(map(_storable, column)) for column in zip(*rows, strict=True)]
        connection.execute(f"INSERT INTO {table.name} SELECT {values}", columns)


def _storable(value: object) -> object:
    """Return a value as it can be stored: paths may hold bytes that are no characters."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def stored_path(path: str) -> str:
    """Return a path as it stands in the store."""
    return str(_storable(path))


def export_parquet(connection: Connection, folder: Path) -> None:
    """Write every table as a Parquet file."""
    target = folder / PARQUET
    target.mkdir(exist_ok=True)
    for table in (*READ, *DERIVED):
        file = str(target / f"{table.name}.parquet").replace("'", "''")
        order = ", ".join(name for name, kind, _ in table.columns if kind != "BLOB")
        connection.execute(f"COPY (FROM {table.name} ORDER BY {order}) TO '{file}' (FORMAT parquet)")


def dictionaries(connection: Connection, query: str, values: Sequence[object] = ()) -> list[Mapping[str, object]]:
    """Return the rows of a query by the names of their columns."""
    result = connection.execute(query, list(values))
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def remove_leftovers(folder: Path) -> None:
    """Remove the empty folder of temporary files."""
    temporary = folder / "tmp"
    if temporary.is_dir() and not any(temporary.iterdir()):
        temporary.rmdir()
