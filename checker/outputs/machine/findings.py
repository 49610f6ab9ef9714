"""What the outputs for other programs share: which findings are told, in which order, at which path."""

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


class Found(Struct, frozen=True):
    """A finding together with the report that it is in."""

    report: Report
    item: Diagnostic


def shown_findings(reports: Sequence[Report], display: Display, *, suppressed: bool = False) -> list[Found]:
    """The findings to be told, in the order of the files; suppressed ones only when asked for."""
    return [
        Found(report, item)
        for report in reports
        for item in report.diagnostics
        if item.severity >= display.minimum and (suppressed or not item.suppressed)
    ]


def most_severe_first(found: Sequence[Found]) -> list[Found]:
    """Errors, warnings, hints, each in the order given: readers of many formats stop after so many."""
    return sorted(found, key=lambda one: -one.item.severity)


def has_lines(document: Document) -> bool:
    """True for a file that people open as lines of text; a line number of another says nothing to them."""
    return document.format in TEXT_FORMATS


def repository_path(path: str) -> str:
    """The path as code hosts know it, without ``./`` in front."""
    while path.startswith("./"):
        path = path[2:].lstrip("/")
    return path


def placed_message(found: Found, display: Display) -> str:
    """The message; in a file without lines behind words for the place. One line."""
    label = (
        "" if has_lines(found.report.document) else display.say("{place}:", place=display.place(found.item.place.label))
    )
    return visible(f"{label}{found.item.message}")


def shown_fixes(report: Report, item: Diagnostic) -> list[Fix]:
    """The fixes that may be written down: none whose text stands where a private number is."""
    return [
        fix for fix in item.fixes if not any(edit.span.overlaps(span) for edit in fix.edits for span in report.masked)
    ]
