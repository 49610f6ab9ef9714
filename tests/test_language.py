"""Everything the tool says has an English text, and nothing else is in the tables."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import click
import pytest
from helpers import ROOT, SEEDS, toolbox

from checker.cli import cli
from checker.diagnostic import Severity
from checker.engine import PartStatus, Report, Share
from checker.facts.parts import Presence
from checker.formats import read
from checker.helppages import paragraphs, without_default
from checker.language import CHINESE, asked_language, load_language, tables, values_of
from checker.reports import WRITERS
from checker.reports.display import Display
from checker.reports.spoken import spoken

HAN = re.compile(r"[\u3400-\u9fff]")
ENGLISH = load_language("en")
SPEAKING = [
    *sorted((ROOT / "checker" / "reports").glob("*.py")),
    *(ROOT / "checker" / name for name in ("explain.py", "catalog/describe.py", "watching.py")),
]
"""Modules that make what people read: a Chinese text in them is said, or it belongs to an error."""
CLICKED = [ROOT / "checker" / f"{name}.py" for name in ("cli", "checking", "commands", "terminal", "completion")]


GENERATED = {"rule_index"}
"""Writes a page of docs/, which is Chinese."""


def fazhi(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "checker", *arguments],
        cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip


def commands(command: click.Command = cli, name: str = "fazhi") -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for inner, found in command.commands.items():
            yield from commands(found, f"{name} {inner}")


def help_texts() -> Iterator[tuple[str, str]]:
    """Every text of the help pages, with where it stands."""
    for name, command in commands():
        yield from ((name, text) for text in paragraphs(command.help))
        for parameter in command.params:
            where = f"{name} {parameter.opts[0]}"
            if parameter.metavar:
                yield where, parameter.metavar
            if isinstance(parameter, click.Option) and parameter.help:
                yield where, without_default(parameter.help)[0]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def skipped(module: ast.Module) -> set[int]:
    """Docstrings, what is raised, and what is made for docs/ only."""
    nodes: set[int] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Raise):
            nodes.update(id(inner) for inner in ast.walk(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            nodes.add(id(node.value))
        if isinstance(node, ast.FunctionDef) and node.name in GENERATED:
            nodes.update(id(inner) for inner in ast.walk(node))
    return nodes


@cache
def constants(path: Path) -> tuple[tuple[str, str], ...]:
    """The texts with Chinese in them of a module, with their lines."""
    module = tree(path)
    left_out = skipped(module)
    return tuple(
        (f"{path.relative_to(ROOT)}:{node.lineno}", node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out
        if HAN.search(node.value)
    )


def titles() -> set[str]:
    """What the profiles call themselves and the parts of a report."""
    lexicon = toolbox().knowledge.lexicon
    return {title for found in lexicon.profiles.values() for title in (found.title, *(part.title for part in found.parts))}


def test_every_help_text_has_an_english_one() -> None:
    missing = [f"{where}: {text}" for where, text in help_texts() if HAN.search(ENGLISH.turned(text)) or HAN.search(text) and ENGLISH.turned(text) == text]
    assert not missing, "no English text in checker/languages/en.toml for:\n" + "\n".join(missing)


def test_every_label_has_an_english_one() -> None:
    missing = [f"{where}: {text}" for path in SPEAKING if path.exists() for where, text in constants(path) if text not in ENGLISH.texts]
    assert not missing, "no English text in checker/languages/en.toml for (say() takes templates, not f-strings):\n" + "\n".join(missing)


def test_what_is_said_elsewhere_has_an_english_one() -> None:
    """A text given to say() or note() anywhere in the package."""
    missing = []
    for path in sorted((ROOT / "checker").rglob("*.py")):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")) == "say":
                missing += [
                    f"{path.relative_to(ROOT)}:{inner.lineno}: {inner.value}"
                    for argument in node.args[:1] for inner in ast.walk(argument)
                    if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and HAN.search(inner.value)
                    if inner.value not in ENGLISH.texts
                ]  # fmt: skip
    assert not missing, "no English text in checker/languages/en.toml for:\n" + "\n".join(missing)


def test_profiles_and_parts_have_english_names() -> None:
    missing = sorted(title for title in titles() if title not in ENGLISH.texts)
    assert not missing, "no English text in checker/languages/en.toml for:\n" + "\n".join(missing)


def test_no_entry_is_left_over() -> None:
    """Texts stand somewhere in the package as they are; patterns have a place where such a line arises."""
    every = [
        node.value
        for path in (ROOT / "checker").rglob("*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    shown = {text for _, text in help_texts()}
    used = {*every, *shown, *titles()}
    assert [text for text in ENGLISH.texts if text not in used] == []
    for pattern in ENGLISH.patterns:
        pieces = re.findall(r"[\u3400-\u9fff]+", pattern)
        told = all(any(piece in text for text in every) for piece in pieces)
        assert told or any(values_of(pattern, text) is not None for text in shown), pattern


def test_both_texts_of_an_entry_have_the_same_values() -> None:
    for name in ("en", "click"):
        for texts in tables(name):
            for text, other in texts.items():
                assert set(re.findall(r"\{(\w+)", text)) >= set(re.findall(r"\{(\w+)", other)), text
    assert not [text for texts in tables("en") for text in texts.values() if HAN.search(text)]
    assert tomllib.loads((ROOT / "checker" / "languages" / "en.toml").read_text(encoding="utf-8")).keys() == {"texts", "patterns"}
