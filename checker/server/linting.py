"""Linting of one version of a text; any error becomes a line in the log and never ends the server."""

from __future__ import annotations

from lsprotocol import types
from msgspec import Struct

from checker.lint.report import Report
from checker.outputs.visible import visible
from checker.project.linter import Linter
from checker.server.capabilities import Capabilities
from checker.server.diagnostics import diagnostics
from checker.server.linters import ConfigurationError, Linters
from checker.server.texts import OpenText, read_document
from checker.text.errors import InputError

MAX_CHARACTERS = 1_000_000
"""Characters of a text that is linted while it is written: thirty times a long report, and a few seconds."""


class LintResult(Struct, frozen=True):
    """The result of linting a version of a text.

    ``report`` is None when the text could not be linted. ``diagnostics`` are its findings as LSP diagnostics.
    ``problem`` is an invalid configuration. ``failures`` are lines for the client's log; ``notice`` is
    a line for the user.
    """

    text: OpenText
    report: Report | None = None
    linter: Linter | None = None
    diagnostics: tuple[types.Diagnostic, ...] = ()
    problem: ConfigurationError | None = None
    failures: tuple[str, ...] = ()
    notice: str = ""


def lint_text(text: OpenText, linters: Linters, capabilities: Capabilities) -> LintResult:
    """Lint a version of a text."""
    if not text.extension:
        return LintResult(text)
    if len(text.text) > MAX_CHARACTERS:
        return LintResult(text, notice=f"{text.path}：超过 {MAX_CHARACTERS} 字，编辑器里不检查；可用 fazhi check")
    return _lint_report(text, linters, capabilities)


def _lint_report(text: OpenText, linters: Linters, capabilities: Capabilities) -> LintResult:
    try:
        linter = linters.linter_for(text.path)
        if linters.excluded(text.path):
            return LintResult(text, linter=linter)
        report = linters.lint(read_document(text))
        published = tuple(diagnostics(text, report, related=capabilities.related_information))
    except InputError:
        # An empty text is no error while it is being written.
        return LintResult(text)
    except ConfigurationError as problem:
        return LintResult(text, problem=problem)
    except Exception as error:  # noqa: BLE001 - the server continues with the next version
        return LintResult(text, failures=(internal_error(text.path, error),))
    return LintResult(text, report, linter, published, failures=report.failures)


def internal_error(subject: str, error: BaseException) -> str:
    """Return a line about an internal error, without its message, which may quote private numbers of the text."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"（{trace.tb_frame.f_code.co_name}，第 {trace.tb_lineno} 行）" if trace else ""
    return visible(f"{subject}：内部错误：{type(error).__name__}{place}")
