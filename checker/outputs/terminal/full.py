"""The report for people in colour: each finding in its line, why, by which norm, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule as Line
from rich.table import Column, Table
from rich.text import Text

from checker.i18n.language import Say
from checker.lint.report import PartStatus, Report
from checker.outputs.audit import audit_line
from checker.outputs.display import Display
from checker.outputs.severities import SEVERITIES
from checker.outputs.terminal import pieces
from checker.outputs.terminal.console import rendered
from checker.outputs.terminal.grid import grid
from checker.outputs.visible import visible
from checker.outputs.words import share_line, standing
from checker.text.diagnostic import Diagnostic, Severity

# Red and magenta are the colours of the sixteen that can be read on white and on black alike; yellow, cyan
# and green vanish on white, blue on black. What is faint tells nothing: dim is for lines and frames only.
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold magenta", Severity.INFO: "bold"}
_STANDINGS = {"there": "bold", "named": "bold magenta", "missing": "bold red"}


def write(reports: Sequence[Report], display: Display) -> str:
    """All reports, then the table of all files; nothing when there are none."""
    if not reports:
        return ""
    closing = grid(pieces.summary(reports, display), display.say)
    return rendered((*(_report(report, display) for report in reports), closing), display)


def _report(report: Report, display: Display) -> RenderableType:
    say = display.say
    shown = [item for item in report.told if item.severity >= display.minimum]
    parts: list[RenderableType] = [Text(), *_header(report, say), Text()]
    for item in shown:
        parts.extend((*_finding(report, item, display), Text()))
    if not shown:
        parts.extend((Text(say(pieces.NOTHING_FOUND), style="bold"), Text()))
    if report.parts:
        parts.extend((checklist(report.parts, say), Text()))
    if report.verified:
        parts.extend((Text(audit_line(report.verified, say)), Text()))
    parts.extend(Text(share_line(share, say)) for share in report.shares)
    parts.extend(Text(line) for line in pieces.fixable(shown, say))
    parts.extend(Text(line) for line in pieces.more(report, say))
    return Group(*parts)


def head(path: str) -> RenderableType:
    """The line that a report begins with."""
    return Line(Text(visible(path), style="bold"), align="left", style="dim")


def _header(report: Report, say: Say) -> Iterator[RenderableType]:
    yield head(report.document.path)
    yield Text("   ").join(Text.assemble(f"{name} ", (value, "bold")) for name, value in pieces.facts(report, say))


def _finding(report: Report, item: Diagnostic, display: Display) -> Iterator[RenderableType]:
    line = Text()
    line.append(f"{display.say(SEVERITIES[item.severity])} {item.rule}", style=_STYLES[item.severity])
    line.append(f" {item.name}")
    line.append(f"  {display.place(item.place.label)}")
    yield line
    body: list[RenderableType] = [_excerpt(report, item)] if item.scope == "span" else []
    body.append(Text(visible(item.message)))
    notes = Table.grid(Column(no_wrap=True), Column(overflow="fold"), padding=(0, 1, 0, 0))
    for name, note in pieces.notes(report, item, display):
        notes.add_row(name, Text(note))
    yield Padding(Group(*body, notes), (0, 0, 0, 2))


def _excerpt(report: Report, item: Diagnostic) -> RenderableType:
    """The finding in its line, and a mark under exactly its characters, two cells a Han character."""
    before, found, after = pieces.window(report.shown_text, item.span)
    number, style = f"{item.place.line} ", _STYLES[item.severity]
    line = Text.assemble(number, ("│ ", "dim"), before, (found, style), after)
    line.no_wrap = True
    mark = Text.assemble(" " * len(number), ("│ ", "dim"), " " * cell_len(before))
    mark.append("^" * max(1, cell_len(found)), style=style)
    mark.no_wrap = True
    return Group(line, mark)


def checklist(parts: tuple[PartStatus, ...], say: Say) -> RenderableType:
    """The parts that a report must have."""
    rows = Table(
        box=None,
        show_header=False,
        padding=(0, 1),
        title=say(pieces.PARTS),
        title_justify="left",
        title_style="bold",
    )
    for part in parts:
        how, mark, note = standing(part, say)
        rows.add_row(Text(mark, style=_STANDINGS[how]), Text(say(part.title)), Text(note))
    return rows
