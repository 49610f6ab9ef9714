"""The documentation as data: its pages, their code blocks, and the commands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers import ROOT

GENERATED = ("commands.md", "kinds.md")
"""Pages that docs/generate.py generates entirely."""
_BLOCK = re.compile(r"^(?P<indent> *)```(?P<language>[a-z]*)\n(?P<inside>.*?)^ *```$", re.MULTILINE | re.DOTALL)
_SHELL = ("sh", "console")
_COMMAND = re.compile(r'^(?:\$ )?(?P<line>(?:[A-Z_]+=\S+ |eval "\$\()?fazhi(?: .*)?)$')


@dataclass(frozen=True)
class Block:
    """A block of code on a page; ``line`` is that of its first line."""

    page: Path
    line: int
    language: str
    text: str

    @property
    def name(self) -> str:
        """The place of the block in the names of tests."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"


@dataclass(frozen=True)
class Command:
    """A command line in the documentation."""

    name: str
    line: str


def written_pages() -> list[Path]:
    """All hand-written pages."""
    pages = (path for path in (ROOT / "docs").glob("*.md") if path.name not in GENERATED)
    return [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted(pages)]


def blocks(*languages: str) -> list[Block]:
    """The blocks in some languages of all pages, without the indentation of lists."""
    return [block for page in written_pages() for block in _blocks(page, languages)]


def _blocks(page: Path, languages: tuple[str, ...]) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for found in _BLOCK.finditer(text):
        if found["language"] in languages:
            indent = len(found["indent"])
            inside = "".join(line[indent:] for line in found["inside"].splitlines(keepends=True))
            yield Block(page, text.count("\n", 0, found.start("inside")) + 1, found["language"], inside)


def commands() -> list[Command]:
    """Every line of shell blocks that runs the tool, without duplicates."""
    seen: dict[str, Command] = {}
    for block in blocks(*_SHELL):
        for number, line in enumerate(block.text.splitlines()):
            if found := _COMMAND.match(line):
                page = block.page.relative_to(ROOT)
                seen.setdefault(found["line"], Command(f"{page}:{block.line + number}", found["line"]))
    return list(seen.values())
