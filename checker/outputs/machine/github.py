"""Workflow commands for GitHub Actions: each finding beside its line in the pull request.

GitHub shows ten of a kind for a step, so errors come first.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.lint.report import Report
from checker.outputs.display import Display
from checker.outputs.machine.findings import (
    Found,
    has_lines,
    most_severe_first,
    placed_message,
    repository_path,
    shown_findings,
)
from checker.outputs.visible import visible
from checker.text.diagnostic import Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(reports: Sequence[Report], display: Display) -> str:
    """A command a finding; nothing when there are none."""
    return "".join(f"{_command(found, display)}\n" for found in most_severe_first(shown_findings(reports, display)))


def _command(found: Found, display: Display) -> str:
    item = found.item
    properties = {
        "file": repository_path(item.path),
        **(_lines(found) if has_lines(found.report.document) else {}),
        "title": f"{item.rule} {item.name}",
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    mend = display.say("改法:{mend}", mend=visible(item.mend))
    source = display.say("依据:{source}", source=visible(item.source))
    message = f"{placed_message(found, display)}\n{mend}\n{source}"
    return f"::{_COMMANDS[item.severity]} {listed}::{_data(message)}"


def _lines(found: Found) -> dict[str, str]:
    """Columns only within one line: GitHub refuses them across lines."""
    start, end = found.item.place, found.item.end_place
    lines = {"line": str(start.line), "endLine": str(end.line)}
    if found.item.scope == "span" and start.line == end.line:
        lines |= {"col": str(start.column), "endColumn": str(end.column)}
    return lines


def _data(text: str) -> str:
    """Text as the value of a command: on one line, and nothing in it is another command."""
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
