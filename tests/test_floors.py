"""Imports go down the floors only (docs/design.md, section 3)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from helpers import ROOT

FLOORS = {
    "checker.cli.main": 8, "checker.__main__": 8, "checker": 8, "checker.cli.check": 8, "checker.cli.options": 8, "checker.cli.commands": 8,
    "checker.server": 8, "checker.cli.server": 8, "checker.cli.terminal": 8, "checker.cli.help": 8, "checker.cli.completion": 8, "checker.cli.watch": 8, "checker.cli.destinations": 8, "checker.cli.exit": 8, "checker.cli.lean": 8, "checker.cli.finding": 8, "checker.cli.plainly": 8, "checker.batch.check": 7, "checker.batch.processes": 6, "checker.batch.pool": 6, "checker.batch.scheduling": 7, "checker.cli.streaming": 8, "checker.batch.profiling": 7, "checker.batch.results_cache": 6, "checker.rules.families": 0, "checker.outputs": 7, "checker.project.examples": 7,
    "checker.project.toolbox": 6, "checker.lint.fixer": 6, "checker.project.files": 6, "checker.project.changed": 6, "checker.project.config": 4,
    "checker.batch.comparison": 7, "checker.lint.engine": 5, "checker.batch.ranges": 3, "checker.batch.candidates": 3, "checker.project.previous": 3,
    "checker.rules.selection": 4, "checker.project.project": 6, "checker.lint.baseline": 6, "checker.cli.baseline": 8, "checker.cli.config": 8, "checker.cli.init_files": 6, "checker.project.unused_ignores": 7, "checker.lint.report": 4, "checker.lint.masking": 4, "checker.library": 8, "checker.cli.invocation": 8, "checker.lint.fingerprint": 4,
    "checker.rules.loader": 3, "checker.rules.compiled": 3, "checker.rules.kinds": 3, "checker.rules.kind": 3, "checker.rules.explanation": 3,
    "checker.facts": 2, "checker.knowledge.catalog": 2, "checker.knowledge.lexicon": 2, "checker.knowledge.base": 2, "checker.knowledge.word_tables": 2, "checker.knowledge.word_lists": 2, "checker.knowledge.segmentation": 2, "checker.facts.suppressions": 2, "checker.knowledge.phrases": 2, "checker.knowledge.dictionary": 1, "checker.knowledge.language_model": 2, "checker.search.prefilter": 2, "checker.search.multi_search": 2,
    "checker.formats": 1, "checker.rules.rule": 1,
    "checker.text.span": 0, "checker.text.diagnostic": 0, "checker.text.document": 0, "checker.text.errors": 0, "checker.search.patterns": 0,
    "checker.resources.shipped": 0, "checker.search.time_limit": 0, "checker.resources.toml": 0, "checker.resources.toml_lines": 0, "checker.version": 0, "checker.i18n.language": 0, "checker.search.literals": 0, "checker.cache.store": 0, "checker.cache.folder": 0, "checker.cache.hashing": 0, "checker.cache.listing": 0, "checker.cache.shelf": 0, "checker.search.edits": 0, "checker.search.rarely": 0,
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
