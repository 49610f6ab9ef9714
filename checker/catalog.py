"""Norms and the dates between which they were valid.

A citation is judged as of the year that a report covers, so every row carries days, not a flag.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path

import regex

from checker.document import fold
from checker.errors import RulesetError
from checker.patterns import Pattern, alternatives, compile_pattern

_PREFIX = "中华人民共和国"
_DROPPED = compile_pattern(r"[\s()\[\]〔〕《》〈〉“”\"·]")
_YEAR = compile_pattern(r"(?<=\d{4})年")
_DASHES = compile_pattern(r"[—–\-−─―~～至]+")


class Validity(Enum):
    """How a norm ended: four different things, of different weight."""

    REPEALED = "repealed"
    PERIOD_OVER = "plan period over"
    OVERTAKEN = "overtaken"
    EDITION = "replaced edition"


@dataclass(frozen=True, slots=True)
class Superseded:
    """A norm that ended, and what follows it.

    ``last_valid`` is its last day; ``warn_from`` and ``error_from`` are the first report years in
    which its citation deserves a warning and an error.
    """

    title: str
    validity: Validity
    last_valid: datetime.date
    since: datetime.date
    replaced_by: str
    warn_from: int
    error_from: int
    certain: bool
    evidence: str
    note: str


IN_SERIES = "plenum"
"""The kind of events that are counted (二十届三中全会) and named several at once."""


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting, campaign or term, and the first day on which a text could name it."""

    name: str
    start: datetime.date
    kind: str
    evidence: str


class Catalog:
    """Look-up by title, whatever brackets, dashes, widths and spaces it is written with."""

    def __init__(self, superseded: Mapping[str, Superseded], events: Mapping[str, Event]) -> None:
        self._superseded = superseded
        self._events = events

    def superseded(self, title: str) -> Superseded | None:
        """The norm of that title if it is one that has ended."""
        return self._superseded.get(title_key(title))

    def event(self, name: str) -> Event | None:
        """The event of that name, with or without 党的 before it."""
        return self._events.get(name.removeprefix("党的"))

    @cached_property
    def event_names(self) -> Pattern:
        """All names of events as one pattern, the longest first; a rule reads those counted in series."""
        names = [name for name, event in self._events.items() if event.kind != IN_SERIES]
        return alternatives(tuple(sorted(map(regex.escape, names), key=len, reverse=True)))

    @cached_property
    def last_event(self) -> datetime.date:
        """The start of the latest event; beyond it the catalogue knows nothing."""
        return max(event.start for event in self._events.values())

    def rows(self) -> tuple[Superseded, ...]:
        """All norms that have ended, each once."""
        return tuple(dict.fromkeys(self._superseded.values()))


def title_key(title: str) -> str:
    """What two spellings of one title have in common."""
    plain = _DASHES.sub("-", _DROPPED.sub("", fold(title)))
    return _YEAR.sub("", plain.removeprefix(_PREFIX))


def load_catalog(directory: Path) -> Catalog:
    """Read ``superseded.csv`` and ``events.csv``.

    Raises :class:`~checker.errors.RulesetError` for a row that is wrong.
    """
    path = directory / "superseded.csv"
    name = "catalog/superseded.csv"
    found: dict[str, Superseded] = {}
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            for number, row in enumerate(csv.DictReader(stream), 2):
                entry = _superseded(row, name, number)
                for title in (entry.title, *filter(None, row["aliases"].split("|"))):
                    known = found.setdefault(title_key(title), entry)
                    if known is not entry:
                        raise RulesetError(name, f"“{title}”已在“{known.title}”一行", number)
    except OSError as error:
        raise RulesetError(name, f"无法读取({error.strerror})") from None
    return Catalog(found, _load_events(directory / "events.csv"))


def _load_events(path: Path) -> dict[str, Event]:
    found: dict[str, Event] = {}
    name = "catalog/events.csv"
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            for number, row in enumerate(csv.DictReader(stream), 2):
                try:
                    start = datetime.date.fromisoformat(row["start"])
                    event = Event(row["name"], start, row["kind"], row["evidence"])
                except (KeyError, ValueError) as error:
                    raise RulesetError(name, f"这一行有误({error})", number) from None
                for title in (event.name, *filter(None, row["aliases"].split("|"))):
                    if found.setdefault(title.removeprefix("党的"), event) is not event:
                        raise RulesetError(name, f"“{title}”重复", number)
    except OSError as error:
        raise RulesetError(name, f"无法读取({error.strerror})") from None
    return found


def _superseded(row: dict[str, str], name: str, number: int) -> Superseded:
    try:
        entry = Superseded(
            title=row["title"],
            validity=Validity(row["validity"]),
            last_valid=datetime.date.fromisoformat(row["last_valid"]),
            since=datetime.date.fromisoformat(row["since"]),
            replaced_by=row["replaced_by"],
            warn_from=int(row["warn_from"]),
            error_from=int(row["error_from"]),
            certain=row["confidence"] == "high",
            evidence=row["evidence"],
            note=row["note"],
        )
    except (KeyError, ValueError) as error:
        raise RulesetError(name, f"这一行有误({error})", number) from None
    if entry.last_valid >= entry.since or entry.warn_from > entry.error_from:
        raise RulesetError(name, "日期先后颠倒", number)
    return entry
