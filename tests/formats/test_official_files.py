"""Files as offices make them are read whole, and give the findings of their text.

The large collection, with a word processor and a browser, is made with ``FAZHI_SLOW`` only.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from chromium import PROGRAM
from helpers import linter
from official import OFD_WRITERS, OFFICE, PDF_LAYOUTS, TEXTS, browser_prints, converted, paragraphs, web_page, word_file

from checker.formats import read
from checker.lint.report import Report

SLOW = bool(os.environ.get("FAZHI_SLOW"))
PAPER = {"RES005"}
"""A rule about blank lines with spaces, which leave no trace on a page."""
SAMPLE = TEXTS if SLOW else TEXTS[:2]
MADE = 10
"""Files that each other program makes."""


def squeezed(text: str) -> str:
    return "".join(text.split())


def told(report: Report) -> Counter[tuple[str, str]]:
    assert not report.failures
    return Counter((item.rule, squeezed(item.text)) for item in report.diagnostics if item.rule not in PAPER)


@cache
def expected(path: Path) -> Counter[tuple[str, str]]:
    return told(linter().lint(read("a.txt", "\n".join(paragraphs(path)).encode())))


def same(path: Path, name: str, data: bytes) -> None:
    """Nothing is lost or added, paragraphs are whole, and the findings are those of the text."""
    found = read(name, data)
    wanted = [squeezed(line) for line in paragraphs(path)]
    blocks = [squeezed(block.span.of(found.text)) for block in found.blocks]
    assert "".join(blocks) == "".join(wanted)
    assert blocks == wanted
    assert found.notes == ()
    assert told(linter().lint(found)) == expected(path)


def cases(ways: Sequence[str]) -> list[tuple[Path, str]]:
    """Give each text to one of the ways in turn, and each way at least one text."""
    rounds = max(len(SAMPLE), len(ways)) if SLOW else len(ways)
    return [(SAMPLE[number % len(SAMPLE)], ways[number % len(ways)]) for number in range(rounds)]


@pytest.mark.parametrize(("path", "layout"), cases(tuple(PDF_LAYOUTS)), ids=str)
def test_printed_as_pdf(path: Path, layout: str) -> None:
    same(path, "a.pdf", PDF_LAYOUTS[layout](paragraphs(path)))


@pytest.mark.parametrize(("path", "writer"), cases(tuple(OFD_WRITERS)), ids=str)
def test_printed_as_ofd(path: Path, writer: str) -> None:
    same(path, "a.ofd", OFD_WRITERS[writer](paragraphs(path)))


@pytest.fixture(scope="module")
def from_office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    files = {f"{number}.docx": word_file(paragraphs(path)) for number, path in enumerate(TEXTS[:MADE])}
    return converted(files, tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def from_browser(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    files = {str(number): web_page(paragraphs(path)) for number, path in enumerate(TEXTS[:MADE])}
    return browser_prints(files, tmp_path_factory.mktemp("browser"))


@pytest.mark.skipif(not SLOW or not OFFICE, reason="FAZHI_SLOW=1 and LibreOffice")
@pytest.mark.parametrize("number", range(MADE))
def test_made_by_a_word_processor(number: int, from_office: dict[str, bytes]) -> None:
    same(TEXTS[number], "a.pdf", from_office[f"{number}.docx"])


@pytest.mark.skipif(not SLOW or not PROGRAM, reason="FAZHI_SLOW=1 and Chromium")
@pytest.mark.parametrize("number", range(MADE))
def test_printed_by_a_browser(number: int, from_browser: dict[str, bytes]) -> None:
    same(TEXTS[number], "a.pdf", from_browser[str(number)])
