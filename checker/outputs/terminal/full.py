"""The full format: each finding in its line, with its message, its source and the suggested change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.lint.report import PartStatus, Report
from checker.outputs.audit import audit_line
from checker.outputs.display import WIDTH, Display
from checker.outputs.severities import SEVERITIES
from checker.outputs.terminal import content
from checker.outputs.terminal.layout import (
    BOLD,
    FAINT,
    MAGENTA,
    PLAIN,
    RED,
    Line,
    cells,
    cut,
    pad,
    paint,
    wrap_beside,
    wrap_segments,
)
from checker.outputs.terminal.summary import render_summary
from checker.outputs.visible import visible
from checker.outputs.words import part_state, share_line
from checker.text.diagnostic import Diagnostic, Severity

STYLES = {Severity.ERROR: RED, Severity.WARNING: MAGENTA, Severity.INFO: BOLD}
PART_STYLES = {"there": BOLD, "named": MAGENTA, "missing": RED}
_INDENT = ("  ", PLAIN)
_MIN_COLUMN = 8
"""The minimum width of the last column of a table, in cells."""


def write(reports: Sequence[Report], display: Display) -> str:
    """Write all reports, then the summary of all files; an empty string when there are no reports."""
    if not reports:
        return ""
    rendered = "".join(render_report(report, display) for report in reports)
    return rendered + render_summary(content.summary(reports, display), display)


def render_report(report: Report, display: Display) -> str:
    """Render one report."""
    return paint(_report(report, display), color=bool(display.color))


def _report(report: Report, display: Display) -> Iterator[Line]:
    width, say = display.width or WIDTH, display.say
    shown = [item for item in report.unsuppressed if item.severity >= display.minimum]
    yield ()
    yield from _header(report, display)
    yield ()
    for item in shown:
        yield from _finding(report, item, display)
        yield ()
    if not shown:
        yield from (*wrap_segments(((say(content.NOTHING_FOUND), BOLD),), width), ())
    if report.parts:
        yield from (*_checklist(report.parts, display), ())
    if report.verified:
        yield from (*wrap_segments(((audit_line(report.verified, say), PLAIN),), width), ())
    shares = (share_line(share, say) for share in report.shares)
    for line in (*shares, *content.fixable(shown, say), *content.omitted(report, say)):
        yield from wrap_segments(((line, PLAIN),), width)


def _header(report: Report, display: Display) -> Iterator[Line]:
    width = display.width or WIDTH
    *above, last = wrap_segments(((visible(report.document.path), BOLD),), width)
    yield from above
    room = width - sum(cells(text) for text, _ in last) - 1
    yield (*last, (" ", PLAIN), ("─" * room, FAINT)) if room > 0 else last
    facts = content.facts(report, display.say)
    segments = [segment for name, value in facts for segment in ((f"{name} ", PLAIN), (value, BOLD), ("   ", PLAIN))]
    yield from wrap_segments(segments, width)


def _finding(report: Report, item: Diagnostic, display: Display) -> Iterator[Line]:
    width = display.width or WIDTH
    title = f"{display.say(SEVERITIES[item.severity])} {item.rule}"
    rest = f" {item.name}  {display.place(item.place.label)}"
    yield from wrap_segments(((title, STYLES[item.severity]), (rest, PLAIN)), width)
    for line in _body(report, item, display, max(width - len(_INDENT[0]), 1)):
        yield (_INDENT, *line)


def _body(report: Report, item: Diagnostic, display: Display, width: int) -> Iterator[Line]:
    if item.scope == "span":
        yield from _excerpt(report, item, width)
    yield from wrap_segments(((visible(item.message), PLAIN),), width)
    notes = list(content.notes(report, item, display))
    name_width = max(cells(name) for name, _ in notes) + 1
    for name, note in notes:
        yield from wrap_beside(pad(name, name_width), note, width)


def _excerpt(report: Report, item: Diagnostic, width: int) -> Iterator[Line]:
    """The line of a finding with carets below exactly its characters, two for a Han character."""
    before, found, after = content.window(report.shown_text, item.span)
    number, style = f"{item.place.line} ", STYLES[item.severity]
    room = width - len(number) - len("│ ")
    shown = cut(before + found + after, room)
    start, end = len(before), len(before) + len(found)
    bar = ("│ ", FAINT)
    yield (number, PLAIN), bar, (shown[:start], PLAIN), (shown[start:end], style), (shown[end:], PLAIN)
    blanks = cells(before)
    carets = cut("^" * max(1, cells(found)), room - blanks)
    yield (" " * len(number), PLAIN), bar, (cut(" " * blanks, room), PLAIN), (carets, style)


def _checklist(parts: tuple[PartStatus, ...], display: Display) -> Iterator[Line]:
    """The required parts, each with a sign and the text that it was recognised by."""
    say = display.say
    yield ((say(content.PARTS), BOLD),)
    rows = [(*part_state(part, say), say(part.title)) for part in parts]
    titles = max(cells(title) for *_, title in rows)
    signs = max(cells(sign) for _, sign, _, _ in rows)
    width = display.width or WIDTH
    room = max(width - titles - signs - len("      "), _MIN_COLUMN)
    for state, sign, note, title in rows:
        shown = note if cells(note) <= room else f"{cut(note, room - 1)}…"
        line = ((" ", PLAIN), (sign, PART_STYLES[state]), (pad("", signs - cells(sign)), PLAIN))
        yield from wrap_segments((*line, (f"  {pad(title, titles)}  {shown}", PLAIN)), width)
