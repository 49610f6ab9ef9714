"""What every command says and how it ends: exit codes, the two streams, the language."""

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

CLEAN, FINDINGS, TROUBLE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: nothing at or above the fail level; findings; the tool could not do its job; 128 + SIGINT."""

FORMATS = ["full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "csv", "html"]

_OFF = ("0", "false")


class _Speaker(Struct):
    """Speaks the language that was asked for, if any was. State lives here."""

    language: Language | None = None


_SPEAKER = _Speaker()


def language() -> Language:
    """The language of the run."""
    return _SPEAKER.language or CHINESE


def choose_language(options: Language | None) -> None:
    """The language that the command line or the environment asks for, or none."""
    _SPEAKER.language = options


def prefer_language(code: str) -> None:
    """The language of the configuration, where neither flag nor environment asks for another."""
    if code and _SPEAKER.language is None:
        _SPEAKER.language = load_language(code)


def exit_code(reports: Iterable[Report], options: dict[str, Any]) -> int:
    """By the gravest finding that is not suppressed."""
    fail_level = Severity[options["fail_level"].upper()]
    failed = any(item.severity >= fail_level for report in reports for item in report.unsuppressed)
    return FINDINGS if failed and not options["exit_zero"] else CLEAN


def names(values: tuple[str, ...]) -> tuple[str, ...]:
    """The values of an option that may be repeated or hold several, apart by commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def display(options: dict[str, Any], *, in_file: bool = False) -> Display:
    """How the output is to look; a file is no terminal, and coloured only when that is asked for."""
    from checker.outputs.display import Display

    minimum = Severity[options["min_severity"].upper()]
    if in_file:
        return Display(minimum, options["color"] == "always", None, language())
    return Display(minimum, _color(options["color"]), _width(), language())


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


def write_output(text: str) -> None:
    """Write to standard output as UTF-8, whatever the locale says."""
    write_output_bytes(text.encode("utf-8", "backslashreplace"))


def write_output_bytes(data: bytes) -> None:
    """Write bytes to standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def print_message(text: str) -> None:
    """Write to standard error as UTF-8; where that cannot be done nobody can be told, and the exit code must do."""
    try:
        sys.stderr.flush()
        sys.stderr.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stderr.buffer.flush()
    except OSError:
        # What waits to be written would fail once more at exit, and change the exit code.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def print_error(line: str, spoken: Language | None = None) -> None:
    """One clear line on standard error, in the language given or that of the command that runs."""
    from checker.outputs.visible import visible

    print_message(f"fazhi: {visible((spoken or language()).translate_line(line))}\n")
