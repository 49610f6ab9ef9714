"""The full format: the verdict, the required parts, and each finding with its message, source and suggested change.

The most severe findings come first and those of a rule together; with ``--sort place`` the findings follow the text,
each with its line and carets below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.lint.report import Report
from checker.outputs.audit import audit_line
from checker.outputs.display import WIDTH, Display
from checker.outputs.grouping import by_weight, grouped, places_told
from checker.outputs.terminal import content
from checker.outputs.terminal.by_rule import by_rule
from checker.outputs.terminal.collapsed import filled, render_groups
from checker.outputs.terminal.detailed import checklist, render_finding
from checker.outputs.terminal.layout import BOLD, FAINT, PLAIN, Line, cells, paint, wrap_segments
from checker.outputs.terminal.summary import render_summary
from checker.outputs.verdict import verdict
from checker.outputs.visible import visible
from checker.outputs.words import part_state, share_line


def write(reports: Sequence[Report], display: Display) -> str:
    """Write all reports, then the summary of all files; an empty string when there are no reports."""
    if not reports:
        return ""
    if display.group_by == "rule":
        body = paint(by_rule(reports, display), color=bool(display.color))
    else:
        body = "".join(render_report(report, display) for report in reports)
    return body + render_summary(content.summary(reports, display), display)


def render_report(report: Report, display: Display) -> str:
    """Render one report; with ``quiet`` as one line, or as none when nothing was found."""
    if display.quiet:
        return paint(_quiet(report, display), color=bool(display.color))
    return paint(_report(report, display), color=bool(display.color))


def _quiet(report: Report, display: Display) -> Iterator[Line]:
    found = any(item.severity >= display.minimum for item in report.unsuppressed)
    if found or not report.is_report:
        path = display.say("{place}：", place=visible(report.document.path))
        yield (path, PLAIN), (verdict(report, display.minimum, display.say), BOLD)


def _report(report: Report, display: Display) -> Iterator[Line]:
    width, say = display.width or WIDTH, display.say
    shown = [item for item in places_told(report) if item.severity >= display.minimum]
    yield ()
    yield from _header(report, display)
    yield from wrap_segments(((verdict(report, display.minimum, say), BOLD),), width)
    if report.parts and _shows_parts(report, display):
        yield from checklist(report.parts, display)
    yield from _remarks(report, display)
    yield ()
    if display.sort == "place":
        for item in shown:
            yield from (*render_finding(report, item, display), ())
    elif shown:
        yield from render_groups(report, grouped(by_weight(report, shown)), display)


def _shows_parts(report: Report, display: Display) -> bool:
    """Return False for a complete list below the verdict that nothing was found; places and lists want it always."""
    complete = all(part_state(part)[0] == "there" for part in report.parts)
    return display.sort == "place" or not complete or bool(report.unsuppressed)


def _remarks(report: Report, display: Display) -> Iterator[Line]:
    """What else is to be said: what was checked and is correct, what can be mended, what is not shown."""
    width, say = display.width or WIDTH, display.say
    shown = [item for item in places_told(report) if item.severity >= display.minimum]
    lines = [audit_line(report.verified, say)] if report.verified else []
    lines.extend(share_line(share, say) for share in report.shares)
    yield from filled(
        [("", line) for line in (*lines, *content.fixable(shown, say), *content.omitted(report, display))], width
    )


def _header(report: Report, display: Display) -> Iterator[Line]:
    width = display.width or WIDTH
    *above, last = wrap_segments(((visible(report.document.path), BOLD),), width)
    yield from above
    room = width - sum(cells(text) for text, _ in last) - 1
    yield (*last, (" ", PLAIN), ("─" * room, FAINT)) if room > 0 else last
    facts = content.facts(report, display.say)
    segments = [segment for name, value in facts for segment in ((f"{name} ", PLAIN), (value, BOLD), ("   ", PLAIN))]
    yield from wrap_segments(segments, width)
