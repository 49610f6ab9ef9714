"""Files that another process reads: it serves one after the other, its end harms one file only, and it never outlives its owner."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from attacks import fazhi, pdf_forms
from paper import lay_out, pdf

from checker.project import elsewhere
from checker.project.reading import read_document
from checker.search.deadline import Limits
from checker.text.document import Document
from checker.text.errors import InputError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every file has a process of its own")
REPORT = pdf(lay_out("青石镇2024年度法治政府建设工作报告\n\n全年审查合同18件。\n", ""))


@pytest.fixture(autouse=True)
def _alone() -> Iterator[None]:
    elsewhere._end()
    yield
    elsewhere._end()


def process() -> int:
    reader = elsewhere._CURRENT.reader
    return reader.process if reader else 0


def text(name: str = "a.pdf") -> str:
    return read_document(name, REPORT, Limits()).text


def is_there(number: int) -> bool:
    return Path(f"/proc/{number}").exists()


def test_one_process_reads_many_files() -> None:
    first = text()
    before = process()
    assert "审查合同18件" in first
    assert text("b.pdf") == first
    assert process() == before != 0


def test_errors_end_no_process() -> None:
    text()
    before = process()
    with pytest.raises(InputError, match="已损坏"):
        read_document("a.pdf", b"%PDF-1.7\n%%EOF", Limits())
    assert process() == before


def test_another_takes_the_place_of_one_that_has_read_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "MAX_FILES", 2)
    text()
    first = process()
    text()
    assert not is_there(first)
    text()
    assert process() not in {0, first}


def test_a_death_harms_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    right = elsewhere._result

    def dying(path: str, data: bytes, name: str) -> Document | InputError:
        if path == "bad.pdf":
            os._exit(1)
        return right(path, data, name)

    monkeypatch.setattr(elsewhere, "_result", dying)
    good = text()
    with pytest.raises(InputError, match="意外结束"):
        text("bad.pdf")
    assert text() == good


def test_a_file_that_takes_too_long_ends_its_process() -> None:
    text()
    before = process()
    with pytest.raises(InputError, match="超过 1 秒"):
        read_document("a.pdf", pdf_forms(), Limits(seconds=1))
    assert not is_there(before)
    assert "审查合同18件" in text()


def test_a_fork_has_a_process_of_its_own() -> None:
    text()
    before = process()
    child = os.fork()
    if child == 0:
        try:
            good = "审查合同18件" in text() and process() != before
            elsewhere._end()
            os._exit(0 if good else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert "审查合同18件" in text()
    assert process() == before


def test_what_is_done_meanwhile_may_fail() -> None:
    done = []

    def meanwhile() -> None:
        done.append(process())
        raise InputError("fazhi.toml", "错")

    assert "审查合同18件" in read_document("a.pdf", REPORT, Limits(), meanwhile=meanwhile).text
    assert done == [process()]


def test_nothing_is_left_running(tmp_path: Path) -> None:
    for number in range(8):
        (tmp_path / f"{number}.pdf").write_bytes(REPORT)
    done = fazhi("check", "--isolated", "--no-cache", "--output-format", "concise", ".", cwd=tmp_path)
    assert done.returncode in {0, 1}, done.stderr
    time.sleep(0.5)
    inside = [
        path for path in Path("/proc").glob("[0-9]*/cwd") if path.parent.name != "self" and _leads_to(path, tmp_path)
    ]
    assert inside == []


def _leads_to(link: Path, folder: Path) -> bool:
    try:
        return link.resolve() == folder.resolve()
    except OSError:
        return False
