"""Shared by tests: reading and linting a text with the shipped rules."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from checker.facts.reading import Reading
from checker.formats import read
from checker.lint.engine import lint
from checker.lint.report import Report
from checker.project.linter import Linter, Settings
from checker.rules.rule import Rule
from checker.text.diagnostic import Confidence, Diagnostic
from checker.text.document import Document

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


@cache
def linter() -> Linter:
    """The shipped rules and knowledge, loaded once for all tests."""
    return Linter(Settings())


def document(text: str, name: str = "report.txt") -> Document:
    return read(name, text.encode())


def reading(text: str, name: str = "report.txt", profile: str = "") -> Reading:
    return Reading(document(text, name), linter().knowledge, profile)


def report(text: str, *names: str, name: str = "report.txt", profile: str = "") -> Report:
    """Lint a text with the named rules, or with all."""
    rules = tuple(rule for rule in linter().all_rules if not names or rule.name in names)
    result = lint(document(text, name), rules, linter().knowledge, profile, Confidence.LOW)
    assert not result.failures
    return result


def findings(text: str, *names: str, name: str = "report.txt") -> list[tuple[str, str]]:
    """The rule name and the text of every finding."""
    return [(item.name, item.text) for item in report(text, *names, name=name).diagnostics]


def check(marked: str, *names: str) -> None:
    """Assert that the named rules find the places between ⟦ and ⟧ in a text, and no others."""
    starts, ends, plain = list[int](), list[int](), ""
    for piece in re.split("([⟦⟧])", marked):
        if piece in "⟦⟧" and piece:
            (starts if piece == "⟦" else ends).append(len(plain))
        else:
            plain += piece
    found = [(item.span.start, item.span.end) for item in report(plain, *names).diagnostics]
    assert found == list(zip(starts, ends, strict=True)), [plain[start:end] for start, end in found]


def only(items: list[Diagnostic] | tuple[Diagnostic, ...]) -> Diagnostic:
    assert len(items) == 1, [(item.rule, item.text) for item in items]
    return items[0]


def rule(name: str) -> Rule:
    return next(found for found in linter().all_rules if found.name == name)
