"""The JSON output, documented in ``docs/json.md``, format version 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.facts.figures.indicators import Stated
from checker.lint.report import Report, Share, severity_counts
from checker.outputs.display import Display
from checker.outputs.machine.findings import shown_fixes
from checker.outputs.machine.joining import INDENT, RenderedFile, dumps, join_files
from checker.text.diagnostic import Diagnostic, Related, Severity, source_span_of
from checker.text.document import Document
from checker.text.span import Span


def write(reports: Sequence[Report], display: Display) -> str:
    """Write one object for all reports; findings are sorted by path, start and rule."""
    return "".join(join_files([render_file(report, display) for report in reports]))


def render_file(report: Report, display: Display) -> RenderedFile:
    """Render the parts of the object that belong to one report."""
    shown = [item for item in report.diagnostics if item.severity >= display.minimum]
    counts = severity_counts(item for item in shown if not item.suppressed)
    rows = sorted((_row(report, item) for item in shown), key=lambda row: (row["start"], row["rule"]))
    return RenderedFile(
        report.document.path,
        dumps(_file(report), INDENT),
        f",\n{INDENT}".join(dumps(row, INDENT) for row in rows),
        tuple(counts[level] for level in reversed(Severity)),
        sum(1 for item in shown if item.suppressed),
    )


def _file(report: Report) -> dict[str, Any]:
    return {
        "path": report.document.path,
        "format": report.document.format,
        "profile": report.profile,
        "year": report.year,
        "issuer": report.issuer,
        "characters": len(report.document.text),
        "indicators": [_indicator(report, one) for one in report.indicators],
    } | ({"shares": [_share(share) for share in report.shares]} if report.shares else {})


def _indicator(report: Report, one: Stated) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "value": float(one.value),
        "unit": one.unit,
        "approximate": one.approximate,
        "scope": one.scope,
        "period": one.period,
        "place": report.document.line_label(one.span.start),
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "path": share.path,
        "relationship": share.relationship,
        "passages": share.passages,
        "characters": share.characters,
        "longest": share.longest,
        "part": round(share.part, 4),
    }


def _row(report: Report, item: Diagnostic) -> dict[str, Any]:
    document = report.document
    source = source_span_of(document, item)
    return {
        "path": item.path,
        "rule": item.rule,
        "name": item.name,
        "severity": str(item.severity),
        "confidence": str(item.confidence),
        "message": item.message,
        "mend": item.mend,
        "source": item.source,
        "line": item.place.line,
        "column": item.place.column,
        "end_line": item.end_place.line,
        "end_column": item.end_place.column,
        "start": source.start,
        "end": source.end,
        "text": item.text,
        "place": item.place.label,
        "scope": item.scope,
        "related": [_related(document, related) for related in item.related],
        "fixes": [
            {
                "title": fix.title,
                "safety": fix.safety,
                "edits": [_edit(document, edit.span, edit.text) for edit in fix.edits],
            }
            for fix in shown_fixes(report, item)
        ],
        "suppressed": item.suppressed,
        **({"suppression": {"by": item.suppression.by, "reason": item.suppression.reason}} if item.suppression else {}),
        "fingerprint": item.fingerprint,
    }


def _related(document: Document, related: Related) -> dict[str, Any]:
    place = document.place(related.span.start)
    return {"line": place.line, "column": place.column, "message": related.message}


def _edit(document: Document, span: Span, text: str) -> dict[str, Any]:
    source = document.source_span(span)
    return {"start": source.start, "end": source.end, "text": text}
