"""The tables of the catalogue: checked as a whole once, a row read when it is asked for."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

from checker.cache.store import COMPILED_CACHE
from checker.knowledge.catalog.keys import title_key
from checker.knowledge.catalog.rows import Row
from checker.resources.shipped import file_stamp, read_text
from checker.text.errors import RulesetError


class _Entry(Protocol):
    """What a row is read as."""

    @classmethod
    def of(cls, row: Row) -> Self: ...

    @property
    def names(self) -> tuple[str, ...]: ...


Entry = TypeVar("Entry", bound=_Entry)

_BETWEEN = "\x1f"
"""Stands between the values of a row that is kept."""


class Table(Mapping[str, Entry]):
    """Entries by the keys of their names; the first column holds the name that is right."""

    def __init__(self, checked: tuple[Any, ...], kind: type[Entry]) -> None:
        self._columns, self._rows, self._numbers = checked
        self._kind = kind
        self._entries: dict[int, Entry] = {}

    def __getitem__(self, key: str) -> Entry:
        number = self._numbers[key]
        if number not in self._entries:
            values = self._rows[number].split(_BETWEEN)
            self._entries[number] = self._kind.of(dict(zip(self._columns, values, strict=True)))
        return self._entries[number]

    def __contains__(self, key: object) -> bool:
        return key in self._numbers  # the row need not be read for that

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def right_names(self) -> dict[str, str]:
        """The right name by each key; no row is read for that."""
        return {key: self._rows[number].partition(_BETWEEN)[0] for key, number in self._numbers.items()}


def load_table(
    path: Path, kind: type[Entry], *, key: Callable[[str], str] = title_key, own: bool = False
) -> Table[Entry]:
    """Read a CSV table into a look-up by the keys of its names; ``key`` is the same for all tables of a kind.

    What ships is checked once. A user's ``own`` is checked by every run: it changes, and each state would be kept.
    Raises :class:`~checker.text.errors.RulesetError` for a row that is wrong and a name that stands twice.
    """
    shown = path.as_posix() if own else f"catalog/{path.name}"

    def checked() -> tuple[Any, ...]:
        return _checked(read_text(path, shown), kind, key, shown)

    if own:
        return Table(checked(), kind)
    return Table(COMPILED_CACHE.get_or_make("table", f"{kind.__name__}:{file_stamp(path, shown)}", checked), kind)


def _checked(text: str, kind: type[Entry], key: Callable[[str], str], shown: str) -> tuple[Any, ...]:
    """The columns, the rows, and the row that each key belongs to, in plain values."""
    import csv  # noqa: PLC0415 - what ships is kept

    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        columns = tuple(reader.fieldnames or ())
        rows = list(reader)
    except csv.Error as error:
        raise RulesetError(shown, f"不是 CSV({error})", reader.reader.line_num) from None
    if not columns:
        raise RulesetError(shown, "文件是空的")
    numbers: dict[str, int] = {}
    for number, row in enumerate(rows):
        line = number + 2
        for name in _entry(row, kind, shown, line).names:
            if not name or not key(name):
                raise RulesetError(shown, "这一行没有名称", line)
            if numbers.setdefault(key(name), number) != number:
                once = " ".join(name.split())  # a cell may hold line breaks
                raise RulesetError(shown, f"“{once}”重复", line)
    # A user's row may be too short or too long.
    kept = tuple(_BETWEEN.join((row[column] or "").replace(_BETWEEN, " ") for column in columns) for row in rows)
    return columns, kept, numbers


def _entry(row: Row, kind: type[Entry], shown: str, line: int) -> Entry:
    try:
        return kind.of(row)
    except KeyError as error:
        raise RulesetError(shown, f"没有“{error.args[0]}”这一列", 1) from None
    except (ValueError, AttributeError, TypeError) as error:
        raise RulesetError(shown, f"这一行有误({error})", line) from None
