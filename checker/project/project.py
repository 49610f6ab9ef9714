"""The settings of every file, from presets, configuration files, their per-file tables and the command line.

The modules for rules and knowledge are imported on demand, because a run that finds all its results stored needs
neither.
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
    IgnoreEntry,
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
from checker.project.own_results import is_own_result
from checker.resources.shipped import rulesets_directory
from checker.search.deadline import Limits
from checker.text.diagnostic import Confidence

if TYPE_CHECKING:
    from checker.lint.baseline import Baseline
    from checker.lint.report import Report
    from checker.project.linter import Linter, Settings
    from checker.text.document import Document

FLAGS = "命令行"
_MAX_PARENTS = 3
"""Parent folders that a displayed relative path may have; files further up are displayed by their full path."""
_RULE_LISTS = ("select", "extend-select", "ignore", "extend-ignore")


class Project:
    """The settings of a run, and the linters made from them.

    Every file has the nearest configuration, unless a file ``given`` replaces it for all, or the project is
    ``isolated``. ``flags`` are the settings of the command line, which override configurations. ``use_baseline`` is
    False for a run that ignores the baseline. ``folder`` is the one whose configuration holds for the run as a whole.
    ``allowed`` are folders that configurations may read besides their own repository; ``limits`` are those of the run.
    Mutable: configurations, settings and linters are cached.
    """

    def __init__(
        self,
        flags: Mapping[str, object] | None = None,
        *,
        given: str = "",
        isolated: bool = False,
        stdin_filename: str = "",
        use_baseline: bool = True,
        folder: str = os.curdir,
        allowed: tuple[str, ...] = (),
    ) -> None:
        self._arguments = (dict(flags or {}), given, isolated, stdin_filename, use_baseline, folder, allowed)
        self._allowed = allowed
        self._flags = Layer(FLAGS, dict(flags or {}))
        self._given = given
        self._isolated = isolated
        self._use_baseline = use_baseline
        self._folder = folder
        self.limits = Limits()
        self.written: frozenset[str] = frozenset()
        """Real paths of the files that the run itself writes; a search skips them."""
        self._own_results: set[str] = set()
        self.stdin_filename = stdin_filename
        self._directory = rulesets_directory()
        self._config_of_folder: dict[str, ConfigFile | None] = {}
        self._config_files: dict[Path, ConfigFile] = {}
        self._presets: dict[str, tuple[Layer, ...]] = {}
        self._resolved: dict[tuple[object, ...], Resolved] = {}
        self._linters: dict[tuple[object, ...], Linter] = {}

    def __reduce__(self) -> tuple[Callable[..., Project], tuple[object, ...]]:
        """Pickle the arguments only; another process creates its own project from them."""
        return _restore, (*self._arguments, self.written, self.limits)

    @cached_property
    def run(self) -> Resolved:
        """The settings of the run as a whole, which are those of its ``folder``."""
        return self.resolved(self._folder)

    def config_for(self, path: str) -> ConfigFile | None:
        """Return the configuration file of a file or folder, or None."""
        if self._given:
            return self._load(Path(self._given), self._given)
        if self._isolated:
            return None
        folder = os.path.abspath(self._settings_path(path))
        if not os.path.isdir(folder):
            folder = os.path.dirname(folder)
        if folder not in self._config_of_folder:
            file = find_config(Path(folder))
            self._config_of_folder[folder] = self._load(file, _display_path(file)) if file else None
        return self._config_of_folder[folder]

    def resolved(self, path: str) -> Resolved:
        """Return the settings of a file, each with the places that it comes from."""
        key = self._key(path)
        if key not in self._resolved:
            self._resolved[key] = resolve(self._layers(path))
        return self._resolved[key]

    def linter(self, path: str) -> Linter:
        """Return the linter for a file.

        Raises :class:`~checker.text.errors.FazhiError` for wrong settings.
        """
        from checker.project.linter import Linter

        key = self._key(path)
        if key not in self._linters:
            sibling = next(iter(self._linters.values()), None)
            linter = Linter(self._settings(path), sibling)
            linter.prepare()
            self._linters[key] = linter
        return self._linters[key]

    def lint(self, document: Document) -> Report:
        """Lint a document with the settings of its path; findings of the baseline are suppressed."""
        return self.subtract_baseline(self.linter(document.path).lint(document))

    def subtract_baseline(self, report: Report) -> Report:
        """Return the report with the findings of the baseline suppressed."""
        if self.baseline is None:
            return report
        return self.baseline.subtract(report, self.linter(report.document.path).inactive_rules)

    @cached_property
    def baseline(self) -> Baseline | None:
        """The baseline of the run, or None; raises :class:`~checker.text.errors.FazhiError` for an invalid one."""
        file = self.run.text("baseline")
        if not file or not self._use_baseline:
            return None
        from checker.lint.baseline import load_baseline

        return load_baseline(file)

    def excluded(self, path: str) -> bool:
        """Return True for a path that a search of folders skips; results of the tool itself are remembered."""
        if self.written and os.path.realpath(path) in self.written:
            return True
        patterns = self.resolved(os.path.dirname(path.rstrip(os.sep)) or os.curdir).of_type("exclude", Patterns)
        if any(pattern.match(path) for pattern in patterns):
            return True
        own = not path.endswith(os.sep) and is_own_result(path)
        if own:
            self._own_results.add(path)
        return own

    @property
    def own_results(self) -> list[str]:
        """The results of the tool itself that searches have passed over, in order."""
        return sorted(self._own_results)

    def _settings_path(self, path: str) -> str:
        """The path that determines the settings; that of standard input is ``stdin_filename``."""
        return (self.stdin_filename or os.curdir) if path in (STANDARD_INPUT, "<stdin>") else path

    def _load(self, path: Path, shown: str) -> ConfigFile:
        if path not in self._config_files:
            self._config_files[path] = load_config(path, shown=shown, allowed=self._allowed)
        return self._config_files[path]

    def _per_file(self, path: str) -> tuple[PerFile, ...]:
        config = self.config_for(path)
        return tuple(item for item in config.per_file if item.files.match(self._settings_path(path))) if config else ()

    def _key(self, path: str) -> tuple[object, ...]:
        """A key that files with the same settings share."""
        config = self.config_for(path)
        return (config.path if config else None, *(id(item) for item in self._per_file(path)))

    def _layers(self, path: str) -> tuple[Layer, ...]:
        config = self.config_for(path)
        own = (*(config.layers if config else ()), *(item.layer for item in self._per_file(path)), self._flags)
        name = next((layer.values["preset"] for layer in reversed(own) if "preset" in layer.values), "default")
        assert isinstance(name, str)
        if name not in self._presets:
            layers = load_preset(self._directory / "presets", name)
            # The key by which a preset names its own base is no setting of the user's.
            self._presets[name] = tuple(_without(layer, ("preset",)) for layer in layers)
        presets = self._presets[name]
        if any("select" in layer.values for layer in own):
            # An explicit selection replaces the preset's choice of rules as a whole.
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
            ignore_entries=resolved.of_type("ignore", IgnoreEntry),
            excluded=self.excluded,
            rule_origins=_rule_origins(resolved),
        )


def _restore(  # noqa: PLR0913, PLR0917 - the arguments of Project.__reduce__
    flags: dict[str, object],
    given: str,
    isolated: bool,  # noqa: FBT001 - in the order of Project.__reduce__
    stdin_filename: str,
    use_baseline: bool,  # noqa: FBT001
    folder: str,
    allowed: tuple[str, ...],
    written: frozenset[str],
    limits: Limits,
) -> Project:
    project = Project(
        flags,
        given=given,
        isolated=isolated,
        stdin_filename=stdin_filename,
        use_baseline=use_baseline,
        folder=folder,
        allowed=allowed,
    )
    project.written = written
    project.limits = limits
    return project


def _without(layer: Layer, keys: tuple[str, ...]) -> Layer:
    return replace(layer, values={key: value for key, value in layer.values.items() if key not in keys})


def _rule_origins(resolved: Resolved) -> Mapping[str, str]:
    """Map the names of rules to the places where they are written, for errors about unknown names."""
    names = {name: resolved.origin(key, name) for key in _RULE_LISTS for name in resolved.texts(key)}
    for step in resolved.steps.get("severity", ()):
        assert isinstance(step.value, Mapping)
        names.update(dict.fromkeys(step.value, step.where))
    for entry in resolved.of_type("ignore", IgnoreEntry):
        names.update(dict.fromkeys(entry.request.names, entry.request.source_text))
    return names


def _display_path(path: Path) -> str:
    """The displayed path of a configuration file: relative to the current folder where it is near, else in full."""
    relative = os.path.relpath(path)
    return (relative if relative.count(os.pardir) <= _MAX_PARENTS else os.fspath(path)).replace(os.sep, "/")
