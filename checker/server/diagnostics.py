"""Conversion of findings to LSP diagnostics."""

from __future__ import annotations

from lsprotocol import types

from checker.lint.report import Report
from checker.outputs.visible import visible
from checker.server.texts import OpenText
from checker.text.diagnostic import Diagnostic, Severity, source_span_of
from checker.text.span import Span
from checker.version import HOMEPAGE

SOURCE = "fazhi"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


def diagnostics(text: OpenText, report: Report, *, related: bool) -> list[types.Diagnostic]:
    """Convert all findings that are not suppressed; ``related`` includes related information."""
    return [diagnostic(text, report, item, related=related) for item in report.diagnostics if not item.suppressed]


def diagnostic(text: OpenText, report: Report, item: Diagnostic, *, related: bool) -> types.Diagnostic:
    """Convert a finding."""
    return types.Diagnostic(
        range=text.range(place(text, report, item)),
        message=message(item),
        severity=_SEVERITIES[item.severity],
        code=item.rule,
        code_description=types.CodeDescription(HOMEPAGE) if HOMEPAGE else None,
        source=SOURCE,
        related_information=_related(text, report, item) if related and item.related else None,
        data={"fingerprint": item.fingerprint},
    )


def place(text: OpenText, report: Report, item: Diagnostic) -> Span:
    """Return the span of a finding in the source; one about the whole document has the first line."""
    if item.scope == "document":
        line = text.positions.line(text.mark_length)
        return Span(0, max(0, line.end - text.mark_length))
    return source_span_of(report.document, item)


def message(item: Diagnostic) -> str:
    """Return the message of a finding with the suggested change and the source."""
    lines = [item.message, f"改法：{item.mend}", f"依据：{item.source}"]
    return "\n".join(visible(line) for line in lines)


def _related(text: OpenText, report: Report, item: Diagnostic) -> list[types.DiagnosticRelatedInformation]:
    return [
        types.DiagnosticRelatedInformation(
            types.Location(text.uri, text.range(report.document.source_span(related.span))), visible(related.message)
        )
        for related in item.related
    ]
