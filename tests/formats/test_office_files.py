"""Word files, pages, Markdown and texts as offices have them: read whole, and given back as they were but for the change.

A few are tried each time; with ``FAZHI_SLOW`` at least twenty of each format, with a word processor too.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import pytest
from helpers import SEEDS, linter
from lxml import etree
from office_files import (
    EXTRA,
    MARKDOWN_WRITERS,
    NODE,
    OFFICE_FORMATS,
    PAGE_WRITERS,
    TEXT_WRITERS,
    WORD_WRITERS,
    Writer,
    by_node,
    exported,
)  # fmt: skip
from official import OFFICE, TEXTS, paragraphs

from checker.formats import file_bytes, read, revise
from checker.formats.word.package import w
from checker.lint.fixer import FixOutcome, fix
from checker.lint.report import Report
from checker.outputs.annotations import annotate
from checker.outputs.display import Display
from checker.text.diagnostic import Edit
from checker.text.document import Document

SLOW = bool(os.environ.get("FAZHI_SLOW"))
LONGEST = 2_000
"""Characters between the first and the last change of a line that are compared: more takes too long."""
DATE = "2026-11-22T08:00:00Z"
COUNT = 21
QUICK = {"by character", "gbk", "site", "windows", "word processor"}
"""What is tried each time: of each format one or two."""
CHANGING = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
SPACES = {"RES005", "PUN009"}
"""Rules about spaces, which a writer here may not keep as they were."""
SAVED = [path for path in TEXTS if not path.name.startswith("tangqi")][:COUNT]
"""What a word processor saves: not the text of fields divided by spaces, which it may put at the ends of lines."""
FAULTS = ("全年工作布署到位,,既使任务繁重也已完成。", "截止2024年底，法治培训已完成。")
"""Sentences below each report, so that each has something to change."""


def squeezed(text: str) -> str:
    return "".join(text.split())


@cache
def lines_of(path: Path) -> tuple[str, ...]:
    """The paragraphs of a report; of the first of it where all are too many."""
    lines = paragraphs(path)
    return (*(lines if SLOW else lines[:12]), *FAULTS)


def told(report: Report, until: int) -> Counter[tuple[str, str]]:
    assert not report.failures
    return Counter(
        (item.rule, squeezed(item.text))
        for item in report.diagnostics
        if item.span.start <= until and item.rule not in SPACES
    )


@cache
def expected(path: Path, *, extra: bool) -> Counter[tuple[str, str]]:
    text = "\n".join((*lines_of(path), *(EXTRA if extra else ())))
    end = len("\n".join(lines_of(path)))
    return told(linter().lint(read("a.txt", text.encode())), end)


def lines_in(document: Document) -> list[str]:
    """The paragraphs, without what is printed above and below each page, and known as that."""
    blocks = (block for block in document.blocks if "footer" not in block.context)
    return [squeezed(block.span.of(document.text)) for block in blocks]


def is_read(path: Path, document: Document, *, extra: bool = False) -> Report:
    """Each paragraph is a block with the same characters, and the findings are those of the text."""
    wanted = [squeezed(line) for line in lines_of(path)]
    assert lines_in(document) == wanted + list(EXTRA if extra else ())
    assert document.notes == ()
    report = linter().lint(document)
    assert told(report, document.blocks[len(wanted) - 1].span.end) == expected(path, extra=extra)
    return report


def mended(document: Document, name: str) -> FixOutcome:
    def revised(before: Document, edits: Sequence[Edit]) -> Document:
        return read(name, revise(before, edits, DATE))

    outcome = fix(document, linter().lint, revised, unsafe=True)
    assert outcome.changed
    return outcome


# Word


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def decided(data: bytes, keep: str) -> bytes:
    """Accept all changes of the tool, keeping ``ins``, or reject them, keeping ``del``."""
    contents = parts(data)
    for name in [name for name in contents if name in CHANGING or "notes" in name]:
        tree = etree.fromstring(contents[name])
        ours = [item for item in tree.iter(w("ins"), w("del")) if item.get(w("author"), "").startswith("fazhi")]
        for item in ours:
            holder = item.getparent()
            assert holder is not None
            if item.tag == w(keep):
                for inner in list(item):
                    for text in inner.iter(w("delText")):
                        text.tag = w("t")
                    item.addprevious(inner)
            holder.remove(item)
        contents[name] = etree.tostring(tree)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return target.getvalue()


def untouched(data: bytes, report: Report) -> dict[str, bytes]:
    """The parts that no comment and no change has to touch; notes are touched where something is told of them."""
    assert report.diagnostics
    return {name: content for name, content in parts(data).items() if name not in CHANGING}


def is_word(path: Path, data: bytes, *, extra: bool) -> None:
    document = read("a.docx", data)
    report = is_read(path, document, extra=extra)
    marked = annotate(report, Display(), DATE)
    again = linter().lint(read("a.docx", marked))
    assert again.document.text == document.text
    assert [(item.rule, item.span, item.message) for item in again.diagnostics] == [
        (item.rule, item.span, item.message) for item in report.diagnostics
    ]
    assert untouched(marked, report) == untouched(data, report)
    outcome = mended(document, "a.docx")
    changed = file_bytes(outcome.after)
    assert untouched(changed, report) == untouched(data, report)
    assert read("a.docx", decided(changed, "del")).text == document.text
    assert read("a.docx", decided(changed, "ins")).text == outcome.after.text
    assert kept(changed) == kept(data)


def kept(data: bytes) -> Counter[str]:
    """The elements that no change may lose or add."""
    tree = etree.fromstring(parts(data)["word/document.xml"])
    changing = {w(name) for name in ("ins", "del", "r", "t", "delText", "rPr", "b", "sz", "rFonts", "smartTag")}
    return Counter(
        str(item.tag)
        for item in tree.iter("*")
        if item.tag not in changing and w("rPr") not in {up.tag for up in item.iterancestors()}
    )


def shared(ways: Mapping[str, Writer]) -> list[tuple[Path, str]]:
    """Give texts to the ways in turn, so that each has one and all together have enough; a few ways when time is short."""
    if not SLOW:
        return [(SEEDS / "yanjiang-2024.txt", name) for name in ways if name in QUICK]
    names = list(ways)
    return [(TEXTS[number % len(TEXTS)], names[number % len(names)]) for number in range(COUNT)]


@pytest.mark.parametrize(("path", "way"), shared(WORD_WRITERS), ids=str)
def test_word_files(path: Path, way: str) -> None:
    is_word(path, WORD_WRITERS[way](lines_of(path)), extra=way != "by character")


# Pages, Markdown, texts


def is_text(path: Path, name: str, data: bytes) -> None:
    """A change writes its own characters, and leaves all others and the encoding as they were."""
    document = read(name, data)
    is_read(path, document)
    outcome = mended(document, name)
    changed = file_bytes(outcome.after)
    again = read(name, changed)
    assert (again.text, again.encoding, again.bom) == (outcome.after.text, document.encoding, document.bom)
    assert file_bytes(document) == data
    before, after = document.source.split("\n"), again.source.split("\n")
    assert len(before) == len(after)
    for old, new in zip(before, after, strict=True):
        assert not set("<>\r\v") & set(changed_in(old, new)), (old, new)


def changed_in(old: str, new: str) -> str:
    """What a line lost and won."""
    start = alike(old, new)
    end = alike(old[start:][::-1], new[start:][::-1])
    lost, won = old[start : len(old) - end], new[start : len(new) - end]
    changes = SequenceMatcher(None, lost, won, autojunk=False).get_opcodes() if len(lost) < LONGEST else []
    return "".join(lost[a:b] + won[c:d] for tag, a, b, c, d in changes if tag != "equal")


def alike(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (first, second) in pairs if first != second), min(len(one), len(other)))


@pytest.mark.parametrize(("path", "way"), shared(PAGE_WRITERS), ids=str)
def test_pages(path: Path, way: str) -> None:
    is_text(path, "a.html", PAGE_WRITERS[way](lines_of(path)))


@pytest.mark.parametrize(("path", "way"), shared(MARKDOWN_WRITERS), ids=str)
def test_markdown(path: Path, way: str) -> None:
    is_text(path, "a.md", MARKDOWN_WRITERS[way](lines_of(path)))


@pytest.mark.parametrize(("path", "way"), shared(TEXT_WRITERS), ids=str)
def test_texts(path: Path, way: str) -> None:
    is_text(path, "a.txt", TEXT_WRITERS[way](lines_of(path)))


# Other programs


@pytest.fixture(scope="module")
def from_office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Sequence[bytes]]:
    """The files of a format, which are made when one is asked for."""
    reports = [lines_of(path) for path in SAVED]
    return cache(lambda to: exported(reports, to, tmp_path_factory.mktemp(to)))


@pytest.mark.skipif(not SLOW or not OFFICE, reason="FAZHI_SLOW=1 and LibreOffice")
@pytest.mark.parametrize("number", range(COUNT))
@pytest.mark.parametrize("to", OFFICE_FORMATS)
def test_saved_by_a_word_processor(to: str, number: int, from_office: Callable[[str], Sequence[bytes]]) -> None:
    path, data, name = SAVED[number], from_office(to)[number], OFFICE_FORMATS[to][1]
    if to == "docx":
        is_word(path, data, extra=False)
    elif to in ("html", "txt"):
        is_text(path, name, data)
    else:
        document = read(name, data)
        is_read(path, document)
        is_word(path, document.package, extra=False)


@pytest.mark.skipif(not SLOW or not NODE, reason="FAZHI_SLOW=1 and FAZHI_NODE_MODULES")
@pytest.mark.parametrize("path", TEXTS[:COUNT], ids=str)
def test_written_by_a_web_system(path: Path) -> None:
    is_word(path, by_node(lines_of(path)), extra=False)
