"""The fixed formulas of each period: ``rulesets/words/formulas/periods.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from checker.cache.store import COMPILED_CACHE
from checker.resources.shipped import file_stamp
from checker.resources.tables import parse_table, read_table
from checker.search.patterns import Pattern, compile_pattern
from checker.text.errors import RulesetError

COLUMNS = ("formula", "shape", "members", "least", "whole", "context", "allowed", "from", "until", "source")
SEPARATOR = "、"
_STANDS_FOR = "="
"""Between a member and another right wording of it."""
_LATEST = 9999


class Formula(Struct, frozen=True):
    """A formula, and the report years ``first`` to ``last`` for which it is right.

    Of a list the ``members`` stand between 、, and ``least`` of them show that it is meant; unless it is ``whole``,
    some may be quoted alone, of a ``contiguous`` list only neighbours.
    Of a phrase the members are parts by which it is found, and it may be ``distance``
    edits away; with ``free_edges`` its first and last character may be among them. ``context`` must match in the
    sentence; ``allowed`` are other right wordings. ``forms`` are the right wordings of each member, its own first.
    """

    text: str
    members: tuple[str, ...]
    is_list: bool
    least: int
    whole: bool
    contiguous: bool
    distance: int
    free_edges: bool
    context: Pattern
    allowed: tuple[str, ...]
    first: int
    last: int
    source: str
    forms: Mapping[str, tuple[str, ...]]

    def member(self, form: str) -> str:
        """Return the member that a form stands for."""
        return next(member for member, forms in self.forms.items() if form in forms)


def load_formulas(path: Path, shown: str) -> tuple[Formula, ...]:
    """Load the table. Raises :class:`~checker.text.errors.RulesetError` with the line of an invalid row."""
    stamp = file_stamp(path, shown)
    rows = COMPILED_CACHE.get_or_make("formulas", stamp, lambda: _rows(read_table(path, shown), shown))
    return tuple(_formula(row) for row in rows)


def _rows(text: str, shown: str) -> tuple[tuple[Any, ...], ...]:
    columns, lines = parse_table(text, shown)
    if columns != COLUMNS:
        raise RulesetError(shown, f"各列应为 {','.join(COLUMNS)}", 1)
    rows = []
    for number, row in lines:
        try:
            rows.append(_values(row))
        except ValueError as error:
            raise RulesetError(shown, f"这一行有误（{error}）", number) from None
    return tuple(rows)


def _values(row: dict[str, str]) -> tuple[Any, ...]:
    is_list = row["shape"] == "list"
    members = row["formula"].split(SEPARATOR) if is_list else row["members"].split("|")
    if not is_list and row["shape"] != "phrase":
        raise ValueError(row["shape"])
    if not all(member and member in row["formula"] for member in members):
        raise ValueError(row["members"])
    free = not is_list and row["whole"].startswith("free")
    distance = 0 if is_list else int(row["whole"].removeprefix("free") or 1)
    years = (int(row["from"] or 0), int(row["until"] or _LATEST))
    allowed = tuple(filter(None, row["allowed"].split("|")))
    least = int(row["least"]) if is_list else 1
    whole, contiguous = row["whole"] == "yes", row["whole"] == "neighbours"
    return (
        (row["formula"], tuple(members), is_list, least, whole, contiguous, distance, free),
        (row["context"], allowed, *years, row["source"]),
    )


def _formula(row: tuple[Any, ...]) -> Formula:
    (text, members, is_list, least, whole, contiguous, distance, free), (context, allowed, first, last, source) = row
    pattern = compile_pattern(context)
    pairs = [entry.partition(_STANDS_FOR) for entry in allowed]
    forms = {member: (member, *(form for of, _, form in pairs if form and of == member)) for member in members}
    wordings = tuple(entry for entry, _, form in pairs if not form)
    kind = (is_list, least, whole, contiguous, distance, free)
    return Formula(text, members, *kind, pattern, wordings, first, last, source, forms)
