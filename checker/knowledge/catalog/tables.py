"""The tables of the catalogue: a table is validated once as a whole, a row is parsed on first use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

from checker.cache.store import COMPILED_CACHE
from checker.knowledge.catalog.keys import title_key
from checker.knowledge.catalog.rows import Row
from checker.resources.shipped import file_stamp
from checker.resources.tables import parse_table, read_table
from checker.text.errors import RulesetError


class _Entry(Protocol):
    """The type of a parsed row."""

    @classmethod
    def from_row(cls, row: Row) -> Self: ...

    @property
    def names(self) -> tuple[str, ...]: ...


Entry = TypeVar("Entry", bound=_Entry)

_SEPARATOR = "\x1f"
"""Separates the values of a cached row."""


class Table(Mapping[str, Entry]):
    """A mapping from the keys of names to entries; the first column holds the official name.

    ``validated`` is a return value of :func:`_validate`.
    """

    def __init__(self, validated: tuple[Any, ...], kind: type[Entry]) -> None:
        self._columns, self._rows, self._numbers = validated
        self._kind = kind
        self._entries: dict[int, Entry] = {}

    def __getitem__(self, key: str) -> Entry:
        number = self._numbers[key]
        if number not in self._entries:
            values = self._rows[number].split(_SEPARATOR)
            self._entries[number] = self._kind.from_row(dict(zip(self._columns, values, strict=True)))
        return self._entries[number]

    def __contains__(self, key: object) -> bool:
        return key in self._numbers  # the inherited method would parse the row

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def official_names(self) -> dict[str, str]:
        """Return key → official name without parsing any row."""
        return {key: self._rows[number].partition(_SEPARATOR)[0] for key, number in self._numbers.items()}


def load_table(
    path: Path, kind: type[Entry], *, key: Callable[[str], str] = title_key, cached: bool = True
) -> Table[Entry]:
    """Load a CSV table as a mapping from the keys of its names; ``key`` is the same for all tables of a kind.

    A shipped table is validated once and then cached. A user's table is loaded with ``cached=False``: it changes, and
    the cache would keep every state of it.

    Raises :class:`~checker.text.errors.RulesetError` for an invalid row and for a duplicate name.
    """
    shown = f"catalog/{path.name}" if cached else path.as_posix()

    def validated() -> tuple[Any, ...]:
        return _validate(read_table(path, shown), kind, key, shown)

    if not cached:
        return Table(validated(), kind)
    return Table(COMPILED_CACHE.get_or_make("table", f"{kind.__name__}:{file_stamp(path, shown)}", validated), kind)


def _validate(text: str, kind: type[Entry], key: Callable[[str], str], shown: str) -> tuple[Any, ...]:
    """Return the columns, the rows, and the row number of each key, as values that can be cached."""
    columns, rows = parse_table(text, shown)
    if not columns:
        raise RulesetError(shown, "文件是空的")
    numbers: dict[str, int] = {}
    for number, (line, row) in enumerate(rows):
        for name in _entry(row, kind, shown, line).names:
            if not name or not key(name):
                raise RulesetError(shown, "这一行没有名称", line)
            if numbers.setdefault(key(name), number) != number:
                one_line = " ".join(name.split())  # a cell may hold line breaks
                raise RulesetError(shown, f"“{one_line}”重复", line)
    # A user's row may be too short or too long.
    cells = ([(row[column] or "").replace(_SEPARATOR, " ") for column in columns] for _, row in rows)
    packed = tuple(map(_SEPARATOR.join, cells))
    return columns, packed, numbers


def _entry(row: Row, kind: type[Entry], shown: str, line: int) -> Entry:
    try:
        return kind.from_row(row)
    except KeyError as error:
        raise RulesetError(shown, f"没有“{error.args[0]}”这一列", 1) from None
    except (ValueError, AttributeError, TypeError) as error:
        raise RulesetError(shown, f"这一行有误({error})", line) from None
