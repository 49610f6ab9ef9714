"""One line per finding: path:line:column: severity id message [title]."""

from __future__ import annotations

from collections.abc import Sequence

from checker.lint.report import Report
from checker.outputs.display import Display
from checker.outputs.grouping import by_weight, label_of
from checker.outputs.visible import visible


def write(reports: Sequence[Report], display: Display) -> str:
    """Write the lines of all reports."""
    lines = [
        f"{visible(item.path)}:{item.place.line}:{item.place.column}: "
        f"{item.severity} {item.rule} {visible(item.message)} [{visible(label_of(item))}]"
        for report in reports
        for item in (by_weight(report, report.unsuppressed) if display.sort == "severity" else report.unsuppressed)
        if item.severity >= display.minimum
    ]
    return "".join(f"{line}\n" for line in lines)
