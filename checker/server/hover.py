"""Hovers: the pages of the rules that have findings at a position."""

from __future__ import annotations

from lsprotocol import types

from checker.lint.report import Report
from checker.rules.explanation import rule_page
from checker.server.diagnostics import place
from checker.server.texts import OpenText
from checker.text.diagnostic import Diagnostic
from checker.text.span import Span


def findings_at(text: OpenText, report: Report, lsp_range: types.Range) -> list[tuple[Span, Diagnostic]]:
    """Return the findings at an LSP range with their spans in the source, the shortest first."""
    requested = text.source_span(lsp_range)
    found = [(place(text, report, item), item) for item in report.diagnostics if not item.suppressed]
    near = [(span, item) for span, item in found if span.start <= requested.end and requested.start <= span.end]
    return sorted(near, key=lambda pair: (pair[1].scope == "document", len(pair[0]), pair[0]))


def hover(text: OpenText, report: Report, position: types.Position, *, markdown: bool) -> types.Hover | None:
    """Return the pages of the rules that have findings at a position, or None."""
    near = findings_at(text, report, types.Range(position, position))
    if not near:
        return None
    pages = {rule.id: rule_page(rule) for rule in report.rules}
    shown = dict.fromkeys(pages[item.rule] for _, item in near)
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    return types.Hover(types.MarkupContent(kind, "\n---\n\n".join(shown)), text.range(near[0][0]))
