"""The small objects of SARIF: levels, rules, regions, addresses."""

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

DESCRIPTION = 1024
"""Characters that GitHub takes of a rule's description."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_PRECISIONS = {Confidence.HIGH: "high", Confidence.MEDIUM: "medium", Confidence.LOW: "low"}


def level(severity: Severity) -> str:
    """SARIF's word for a severity."""
    return _LEVELS[severity]


def rule_object(rule: Rule, language: Language) -> dict[str, Any]:
    """A rule with the page that ``fazhi rule`` shows."""
    page = rule_page(rule, language)
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": _short(summary(rule, language))},
        "fullDescription": {"text": _short(rule.why + language.say("依据:{source}", source=rule.source))},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {
            "tags": [rule.family, rule.kind, *([] if rule.fix == "none" else ["fixable"])],
            "precision": _PRECISIONS[rule.confidence],
            "problem.severity": _PROBLEMS[rule.severity],
        },
    }


def _short(text: str) -> str:
    return text if len(text) <= DESCRIPTION else f"{text[: DESCRIPTION - 1]}…"


def plain(text: str) -> str:
    """One line in which nothing is a link: SARIF makes one of ``[text](target)``."""
    return visible(text).replace("](", "] (")


def artifact(path: str) -> dict[str, str]:
    """The address of a file: relative ones stay so, percent-encoded; undecodable bytes as they are on disk."""
    encoded = quote(repository_path(path), safe="/", errors="surrogateescape")
    if encoded.startswith("/"):
        return {"uri": f"file://{encoded}"}
    return {"uri": encoded}


def region(document: Document, span: Span | None) -> dict[str, int]:
    """Lines and columns from 1; offsets where the file is text. None is the document as a whole: its very start."""
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
    """A place in words, for files that have no lines."""
    return {"logicalLocations": [{"fullyQualifiedName": label}]}
