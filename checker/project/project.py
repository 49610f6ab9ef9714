"""Which settings hold for which file: presets, configuration files, what is set for some files, the command line.

What rules and knowledge are made from is imported when it is asked for: a run that recalls its results needs neither.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.project.config import (
    ConfigFile,
    Entry,
    Layer,
    Patterns,
    PerFile,
    Resolved,
    find_config,
    load_config,
    load_preset,
    resolve,
)
from checker.project.files import STANDARD_INPUT
from checker.resources.shipped import rulesets_directory
from checker.text.diagnostic import Confidence

if TYPE_CHECKING:
    from checker.lint.baseline import Baseline
    from checker.lint.report import Report
    from checker.project.linter import Linter, Settings
    from checker.text.document import Document

FLAGS = "命令行"
_NEAR = 3
"""Folders up to which a file is told from the current one."""
_RULE_LISTS = ("select", "extend-select", "ignore", "extend-ignore")


class Project:
    """The settings of a run and the toolboxes made from them.

    For every file the nearest configuration counts, unless one is ``given`` for all or none is wanted; ``flags`` are
    the settings of the command line, which override it; one that does not ``subtract`` lets a baseline be; ``folder``
    is that of the run as a whole. State lives here: what was read once is kept.
    """

    def __init__(
        self,
        flags: Mapping[str, object] | None = None,
        *,
        given: str = "",
        isolated: bool = False,
        stdin_filename: str = "",
        subtracts: bool = True,
        folder: str = os.curdir,
    ) -> None:
        self._arguments = (dict(flags or {}), given, isolated, stdin_filename, subtracts, folder)
        self._flags = Layer(FLAGS, dict(flags or {}))
        self._given = given
        self._isolated = isolated
        self._subtracts = subtracts
        self._folder = folder
        self.written: frozenset[str] = frozenset()
        """Real paths of what the run itself writes; a search does not come to them."""
        self.stdin_filename = stdin_filename
        self._directory = rulesets_directory()
        self._found: dict[str, ConfigFile | None] = {}
        self._loaded: dict[Path, ConfigFile] = {}
        self._presets: dict[str, tuple[Layer, ...]] = {}
        self._resolved: dict[tuple[object, ...], Resolved] = {}
        self._toolboxes: dict[tuple[object, ...], Linter] = {}

    def __reduce__(self) -> tuple[Callable[..., Project], tuple[object, ...]]:
        """Another process makes its own project from the same arguments."""
        return _project, (*self._arguments, self.written)

    @cached_property
    def run(self) -> Resolved:
        """The settings of the run as a whole: those of the current folder, or of the one that was named."""
        return self.resolved(self._folder)

    def config_for(self, path: str) -> ConfigFile | None:
        """The configuration file of a file or folder, if there is one."""
        if self._given:
            return self._load(Path(self._given), self._given)
        if self._isolated:
            return None
        folder = os.path.abspath(self._named(path))
        if not os.path.isdir(folder):
            folder = os.path.dirname(folder)
        if folder not in self._found:
            path_found = find_config(Path(folder))
            self._found[folder] = self._load(path_found, _shown(path_found)) if path_found else None
        return self._found[folder]

    def resolved(self, path: str) -> Resolved:
        """The settings of a file, each with the places that they come from."""
        key = self._key(path)
        if key not in self._resolved:
            self._resolved[key] = resolve(self._layers(path))
        return self._resolved[key]

    def linter(self, path: str) -> Linter:
        """The rules and the knowledge for a file.

        Raises :class:`~checker.text.errors.FazhiError` for wrong settings.
        """
        from checker.project.linter import Linter

        key = self._key(path)
        if key not in self._toolboxes:
            beside = next(iter(self._toolboxes.values()), None)
            linter = Linter(self._settings(path), beside)
            linter.prepare()
            self._toolboxes[key] = linter
        return self._toolboxes[key]

    def lint(self, document: Document) -> Report:
        """Lint a document with the settings of its path; what the baseline knows is set aside."""
        return self.subtracted(self.linter(document.path).lint(document))

    def subtracted(self, report: Report) -> Report:
        """The report with what the baseline knows set aside."""
        if self.baseline is None:
            return report
        return self.baseline.subtract(report, self.linter(report.document.path).inactive_rules)

    @cached_property
    def baseline(self) -> Baseline | None:
        """The baseline of the run, if it has one; raises :class:`~checker.text.errors.FazhiError` for a wrong one."""
        file = self.run.text("baseline")
        if not file or not self._subtracts:
            return None
        from checker.lint.baseline import load_baseline

        return load_baseline(file)

    def excluded(self, path: str) -> bool:
        """True for what a search of folders passes over."""
        if self.written and os.path.realpath(path) in self.written:
            return True
        patterns = self.resolved(os.path.dirname(path.rstrip(os.sep)) or os.curdir).of_type("exclude", Patterns)
        return any(found.match(path) for found in patterns)

    def _named(self, path: str) -> str:
        """The path that settings go by; standard input has the name that it was given."""
        return (self.stdin_filename or os.curdir) if path in (STANDARD_INPUT, "<stdin>") else path

    def _load(self, path: Path, shown: str) -> ConfigFile:
        if path not in self._loaded:
            self._loaded[path] = load_config(path, shown=shown)
        return self._loaded[path]

    def _per_file(self, path: str) -> tuple[PerFile, ...]:
        config = self.config_for(path)
        return tuple(item for item in config.per_file if item.files.match(self._named(path))) if config else ()

    def _key(self, path: str) -> tuple[object, ...]:
        """What tells the settings of one file from another's."""
        config = self.config_for(path)
        return (config.path if config else None, *(id(item) for item in self._per_file(path)))

    def _layers(self, path: str) -> tuple[Layer, ...]:
        config = self.config_for(path)
        own = (*(config.layers if config else ()), *(item.layer for item in self._per_file(path)), self._flags)
        name = next((layer.values["preset"] for layer in reversed(own) if "preset" in layer.values), "default")
        assert isinstance(name, str)
        if name not in self._presets:
            below = load_preset(self._directory / "presets", name)
            # A preset says on what it is built; that is no setting of the user's.
            self._presets[name] = tuple(_without(layer, ("preset",)) for layer in below)
        presets = self._presets[name]
        if any("select" in layer.values for layer in own):
            # Who says which rules are wanted has thought of all of them.
            presets = tuple(_without(layer, ("ignore", "extend-select")) for layer in presets)
        return (*presets, *own)

    def _settings(self, path: str) -> Settings:
        from checker.project.linter import Settings

        resolved, config = self.resolved(path), self.config_for(path)
        return Settings(
            select=resolved.texts("select"),
            extend_select=resolved.texts("extend-select"),
            ignore=(*resolved.texts("ignore"), *resolved.texts("extend-ignore")),
            severity=tuple(resolved.table("severity").items()),
            profile=resolved.text("profile"),
            minimum_confidence=Confidence[resolved.text("min-confidence").upper()],
            catalogs=resolved.texts("catalogs"),
            own_rulesets=resolved.texts("rulesets"),
            own_tables=config.tables if config else (),
            accepted=(*resolved.texts("names"), *resolved.texts("accept")),
            previous=resolved.texts("previous"),
            entries=resolved.of_type("ignore", Entry),
            excluded=self.excluded,
            written=_written(resolved),
        )


def _project(
    flags: dict[str, object],
    given: str,
    isolated: bool,  # noqa: FBT001 - in the order of Project.__reduce__
    stdin_filename: str,
    subtracts: bool,  # noqa: FBT001
    folder: str,
    written: frozenset[str],
) -> Project:
    project = Project(
        flags, given=given, isolated=isolated, stdin_filename=stdin_filename, subtracts=subtracts, folder=folder
    )
    project.written = written
    return project


def _without(layer: Layer, keys: tuple[str, ...]) -> Layer:
    return replace(layer, values={key: value for key, value in layer.values.items() if key not in keys})


def _written(resolved: Resolved) -> Mapping[str, str]:
    """Name of a rule → where somebody wrote it, for the message when there is none of that name."""
    names = {name: resolved.origin(key, name) for key in _RULE_LISTS for name in resolved.texts(key)}
    for step in resolved.steps.get("severity", ()):
        assert isinstance(step.value, Mapping)
        names.update(dict.fromkeys(step.value, step.where))
    for entry in resolved.of_type("ignore", Entry):
        names.update(dict.fromkeys(entry.request.names, entry.request.said))
    return names


def _shown(path: Path) -> str:
    """A found file as people are told it: from the current folder where it is near, else in full."""
    relative = os.path.relpath(path)
    return (relative if relative.count(os.pardir) <= _NEAR else os.fspath(path)).replace(os.sep, "/")
