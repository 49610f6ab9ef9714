"""Shared by all commands: exit codes, standard output and standard error, the language."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from checker.i18n.language import CHINESE, Language, load_language
from checker.text.diagnostic import Severity

if TYPE_CHECKING:
    from checker.lint.report import Report
    from checker.outputs.display import Display

CLEAN, FINDINGS, TROUBLE, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143
"""Exit codes: no findings at or above the fail level; findings; an error; interrupted (128 + SIGINT), terminated (128 +
SIGTERM)."""

FORMATS = ["full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "csv", "html"]

_OFF = ("0", "false")


class _Run(Struct):
    """The language requested for this run, if any. Mutable."""

    language: Language | None = None


_RUN = _Run()


def language() -> Language:
    """Return the language of the run."""
    return _RUN.language or CHINESE


def choose_language(requested: Language | None) -> None:
    """Set the language that the command line or the environment requests, or None."""
    _RUN.language = requested


def prefer_language(code: str) -> None:
    """Set the language of the configuration, unless the command line or the environment has requested one."""
    if code and _RUN.language is None:
        _RUN.language = load_language(code)


def exit_code(reports: Iterable[Report], options: dict[str, Any]) -> int:
    """Return the exit code for the most severe finding that is not suppressed."""
    fail_level = Severity[options["fail_level"].upper()]
    failed = any(item.severity >= fail_level for report in reports for item in report.unsuppressed)
    return FINDINGS if failed and not options["exit_zero"] else CLEAN


def split_names(values: tuple[str, ...]) -> tuple[str, ...]:
    """Split the values of an option that may be repeated or contain several names separated by commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def display(options: dict[str, Any], output_format: str = "", *, in_file: bool = False) -> Display:
    """Return the display options of an output; one in a file is coloured only on request.

    Without a minimum severity, the full format shows errors and warnings, and all that lets the run fail; the others
    show everything.
    """
    from checker.outputs.display import Display

    chosen = options["min_severity"]
    default = Severity.INFO
    if output_format == "full":
        default = min(Severity.WARNING, Severity[(options.get("fail_level") or "error").upper()])
    return Display(
        Severity[chosen.upper()] if chosen else default,
        options["color"] == "always" if in_file else _color(options["color"]),
        None if in_file else _width(),
        language(),
        options.get("sort") or "",
        options.get("group_by") or "file",
        bool(options.get("quiet")),
    )


def _color(choice: str) -> bool:
    if choice != "auto":
        return choice == "always"
    return wants_color(os.environ, terminal=sys.stdout.isatty())


def wants_color(environment: Mapping[str, str], *, terminal: bool) -> bool:
    """Return whether the environment requests colour: NO_COLOR precedes FORCE_COLOR, which precedes the terminal."""
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


def write_output(text: str) -> None:
    """Write to standard output as UTF-8, independently of the locale."""
    write_output_bytes(text.encode("utf-8", "backslashreplace"))


def write_output_bytes(data: bytes) -> None:
    """Write bytes to standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def print_message(text: str) -> None:
    """Write to standard error as UTF-8; errors are ignored, because there is no other stream to report them on."""
    try:
        sys.stderr.flush()
        sys.stderr.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stderr.buffer.flush()
    except OSError:
        # Flushing the buffer at exit would fail again and change the exit code.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def print_error(line: str, in_language: Language | None = None) -> None:
    """Print one line on standard error, in the given language or that of the run."""
    from checker.outputs.names import hide_numbers
    from checker.outputs.visible import visible

    print_message(f"fazhi: {visible((in_language or language()).translate_line(hide_numbers(line)))}\n")
