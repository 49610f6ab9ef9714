"""What every command says and how it ends: exit codes, the two streams, the options of all outputs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from checker.completion import files, one_of
from checker.diagnostic import Severity
from checker.language import CHINESE, CODES, FLAG, VARIABLE, Language, load_language

if TYPE_CHECKING:
    from checker.report import Report
    from checker.reports.display import Display

CLEAN, FINDINGS, TROUBLE = 0, 1, 2
"""Exit codes: nothing at or above the fail level, findings, the tool could not do its job."""

SEVERITIES = [str(severity) for severity in Severity]
FORMATS = ["full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "csv", "html"]

Command = Callable[..., Any]

_OFF = ("0", "false")

_OUTPUT_OPTIONS = (
    click.option(
        "--output-format",
        multiple=True,
        metavar="格式[:文件]",
        shell_complete=one_of(FORMATS),
        help=f"输出格式:{' '.join(FORMATS)}。可重复,“格式:文件”写到文件。  [default: full]",
    ),
    click.option(
        "--output-file",
        default="",
        metavar="文件",
        shell_complete=files,
        help="没有写明文件的格式写到此文件(默认标准输出)。",
    ),
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


def _choose_language(context: click.Context, _parameter: click.Parameter, code: str | None) -> None:
    """Commands inherit the language of the group, unless they are given their own."""
    if code:
        context.obj = load_language(code)


def _language_option(variable: str | None) -> Callable[[Command], Command]:
    return click.option(
        FLAG,
        type=click.Choice(CODES),
        envvar=variable,
        callback=_choose_language,
        expose_value=False,
        is_eager=True,
        help="所用语言(默认 zh;也可设环境变量 FAZHI_LANG)。",
    )


group_language_option, language_option = _language_option(VARIABLE), _language_option(None)


def language() -> Language:
    """The language of the command that runs."""
    context = click.get_current_context(silent=True)
    found = context.find_object(Language) if context else None
    return found or CHINESE


def prefer_language(code: str) -> None:
    """The language of the configuration, where neither flag nor environment asks for another."""
    context = click.get_current_context(silent=True)
    if context and code and context.find_object(Language) is None:
        context.obj = load_language(code)


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
        return Display(minimum, chosen["color"] == "always", None, language())
    return Display(minimum, _color(chosen["color"]), _width(), language())


def _color(choice: str) -> bool:
    if choice != "auto":
        return choice == "always"
    return wants_color(os.environ, terminal=sys.stdout.isatty())


def wants_color(environment: Mapping[str, str], *, terminal: bool) -> bool:
    """What the environment says where no flag does: NO_COLOR before FORCE_COLOR, that before what the output is."""
    if environment.get("NO_COLOR"):
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if value := environment.get(name):
            return value not in _OFF
    return terminal and environment.get("TERM") != "dumb" and environment.get("CLICOLOR") not in _OFF


def _width() -> int | None:
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def emit(text: str) -> None:
    """Write to standard output as UTF-8, whatever the locale says."""
    emit_bytes(text.encode("utf-8", "backslashreplace"))


def emit_bytes(data: bytes) -> None:
    """Write bytes to standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def note(text: str) -> None:
    """Write to standard error as UTF-8; where that cannot be done nobody can be told, and the exit code must do."""
    try:
        sys.stderr.flush()
        sys.stderr.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stderr.buffer.flush()
    except OSError:
        # What waits to be written would fail once more at exit, and change the exit code.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def complain(line: str, spoken: Language | None = None) -> None:
    """One clear line on standard error, in the language given or that of the command that runs."""
    from checker.reports.visible import visible

    note(f"fazhi: {visible((spoken or language()).turned(line))}\n")
