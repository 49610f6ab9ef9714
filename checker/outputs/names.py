"""Names of files as outputs show them: without the numbers of persons, and never the beginning of a command."""

from __future__ import annotations

from msgspec.structs import replace

from checker.lint.report import Report

_SHORTEST = 11
"""Digits of the shortest number of a person."""
_COMMANDS = ("::", "##")
"""What begins a line that a runner (GitHub Actions, Azure Pipelines) takes for a command."""


def hide_numbers(text: str) -> str:
    """Return a text, such as the name of a file, with stars for the numbers of persons."""
    if sum(map(str.isdigit, text)) < _SHORTEST:
        return text
    from checker.search.personal_numbers import mask_numbers  # noqa: PLC0415 - hardly any name has so many digits

    return mask_numbers(text)


def is_command(line: str) -> bool:
    """Return True for a line that a runner takes for a command; it does not mind blanks before it."""
    return line.lstrip().startswith(_COMMANDS)


def shown_name(path: str) -> str:
    """Return a path as outputs show it; nearly all are shown as they are."""
    path = hide_numbers(path)
    return f"./{path}" if is_command(path) else path


def with_shown_names(report: Report) -> Report:
    """Return a report with the names of files as outputs show them."""
    path = shown_name(report.document.path)
    shares = tuple(replace(share, path=shown_name(share.path)) for share in report.shares)
    if path == report.document.path and shares == report.shares:
        return report
    diagnostics = tuple(replace(item, path=path) for item in report.diagnostics)
    return replace(report, document=replace(report.document, path=path), diagnostics=diagnostics, shares=shares)
