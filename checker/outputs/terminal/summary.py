"""The summary table of the full format: findings of each file by severity, then all findings by family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.outputs.display import WIDTH, Display
from checker.outputs.severities import SEVERITIES
from checker.outputs.terminal.layout import BOLD, PLAIN, Line, cells, pad, paint, wrap, wrap_segments
from checker.outputs.terminal.tallies import FILES, SUMMARY, Summary

_MIN_NAMES = 8
"""The minimum width of the column of names, in cells."""


def render_summary(summary: Summary, display: Display) -> str:
    """Render the summary table; there is none below one file, whose verdict says as much, and none of a quiet run."""
    if display.quiet or not summary.total:
        return ""
    return paint(_summary(summary, display), color=bool(display.color))


def _summary(summary: Summary, display: Display) -> Iterator[Line]:
    say, width = display.say, display.width or WIDTH
    severities = tuple(say(word) for word in SEVERITIES.values())
    assert summary.total
    rows = [*summary.rows, summary.total]
    column_texts = zip(severities, *(counts for _, counts in rows), strict=True)
    columns = [max(map(cells, column)) + 2 for column in column_texts]
    columns[-1] -= 1
    names = max(cells(say(FILES)), *(cells(name) for name, _ in rows)) + 1
    names = min(names, max(width - sum(columns) - len(columns) - 2, _MIN_NAMES))
    widths = [names, *columns]
    yield ((say(SUMMARY), BOLD),)
    yield _border(("┏", "━", "┳", "┓"), widths)
    yield from _row(say(FILES), severities, widths, "┃", BOLD)
    yield _border(("┡", "━", "╇", "┩"), widths)
    for name, counts in summary.rows:
        yield from _row(name, counts, widths, "│")
    yield _border(("├", "─", "┼", "┤"), widths)
    yield from _row(*summary.total, widths, "│")
    yield _border(("└", "─", "┴", "┘"), widths)
    if summary.kinds:
        yield from wrap_segments(((summary.kinds, PLAIN),), width)


def _border(signs: tuple[str, str, str, str], widths: Iterable[int]) -> Line:
    """A horizontal line; ``signs`` are its left end, the line itself, a crossing, and its right end."""
    left, line, crossing, right = signs
    return ((left + crossing.join(line * width for width in widths) + right, PLAIN),)


def _row(name: str, counts: Iterable[str], widths: list[int], bar: str, style: str = PLAIN) -> Iterator[Line]:
    """The lines of a row; the name is wrapped in its column, and the counts are beside its first line."""
    names, *columns = widths
    *others, last = counts
    numbers = [pad(f" {count} ", width, right=True) for count, width in zip(others, columns, strict=False)]
    numbers.append(pad(f" {last}", columns[-1], right=True))
    for index, part in enumerate(wrap(name, names - 1)):
        shown = numbers if not index else [" " * width for width in columns]
        line: list[tuple[str, str]] = [(bar, PLAIN), (pad(part, names), style)]
        for number in shown:
            line.extend(((bar, PLAIN), (number, style)))
        yield (*line, (bar, PLAIN))
