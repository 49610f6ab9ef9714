"""The catalogue: its tables, each loaded on first use, and the look-ups in them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from checker.knowledge.catalog.keys import family_key, may_be_near, title_key, year_span
from checker.knowledge.catalog.rows import IN_SERIES, Alias, Event, Revision, Superseded, Title, superseded_from
from checker.knowledge.catalog.tables import Table, load_table
from checker.search.patterns import Pattern, alternatives

SHORTEST_NEAR = 8
"""Characters. Shorter names that differ in one or two characters are different norms (行政复议法, 行政诉讼法)."""


class NearTitle(Struct, frozen=True):
    """A catalogued title that resembles a given one; ``distance`` is the number of edits between the two."""

    title: str
    distance: int


class Catalog:
    """Look-ups by title that ignore brackets, dashes, widths and spaces.

    ``directory`` holds the shipped tables; ``user_files`` are further files with the columns of ``titles.csv``.
    """

    def __init__(self, directory: Path, user_files: tuple[Path, ...] = ()) -> None:
        self._directory = directory
        self._user_files = user_files

    # -- superseded norms

    @cached_property
    def _shipped_superseded(self) -> Table[Superseded]:
        return load_table(self._directory / "superseded.csv", Superseded)

    @cached_property
    def _user_superseded(self) -> Mapping[str, Superseded]:
        """The ends of norms in the user's files, which have no table of their own for them."""
        return {key: ended for key, title in self._user_titles.items() if (ended := superseded_from(title))}

    @cached_property
    def _superseded(self) -> Mapping[str, Superseded]:
        if not self._user_superseded:
            return self._shipped_superseded
        return {**self._shipped_superseded, **self._user_superseded}

    def superseded(self, title: str) -> Superseded | None:
        """Return the superseded norm of that title, or None."""
        return self._superseded.get(title_key(title))

    def all_superseded(self) -> tuple[Superseded, ...]:
        """Return all superseded norms, each once."""
        return tuple(dict.fromkeys(self._superseded.values()))

    # -- titles

    @cached_property
    def _shipped_titles(self) -> Table[Title]:
        return load_table(self._directory / "titles.csv", Title)

    @cached_property
    def _user_titles(self) -> Mapping[str, Title]:
        titles: dict[str, Title] = {}
        for path in self._user_files:
            titles.update(load_table(path, Title, cached=False))
        return titles

    @cached_property
    def _titles(self) -> Mapping[str, Title]:
        return {**self._shipped_titles, **self._user_titles} if self._user_titles else self._shipped_titles

    def title(self, title: str) -> Title | None:
        """Return the norm of that title, or None."""
        return self._titles.get(title_key(title))

    def titles(self) -> Iterable[Title]:
        """Return all norms of the tables of titles."""
        return self._titles.values()

    def names(self) -> Iterable[str]:
        """Return the names of :meth:`titles` without parsing their rows."""
        user_names = {key: title.title for key, title in self._user_titles.items()}
        return {**self._shipped_titles.official_names(), **user_names}.values()

    def contains(self, title: str) -> bool:
        """Return True if the catalogue has a norm of that title, valid or superseded."""
        key = title_key(title)
        return key in self._titles or key in self._superseded

    @cached_property
    def _keys_by_length(self) -> Mapping[int, list[str]]:
        """Keys by length, so that :meth:`nearest` compares only keys whose lengths the distance allows."""
        keys: dict[int, list[str]] = {}
        for key in dict.fromkeys((*self._titles, *self._superseded)):
            if len(key) >= SHORTEST_NEAR:
                keys.setdefault(len(key), []).append(key)
        return keys

    @cached_property
    def _names_by_key(self) -> Mapping[str, str]:
        superseded = {key: row.title for key, row in self._user_superseded.items()}
        titles = {key: row.title for key, row in self._user_titles.items()}
        shipped_superseded = self._shipped_superseded.official_names()
        return shipped_superseded | superseded | self._shipped_titles.official_names() | titles

    def nearest(self, title: str, distance: int) -> NearTitle | None:
        """Return the catalogued title at most ``distance`` edits away, or None if there is none or not just one."""
        key = title_key(title)
        if len(key) < SHORTEST_NEAR:
            return None
        lengths = range(len(key) - distance, len(key) + distance + 1)
        same_length = [other for length in lengths for other in self._keys_by_length.get(length, ())]
        candidates = may_be_near(key, same_length, distance)
        if not candidates:
            return None
        from rapidfuzz import process  # noqa: PLC0415 - only for titles that the catalogue does not know
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        found = process.extract(key, candidates, scorer=OSA.distance, score_cutoff=distance, limit=None)
        nearest = sorted((int(edits), other) for other, edits, _ in found)
        if not nearest or (len(nearest) > 1 and nearest[0][0] == nearest[1][0]):
            return None
        return NearTitle(self._names_by_key[nearest[0][1]], nearest[0][0])

    @cached_property
    def _families(self) -> Mapping[str, tuple[str, ...]]:
        families: dict[str, list[str]] = {}
        for key, name in self._names_by_key.items():
            if year_span(key):
                families.setdefault(family_key(key), []).append(name)
        return {key: tuple(dict.fromkeys(names)) for key, names in families.items()}

    def editions(self, title: str) -> tuple[str, ...]:
        """Return the catalogued plans that have that name with any span of years."""
        return self._families.get(family_key(title_key(title)), ())

    # -- short forms, revisions, events

    @cached_property
    def aliases(self) -> Mapping[str, Alias]:
        """Short form → its :class:`Alias`."""
        return load_table(self._directory / "aliases.csv", Alias, key=str)

    @cached_property
    def _revisions(self) -> Mapping[str, Revision]:
        return load_table(self._directory / "revisions.csv", Revision)

    def revision(self, title: str) -> Revision | None:
        """Return the latest revision of the norm of that title, or None if it is not known."""
        return self._revisions.get(title_key(title))

    @cached_property
    def _events(self) -> Mapping[str, Event]:
        return load_table(self._directory / "events.csv", Event, key=_event_key)

    def event(self, name: str) -> Event | None:
        """Return the event of that name, with or without 党的 before it, or None."""
        return self._events.get(_event_key(name))

    @cached_property
    def event_names(self) -> Pattern:
        """A pattern of all names of events, the longest first; the rule has its own pattern for numbered events."""
        names = [name for name, event in self._events.items() if event.kind != IN_SERIES]
        return alternatives(tuple(sorted(map(re.escape, names), key=len, reverse=True)))

    @cached_property
    def last_event(self) -> datetime.date:
        """The start of the latest event; the catalogue is complete up to this day."""
        return max(event.start for event in self._events.values())


def _event_key(name: str) -> str:
    return name.removeprefix("党的")


def load_catalog(directory: Path, user_files: tuple[Path, ...] = ()) -> Catalog:
    """Return the catalogue of a folder; its tables are loaded and validated on first use."""
    return Catalog(directory, user_files)
