"""The smaller objects of SARIF: levels, rules, regions, artifact locations."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from checker.i18n.language import Language
from checker.outputs.machine.findings import has_lines, repository_path
from checker.outputs.visible import visible
from checker.rules.explanation import rule_page, summary
from checker.rules.rule import Rule
from checker.text.diagnostic import Confidence, Severity
from checker.text.document import Document
from checker.text.span import Span

MAX_DESCRIPTION = 1024
"""Characters of a rule's description that GitHub accepts."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_PRECISIONS = {Confidence.HIGH: "high", Confidence.MEDIUM: "medium", Confidence.LOW: "low"}


def level(severity: Severity) -> str:
    """Return the SARIF level of a severity."""
    return _LEVELS[severity]


def rule_object(rule: Rule, language: Language) -> dict[str, Any]:
    """Return the descriptor of a rule; its help is the page that ``fazhi rule`` prints."""
    page = rule_page(rule, language)
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": _short(summary(rule, language))},
        "fullDescription": {"text": _short(rule.why + language.say("依据：{source}", source=rule.source))},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {
            "tags": [rule.family, rule.kind, *([] if rule.fix == "none" else ["fixable"])],
            "precision": _PRECISIONS[rule.confidence],
            "problem.severity": _PROBLEMS[rule.severity],
        },
    }


def _short(text: str) -> str:
    return text if len(text) <= MAX_DESCRIPTION else f"{text[: MAX_DESCRIPTION - 1]}…"


def plain(text: str) -> str:
    """Return a text in one line and without ``[text](target)``, which SARIF displays as a link."""
    return visible(text).replace("](", "] (")


def artifact(path: str) -> dict[str, str]:
    """Return the location of a file as a percent-encoded URI; relative paths stay relative."""
    encoded = quote(repository_path(path), safe="/", errors="surrogateescape")
    if encoded.startswith("/"):
        return {"uri": f"file://{encoded}"}
    return {"uri": encoded}


def region(document: Document, span: Span | None) -> dict[str, int]:
    """Return the region of a span, with lines and columns from 1, and character offsets in a text file.

    None stands for the document as a whole, whose region is its start.
    """
    if span is None:
        return {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
    source = document.source_span(span)
    if has_lines(document):
        first, last = (document.source_lines.position(offset) for offset in (source.start, source.end))
        return {**_lines(first, last), "charOffset": source.start, "charLength": len(source)}
    start, end = document.place(span.start), document.place(span.end, end=len(span) > 0)
    return _lines((start.line, start.column), (end.line, end.column))


def _lines(start: tuple[int, int], end: tuple[int, int]) -> dict[str, int]:
    names = ("startLine", "startColumn", "endLine", "endColumn")
    return dict(zip(names, (*start, *end), strict=True))


def logical(label: str) -> dict[str, Any]:
    """Return the label of a place as a logical location, for files without lines."""
    return {"logicalLocations": [{"fullyQualifiedName": label}]}
