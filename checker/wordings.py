"""Lists of literal wordings (``rulesets/words/*.csv``), all found in one pass over a text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

import regex
from msgspec import Struct

from checker.archive import ARCHIVE
from checker.cachefolder import digest
from checker.document import fold
from checker.errors import RulesetError
from checker.patterns import Pattern, compile_pattern
from checker.resources import text_of
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


class Wordings(Struct, frozen=True, dict=True):
    """All lists, by name."""

    tables: Mapping[str, tuple[Wording, ...]]

    @cached_property
    def _rows(self) -> tuple[Wording, ...]:
        return tuple(row for rows in self.tables.values() for row in rows)

    @cached_property
    def _seeker(self) -> Seeker:
        return Seeker(row.wrong for row in self._rows)

    def occurrences(self, folded: str) -> Iterator[tuple[Wording, Span]]:
        """Every place of every row, overlapping ones too; guards are not asked."""
        for index, start, end in self._seeker.matches(folded):
            yield self._rows[index], Span(start, end)


OWN = "own"
"""The name of a list that a rule brings along."""


def own_wording(wrong: str, right: str) -> Wording:
    """A row of a rule's own list; its sentence is cut into words before it is believed."""
    return Wording(OWN, fold(wrong), (right,), None, confirm=True, since=0, note="")


def load_wordings(directory: Path) -> Wordings:
    """Read the lists of a folder; raises :class:`~checker.errors.RulesetError` with the line of a wrong row."""
    return Wordings({path.stem: _table(path) for path in sorted(directory.glob("*.csv"))})


def _table(path: Path) -> tuple[Wording, ...]:
    shown = f"words/{path.name}"
    text = text_of(path, shown)
    rows = ARCHIVE.remembered("wordings", digest(text.encode()), lambda: _rows(text, shown))
    return tuple(
        Wording(path.stem, wrong, rights, compile_pattern(guard) if guard else None, confirm, since, note)
        for wrong, rights, guard, confirm, since, note in rows
    )


def _rows(text: str, shown: str) -> tuple[_Row, ...]:
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
