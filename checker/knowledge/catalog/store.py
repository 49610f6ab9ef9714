"""The tables of the catalogue, each read when first asked for, and the ways of asking."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from checker.knowledge.catalog.keys import family_key, may_be_near, title_key, year_span
from checker.knowledge.catalog.rows import IN_SERIES, Alias, Event, Revision, Superseded, Title, ending_of
from checker.knowledge.catalog.tables import Table, load_table
from checker.search.patterns import Pattern, alternatives

SHORTEST_NEAR = 8
"""Characters; below this, names one or two characters apart are different norms (行政复议法, 行政诉讼法)."""


class Near(Struct, frozen=True):
    """A catalogued title that a written one comes near to, and how many characters lie between."""

    title: str
    distance: int


class Catalog:
    """Look-up by title, whatever brackets, dashes, widths and spaces it is written with.

    ``directory`` holds the shipped tables; ``own`` are further files in the form of ``titles.csv``.
    """

    def __init__(self, directory: Path, own: tuple[Path, ...] = ()) -> None:
        self._directory = directory
        self._own = own

    # -- norms that have ended

    @cached_property
    def _shipped_ends(self) -> Table[Superseded]:
        return load_table(self._directory / "superseded.csv", Superseded)

    @cached_property
    def _own_ends(self) -> Mapping[str, Superseded]:
        """Of the shipped titles every end is in that table; a user has just the one file."""
        return {key: ended for key, title in self._own_titles.items() if (ended := ending_of(title))}

    @cached_property
    def _superseded(self) -> Mapping[str, Superseded]:
        return {**self._shipped_ends, **self._own_ends} if self._own_ends else self._shipped_ends

    def superseded(self, title: str) -> Superseded | None:
        """The norm of that title if it is one that has ended."""
        return self._superseded.get(title_key(title))

    def rows(self) -> tuple[Superseded, ...]:
        """All norms that have ended, each once."""
        return tuple(dict.fromkeys(self._superseded.values()))

    # -- names

    @cached_property
    def _shipped_titles(self) -> Table[Title]:
        return load_table(self._directory / "titles.csv", Title)

    @cached_property
    def _own_titles(self) -> Mapping[str, Title]:
        found: dict[str, Title] = {}
        for path in self._own:
            found.update(load_table(path, Title, own=True))
        return found

    @cached_property
    def _titles(self) -> Mapping[str, Title]:
        return {**self._shipped_titles, **self._own_titles} if self._own_titles else self._shipped_titles

    def title(self, title: str) -> Title | None:
        """The norm of that name."""
        return self._titles.get(title_key(title))

    def titles(self) -> Iterable[Title]:
        """All norms of the tables of titles."""
        return self._titles.values()

    def names(self) -> Iterable[str]:
        """The names of :meth:`titles`, which are there sooner."""
        own = {key: title.title for key, title in self._own_titles.items()}
        return {**self._shipped_titles.right_names(), **own}.values()

    def known(self, title: str) -> bool:
        """True for a name of the catalogue, living or ended."""
        key = title_key(title)
        return key in self._titles or key in self._superseded

    @cached_property
    def _keys(self) -> Mapping[int, list[str]]:
        """By length: what is longer or shorter than the edits allow need not be compared."""
        keys: dict[int, list[str]] = {}
        for key in dict.fromkeys((*self._titles, *self._superseded)):
            if len(key) >= SHORTEST_NEAR:
                keys.setdefault(len(key), []).append(key)
        return keys

    @cached_property
    def _name_of(self) -> Mapping[str, str]:
        ends = {key: row.title for key, row in self._own_ends.items()}
        titles = {key: row.title for key, row in self._own_titles.items()}
        return self._shipped_ends.right_names() | ends | self._shipped_titles.right_names() | titles

    def near(self, title: str, distance: int) -> Near | None:
        """The catalogued name at most ``distance`` edits away, if there is just one nearest."""
        key = title_key(title)
        if len(key) < SHORTEST_NEAR:
            return None
        likely = [
            one for size in range(len(key) - distance, len(key) + distance + 1) for one in self._keys.get(size, ())
        ]
        likely = may_be_near(key, likely, distance)
        if not likely:
            return None
        from rapidfuzz import process  # noqa: PLC0415 - only for titles that the catalogue does not know
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        found = process.extract(key, likely, scorer=OSA.distance, score_cutoff=distance, limit=None)
        nearest = sorted((int(edits), other) for other, edits, _ in found)
        if not nearest or (len(nearest) > 1 and nearest[0][0] == nearest[1][0]):
            return None
        return Near(self._name_of[nearest[0][1]], nearest[0][0])

    @cached_property
    def _families(self) -> Mapping[str, tuple[str, ...]]:
        families: dict[str, list[str]] = {}
        for key, name in self._name_of.items():
            if year_span(key):
                families.setdefault(family_key(key), []).append(name)
        return {key: tuple(dict.fromkeys(names)) for key, names in families.items()}

    def editions(self, title: str) -> tuple[str, ...]:
        """The catalogued plans of that name whatever their span of years."""
        return self._families.get(family_key(title_key(title)), ())

    # -- short forms, revisions, events

    @cached_property
    def aliases(self) -> Mapping[str, Alias]:
        """Short form → what it stands for, and when."""
        return load_table(self._directory / "aliases.csv", Alias, key=str)

    @cached_property
    def _revisions(self) -> Mapping[str, Revision]:
        return load_table(self._directory / "revisions.csv", Revision)

    def revision(self, title: str) -> Revision | None:
        """The latest revision of the norm of that name, if it is known."""
        return self._revisions.get(title_key(title))

    @cached_property
    def _events(self) -> Mapping[str, Event]:
        return load_table(self._directory / "events.csv", Event, key=_event_key)

    def event(self, name: str) -> Event | None:
        """The event of that name, with or without 党的 before it."""
        return self._events.get(_event_key(name))

    @cached_property
    def event_names(self) -> Pattern:
        """All names of events as one pattern, the longest first; a rule reads those counted in series."""
        names = [name for name, event in self._events.items() if event.kind != IN_SERIES]
        return alternatives(tuple(sorted(map(re.escape, names), key=len, reverse=True)))

    @cached_property
    def last_event(self) -> datetime.date:
        """The start of the latest event; beyond it the catalogue knows nothing."""
        return max(event.start for event in self._events.values())


def _event_key(name: str) -> str:
    return name.removeprefix("党的")


def load_catalog(directory: Path, own: tuple[Path, ...] = ()) -> Catalog:
    """The catalogue of a folder; its tables are read, and checked, when they are first asked for."""
    return Catalog(directory, own)
