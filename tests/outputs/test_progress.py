"""A progress bar is displayed on a terminal while many files are checked, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pseudo_terminal import in_terminal

from checker.outputs.progress import MIN_FILES

TEXT = "某镇会议纪要\n\n会议审查了合同18件。。\n"
SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    return files(tmp_path, MIN_FILES + 5)


def files(folder: Path, count: int) -> Path:
    for number in range(count):
        (folder / f"{number:02}.txt").write_text(TEXT, encoding="utf-8")
    return folder


def test_check_shows_a_bar_that_goes_away(many: Path) -> None:
    arguments = ["check", "--output-format", "concise", "."]
    code, seen, out, _ = in_terminal(arguments, many, streams=("stderr",))
    plain = SEQUENCE.sub("", seen)
    assert code == 1
    assert re.search(r"检查文件 [━╸╺ ]+ *0/25", plain)
    assert re.search(r"检查文件 ━+ 25/25", plain)
    # The line is cleared and the cursor is visible again.
    assert seen.rstrip("\r\n").endswith("\x1b[2K") or "\x1b[2K" in seen[seen.rindex("25/25") :]
    assert seen.rindex("\x1b[?25h") > seen.rindex("25/25")
    assert out == in_terminal(arguments, many, streams=())[2]
    assert len(out.splitlines()) == 25


def test_fix_shows_a_bar_and_mends_every_file(many: Path) -> None:
    code, seen, out, _ = in_terminal(["fix", "--lang", "en", "."], many, streams=("stderr",))
    plain = SEQUENCE.sub("", seen)
    assert (code, out) == (0, "")
    assert re.search(r"mending ━+ 25/25", plain)
    assert "Mended: 25 (files: 25)" in plain
    assert all(path.read_text(encoding="utf-8").endswith("18件。\n") for path in many.glob("*.txt"))


@pytest.mark.parametrize("command", [["check", "."], ["fix", "--diff", "."]])
def test_nothing_where_standard_error_is_no_terminal(command: list[str], many: Path) -> None:
    _, seen, _, error = in_terminal(command, many, streams=("stdout",))
    assert "25/25" not in seen + error
    assert "\x1b" not in error
    assert command[0] == "fix" or error == ""


def test_no_bar_for_a_few_files(tmp_path: Path) -> None:
    _, seen, _, _ = in_terminal(["check", "."], files(tmp_path, MIN_FILES - 1), streams=("stderr",))
    assert seen == ""


def test_no_bar_through_a_diff(many: Path) -> None:
    code, seen, _, _ = in_terminal(["fix", "--diff", "."], many)
    assert code == 1
    assert "修改文件" not in seen
    assert seen.count("+会议审查了合同18件。") == 25


def test_no_bar_on_a_dumb_terminal(many: Path) -> None:
    _, seen, _, _ = in_terminal(["check", "."], many, streams=("stderr",), variables={"TERM": "dumb"})
    assert "\x1b" not in seen
    assert "/25" not in seen
