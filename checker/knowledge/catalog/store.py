"""The catalogue: its tables, each loaded on first use, and the look-ups in them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from checker.knowledge.catalog.forms import TitleForms
from checker.knowledge.catalog.keys import family_key, title_key, year_span
from checker.knowledge.catalog.known import Known, KnownNorms
from checker.knowledge.catalog.near import NearTitles
from checker.knowledge.catalog.rows import IN_SERIES, Alias, Event, Number, Revision, Superseded, Title, superseded_from
from checker.knowledge.catalog.tables import Table, load_table
from checker.search.patterns import Pattern, alternatives


class Catalog:
    """Look-ups by title that ignore brackets, dashes, widths and spaces.

    ``directory`` holds the shipped tables; ``user_files`` are further files with the columns of ``titles.csv``.
    """

    def __init__(self, directory: Path, user_files: tuple[Path, ...] = ()) -> None:
        self._directory = directory
        self._user_files = user_files
        self.forms = TitleForms(directory / "forms.toml")
        self._known = KnownNorms(directory / "known.sqlite")

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
        """Return the superseded norm of that title, or None; a draft is not the norm.

        What only the collections say of a catalogued title counts if both tiers give it the same end.
        """
        if self.forms.is_draft(title):
            return None
        found = next((self._superseded[key] for key in self.forms.keys(title) if key in self._superseded), None)
        entry = None if found else self.title(title)
        if found or (entry and entry.ended is None):
            return found
        known = self.known(title)
        if known is None or (entry and entry.ended and entry.ended.isoformat() != known.ended):
            return None
        return known.superseded()

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
        """Return the norm of that title, or None; a draft is not the norm."""
        if self.forms.is_draft(title):
            return None
        return next((self._titles[key] for key in self.forms.keys(title) if key in self._titles), None)

    def known(self, title: str) -> Known | None:
        """Return what the second tier knows of that title, or None."""
        return next(filter(None, map(self._known.get, self.forms.keys(title))), None)

    def titles(self) -> Iterable[Title]:
        """Return all norms of the tables of titles."""
        return self._titles.values()

    def names(self) -> Iterable[str]:
        """Return the names of :meth:`titles` without parsing their rows."""
        user_names = {key: title.title for key, title in self._user_titles.items()}
        return {**self._shipped_titles.official_names(), **user_names}.values()

    @cached_property
    def _numbers(self) -> Mapping[str, Number]:
        return load_table(self._directory / "numbers.csv", Number)

    def number(self, title: str) -> str:
        """Return the document number of that title, several joined by |, or an empty string if it is not known."""
        if self.forms.is_draft(title):
            return ""
        found = next((self._numbers[key] for key in self.forms.keys(title) if key in self._numbers), None)
        return found.number if found else ""

    def numbers(self) -> Iterable[Number]:
        """Return all titles with their document numbers."""
        return self._numbers.values()

    def contains(self, title: str) -> bool:
        """Return True if the catalogue has a norm of that title, valid or superseded, or a draft of it."""
        keys = self.forms.keys(title)
        return any(key in self._titles or key in self._superseded for key in keys) or self.known(title) is not None

    @cached_property
    def _names_by_key(self) -> Mapping[str, str]:
        superseded = {key: row.title for key, row in self._user_superseded.items()}
        titles = {key: row.title for key, row in self._user_titles.items()}
        shipped_superseded = self._shipped_superseded.official_names()
        return shipped_superseded | superseded | self._shipped_titles.official_names() | titles

    @cached_property
    def near(self) -> NearTitles:
        """Comparisons with the titles of the tables; the second tier takes no part in them."""
        return NearTitles(self._names_by_key, self.forms.without_issuer)

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
        listed = next((self._revisions[key] for key in self.forms.keys(title) if key in self._revisions), None)
        known = None if listed else self.known(title)
        if known is None or not known.certain or not known.in_force or not known.revised:
            return listed
        promulgated, effective = known.revised, known.revised_effective or known.revised
        first, start = (datetime.date.fromisoformat(day) for day in (promulgated, max(promulgated, effective)))
        return Revision(known.title, first, start, known.source, known.certain)

    def only_edition(self, title: str) -> Revision | None:
        """Return the days of a norm in force that, as the sources say, was never revised, or None."""
        known = self.known(title)
        if known is None or not known.never_revised:
            return None
        first, effective = (datetime.date.fromisoformat(day) for day in (known.promulgated, known.effective))
        return Revision(known.title, first, effective, known.source, known.certain)

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
