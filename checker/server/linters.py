"""Which toolbox a file is checked with: the editor's settings over the file's ``fazhi.toml``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from checker.lint.report import Report
from checker.project.config import find_config
from checker.project.linter import Linter
from checker.project.project import Project
from checker.server.preferences import Preferences
from checker.text.document import Document
from checker.text.errors import FazhiError, InputError, RulesetError

T = TypeVar("T")
_Stamp = tuple[tuple[str, int, int], ...]


class ConfigurationError(FazhiError):
    """No toolbox can be made; ``path`` and ``line`` (from 1) say where to look, if that is a file."""

    def __init__(self, error: FazhiError, path: str, line: int) -> None:
        super().__init__(str(error))
        self.path, self.line = path, line


class Linters:
    """The toolboxes of a session, one for each configuration file, made when first asked for.

    A file that has changed on disk gets a new one: not every editor watches files.
    """

    def __init__(self, preferences: Preferences, root: Path) -> None:
        self._preferences, self._root = preferences, root
        self._made: dict[str, tuple[_Stamp, Project]] = {}

    def linter_for(self, path: str) -> Linter:
        """The toolbox of a file; raises :class:`ConfigurationError`."""
        name = self._named(path)
        return self._asked(path, lambda project: project.linter(name))

    def lint(self, document: Document) -> Report:
        """Lint a text with the settings of its path; raises :class:`ConfigurationError`."""
        return self._asked(document.path, lambda project: project.lint(document))

    def excluded(self, path: str) -> bool:
        """True for what a search of folders passes over; raises :class:`ConfigurationError`."""
        name = self._named(path)
        return self._asked(path, lambda project: project.excluded(name))

    def configuration_of(self, path: str) -> Path | None:
        """The configuration file of a file; a text that is in no file has that of the folder that is open."""
        if self._preferences.configuration:
            return self._root / Path(self._preferences.configuration).expanduser()
        return find_config(Path(self._named(path)).parent)

    def _named(self, path: str) -> str:
        return path if Path(path).is_absolute() else str(self._root / Path(path).name)

    def _asked(self, path: str, question: Callable[[Project], T]) -> T:
        """The answer of the project of a file, the one place that knows how a file comes by its configuration."""
        found = self.configuration_of(path)
        key = found.as_posix() if found else ""
        try:
            return question(self._project(key, path))
        except RulesetError as error:
            # The editor's user does not see from which folder the server was started.
            file = os.path.abspath(error.path)
            whole = FazhiError(str(error).replace(error.path, file, 1))
            raise ConfigurationError(whole, file, error.line) from None
        except InputError:
            raise
        except FazhiError as error:
            raise ConfigurationError(error, key, 1) from None

    def _project(self, key: str, path: str) -> Project:
        made = self._made.get(key)
        if made is None or made[0] != _stamp(file for file, *_ in made[0]):
            given = key if self._preferences.configuration else ""
            # A server may have been started anywhere: what holds for the run is what its configuration says.
            folder = os.path.dirname(key) if key else str(self._root)
            project = Project(_flags(self._preferences), given=given, folder=folder)
            made = _stamp(_read(project, self._named(path))), project
            self._made[key] = made
        return made[1]


def _read(project: Project, path: str) -> Iterator[str]:
    """The files that the settings of a file are made from, and those that they name."""
    found = project.config_for(path)
    yield from map(str, found.files) if found else ()
    settings = project.resolved(path)
    yield from (*settings.texts("rulesets"), *settings.texts("catalogs"))
    if baseline := project.run.text("baseline"):
        yield baseline


def _flags(wanted: Preferences) -> dict[str, object]:
    """The editor's settings as keys of a configuration."""
    least = wanted.minimum_confidence
    said = {
        "preset": wanted.preset,
        "profile": wanted.profile,
        "select": wanted.select,
        "ignore": wanted.ignore,
        "min-confidence": str(least) if least else "",
    }
    return {key: value for key, value in said.items() if value}


def _stamp(files: Iterable[str]) -> _Stamp:
    """What changes when one of the files does: its time and size."""
    return tuple((file, *_state(Path(file))) for file in files)


def _state(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size
