"""The rows of the catalogue's tables.

The ``from_row`` methods raise :class:`ValueError` for an invalid value and :class:`KeyError` for a missing column.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from checker.resources.tables import parse_date

Row = Mapping[str, str]

IN_SERIES = "plenum"
"""The kind of events that are numbered (二十届三中全会); one expression may name several of them."""

UNDATED = "collections"
"""The evidence of a title that is listed in the collections of law but whose dates are not verified."""


class Validity(Enum):
    """How a norm ended. The four ways differ in the severity of a later citation."""

    REPEALED = "repealed"
    PERIOD_OVER = "plan period over"
    OVERTAKEN = "overtaken"
    EDITION = "replaced edition"


_NEVER = datetime.date.max
"""The last day that some lists give for a norm that is still valid."""


def _optional_date(text: str | None) -> datetime.date | None:
    return parse_date(text) if text and text.strip() else None


class Superseded(Struct, frozen=True):
    """A norm that is no longer valid, and its successor.

    ``last_valid`` is its last day and ``since`` the first day after it; ``warn_from`` and ``error_from`` are the first
    report years for which a citation is a warning and an error.
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
        """The names by which the norm is looked up."""
        return (self.title, *self.aliases)

    @classmethod
    def from_row(cls, row: Row) -> Superseded:
        """Parse a row of ``superseded.csv``."""
        entry = cls(
            title=row["title"],
            aliases=tuple(filter(None, row["aliases"].split("|"))),
            validity=Validity(row["validity"]),
            last_valid=parse_date(row["last_valid"]),
            since=parse_date(row["since"]),
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
    """A norm under its official title; unknown dates are None.

    ``dated`` is True if ``promulgated`` and ``effective`` are reliable enough for a check.
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
        """True if the first day is known from a source and not only from the heading of a collection."""
        return self.promulgated is not None and self.evidence != UNDATED

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which the norm is looked up."""
        return (self.title,)

    @classmethod
    def from_row(cls, row: Row) -> Title:
        """Parse a row of ``titles.csv``."""
        return cls(
            row["title"],
            row["kind"],
            row["issuer"],
            _optional_date(row["promulgated"]),
            _optional_date(row["effective_from"]),
            _optional_date(row["ended"]),
            row["replaced_by"],
            row["evidence"],
            row["confidence"] == "high",
        )


def superseded_from(title: Title) -> Superseded | None:
    """Return the end of a norm as given by its row of ``titles.csv``.

    A citation is a warning for the year of the end and an error from the first full year after it. Returns None for a
    norm that is still valid and for one whose dates are not verified.
    """
    if title.ended in (None, _NEVER) or title.evidence == UNDATED:
        return None
    since = title.ended + datetime.timedelta(days=1)
    first_full_year = since.year if (since.month, since.day) == (1, 1) else since.year + 1
    return Superseded(
        title=title.title,
        aliases=(),
        validity=Validity.REPEALED,
        last_valid=title.ended,
        since=since,
        replaced_by=title.replaced_by,
        warn_from=since.year,
        error_from=first_full_year,
        certain=title.certain,
        evidence=title.evidence,
        note="",
    )


class Alias(Struct, frozen=True):
    """A short form, the titles that it stands for, and the first and last day on which it is correct."""

    alias: str
    titles: tuple[str, ...]
    right_from: datetime.date
    right_until: datetime.date | None
    evidence: str
    certain: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which the short form is looked up."""
        return (self.alias,)

    @classmethod
    def from_row(cls, row: Row) -> Alias:
        """Parse a row of ``aliases.csv``."""
        start = parse_date(row["right_from"])
        until = _optional_date(row["right_until"])
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
        """The names by which the norm is looked up."""
        return (self.title,)

    @classmethod
    def from_row(cls, row: Row) -> Revision:
        """Parse a row of ``revisions.csv``."""
        promulgated, effective = (parse_date(row[key]) for key in ("promulgated", "effective_from"))
        if effective < promulgated:
            raise ValueError("日期先后颠倒")
        return cls(row["title"], promulgated, effective, row["evidence"], row["confidence"] == "high")


class Number(Struct, frozen=True):
    """The document number of a norm; a joint document may have several, joined by |."""

    title: str
    number: str
    evidence: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which the norm is looked up."""
        return (self.title,)

    @classmethod
    def from_row(cls, row: Row) -> Number:
        """Parse a row of ``numbers.csv``."""
        return cls(row["title"], row["number"], row["evidence"])


class Event(Struct, frozen=True):
    """A meeting, campaign or term, the first day on which a text can mention it, and its last day, if it has one."""

    name: str
    aliases: tuple[str, ...]
    start: datetime.date
    end: datetime.date | None
    kind: str
    evidence: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which the event is looked up."""
        return (self.name, *self.aliases)

    @classmethod
    def from_row(cls, row: Row) -> Event:
        """Parse a row of ``events.csv``."""
        aliases = tuple(filter(None, row["aliases"].split("|")))
        start, end = parse_date(row["start"]), _optional_date(row["end"])
        if end and end < start:
            raise ValueError("日期先后颠倒")
        return cls(row["name"], aliases, start, end, row["kind"], row["evidence"])
