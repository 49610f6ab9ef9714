"""The report for people in colour: each finding in its line, why, by which norm, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule as Line
from rich.table import Column, Table
from rich.text import Text

from checker.diagnostic import Diagnostic, Severity
from checker.engine import PartStatus, Report
from checker.reports import pieces
from checker.reports.audit import audit_line
from checker.reports.console import rendered
from checker.reports.display import Display
from checker.reports.grid import grid
from checker.reports.severities import SEVERITIES
from checker.reports.visible import visible
from checker.reports.words import share_line, standing

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "cyan"}
_STANDINGS = {"there": "green", "named": "yellow", "missing": "red"}


def write(reports: Sequence[Report], display: Display) -> str:
    """All reports, then the table of all files; nothing when there are none."""
    if not reports:
        return ""
    return rendered(
        (*(_report(report, display) for report in reports), grid(pieces.summary(reports, display))), display
    )


def _report(report: Report, display: Display) -> RenderableType:
    shown = [item for item in report.told if item.severity >= display.minimum]
    parts: list[RenderableType] = [Text(), *_header(report), Text()]
    for item in shown:
        parts.extend((*_finding(report, item), Text()))
    if not shown:
        parts.extend((Text(pieces.NOTHING_FOUND, style="green"), Text()))
    if report.parts:
        parts.extend((checklist(report.parts), Text()))
    if report.verified:
        parts.extend((Text(audit_line(report.verified), style="dim"), Text()))
    parts.extend(Text(share_line(share), style="dim") for share in report.shares)
    parts.extend(Text(line, style="dim") for line in pieces.fixable(shown))
    parts.extend(Text(line, style="dim") for line in pieces.more(report))
    return Group(*parts)


def head(path: str) -> RenderableType:
    """The line that a report begins with."""
    return Line(Text(visible(path), style="bold"), align="left")


def _header(report: Report) -> Iterator[RenderableType]:
    yield head(report.document.path)
    line = Text()
    for name, value in pieces.facts(report):
        line.append(f"{name} ", style="dim")
        line.append(f"{value}   ")
    yield line


def _finding(report: Report, item: Diagnostic) -> Iterator[RenderableType]:
    line = Text()
    line.append(f"{SEVERITIES[item.severity]} {item.rule}", style=_STYLES[item.severity])
    line.append(f" {item.name}", style="dim")
    line.append(f"  {item.place.label}")
    yield line
    body: list[RenderableType] = [_excerpt(report, item)] if item.scope == "span" else []
    body.append(Text(visible(item.message)))
    notes = Table.grid(Column(no_wrap=True, style="dim"), Column(overflow="fold"), padding=(0, 1, 0, 0))
    for name, note in pieces.notes(report, item):
        notes.add_row(name, Text(note))
    yield Padding(Group(*body, notes), (0, 0, 0, 2))


def _excerpt(report: Report, item: Diagnostic) -> RenderableType:
    """The finding in its line, and a mark under exactly its characters, two cells a Han character."""
    before, found, after = pieces.window(report.shown_text, item.span)
    number = f"{item.place.line} │ "
    line = Text(number, style="dim")
    line.append(before, style="not dim")
    line.append(found, style=f"not dim {_STYLES[item.severity]}")
    line.append(after, style="not dim")
    line.no_wrap = True
    mark = Text(" " * (len(number) - 2) + "│ " + " " * cell_len(before), style="dim")
    mark.append("^" * max(1, cell_len(found)), style=f"not dim {_STYLES[item.severity]}")
    mark.no_wrap = True
    return Group(line, mark)


def checklist(parts: tuple[PartStatus, ...]) -> RenderableType:
    """The parts that a report must have."""
    rows = Table(
        box=None, show_header=False, padding=(0, 1), title=pieces.PARTS, title_justify="left", title_style="dim"
    )
    for part in parts:
        how, mark, note = standing(part)
        rows.add_row(Text(mark, style=_STANDINGS[how]), Text(part.title), Text(note, style="dim"))
    return rows
