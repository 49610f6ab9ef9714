"""One version of a text linted: all that may go wrong becomes a line, never the end of the server."""

from __future__ import annotations

from lsprotocol import types
from msgspec import Struct

from checker.lint.report import Report
from checker.outputs.visible import visible
from checker.project.linter import Linter
from checker.server.abilities import Abilities
from checker.server.diagnostics import diagnostics
from checker.server.linters import ConfigurationError, Linters
from checker.server.texts import OpenText, document_of
from checker.text.errors import InputError


class Result(Struct, frozen=True):
    """What became of a version of a text.

    ``report`` is missing where nothing could be linted; ``diagnostics`` are its findings for the editor;
    ``problem`` is a configuration that is wrong; ``failures`` are lines for the client's log.
    """

    text: OpenText
    report: Report | None = None
    linter: Linter | None = None
    diagnostics: tuple[types.Diagnostic, ...] = ()
    problem: ConfigurationError | None = None
    failures: tuple[str, ...] = ()


def linted(text: OpenText, linters: Linters, abilities: Abilities) -> Result:
    """Lint a version of a text."""
    if not text.ending:
        return Result(text)
    try:
        linter = linters.linter_for(text.path)
        if linters.excluded(text.path):
            return Result(text, linter=linter)
        report = linters.lint(document_of(text))
        told = tuple(diagnostics(text, report, related=abilities.related))
    except InputError:
        # An empty text is no fault while somebody is about to write it.
        return Result(text)
    except ConfigurationError as problem:
        return Result(text, problem=problem)
    except Exception as error:  # noqa: BLE001 - the next version may be linted all the same
        return Result(text, failures=(crash(text.path, error),))
    return Result(text, report, linter, told, failures=report.failures)


def crash(what: str, error: BaseException) -> str:
    """The line about an error that is ours; its words may quote the text, private numbers and all, and stay away."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"({trace.tb_frame.f_code.co_name},第 {trace.tb_lineno} 行)" if trace else ""
    return visible(f"{what}:内部错误:{type(error).__name__}{place}")
