"""The page of a rule, over a place that it found."""

from __future__ import annotations

from lsprotocol import types

from checker.lint.report import Report
from checker.rules.explanation import rule_page
from checker.server.diagnostics import place
from checker.server.texts import OpenText
from checker.text.diagnostic import Diagnostic
from checker.text.span import Span


def touched(text: OpenText, report: Report, where: types.Range) -> list[tuple[Span, Diagnostic]]:
    """The findings at a range of the editor with their places in the source, the narrowest first."""
    wanted = text.source_span(where)
    found = [(place(text, report, item), item) for item in report.diagnostics if not item.suppressed]
    near = [(span, item) for span, item in found if span.start <= wanted.end and wanted.start <= span.end]
    return sorted(near, key=lambda pair: (pair[1].scope == "document", len(pair[0]), pair[0]))


def hover(text: OpenText, report: Report, position: types.Position, *, markdown: bool) -> types.Hover | None:
    """The pages of the rules that found something here; nothing where none did."""
    near = touched(text, report, types.Range(position, position))
    if not near:
        return None
    pages = {rule.id: rule_page(rule) for rule in report.rules}
    shown = dict.fromkeys(pages[item.rule] for _, item in near)
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    return types.Hover(types.MarkupContent(kind, "\n---\n\n".join(shown)), text.range(near[0][0]))
