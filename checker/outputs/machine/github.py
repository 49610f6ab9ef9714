"""Workflow commands for GitHub Actions, which annotate lines of a pull request.

GitHub shows ten annotations of each kind per step, so errors come first.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.lint.report import Report
from checker.outputs.display import Display
from checker.outputs.grouping import label_of
from checker.outputs.machine.findings import (
    ReportedFinding,
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
    """Write one command per finding."""
    return "".join(f"{_command(found, display)}\n" for found in most_severe_first(shown_findings(reports, display)))


def _command(found: ReportedFinding, display: Display) -> str:
    item = found.item
    properties = {
        "file": repository_path(item.path),
        **(_lines(found) if has_lines(found.report.document) else {}),
        "title": f"{item.rule} {label_of(item)}",
    }
    encoded = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    mend = display.say("改法:{mend}", mend=visible(item.mend))
    source = display.say("依据:{source}", source=visible(item.source))
    message = f"{placed_message(found, display)}\n{mend}\n{source}"
    return f"::{_COMMANDS[item.severity]} {encoded}::{_data(message)}"


def _lines(found: ReportedFinding) -> dict[str, str]:
    """The line properties; columns only within one line, because GitHub rejects them across lines."""
    start, end = found.item.place, found.item.end_place
    lines = {"line": str(start.line), "endLine": str(end.line)}
    if found.item.scope == "span" and start.line == end.line:
        lines |= {"col": str(start.column), "endColumn": str(end.column)}
    return lines


def _data(text: str) -> str:
    """Encode text as the data of a command, so that it stays on one line and contains no other command."""
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
