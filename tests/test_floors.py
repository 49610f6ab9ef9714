"""Imports go down only (docs/design.md, section 3), folders, files and functions stay small, policy stays out of Python."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers import ROOT

FLOORS = (
    ("text", "i18n", "version"),
    ("disk",),
    ("cache",),
    ("resources", "search"),
    ("formats", "knowledge"),
    ("facts",),
    ("rules",),
    ("lint",),
    ("project",),
    ("outputs",),
    ("batch", "server", "web"),
    ("survey",),
    ("cli",),
    ("library", "__main__"),
    ("__init__",),
)
"""The rooms below ``checker/``, lowest first. A room imports itself and lower floors, never its neighbours."""
LOOSE = {"__init__", "__main__", "library", "version"}
MODULES, LINES, FUNCTION = 15, 400, 60
"""The maximum number of modules in a folder, lines of a file, and lines of a function."""
WORDS = ("法治政府建设实施", "第一责任人", "习近平")
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
SOURCES = sorted((ROOT / "checker").rglob("*.py"))


def room_of(path: Path) -> str:
    """Return the folder below ``checker/`` that contains a path, or the name of a module outside of folders."""
    return path.relative_to(ROOT / "checker").parts[0].removesuffix(".py")


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULE_PATHS = {module_of(path): path for path in SOURCES}


def imports(path: Path) -> Iterator[str]:
    """Return the modules of the package that a module imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] == "checker":
            for name in node.names:
                inner = f"{node.module}.{name.name}"
                yield inner if inner in MODULE_PATHS else node.module


def test_every_room_has_a_floor_and_says_what_lives_there() -> None:
    assert {room_of(path) for path in SOURCES} == set(FLOOR)
    for folder in {path.parent for path in SOURCES}:
        assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))), folder


def test_imports_go_down() -> None:
    for path in SOURCES:
        for imported in imports(path):
            here, there = room_of(path), room_of(MODULE_PATHS[imported])
            assert here == there or FLOOR[there] < FLOOR[here], f"{module_of(path)} imports {imported}"


def test_there_are_no_cycles() -> None:
    graph = {module: {name for name in imports(path) if name != module} for module, path in MODULE_PATHS.items()}
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join((*way, module))
        if module not in done:
            for imported in graph.get(module, ()):
                visit(imported, (*way, module))
            done.add(module)

    for module in graph:
        visit(module, ())


def test_folders_files_and_functions_stay_small() -> None:
    assert {path.stem for path in (ROOT / "checker").glob("*.py")} == LOOSE
    for folder, count in Counter(path.parent for path in SOURCES if path.stem != "__init__").items():
        assert count <= MODULES, f"{folder}: {count} modules"
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        assert source.count("\n") <= LINES, path
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert (node.end_lineno or 0) - node.lineno < FUNCTION, f"{path}: {node.name}"


@pytest.mark.parametrize("trick", ["sys.modules[", "meta_path", "os._exit", "import _imp"])
def test_nothing_is_done_to_the_import_system_or_the_interpreter(trick: str) -> None:
    assert [path for path in SOURCES if trick in path.read_text(encoding="utf-8")] == []


def test_no_policy_in_python() -> None:
    """Years, titles and words of the domain belong in the rulesets."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not any(word in node.value for word in WORDS), path
