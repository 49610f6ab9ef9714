"""The tool's own Chinese keeps the rules on punctuation that it holds others to."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from helpers import ROOT, linter

import checker
from checker.cli.main import COMMANDS, load_command

RULES = ["PUN001", "PUN002", "PUN003", "PUN004", "PUN005", "PUN006", "PUN007", "PUN015", "PUN024", "PUN037"]
HAN = "[\u3400-\u9fff]"
HALF = re.compile(rf"(?:{HAN}|[”》）])[,;:?!](?!//)|[,;](?={HAN}|[“《（])|\((?=[^()]*{HAN}[^()]*\))|(?<={HAN})\)")
"""A half-width mark beside Chinese."""
KEPT = re.compile(
    r"`[^`]*`|\{[^{}]*\}|\]\([^)]*\)|格式(?:\[)?:|:[^ ，。；]*\.(?:html|csv|json)|fazhi: ?ignore[^，。；]*"
)
"""What is no text: code, fields, addresses, and FORMAT:FILE."""
GUIDES = ["README.zh-CN.md", *(f"docs/{name}.md" for name in (
    "index", "start-clerk", "start-reviewer", "start-repository", "configuration", "suppressing", "terminal", "word", "parts",
    "html", "outputs", "faq", "formats", "comparing", "wording", "writing-rules",
))]  # fmt: skip


@cache
def own() -> checker.Checker:
    return checker.Checker(select=RULES, isolated=True)


def faults(text: str) -> list[str]:
    """The half-width marks beside Chinese in a text, and what the rules on punctuation find."""
    shown = KEPT.sub("x", text)
    found = [shown[max(match.start() - 6, 0) : match.end() + 6] for match in HALF.finditer(shown)]
    found.extend(f"{item.rule} {item.text}" for item in own().check_text(shown).unsuppressed)
    return found


def help_texts() -> Iterator[str]:
    for name in COMMANDS:
        command = load_command(name)
        yield command.help or ""
        yield from (item.help for item in command.params if isinstance(item, click.Option) and item.help)


def test_messages_mends_reasons_and_sources() -> None:
    texts = [
        text
        for rule in linter().all_rules
        for text in (
            rule.summary, rule.source, rule.message, rule.mend,
            *(variant.message for variant in rule.variants.values()), *(variant.mend for variant in rule.variants.values()),
        )
    ]  # fmt: skip
    half = {text: found for text in texts if (found := [m.group() for m in HALF.finditer(KEPT.sub("x", text))])}
    assert not half


def test_help() -> None:
    assert not {text: found for text in help_texts() if (found := faults(text))}


def test_texts_with_a_translation() -> None:
    table = tomllib.loads((ROOT / "checker" / "i18n" / "en.toml").read_text(encoding="utf-8"))
    texts = [text for part in table.values() for text in part]
    assert not {text: m.group() for text in texts if (m := HALF.search(KEPT.sub("x", text)))}


def test_errors() -> None:
    """The messages of errors in the code."""
    found: list[str] = []
    for path in (ROOT / "checker").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                strings = (item.value for item in ast.walk(node.exc) if isinstance(item, ast.Constant))
                found.extend(
                    f"{path.name}: {text}"
                    for text in strings
                    if isinstance(text, str) and HALF.search(KEPT.sub("x", text))
                )
    assert found == []


def prose(path: Path) -> str:
    text = re.sub(r"(?ms)^\s*```.*?^\s*```$", "", path.read_text(encoding="utf-8"))
    return re.sub(r"<!--.*?-->", "", text)


@pytest.mark.parametrize("name", GUIDES)
def test_guides(name: str) -> None:
    shown = KEPT.sub("x", prose(ROOT / name))
    assert [shown[max(match.start() - 9, 0) : match.end() + 9] for match in HALF.finditer(shown)] == []


@pytest.mark.parametrize(
    "name", ["README.zh-CN.md", "docs/start-clerk.md", "docs/start-reviewer.md", "docs/terminal.md"]
)
def test_the_rules_find_nothing_in_the_first_pages(name: str) -> None:
    found = own().check_text(KEPT.sub("x", prose(ROOT / name)), name="guide.md").unsuppressed
    assert [
        (item.rule, item.place.label, item.text) for item in found if item.rule in {"PUN001", "PUN002", "PUN003"}
    ] == []
