"""A report in full-width, half-width and mixed punctuation has the same findings, except those of the width rules."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest
import regex
from helpers import ROOT, SEEDS, linter

from checker.formats import read
from checker.text.document import fold

MARK = regex.compile(r"(?<=[\p{Han}”》」)年%])[,;:?!()]+|[,;:?!()]+(?=[\p{Han}“《])")
WIDTH = {"halfwidth-document", "halfwidth-mark", "fullwidth-mark"}
TEXTS = [*sorted(SEEDS.glob("*.txt")), *sorted((ROOT / "tests" / "layouts").glob("*.txt"))]
EXAMPLES = [
    (rule, example)
    for rule in linter().all_rules
    for example in rule.examples
    if rule.id[:3] in ("PUN", "WRD") and rule.name not in WIDTH and example.format == "txt"
]


def wide(text: str) -> str:
    return MARK.sub(lambda match: "".join(chr(ord(mark) + 0xFEE0) for mark in match.group()), text)


def half(text: str) -> str:
    return "".join(fold(character) if character in "，；：？！（）" else character for character in text)


def mixed(text: str) -> str:
    turn = count()
    return regex.sub(
        "[，；：？！（）]", lambda match: fold(match.group()) if next(turn) % 2 else match.group(), wide(text)
    )


def findings_without_width(text: str, name: str) -> list[tuple[str, int, int]]:
    found = linter().lint(read(name, text.encode())).diagnostics
    return [(item.name, item.span.start, item.span.end) for item in found if item.name not in WIDTH]


@pytest.mark.parametrize("change", [wide, mixed])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_width_changes_no_other_finding(path: object, change: Callable[[str], str]) -> None:
    from pathlib import Path

    assert isinstance(path, Path)
    text = half(path.read_text(encoding="utf-8"))
    assert len(change(text)) == len(text)
    assert findings_without_width(change(text), path.name) == findings_without_width(text, path.name)


@pytest.mark.parametrize("change", [wide, half])
@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda value: getattr(value, "id", None))
def test_rules_accept_both_widths(rule: object, example: object, change: Callable[[str], str]) -> None:
    from checker.project.examples import ExampleCase, run_case
    from checker.rules.rule import Example, Rule

    assert isinstance(rule, Rule)
    assert isinstance(example, Example)
    report = run_case(ExampleCase(rule, 1, example, linter().knowledge), change(example.text))
    assert [item.span for item in report.diagnostics] == list(example.spans)
