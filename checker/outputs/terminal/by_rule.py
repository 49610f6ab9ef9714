"""Findings by rule over all files: ``--group-by rule``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.lint.report import Report
from checker.outputs.display import WIDTH, Display
from checker.outputs.grouping import by_weight, grouped, places_told
from checker.outputs.terminal.collapsed import group_title, notes, place_and_notes, related_note, same_message
from checker.outputs.terminal.layout import BOLD, PLAIN, Line, wrap_segments
from checker.outputs.terminal.styles import INDENT
from checker.outputs.verdict import verdict
from checker.outputs.visible import visible
from checker.text.diagnostic import Diagnostic


def by_rule(reports: Sequence[Report], display: Display) -> Iterator[Line]:
    """Yield the verdict on each file, then each rule with its findings in all files."""
    say, width = display.say, display.width or WIDTH
    by_path = {report.document.path: report for report in reports}
    for report in reports:
        path = say("{place}：", place=visible(report.document.path))
        yield from wrap_segments(((path, PLAIN), (verdict(report, display.minimum, say), BOLD)), width)
    yield ()
    if display.quiet:
        return
    room = max(width - 2 * len(INDENT[0]), 1)
    for group in grouped(_all_by_weight(reports, display)):
        paths = {item.path for item in group.items}
        where = say("{count} 处（{files} 个文件）", count=len(group.items), files=len(paths))
        yield from group_title(group, where, display)
        for line in notes(group, display, max(width - len(INDENT[0]), 1)):
            yield (INDENT, *line)
        path = ""
        for items in same_message(group.items):
            if items[0].path != path:
                path = items[0].path
                for line in wrap_segments(((visible(path), BOLD),), max(width - len(INDENT[0]), 1)):
                    yield (INDENT, *line)
            own = () if group.mend else ((say("改法"), items[0].mend),)
            own = (*own, *related_note(by_path[path], items[0], display))
            for line in place_and_notes(items, own, display, room):
                yield (INDENT, INDENT, *line)
    yield ()


def _all_by_weight(reports: Sequence[Report], display: Display) -> list[Diagnostic]:
    """The findings of all reports: the most severe first, in each severity file by file."""
    found = [
        item
        for report in reports
        for item in by_weight(report, places_told(report))
        if item.severity >= display.minimum
    ]
    return sorted(found, key=lambda item: -item.severity)
