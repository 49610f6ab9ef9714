"""Shared by the outputs for other programs: which findings are included, their order and their paths."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from checker.formats import TEXT_FORMATS
from checker.lint.report import Report
from checker.outputs.display import Display
from checker.outputs.visible import visible
from checker.text.diagnostic import Confidence, Diagnostic, Fix
from checker.text.document import Document

CONFIDENCE_WORDS = {Confidence.HIGH: "高", Confidence.MEDIUM: "中", Confidence.LOW: "低"}


class ReportedFinding(Struct, frozen=True):
    """A finding with the report that contains it."""

    report: Report
    item: Diagnostic


def shown_findings(reports: Sequence[Report], display: Display, *, suppressed: bool = False) -> list[ReportedFinding]:
    """Return the findings of sufficient severity, in the order of the files; with ``suppressed``, also those."""
    return [
        ReportedFinding(report, item)
        for report in reports
        for item in report.diagnostics
        if item.severity >= display.minimum and (suppressed or not item.suppressed)
    ]


def most_severe_first(found: Sequence[ReportedFinding]) -> list[ReportedFinding]:
    """Sort by severity, stably, because the readers of many formats truncate long lists."""
    return sorted(found, key=lambda entry: -entry.item.severity)


def has_lines(document: Document) -> bool:
    """Return True for a text file; in other files line numbers mean nothing to users."""
    return document.format in TEXT_FORMATS


def repository_path(path: str) -> str:
    """Return the path as code hosts expect it, without leading ``./``."""
    while path.startswith("./"):
        path = path[2:].lstrip("/")
    return path


def placed_message(found: ReportedFinding, display: Display) -> str:
    """Return the message in one line; in a file without lines, with the label of the place in front."""
    label = (
        "" if has_lines(found.report.document) else display.say("{place}:", place=display.place(found.item.place.label))
    )
    return visible(f"{label}{found.item.message}")


def shown_fixes(report: Report, item: Diagnostic) -> list[Fix]:
    """Return the fixes of a finding, except those whose edits overlap a private number."""
    return [
        fix for fix in item.fixes if not any(edit.span.overlaps(span) for edit in fix.edits for span in report.masked)
    ]
