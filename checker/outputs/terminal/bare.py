"""The report for people without colours: line for line what :mod:`checker.outputs.terminal.full` writes, put together here.

Most runs write to a file or a pipe, and rich takes as long for a report as all the rules together. What does not fit
the width in the plain way is left to rich.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.lint.report import PartStatus, Report
from checker.outputs.audit import audit_line
from checker.outputs.display import WIDTH, Display
from checker.outputs.severities import SEVERITIES
from checker.outputs.terminal import pieces
from checker.outputs.terminal.cells import broken, cells, cut
from checker.outputs.terminal.summary import by_rich, closing, filled, lines_of
from checker.outputs.visible import visible
from checker.outputs.words import share_line, standing
from checker.text.diagnostic import Diagnostic

_INDENT = "  "


def write(reports: Sequence[Report], display: Display) -> str:
    """All reports, then the table of all files; nothing when there are none."""
    if not reports:
        return ""
    told = "".join(text_of(report, display) for report in reports)
    return told + closing(pieces.summary(reports, display), display)


def text_of(report: Report, display: Display) -> str:
    """What is said about one report."""
    return lines_of(_report(report, display))


def _report(report: Report, display: Display) -> Iterator[str]:
    width, say = display.width or WIDTH, display.say
    shown = [item for item in report.told if item.severity >= display.minimum]
    yield ""
    yield from _header(report, display)
    yield ""
    for item in shown:
        yield from _finding(report, item, display)
        yield ""
    if not shown:
        yield from (*broken(say(pieces.NOTHING_FOUND), width), "")
    if report.parts:
        yield from (*_checklist(report.parts, display), "")
    if report.verified:
        yield from (*broken(audit_line(report.verified, say), width), "")
    shares = (share_line(share, say) for share in report.shares)
    for line in (*shares, *pieces.fixable(shown, say), *pieces.more(report, say)):
        yield from broken(line, width)


def _header(report: Report, display: Display) -> Iterator[str]:
    width = display.width or WIDTH
    path = visible(report.document.path)
    if (room := width - cells(path) - 1) > 0:
        yield f"{path} {'─' * room}"
    else:
        from checker.outputs.terminal import full  # noqa: PLC0415 - rich is loaded where it is needed

        yield from by_rich((full.head(report.document.path),), display)
    yield from broken("".join(f"{name} {value}   " for name, value in pieces.facts(report, display.say)), width)


def _finding(report: Report, item: Diagnostic, display: Display) -> Iterator[str]:
    width, word = display.width or WIDTH, display.say(SEVERITIES[item.severity])
    yield from broken(f"{word} {item.rule} {item.name}  {display.place(item.place.label)}", width)
    room = width - len(_INDENT)
    if item.scope == "span":
        before, found, after = pieces.window(report.shown_text, item.span)
        number = f"{item.place.line} │ "
        yield _INDENT + cut(f"{number}{before}{found}{after}", room)
        below = f"{' ' * (len(number) - 2)}│ {' ' * cells(before)}{'^' * max(1, cells(found))}"
        yield _INDENT + below[: max(room, 0)]  # every character is as wide as a cell
    for line in broken(visible(item.message), room):
        yield _INDENT + line
    notes = list(pieces.notes(report, item, display))
    named = max(cells(name) for name, _ in notes) + 1
    for name, note in notes:
        first, *others = broken(note, room - named)
        yield f"{_INDENT}{filled(name, named)}{first}"
        yield from (f"{_INDENT}{' ' * named}{line}" for line in others)


def _checklist(parts: tuple[PartStatus, ...], display: Display) -> Iterable[str]:
    say = display.say
    rows = [(mark, say(part.title), note) for part in parts for _, mark, note in (standing(part, say),)]
    *named, widest = (max(map(cells, column)) for column in zip(*rows, strict=True))
    room = (display.width or WIDTH) - 2 * len(rows[0]) - sum(named)
    if widest > room and (room < max(named) or any(len(note.split()) > 1 for _, _, note in rows)):
        from checker.outputs.terminal import full  # noqa: PLC0415 - rich is loaded where it is needed

        return by_rich((full.checklist(parts, say),), display)
    widths = (*named, min(widest, room))
    return (say(pieces.PARTS), *(_row((mark, title, _shortened(note, room)), widths) for mark, title, note in rows))


def _shortened(note: str, room: int) -> str:
    return note if cells(note) <= room else f"{cut(note, room - 1)}…"


def _row(row: tuple[str, ...], widths: tuple[int, ...]) -> str:
    return "".join(f" {filled(cell, width)} " for cell, width in zip(row, widths, strict=True))
