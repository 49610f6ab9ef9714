"""Rules tried on their own examples: the same check for the shipped rules and for a user's."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from checker.facts.reading import Other, Reading, Relationship
from checker.formats import edited, read
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
from checker.text.document import Document
from checker.text.errors import RulesetError
from checker.text.span import Span


class Trial(Struct, frozen=True):
    """A rule, one of its examples, and what is known besides."""

    rule: Rule
    number: int
    example: Example
    knowledge: Knowledge


class Verdict(Struct, frozen=True):
    """What came out: ``reason`` says what is not as the example has it, empty when all is."""

    rule: str
    number: int
    reason: str

    @property
    def right(self) -> bool:
        """True when the rule does what its example says."""
        return not self.reason


def load(path: str) -> list[Trial]:
    """The examples of a ruleset; raises :class:`~checker.text.errors.RulesetError` for one that is wrong."""
    linter = Linter(Settings())
    table, name = toml.load(Path(path)), Path(path).name
    if name == PYPROJECT:
        table = table.table("tool").table("fazhi")
    table = replace(table, holds_settings=name in (FILE, PYPROJECT))
    rules = tuple(parse_rules(table, linter.knowledge.lexicon.units.macros))
    if not rules:
        raise RulesetError(table.file, "没有 [[rule]]")
    return [
        Trial(rule, number, example, linter.knowledge)
        for rule in rules
        for number, example in enumerate(rule.examples, 1)
    ]


def run(trial: Trial, text: str = "", name: str = "") -> Report:
    """The report of the one rule on its example, or on another text in its place."""
    example = trial.example
    written = text or example.text
    data = sample(written, example.word) if example.format == "docx" and not name else written.encode()
    return report_on(trial, read(name or f"example.{example.format}", data))


def report_on(trial: Trial, document: Document) -> Report:
    """The report of the one rule on a document that takes its example's place."""
    example = trial.example
    others = tuple(
        Other(Reading(read("other.txt", told.encode()), trial.knowledge), relationship)
        for told, relationship in ((example.previous, Relationship.PREVIOUS), (example.other, Relationship.OTHER))
        if told
    )
    beside = tuple(rule for rule in _shipped() if rule.id != trial.rule.id) if KINDS[trial.rule.kind].judges else ()
    aside = ExternalRequests(all_rules=beside, today=datetime.datetime.now(tz=datetime.UTC).date())
    rules = (trial.rule, *beside)
    report = lint(document, rules, trial.knowledge, example.profile, Confidence.LOW, others, external=aside)
    return replace(report, diagnostics=tuple(item for item in report.diagnostics if item.rule == trial.rule.id))


@cache
def _shipped() -> tuple[Rule, ...]:
    """All shipped rules: a rule that judges what the others found says nothing without them."""
    return Linter(Settings()).all_rules


def mended(trial: Trial) -> str:
    """The example's text with the rule's fixes made."""
    report = run(trial)
    edits = [edit for item in report.diagnostics for fix in item.fixes[:1] for edit in fix.edits]
    return edited(report.document.text, edits)


def verdicts(trials: list[Trial]) -> Iterator[Verdict]:
    """Try the examples one by one."""
    for trial in trials:
        yield Verdict(trial.rule.id, trial.number, _reason(trial))


def _reason(trial: Trial) -> str:
    report = run(trial)
    if report.failures:
        return report.failures[0]
    found = [source_span_of(report.document, item) for item in report.diagnostics]
    wanted = list(trial.example.spans)
    if found != wanted:
        return f"应找到 {_shown(trial.example.text, wanted)},实际找到 {_shown(trial.example.text, found)}"
    if trial.example.fixed is not None and mended(trial) != trial.example.fixed:
        return f"改后应为“{trial.example.fixed}”,实际为“{mended(trial)}”"
    return ""


def _shown(text: str, spans: list[Span]) -> str:
    return "、".join(f"“{span.of(text)}”({span.start})" for span in spans) or "无"


def write(path: str, results: list[Verdict], say: Say = CHINESE.say) -> str:
    """A line a wrong example, and the count."""
    lines = [
        say("✗ {rule} 例 {number}:{reason}", rule=item.rule, number=item.number, reason=item.reason)
        for item in results
        if not item.right
    ]
    right = sum(item.right for item in results)
    rules = len({item.rule for item in results})
    counts = {"path": path, "rules": rules, "examples": len(results), "right": right}
    lines.append(say("{path}:{rules} 条规则,{examples} 个例子,{right} 个相符", **counts))
    return "".join(f"{line}\n" for line in lines)
