"""The rows of the catalogue's tables; a row that is wrong raises ValueError or KeyError."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

Row = Mapping[str, str]

IN_SERIES = "plenum"
"""The kind of events that are counted (二十届三中全会) and named several at once."""

UNDATED = "collections"
"""Evidence of a title that stands in the collections of law but whose days nobody checked."""


class Validity(Enum):
    """How a norm ended: four different things, of different weight."""

    REPEALED = "repealed"
    PERIOD_OVER = "plan period over"
    OVERTAKEN = "overtaken"
    EDITION = "replaced edition"


_NEVER = datetime.date.max
"""A last day that some lists give to what goes on."""


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


class Superseded(Struct, frozen=True):
    """A norm that ended, and what follows it.

    ``last_valid`` is its last day; ``warn_from`` and ``error_from`` are the first report years in
    which its citation deserves a warning and an error.
    """

    title: str
    aliases: tuple[str, ...]
    validity: Validity
    last_valid: datetime.date
    since: datetime.date
    replaced_by: str
    warn_from: int
    error_from: int
    certain: bool
    evidence: str
    note: str

    @property
    def names(self) -> tuple[str, ...]:
        """What it is looked up by."""
        return (self.title, *self.aliases)

    @classmethod
    def of(cls, row: Row) -> Superseded:
        """Read a row of ``superseded.csv``."""
        entry = cls(
            title=row["title"],
            aliases=tuple(filter(None, row["aliases"].split("|"))),
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
        if entry.last_valid >= entry.since or entry.warn_from > entry.error_from:
            raise ValueError("日期先后颠倒")
        return entry


class Title(Struct, frozen=True):
    """A norm by its right name; days are None where nobody found them.

    ``dated`` tells whether ``promulgated`` and ``effective`` are good enough to judge by.
    """

    title: str
    kind: str
    issuer: str
    promulgated: datetime.date | None
    effective: datetime.date | None
    ended: datetime.date | None
    replaced_by: str
    evidence: str
    certain: bool

    @property
    def dated(self) -> bool:
        """True when the first day is known from a source and not from a collection's heading alone."""
        return self.promulgated is not None and self.evidence != UNDATED

    @property
    def names(self) -> tuple[str, ...]:
        """What it is looked up by."""
        return (self.title,)

    @classmethod
    def of(cls, row: Row) -> Title:
        """Read a row of ``titles.csv``."""
        return cls(
            row["title"],
            row["kind"],
            row["issuer"],
            _day(row["promulgated"]),
            _day(row["effective_from"]),
            _day(row["ended"]),
            row["replaced_by"],
            row["evidence"],
            row["confidence"] == "high",
        )


def ending_of(title: Title) -> Superseded | None:
    """The end of a norm as a row of ``titles.csv`` has it; None for one that goes on, or whose days nobody checked.

    In the year of its end its citation deserves a warning, from the first year wholly after it an error.
    """
    if title.ended in (None, _NEVER) or title.evidence == UNDATED:
        return None
    since = title.ended + datetime.timedelta(days=1)
    wholly_after = since.year if (since.month, since.day) == (1, 1) else since.year + 1
    return Superseded(
        title=title.title,
        aliases=(),
        validity=Validity.REPEALED,
        last_valid=title.ended,
        since=since,
        replaced_by=title.replaced_by,
        warn_from=since.year,
        error_from=wholly_after,
        certain=title.certain,
        evidence=title.evidence,
        note="",
    )


class Alias(Struct, frozen=True):
    """A short form, the titles it stands for, and the days between which it is right."""

    alias: str
    titles: tuple[str, ...]
    right_from: datetime.date
    right_until: datetime.date | None
    evidence: str
    certain: bool

    @property
    def names(self) -> tuple[str, ...]:
        """What it is looked up by."""
        return (self.alias,)

    @classmethod
    def of(cls, row: Row) -> Alias:
        """Read a row of ``aliases.csv``."""
        start = datetime.date.fromisoformat(row["right_from"])
        until = _day(row["right_until"])
        if until and until < start:
            raise ValueError("日期先后颠倒")
        return cls(
            row["alias"], tuple(row["titles"].split("|")), start, until, row["evidence"], row["confidence"] == "high"
        )


class Revision(Struct, frozen=True):
    """The latest revision of a norm."""

    title: str
    promulgated: datetime.date
    effective: datetime.date
    evidence: str
    certain: bool

    @property
    def names(self) -> tuple[str, ...]:
        """What it is looked up by."""
        return (self.title,)

    @classmethod
    def of(cls, row: Row) -> Revision:
        """Read a row of ``revisions.csv``."""
        made, effective = (datetime.date.fromisoformat(row[key]) for key in ("promulgated", "effective_from"))
        if effective < made:
            raise ValueError("日期先后颠倒")
        return cls(row["title"], made, effective, row["evidence"], row["confidence"] == "high")


class Event(Struct, frozen=True):
    """A meeting, campaign or term, and the first day on which a text could name it."""

    name: str
    aliases: tuple[str, ...]
    start: datetime.date
    kind: str
    evidence: str

    @property
    def names(self) -> tuple[str, ...]:
        """What it is looked up by."""
        return (self.name, *self.aliases)

    @classmethod
    def of(cls, row: Row) -> Event:
        """Read a row of ``events.csv``."""
        aliases = tuple(filter(None, row["aliases"].split("|")))
        return cls(row["name"], aliases, datetime.date.fromisoformat(row["start"]), row["kind"], row["evidence"])
