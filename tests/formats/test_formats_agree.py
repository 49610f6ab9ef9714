"""The same report as text, Word and HTML has the same findings."""

from __future__ import annotations

from collections import Counter
from html import escape

import pytest
from helpers import SEEDS, linter
from word_files import from_text

from checker.formats import read


def html(text: str) -> bytes:
    return "".join(f"<p>{escape(line)}</p>\n" for line in text.split("\n")).encode()


def told(name: str, data: bytes) -> Counter[tuple[str, str]]:
    report = linter().lint(read(name, data))
    assert not report.failures
    return Counter((item.rule, "".join(item.text.split())) for item in report.diagnostics)


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name)
def test_findings_are_the_same_in_all_formats(path: object) -> None:
    from pathlib import Path

    assert isinstance(path, Path)
    text = path.read_text(encoding="utf-8")
    plain = told("a.txt", text.encode())
    assert told("a.docx", from_text(text)) == plain
    assert told("a.html", html(text)) == plain
