"""The linters of files: the editor's settings override the ``fazhi.toml`` of a file."""

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
    """An invalid configuration; ``path`` is its file, or empty, and ``line`` counts from 1."""

    def __init__(self, error: FazhiError, path: str, line: int) -> None:
        super().__init__(str(error))
        self.path, self.line = path, line


class Linters:
    """The projects of a session, one for each configuration file, created on demand.

    A project is created anew when a file that it was read from has changed, because not every editor watches files.
    """

    def __init__(self, preferences: Preferences, root: Path) -> None:
        self._preferences, self._root = preferences, root
        self._projects: dict[str, tuple[_Stamp, Project]] = {}

    def linter_for(self, path: str) -> Linter:
        """Return the linter for a file; raises :class:`ConfigurationError`."""
        name = self._named(path)
        return self._with_project(path, lambda project: project.linter(name))

    def lint(self, document: Document) -> Report:
        """Lint a text with the settings of its path; raises :class:`ConfigurationError`."""
        return self._with_project(document.path, lambda project: project.lint(document))

    def excluded(self, path: str) -> bool:
        """Return True for a file that a search of folders skips; raises :class:`ConfigurationError`."""
        name = self._named(path)
        return self._with_project(path, lambda project: project.excluded(name))

    def configuration_of(self, path: str) -> Path | None:
        """Return the configuration file of a file, or None; a text without a file has that of the open folder."""
        if self._preferences.configuration:
            return self._root / Path(self._preferences.configuration).expanduser()
        return find_config(Path(self._named(path)).parent)

    def _named(self, path: str) -> str:
        return path if Path(path).is_absolute() else str(self._root / Path(path).name)

    def _with_project(self, path: str, query: Callable[[Project], T]) -> T:
        """Call ``query`` with the project of a file; convert its errors to :class:`ConfigurationError`."""
        found = self.configuration_of(path)
        key = found.as_posix() if found else ""
        try:
            return query(self._project(key, path))
        except RulesetError as error:
            # Paths are made absolute, because users do not know the working directory of the server.
            file = os.path.abspath(error.path)
            absolute = FazhiError(str(error).replace(error.path, file, 1))
            raise ConfigurationError(absolute, file, error.line) from None
        except InputError:
            raise
        except FazhiError as error:
            raise ConfigurationError(error, key, 1) from None

    def _project(self, key: str, path: str) -> Project:
        cached = self._projects.get(key)
        if cached is None or cached[0] != _stamp(file for file, *_ in cached[0]):
            given = key if self._preferences.configuration else ""
            # The settings of the run as a whole are those of this configuration, not of the working directory.
            folder = os.path.dirname(key) if key else str(self._root)
            project = Project(_flags(self._preferences), given=given, folder=folder)
            cached = _stamp(_settings_files(project, self._named(path))), project
            self._projects[key] = cached
        return cached[1]


def _settings_files(project: Project, path: str) -> Iterator[str]:
    """The configuration files of a file, and the files that its settings name."""
    found = project.config_for(path)
    yield from map(str, found.files) if found else ()
    settings = project.resolved(path)
    yield from (*settings.texts("rulesets"), *settings.texts("catalogs"))
    if baseline := project.run.text("baseline"):
        yield baseline


def _flags(preferences: Preferences) -> dict[str, object]:
    """The editor's settings as configuration keys and values."""
    minimum = preferences.minimum_confidence
    flags = {
        "preset": preferences.preset,
        "profile": preferences.profile,
        "select": preferences.select,
        "ignore": preferences.ignore,
        "min-confidence": str(minimum) if minimum else "",
    }
    return {key: value for key, value in flags.items() if value}


def _stamp(files: Iterable[str]) -> _Stamp:
    """The modification times and sizes of files, which change with them."""
    return tuple((file, *_file_state(Path(file))) for file in files)


def _file_state(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size
