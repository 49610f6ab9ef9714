"""Running rules on their own examples, shipped rules and those of users alike."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from checker.facts.copies.comparison import Relationship
from checker.facts.reading import ComparedReport, Reading
from checker.formats import apply_edits, read
from checker.formats.word.sample import sample
from checker.i18n.language import CHINESE, Say
from checker.knowledge.base import Knowledge
from checker.lint.engine import ExternalRequests, lint
from checker.lint.report import Report
from checker.project.config import FILE, PYPROJECT
from checker.project.linter import Linter, Settings
from checker.resources import toml
from checker.rules.kinds import KINDS
from checker.rules.loader import parse_rules
from checker.rules.rule import Example, Rule
from checker.text.diagnostic import Confidence, source_span_of
from checker.text.document import Document, NoteKind, ReadingNote
from checker.text.errors import RulesetError
from checker.text.span import Span


class ExampleCase(Struct, frozen=True):
    """A rule with one of its examples (``number`` from 1), and the knowledge that it runs with."""

    rule: Rule
    number: int
    example: Example
    knowledge: Knowledge


class ExampleResult(Struct, frozen=True):
    """The result of an example: ``reason`` says how it differs from what the example expects, empty when it passed."""

    rule: str
    number: int
    reason: str

    @property
    def passed(self) -> bool:
        """True when the rule does what its example expects."""
        return not self.reason


def load_cases(path: str) -> list[ExampleCase]:
    """Load the examples of a ruleset.

    Raises :class:`~checker.text.errors.RulesetError` for a ruleset that is invalid or has no rules.
    """
    linter = Linter(Settings())
    table, name = toml.load(Path(path)), Path(path).name
    if name == PYPROJECT:
        table = table.table("tool").table("fazhi")
    table = replace(table, holds_settings=name in (FILE, PYPROJECT))
    rules = tuple(parse_rules(table, linter.knowledge.lexicon.units.macros))
    if not rules:
        raise RulesetError(table.file, "没有 [[rule]]")
    return [
        ExampleCase(rule, number, example, linter.knowledge)
        for rule in rules
        for number, example in enumerate(rule.examples, 1)
    ]


def run_case(case: ExampleCase, text: str = "", name: str = "") -> Report:
    """Run the rule on its example, or on another text in its place."""
    example = case.example
    content = text or example.text
    if name or example.format not in ("docx", "pdf"):
        return lint_document(case, read(name or f"example.{example.format}", content.encode()))
    if example.format == "docx":
        return lint_document(case, read("example.docx", sample(content, example.word)))
    document = read("example.txt", content.encode())
    notes = (ReadingNote(cast("NoteKind", example.note), (1,)),) if example.note else ()
    return lint_document(case, replace(document, path="example.pdf", format="pdf", notes=notes))


def lint_document(case: ExampleCase, document: Document) -> Report:
    """Run the rule on a document in place of its example."""
    example = case.example
    others = tuple(
        ComparedReport(Reading(read("other.txt", text.encode()), case.knowledge), relationship)
        for text, relationship in ((example.previous, Relationship.PREVIOUS), (example.other, Relationship.OTHER))
        if text
    )
    shipped = tuple(rule for rule in _shipped() if rule.id != case.rule.id) if KINDS[case.rule.kind].runs_last else ()
    external = ExternalRequests(all_rules=shipped, today=datetime.datetime.now(tz=datetime.UTC).date())
    rules = (case.rule, *shipped)
    report = lint(document, rules, case.knowledge, example.profile, Confidence.LOW, others, external=external)
    return replace(report, diagnostics=tuple(item for item in report.diagnostics if item.rule == case.rule.id))


@cache
def _shipped() -> tuple[Rule, ...]:
    """All shipped rules; a rule about suppression requests needs them to find anything."""
    return Linter(Settings()).all_rules


def fixed_text(case: ExampleCase) -> str:
    """The example's text with the fixes of the rule applied."""
    report = run_case(case)
    edits = [edit for item in report.diagnostics for fix in item.fixes[:1] for edit in fix.edits]
    return apply_edits(report.document.text, edits)


def run_cases(cases: list[ExampleCase]) -> Iterator[ExampleResult]:
    """Run the examples one by one."""
    for case in cases:
        yield ExampleResult(case.rule.id, case.number, _failure_reason(case))


def _failure_reason(case: ExampleCase) -> str:
    report = run_case(case)
    if report.failures:
        return report.failures[0]
    found = [source_span_of(report.document, item) for item in report.diagnostics]
    expected = list(case.example.spans)
    if found != expected:
        return f"应找到 {_quoted(case.example.text, expected)}，实际找到 {_quoted(case.example.text, found)}"
    if case.example.fixed is not None and fixed_text(case) != case.example.fixed:
        return f"改后应为“{case.example.fixed}”，实际为“{fixed_text(case)}”"
    return ""


def _quoted(text: str, spans: list[Span]) -> str:
    return "、".join(f"“{span.of(text)}”({span.start})" for span in spans) or "无"


def format_results(path: str, results: list[ExampleResult], say: Say = CHINESE.say) -> str:
    """Format one line per failed example, and a line of totals."""
    lines = [
        say("✗ {rule} 例 {number}:{reason}", rule=item.rule, number=item.number, reason=item.reason)
        for item in results
        if not item.passed
    ]
    passed = sum(item.passed for item in results)
    rules = len({item.rule for item in results})
    counts = {"path": path, "rules": rules, "examples": len(results), "right": passed}
    lines.append(say("{path}:{rules} 条规则，{examples} 个例子，{right} 个相符", **counts))
    return "".join(f"{line}\n" for line in lines)
