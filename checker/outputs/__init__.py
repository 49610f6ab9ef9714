"""Output formats: how results are shown to people and passed to other programs, one module per format.

The table below is explicit, and imports the modules on demand. ``rendering`` renders some formats file by file.
May import ``lint``, ``i18n`` and the rooms below them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from checker.outputs.display import Display

if TYPE_CHECKING:
    from checker.lint.report import Report

Writer = Callable[["Sequence[Report]", Display], str]


def _full(reports: Sequence[Report], display: Display) -> str:
    from checker.outputs.terminal import full

    return full.write(reports, display)


def _concise(reports: Sequence[Report], display: Display) -> str:
    from checker.outputs.terminal import concise

    return concise.write(reports, display)


def _json(reports: Sequence[Report], display: Display) -> str:
    from checker.outputs.machine import json

    return json.write(reports, display)


def _sarif(reports: Sequence[Report], display: Display) -> str:
    from checker.outputs.machine import sarif

    return sarif.write(reports, display)


def _github(reports: Sequence[Report], display: Display) -> str:
    from checker.outputs.machine import github

    return github.write(reports, display)


def _gitlab(reports: Sequence[Report], display: Display) -> str:
    from checker.outputs.machine import gitlab

    return gitlab.write(reports, display)


def _junit(reports: Sequence[Report], display: Display) -> str:
    from checker.outputs.machine import junit

    return junit.write(reports, display)


def _markdown(reports: Sequence[Report], display: Display) -> str:
    from checker.outputs import markdown

    return markdown.write(reports, display)


def _csv(reports: Sequence[Report], display: Display) -> str:
    from checker.outputs.machine import csv

    return csv.write(reports, display)


def _html(reports: Sequence[Report], display: Display) -> str:
    from checker.outputs.page import html

    return html.write(reports, display)


WRITERS: dict[str, Writer] = {
    "full": _full,
    "concise": _concise,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
    "gitlab": _gitlab,
    "junit": _junit,
    "markdown": _markdown,
    "csv": _csv,
    "html": _html,
}
"""The writer of each output format, by name."""
