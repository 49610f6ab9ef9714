"""The second tier of the catalogue: ten thousand titles of which little is known, in a SQLite file.

The file is opened for the first title that the tables do not hold, so that it costs nothing at the start. Without it,
or where Python lacks sqlite3, nothing is known. ``docs/norms.py`` makes it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path

from msgspec import Struct

from checker.knowledge.catalog.keys import title_key
from checker.knowledge.catalog.rows import Superseded, Validity

COLUMNS = (
    "title",
    "kind",
    "issuer",
    "promulgated",
    "effective",
    "ended",
    "ended_by",
    "number",
    "revised",
    "revised_effective",
    "status",
    "source",
    "sure",
)
SURE = "1"
_IN_FORCE = "有效"
_CACHE_SIZE = 1024


class Known(Struct, frozen=True):
    """A title of the second tier; days are ISO dates or empty, ``source`` is in words.

    ``revised`` is the latest revision known to the source, whose ``status`` is as it says itself. ``sure`` is
    :data:`SURE` if the days rest on the norm's own text, on the official database or on a list of repealed norms.
    """

    title: str
    kind: str = ""
    issuer: str = ""
    promulgated: str = ""
    effective: str = ""
    ended: str = ""
    ended_by: str = ""
    number: str = ""
    revised: str = ""
    revised_effective: str = ""
    status: str = ""
    source: str = ""
    sure: str = ""

    @property
    def certain(self) -> bool:
        """True if the days are sure enough for a check."""
        return self.sure == SURE

    @property
    def in_force(self) -> bool:
        """True if the source says that the norm is in force."""
        return self.status == _IN_FORCE

    @property
    def never_revised(self) -> bool:
        """True if the source says of a dated norm that its first edition is in force."""
        first = bool(self.promulgated and self.effective) and self.promulgated <= self.effective
        return self.certain and self.in_force and first and self.revised in ("", self.promulgated)

    def values(self) -> tuple[str, ...]:
        """Return the values in the order of :data:`COLUMNS`."""
        return (
            self.title,
            self.kind,
            self.issuer,
            self.promulgated,
            self.effective,
            self.ended,
            self.ended_by,
            self.number,
            self.revised,
            self.revised_effective,
            self.status,
            self.source,
            self.sure,
        )

    def superseded(self) -> Superseded | None:
        """Return the end of the norm, or None if it has none that is known."""
        if not self.ended:
            return None
        last = datetime.date.fromisoformat(self.ended)
        since = last + datetime.timedelta(days=1)
        first_full_year = since.year if (since.month, since.day) == (1, 1) else since.year + 1
        return Superseded(
            self.title,
            (),
            Validity.REPEALED,
            last,
            since,
            self.ended_by,
            since.year,
            first_full_year,
            self.certain,
            self.source,
            "",
        )


class KnownNorms:
    """Look-ups in the second tier by the key of a title."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found = lru_cache(_CACHE_SIZE)(self._find)

    def get(self, title: str) -> Known | None:
        """Return the title, or None."""
        return self._found(title_key(title))

    def _find(self, key: str) -> Known | None:
        values = self._look_up(key)
        return Known(*values) if values else None

    @cached_property
    def _look_up(self) -> Callable[[str], tuple[str, ...] | None]:
        try:
            import sqlite3  # noqa: PLC0415 - only for a title that the tables do not hold
        except ImportError:  # some builds of Python lack it
            return lambda _key: None
        query = f"SELECT {', '.join(COLUMNS)} FROM norms WHERE key = ?"  # noqa: S608 - the columns are ours
        try:
            connection = sqlite3.connect(
                f"{self._path.resolve().as_uri()}?immutable=1", uri=True, check_same_thread=False
            )
            connection.execute(query, ("",))
        except sqlite3.Error:
            return lambda _key: None
        return lambda key: connection.execute(query, (key,)).fetchone()
