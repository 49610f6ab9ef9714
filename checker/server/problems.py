"""Errors in configurations: shown to the user once, published in the file, and cleared when fixed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lsprotocol import types
from msgspec import Struct
from pygls.uris import from_fs_path

from checker.outputs.visible import visible
from checker.server.diagnostics import SOURCE
from checker.server.linters import ConfigurationError


class Publisher(Struct, frozen=True):
    """The functions that show a message to the user, and publish the diagnostics of a file."""

    message: Callable[[str], None]
    diagnostics: Callable[[str, list[types.Diagnostic]], None]


class Problems:
    """The configuration error of each open text; one that texts share is shown once and cleared with the last text."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._by_uri: dict[str, ConfigurationError] = {}

    def update(self, uri: str, problem: ConfigurationError | None) -> None:
        """Set the configuration error of a text, or clear it with None."""
        before = self._by_uri.pop(uri, None)
        known = {str(other) for other in (*self._by_uri.values(), *([before] if before else []))}
        if problem:
            self._by_uri[uri] = problem
            if str(problem) not in known:
                self._publisher.message(visible(str(problem)))
                self._show(problem.path)
        if before and str(before) not in {str(other) for other in self._by_uri.values()}:
            self._show(before.path)

    def _show(self, path: str) -> None:
        """Publish the current diagnostics of a configuration file."""
        if not Path(path).is_absolute():
            return
        problems = {str(problem): problem for problem in self._by_uri.values() if problem.path == path}
        uri = from_fs_path(path)
        if uri:
            self._publisher.diagnostics(uri, [_diagnostic(problem) for problem in problems.values()])


def _diagnostic(problem: ConfigurationError) -> types.Diagnostic:
    line = max(problem.line, 1) - 1
    reason = str(problem).removeprefix(problem.path).lstrip(":").removeprefix(f"{problem.line}:")
    return types.Diagnostic(
        # The range extends to the start of the next line, which includes the whole line.
        types.Range(types.Position(line, 0), types.Position(line + 1, 0)),
        visible(reason),
        types.DiagnosticSeverity.Error,
        source=SOURCE,
    )
