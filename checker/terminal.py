"""What every command says and how it ends: exit codes, the two streams, the options of all outputs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from checker.diagnostic import Severity

if TYPE_CHECKING:
    from checker.engine import Report
    from checker.reports.display import Display

CLEAN, FINDINGS, TROUBLE = 0, 1, 2
"""Exit codes: nothing at or above the fail level, findings, the tool could not do its job."""

SEVERITIES = [str(severity) for severity in Severity]
FORMATS = ["full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "csv", "html"]

Command = Callable[..., Any]

_OUTPUT_OPTIONS = (
    click.option(
        "--output-format",
        multiple=True,
        metavar="格式[:文件]",
        help=f"输出格式:{' '.join(FORMATS)}。可重复,“格式:文件”写到文件。  [default: full]",
    ),
    click.option("--output-file", default="", metavar="文件", help="没有写明文件的格式写到此文件(默认标准输出)。"),
    click.option("--min-severity", type=click.Choice(SEVERITIES), help="只显示此级别及以上。  [default: info]"),
    click.option(
        "--fail-level",
        type=click.Choice(SEVERITIES),
        help="达到此级别时退出码为 1。  [default: error]",
    ),
    click.option("--exit-zero", is_flag=True, help="有问题也以 0 退出(无法检查时仍为 2)。"),
    click.option(
        "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="彩色输出。"
    ),
)


def options(chosen: Iterable[Command], command: Command) -> Command:
    """A command with options, in the order given."""
    for option in reversed(tuple(chosen)):
        command = option(command)
    return command


def output_options(command: Command) -> Command:
    """The options of every command that prints findings."""
    return options(_OUTPUT_OPTIONS, command)


def exit_code(reports: Iterable[Report], chosen: dict[str, Any]) -> int:
    """By the gravest finding that is not suppressed."""
    fail_level = Severity[chosen["fail_level"].upper()]
    failed = any(item.severity >= fail_level for report in reports for item in report.told)
    return FINDINGS if failed and not chosen["exit_zero"] else CLEAN


def names(values: tuple[str, ...]) -> tuple[str, ...]:
    """The values of an option that may be repeated or hold several, apart by commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def display(chosen: dict[str, Any], *, in_file: bool = False) -> Display:
    """How the output is to look; a file is no terminal, and coloured only when that is asked for."""
    from checker.reports.display import Display

    minimum = Severity[chosen["min_severity"].upper()]
    if in_file:
        return Display(minimum, chosen["color"] == "always", None)
    return Display(minimum, _color(chosen["color"]), _width())


def _color(choice: str) -> bool:
    if choice != "auto":
        return choice == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _width() -> int | None:
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def emit(text: str) -> None:
    """Write to standard output as UTF-8, whatever the locale says."""
    emit_bytes(text.encode("utf-8", "backslashreplace"))


def emit_bytes(data: bytes) -> None:
    """Write bytes to standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def note(text: str) -> None:
    """Write to standard error as UTF-8."""
    sys.stderr.flush()
    sys.stderr.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stderr.buffer.flush()


def complain(line: str) -> None:
    """One clear line on standard error."""
    from checker.reports.visible import visible

    note(f"fazhi: {visible(line)}\n")
