"""Configurations that are wrong: told once, shown in the file, and taken back when they are right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lsprotocol import types
from msgspec import Struct
from pygls.uris import from_fs_path

from checker.outputs.visible import visible
from checker.server.diagnostics import SOURCE
from checker.server.linters import ConfigurationError


class Telling(Struct, frozen=True):
    """How the editor is told: a message for the user, and the diagnostics of a file."""

    message: Callable[[str], None]
    diagnostics: Callable[[str, list[types.Diagnostic]], None]


class Problems:
    """The problem of each open text, so that one that is shared is told once and goes with the last."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._of: dict[str, ConfigurationError] = {}

    def update(self, uri: str, problem: ConfigurationError | None) -> None:
        """Take what a text's last run says about its configuration."""
        before = self._of.pop(uri, None)
        known = {str(one) for one in (*self._of.values(), *([before] if before else []))}
        if problem:
            self._of[uri] = problem
            if str(problem) not in known:
                self._telling.message(visible(str(problem)))
                self._show(problem.path)
        if before and str(before) not in {str(one) for one in self._of.values()}:
            self._show(before.path)

    def _show(self, path: str) -> None:
        """The diagnostics of a configuration file as they are now."""
        if not Path(path).is_absolute():
            return
        here = {str(one): one for one in self._of.values() if one.path == path}
        uri = from_fs_path(path)
        if uri:
            self._telling.diagnostics(uri, [_diagnostic(one) for one in here.values()])


def _diagnostic(problem: ConfigurationError) -> types.Diagnostic:
    line = max(problem.line, 1) - 1
    reason = str(problem).removeprefix(problem.path).lstrip(":").removeprefix(f"{problem.line}:")
    return types.Diagnostic(
        # To the end of the line, which a client cuts off where the line ends.
        types.Range(types.Position(line, 0), types.Position(line + 1, 0)),
        visible(reason),
        types.DiagnosticSeverity.Error,
        source=SOURCE,
    )
