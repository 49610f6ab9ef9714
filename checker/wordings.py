"""Lists of literal wordings (``rulesets/words/*.csv``), all found in one pass over a text."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import regex
from msgspec import Struct

from checker.archive import ARCHIVE
from checker.document import fold
from checker.errors import RulesetError
from checker.patterns import Pattern, compile_pattern
from checker.resources import files_in, stamp_of, text_of
from checker.seeking import Seeker
from checker.span import Span

COLUMNS = ("wrong", "right", "guard", "confirm", "since", "note")
CONFIRM = "words"
"""In the column ``confirm``: the sentence is cut into words before the finding is believed."""
BETWEEN_RIGHTS = "|"
_Row = tuple[str, tuple[str, ...], str, bool, int, str]
"""What a wording is made of, in plain values; its guard as it is written."""


class Wording(Struct, frozen=True):
    """A row: ``wrong`` as it stands in half-width text, the ``rights`` to choose from, the first preferred.

    ``guard`` is an expression that must match where ``wrong`` stands, with what may not be around it;
    ``confirm`` asks for the sentence to be cut into words; ``since`` is the first report year in which
    it is wrong, or 0.
    """

    table: str
    wrong: str
    rights: tuple[str, ...]
    guard: Pattern | None
    confirm: bool
    since: int
    note: str

    def stands(self, folded: str, span: Span) -> bool:
        """True when the guard, if there is one, lets the wording pass at that place."""
        return self.guard is None or self.guard.match(folded, span.start) is not None


class Wordings:
    """All lists, by name; a row is read when it stands in a text."""

    def __init__(self, rows: Mapping[str, Sequence[_Row]]) -> None:
        self.names = tuple(rows)
        self._rows = [(table, row) for table in rows for row in rows[table]]
        self._seeker = Seeker(row[0] for _, row in self._rows)
        self._read: dict[int, Wording] = {}

    @property
    def tables(self) -> Mapping[str, Sequence[Wording]]:
        """All rows of every list."""
        tables: dict[str, list[Wording]] = {name: [] for name in self.names}
        for number, (table, _) in enumerate(self._rows):
            tables[table].append(self._wording(number))
        return tables

    def _wording(self, number: int) -> Wording:
        if number not in self._read:
            table, (wrong, rights, guard, confirm, since, note) = self._rows[number]
            guarded = compile_pattern(guard) if guard else None
            self._read[number] = Wording(table, wrong, rights, guarded, confirm, since, note)
        return self._read[number]

    def occurrences(self, folded: str) -> Iterator[tuple[Wording, Span]]:
        """Every place of every row, overlapping ones too; guards are not asked."""
        for number, starts in self._seeker.matches(folded).items():
            wording = self._wording(number)
            for start in starts:
                yield wording, Span(start, start + len(wording.wrong))


_LISTS = 64
OWN = "own"
"""The name of a list that a rule brings along."""


@lru_cache(maxsize=_LISTS)
def own_wordings(words: tuple[tuple[str, str], ...]) -> Wordings:
    """A rule's own list of what is wrong and what is right; sentences are cut into words before they are believed."""
    return Wordings({OWN: [(fold(wrong), (right,), "", True, 0, "") for wrong, right in words]})


def load_wordings(directory: Path) -> Wordings:
    """Read the lists of a folder; raises :class:`~checker.errors.RulesetError` with the line of a wrong row."""
    return Wordings({path.stem: _table(path) for path in files_in(directory, ".csv")})


def _table(path: Path) -> Sequence[_Row]:
    shown = f"words/{path.name}"
    stamp = stamp_of(path, shown)
    rows: Sequence[_Row] = ARCHIVE.remembered("wordings", stamp, lambda: _rows(text_of(path, shown), shown))
    return rows


def _rows(text: str, shown: str) -> tuple[_Row, ...]:
    import csv  # noqa: PLC0415 - what ships is kept

    reader = csv.DictReader(io.StringIO(text, newline=""))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise RulesetError(shown, f"各列应为 {','.join(COLUMNS)}", 1)
    return tuple(_row(row, shown, number) for number, row in enumerate(reader, 2))


def _row(row: dict[str, str], shown: str, number: int) -> _Row:
    if None in row or None in row.values():
        raise RulesetError(shown, f"应有 {len(COLUMNS)} 列", number)
    if not row["wrong"] or row["confirm"] not in ("", CONFIRM):
        raise RulesetError(shown, f"wrong 不能为空,confirm 应为空或 {CONFIRM}", number)
    try:
        since = int(row["since"] or 0)
        if row["guard"]:
            compile_pattern(row["guard"]).check()
    except (regex.error, ValueError) as error:
        raise RulesetError(shown, f"这一行有误({error})", number) from None
    rights = tuple(filter(None, row["right"].split(BETWEEN_RIGHTS)))
    return row["wrong"], rights, row["guard"], row["confirm"] == CONFIRM, since, row["note"]
