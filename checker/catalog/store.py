"""The tables of the catalogue, each read when first asked for, and the ways of asking."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import regex
from msgspec import Struct

from checker.catalog.keys import family_key, title_key, year_span
from checker.catalog.rows import IN_SERIES, Alias, Event, Revision, Row, Superseded, Title, ending_of
from checker.errors import RulesetError
from checker.patterns import Pattern, alternatives

Entry = TypeVar("Entry")

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
    def _superseded(self) -> Mapping[str, Superseded]:
        path = self._directory / "superseded.csv"
        found = dict(_table(path, Superseded.of, lambda row: (row.title, *row.aliases)))
        # Of the shipped titles every end is in that table; a user has just the one file.
        found.update({key: ended for key, title in self._own_titles.items() if (ended := ending_of(title))})
        return found

    def superseded(self, title: str) -> Superseded | None:
        """The norm of that title if it is one that has ended."""
        return self._superseded.get(title_key(title))

    def rows(self) -> tuple[Superseded, ...]:
        """All norms that have ended, each once."""
        return tuple(dict.fromkeys(self._superseded.values()))

    # -- names

    @cached_property
    def _titles(self) -> Mapping[str, Title]:
        return {**_table(self._directory / "titles.csv", Title.of, lambda row: (row.title,)), **self._own_titles}

    @cached_property
    def _own_titles(self) -> Mapping[str, Title]:
        found: dict[str, Title] = {}
        for path in self._own:
            found.update(_table(path, Title.of, lambda row: (row.title,), shown=path.as_posix()))
        return found

    def title(self, title: str) -> Title | None:
        """The norm of that name."""
        return self._titles.get(title_key(title))

    def titles(self) -> Iterable[Title]:
        """All names."""
        return self._titles.values()

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
        ended = {key: row.title for key, row in self._superseded.items()}
        return ended | {key: row.title for key, row in self._titles.items()}

    def near(self, title: str, distance: int) -> Near | None:
        """The catalogued name at most ``distance`` edits away, if there is just one nearest."""
        from rapidfuzz import process  # noqa: PLC0415 - costs a hundredth of a second, and most reports need none
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        key = title_key(title)
        if len(key) < SHORTEST_NEAR:
            return None
        likely = [
            one for size in range(len(key) - distance, len(key) + distance + 1) for one in self._keys.get(size, ())
        ]
        found = process.extract(key, likely, scorer=OSA.distance, score_cutoff=distance, limit=2)
        if not found or (len(found) > 1 and found[0][1] == found[1][1]):
            return None
        return Near(self._name_of[found[0][0]], int(found[0][1]))

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
        return _table(self._directory / "aliases.csv", Alias.of, lambda row: (row.alias,), key=str)

    @cached_property
    def _revisions(self) -> Mapping[str, Revision]:
        return _table(self._directory / "revisions.csv", Revision.of, lambda row: (row.title,))

    def revision(self, title: str) -> Revision | None:
        """The latest revision of the norm of that name, if it is known."""
        return self._revisions.get(title_key(title))

    @cached_property
    def _events(self) -> Mapping[str, Event]:
        return _table(self._directory / "events.csv", Event.of, lambda row: (row.name, *row.aliases), key=_event_key)

    def event(self, name: str) -> Event | None:
        """The event of that name, with or without 党的 before it."""
        return self._events.get(_event_key(name))

    @cached_property
    def event_names(self) -> Pattern:
        """All names of events as one pattern, the longest first; a rule reads those counted in series."""
        names = [name for name, event in self._events.items() if event.kind != IN_SERIES]
        return alternatives(tuple(sorted(map(regex.escape, names), key=len, reverse=True)))

    @cached_property
    def last_event(self) -> datetime.date:
        """The start of the latest event; beyond it the catalogue knows nothing."""
        return max(event.start for event in self._events.values())


def _event_key(name: str) -> str:
    return name.removeprefix("党的")


def load_catalog(directory: Path, own: tuple[Path, ...] = ()) -> Catalog:
    """The catalogue of a folder; its tables are read, and checked, when they are first asked for."""
    return Catalog(directory, own)


def _table(
    path: Path,
    read: Callable[[Row], Entry],
    names: Callable[[Entry], tuple[str, ...]],
    *,
    key: Callable[[str], str] = title_key,
    shown: str = "",
) -> dict[str, Entry]:
    """Read a CSV table into a look-up by the keys of its names.

    Raises :class:`~checker.errors.RulesetError` for a row that is wrong and a name that stands twice.
    """
    shown = shown or f"catalog/{path.name}"
    found: dict[str, Entry] = {}
    for number, row in _rows(path, shown):
        try:
            entry = read(row)
        except KeyError as error:
            raise RulesetError(shown, f"没有“{error.args[0]}”这一列", 1) from None
        except (ValueError, AttributeError, TypeError) as error:
            raise RulesetError(shown, f"这一行有误({error})", number) from None
        for name in names(entry):
            if found.setdefault(key(name), entry) is not entry:
                raise RulesetError(shown, f"“{name}”重复", number)
    return found


def _rows(path: Path, shown: str) -> Iterator[tuple[int, Row]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from enumerate(csv.DictReader(stream), 2)
    except OSError as error:
        raise RulesetError(shown, f"无法读取({error.strerror})") from None
    except UnicodeDecodeError:
        raise RulesetError(shown, "不是 UTF-8 文本") from None
