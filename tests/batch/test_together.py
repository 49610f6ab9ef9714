"""Files checked in batches give the same results as files checked separately."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import ROOT, SEEDS, linter
from hypothesis import given
from hypothesis import strategies as st

from checker.batch import scheduling
from checker.batch.check import check_files
from checker.batch.scheduling import (
    MAX_BYTES_PER_BATCH,
    MAX_FILES_PER_BATCH,
    FoundFile,
    batches_of,
    check_all,
    check_batch,
)
from checker.formats import read
from checker.lint.report import Report
from checker.project.files import STANDARD_INPUT
from checker.project.project import Project
from checker.text.errors import FazhiError

TEXT = "云岭镇2024年法治政府建设年度报告\n\n2024年,我镇审查合同@件,调解纠纷18件。\n"
DEADLY = "致命"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for number in range(20):
        (tmp_path / f"{number:02}.txt").write_text(TEXT.replace("18", str(number)), encoding="utf-8")
    return tmp_path


def checked(names: tuple[str, ...]) -> list[Report | FazhiError]:
    return [result for result, _ in check_batch(names, Project())]


def comparable(results: list[Report | FazhiError]) -> list[object]:
    return [
        str(one) if isinstance(one, FazhiError) else (one.document.path, one.document.source, one.diagnostics)
        for one in results
    ]


def test_reports_are_those_of_each_document_alone() -> None:
    names = sorted(SEEDS.glob("*.txt"))
    documents = [read(path.name, path.read_bytes()) for path in names] + [read("a.txt", TEXT.encode())]
    assert linter().lint_all(documents) == [linter().lint(document) for document in documents]
    assert linter().lint_all(()) == []


def test_what_cannot_be_read_and_other_settings_stand_in_their_place(folder: Path) -> None:
    (folder / "03.txt").write_bytes(b"")
    (folder / "fazhi.toml").write_text('[[per-file]]\nfiles = ["05.txt"]\nignore = ["PLH"]\n', encoding="utf-8")
    below = folder / "b"
    below.mkdir()
    (below / "x.txt").write_text(TEXT, encoding="utf-8")
    (below / "fazhi.toml").write_text("nams = []\n", encoding="utf-8")
    names = (*(f"{number:02}.txt" for number in range(7)), "b/x.txt", "gone.txt", "08.txt")
    batch = checked(names)
    assert comparable(batch) == [item for name in names for item in comparable(checked((name,)))]
    assert [re.split("[:：]", str(one))[0] for one in batch if isinstance(one, FazhiError)] == [
        "03.txt",
        "b/fazhi.toml",
        "gone.txt",
    ]
    found = {one.document.path: {item.rule for item in one.diagnostics} for one in batch if isinstance(one, Report)}
    assert [name for name, rules in found.items() if "PLH001" not in rules] == ["05.txt"]
    there = tuple(name for name in names if name != "gone.txt")
    for jobs in (1, 2):
        assert comparable(list(check_files(there, Project(), jobs))) == comparable(checked(there))


@given(st.lists(st.integers(0, 2 * MAX_BYTES_PER_BATCH), max_size=40), st.integers(1, 6))
def test_batches_hold_all_files_in_order_and_not_too_much(sizes: list[int], jobs: int) -> None:
    names = [f"{number}.txt" for number in range(len(sizes))]
    size_of = dict(zip(names, sizes, strict=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scheduling, "_size", size_of.__getitem__)
        batches = list(batches_of(names, jobs))
    assert [name for batch in batches for name in batch] == names
    for batch in batches:
        assert len(batch) <= MAX_FILES_PER_BATCH
        assert len(batch) == 1 or sum(size_of[str(name)] for name in batch) <= MAX_BYTES_PER_BATCH
    if jobs > 1 and len(names) >= jobs:
        assert len(batches) >= jobs


def test_standard_input_has_no_size() -> None:
    assert list(batches_of([STANDARD_INPUT, "gone.txt"], 1)) == [(STANDARD_INPUT, "gone.txt")]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("deadly", [[5], [0, 1], [19], [2, 9, 11]])
def test_a_file_that_ends_its_process_takes_no_other_with_it(deadly: list[int]) -> None:
    names = [f"{number:02}.txt" for number in range(20)]

    def convert(item: FoundFile, result: Report | FazhiError, _content: str) -> str:
        if isinstance(result, FazhiError):
            return str(result)
        if names.index(str(item)) in deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        return result.document.path

    lost = {names[number]: f"{names[number]}：检查它的进程意外结束，没有结果" for number in deadly}
    assert list(check_all(names, Project(), convert, 2)) == [lost.get(name, name) for name in names]


def test_the_command_says_which_file_it_lost(folder: Path) -> None:
    (folder / "07.txt").write_text(TEXT + DEADLY, encoding="utf-8")
    program = (
        "import os, signal\n"
        "from checker.lint import engine\n"
        "real = engine._applies\n"
        "def applies(reading, rule):\n"
        f"    if {DEADLY!r} in reading.document.text:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return real(reading, rule)\n"
        "engine._applies = applies\n"
        "from checker.__main__ import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", program, "check", "--no-cache", "--output-format", "concise", "--jobs", "2", "."]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert result.returncode == 2
    assert result.stderr.decode() == "fazhi: ./07.txt：检查它的进程意外结束，没有结果\n"
    files = {line.partition(":")[0] for line in result.stdout.decode().splitlines()}
    assert files == {f"./{number:02}.txt" for number in range(20) if number != 7}
