"""Findings one by one, each with its line and carets below its characters; and the list of required parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.i18n.language import Say
from checker.lint.report import PartStatus, Report
from checker.outputs.display import WIDTH, Display
from checker.outputs.grouping import label_of
from checker.outputs.severities import SEVERITIES
from checker.outputs.terminal import content
from checker.outputs.terminal.layout import (
    FAINT,
    PLAIN,
    Line,
    cells,
    cut,
    pad,
    wrap_beside,
    wrap_segments,
)
from checker.outputs.terminal.styles import INDENT, PART_STYLES, STYLES
from checker.outputs.visible import visible
from checker.outputs.words import part_state
from checker.text.diagnostic import Diagnostic

_MIN_COLUMN = 8
"""The minimum width of the last column of a table, in cells."""


def render_finding(report: Report, item: Diagnostic, display: Display) -> Iterator[Line]:
    """Yield the lines of a finding."""
    width = display.width or WIDTH
    title = f"{display.say(SEVERITIES[item.severity])} {visible(label_of(item))}"
    rest = f" {item.rule}  {display.place(item.place.label)}"
    yield from wrap_segments(((title, STYLES[item.severity]), (rest, PLAIN)), width)
    for line in _body(report, item, display, max(width - len(INDENT[0]), 1)):
        yield (INDENT, *line)


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


def checklist(parts: tuple[PartStatus, ...], display: Display) -> Iterator[Line]:
    """Yield the required parts: the missing ones, those only mentioned, and those that are there.

    Each has a sign and the text that it was recognised by; only ``--sort place`` shows these for all parts, otherwise
    those that are there stand in one row.
    """
    say = display.say
    states = [(*part_state(part, say), say(part.title)) for part in parts]
    rows = [row for state in ("missing", "named", "there") for row in states if row[0] == state]
    short = [] if display.sort == "place" else [row for row in rows if row[0] == "there"]
    yield from _rows(rows[: len(rows) - len(short)], display)
    if short:
        yield from _there(short, say, display.width or WIDTH)


def _there(rows: Sequence[tuple[str, str, str, str]], say: Say, width: int) -> Iterator[Line]:
    titles = say("、").join(title for *_, title in rows)
    indent = f" {rows[0][1]}  "
    first, *others = wrap_beside(indent, titles, width)
    text = first[0][0]
    yield ((" ", PLAIN), (text[1 : len(indent) - 2], PART_STYLES["there"]), (text[len(indent) - 2 :], PLAIN))
    yield from others


def _rows(rows: Sequence[tuple[str, str, str, str]], display: Display) -> Iterator[Line]:
    if not rows:
        return
    titles = max(cells(title) for *_, title in rows)
    signs = max(cells(sign) for _, sign, _, _ in rows)
    width = display.width or WIDTH
    room = max(width - titles - signs - len("      "), _MIN_COLUMN)
    for state, sign, note, title in rows:
        shown = note if cells(note) <= room else f"{cut(note, room - 1)}…"
        line = ((" ", PLAIN), (sign, PART_STYLES[state]), (pad("", signs - cells(sign)), PLAIN))
        yield from wrap_segments((*line, (f"  {pad(title, titles)}  {shown}", PLAIN)), width)
