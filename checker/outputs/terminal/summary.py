"""The table at the end of the report for people, without colours: the files by severity, all findings by family."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from checker.outputs.display import WIDTH, Display
from checker.outputs.severities import SEVERITIES
from checker.outputs.terminal.cells import broken, cells
from checker.outputs.terminal.tallies import FILES, SUMMARY, Summary

if TYPE_CHECKING:
    from rich.console import RenderableType


def closing(summary: Summary, display: Display) -> str:
    """The table of all files."""
    return lines_of(_summary(summary, display))


def lines_of(lines: Iterable[str]) -> str:
    """Whatever ends a line for Python ends it here too, as it does behind rich."""
    return "".join(f"{line.rstrip()}\n" for line in "".join(f"{line}\n" for line in lines).splitlines())


def filled(text: str, width: int, *, right: bool = False) -> str:
    """A text in a cell of a width."""
    blanks = " " * (width - cells(text))
    return blanks + text if right else text + blanks


def _summary(summary: Summary, display: Display) -> Iterable[str]:
    say = display.say
    severities = [say(word) for word in SEVERITIES.values()]
    rows = [*summary.rows, *([summary.total] if summary.total else [])]
    name_width = max(cells(say(FILES)), *(cells(name) for name, _ in rows))
    counted = list(zip(severities, *(counts for _, counts in rows), strict=True))
    widths = [name_width + 1, *(max(map(cells, column)) + 2 for column in counted)]
    widths[-1] -= 1
    if sum(widths) + len(widths) + 1 > (display.width or WIDTH):
        from checker.outputs.terminal.grid import grid  # noqa: PLC0415 - rich is loaded where it is needed

        return by_rich((grid(summary, say),), display)

    def ruled(line: str, left: str, between: str, right: str) -> str:
        return left + between.join(line * width for width in widths) + right

    def row(name: str, counts: Iterable[str], bar: str) -> str:
        cells_between = (
            filled(f" {count} ", width, right=True) for count, width in zip(counts, widths[1:-1], strict=False)
        )
        *_, last = counts
        return (
            bar + bar.join((filled(name, widths[0]), *cells_between, filled(f" {last}", widths[-1], right=True))) + bar
        )

    lines = [say(SUMMARY), ruled("━", "┏", "┳", "┓"), row(say(FILES), severities, "┃")]
    lines.append(ruled("━", "┡", "╇", "┩"))
    lines.extend(row(name, counts, "│") for name, counts in summary.rows)
    if summary.total:
        lines.extend((ruled("─", "├", "┼", "┤"), row(*summary.total, "│")))
    lines.append(ruled("─", "└", "┴", "┘"))
    return (*lines, *(broken(summary.kinds, display.width or WIDTH) if summary.kinds else ()))


def by_rich(parts: Iterable[RenderableType], display: Display) -> list[str]:
    """The lines that rich makes of what does not fit in the plain way."""
    from checker.outputs.terminal.console import rendered  # noqa: PLC0415 - rich is loaded where it is needed

    return rendered(parts, display).splitlines()
