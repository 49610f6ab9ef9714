"""Imports go down the floors only (docs/design.md, section 3)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from helpers import ROOT

FLOORS = {
    "checker.cli": 8, "checker.__main__": 8, "checker": 8, "checker.checking": 8, "checker.flags": 8, "checker.commands": 8,
    "checker.server": 8, "checker.serving": 8, "checker.terminal": 8, "checker.helppages": 8, "checker.completion": 8, "checker.watching": 8, "checker.outputs": 8, "checker.ending": 8, "checker.lean": 8, "checker.finding": 8, "checker.plainly": 8, "checker.runner": 7, "checker.workers": 6, "checker.pool": 6, "checker.together": 7, "checker.streaming": 8, "checker.profiling": 7, "checker.results": 6, "checker.families": 0, "checker.reports": 7, "checker.ruletest": 7,
    "checker.toolbox": 6, "checker.fixer": 6, "checker.files": 6, "checker.changed": 6, "checker.config": 4,
    "checker.compare": 7, "checker.engine": 5, "checker.derive": 3, "checker.candidates": 3, "checker.previous": 3,
    "checker.selection": 4, "checker.project": 6, "checker.baseline": 6, "checker.archiving": 8, "checker.configuring": 8, "checker.initial": 6, "checker.entries": 7, "checker.report": 4, "checker.masking": 4, "checker.library": 8, "checker.invocation": 8, "checker.fingerprint": 4,
    "checker.ruleset": 3, "checker.kept_rules": 3, "checker.kinds": 3, "checker.kind": 3, "checker.explain": 3,
    "checker.facts": 2, "checker.catalog": 2, "checker.lexicon": 2, "checker.knowledge": 2, "checker.words": 2, "checker.wordings": 2, "checker.segmentation": 2, "checker.suppress": 2, "checker.terms": 2, "checker.dictionary": 1, "checker.prefilter": 2, "checker.seeking": 2,
    "checker.formats": 1, "checker.rule": 1,
    "checker.span": 0, "checker.diagnostic": 0, "checker.document": 0, "checker.errors": 0, "checker.patterns": 0,
    "checker.resources": 0, "checker.timelimit": 0, "checker.toml": 0, "checker.toml_lines": 0, "checker.version": 0, "checker.language": 0, "checker.literals": 0, "checker.archive": 0, "checker.cachefolder": 0, "checker.hashing": 0, "checker.listing": 0, "checker.shelf": 0, "checker.edits": 0, "checker.rarely": 0,
}  # fmt: skip
WORDS = ("法治政府建设实施", "第一责任人", "习近平")
FILES = 400
FUNCTIONS = 60


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def floor_of(module: str) -> int:
    while module not in FLOORS:
        module = module.rpartition(".")[0]
    return FLOORS[module]


def sources() -> list[Path]:
    return sorted((ROOT / "checker").rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("checker"):
            for name in node.names:
                inner = f"{node.module}.{name.name}"
                yield inner if (ROOT / f"{inner.replace('.', '/')}.py").exists() else node.module


def test_every_module_has_a_floor() -> None:
    named = {module_of(path).split(".")[1] for path in sources() if module_of(path) != "checker"}
    assert named == {name.split(".")[1] for name in FLOORS if name != "checker"}


def test_imports_go_down() -> None:
    for path in sources():
        module = module_of(path)
        for imported in imports(path):
            assert floor_of(imported) <= floor_of(module), f"{module} imports {imported} from a floor above"


def test_there_are_no_cycles() -> None:
    graph = {module_of(path): {name for name in imports(path) if name != module_of(path)} for path in sources()}
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join((*way, module))
        if module not in done:
            for imported in graph.get(module, ()):
                visit(imported, (*way, module))
            done.add(module)

    for module in graph:
        visit(module, ())


def test_files_and_functions_stay_small() -> None:
    for path in sources():
        source = path.read_text(encoding="utf-8")
        assert source.count("\n") <= FILES, path
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < FUNCTIONS, f"{path}: {node.name}"


def test_no_policy_in_python() -> None:
    """Years, titles and the domain's words belong into the rulesets."""
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not any(word in node.value for word in WORDS), path
