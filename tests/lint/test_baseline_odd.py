"""Baselines after files are moved, copied, linked or merged, and with checks of only some files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import fazhi
from helpers import ROOT
from test_baseline import OLD, archive, check

FLAGS = ("--select", "WRD,FIG003,PRI")
BASELINE = ("--baseline", "fazhi-baseline.json")


def known(folder: Path, name: str = "fazhi-baseline.json") -> list[tuple[str, str]]:
    found = json.loads((folder / name).read_bytes())["findings"]
    return [(row["path"], row["rule"]) for row in found]


def test_a_check_with_fewer_rules_calls_nothing_gone(tmp_path: Path) -> None:
    archive(tmp_path)
    fazhi("baseline", *FLAGS, cwd=tmp_path)
    result = fazhi("check", "--select", "WRD001", *BASELINE, "--output-format", "concise", ".", cwd=tmp_path)
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")


def test_a_renewal_with_fewer_rules_keeps_the_others(tmp_path: Path) -> None:
    archive(tmp_path)
    fazhi("baseline", *FLAGS, cwd=tmp_path)
    before = known(tmp_path)
    (tmp_path / "b.txt").write_text(OLD.replace("布署", "部署"), encoding="utf-8")
    result = fazhi("baseline", "--select", "WRD001", cwd=tmp_path)
    assert result.stderr.decode() == "fazhi-baseline.json：共 7 处，新增 0 处，去掉 1 处\n"
    assert known(tmp_path) == [row for row in before if row != ("b.txt", "WRD001")]
    assert check(tmp_path, *BASELINE, ".") == (0, [], "")


def test_of_two_copies_of_a_file_that_is_gone_one_is_new(tmp_path: Path) -> None:
    archive(tmp_path)
    fazhi("baseline", *FLAGS, "b.txt", cwd=tmp_path)
    for name in ("c.txt", "d.txt"):
        (tmp_path / name).write_text(OLD, encoding="utf-8")
    (tmp_path / "b.txt").unlink()
    assert check(tmp_path, *BASELINE, "c.txt")[0] == 0
    code, lines, _ = check(tmp_path, *BASELINE, "c.txt", "d.txt")
    assert (code, len(lines)) == (1, 4)


def test_two_files_of_one_text_may_both_move(tmp_path: Path) -> None:
    archive(tmp_path)
    fazhi("baseline", *FLAGS, cwd=tmp_path)
    (tmp_path / "b.txt").rename(tmp_path / "c.txt")
    (tmp_path / "2019" / "a.txt").rename(tmp_path / "d.txt")
    (tmp_path / "2019").rmdir()
    assert check(tmp_path, *BASELINE, ".") == (0, [], "")


def test_links_lead_to_the_same_file(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir()
    archive(real)
    link.symlink_to(real)
    fazhi("baseline", *FLAGS, cwd=real)
    assert check(tmp_path, "--baseline", "link/fazhi-baseline.json", "real") == (0, [], "")
    assert check(tmp_path, "--baseline", "real/fazhi-baseline.json", "link/b.txt", "link/2019") == (0, [], "")


def test_line_ends_change_nothing(tmp_path: Path) -> None:
    archive(tmp_path)
    fazhi("baseline", *FLAGS, cwd=tmp_path)
    (tmp_path / "b.txt").write_bytes(b"\xef\xbb\xbf" + OLD.replace("\n", "\r\n").encode())
    assert check(tmp_path, *BASELINE, ".") == (0, [], "")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> b\n", "合并时的冲突还没有解决"),
        ("[" * 100000, "不是基线（JSON 有误）；请先移走它"),
        ("\ufeff{", "不是基线（JSON 有误）"),
        ('{"version": 2, "findings": []}', "不是第 1 版的基线；请先移走它，再用 fazhi baseline"),
    ],
)
@pytest.mark.parametrize("command", ["check", "baseline"])
def test_a_wrong_baseline_is_never_written_over(tmp_path: Path, command: str, data: str, expected: str) -> None:
    archive(tmp_path)
    (tmp_path / "x.json").write_text(data, encoding="utf-8")
    result = fazhi(command, *(("--baseline", "x.json") if command == "check" else ("-o", "x.json")), ".", cwd=tmp_path)
    (line,) = result.stderr.decode().splitlines()
    assert (result.returncode, result.stdout) == (2, b"")
    assert expected in line
    assert (tmp_path / "x.json").read_text(encoding="utf-8") == data


def test_runs_at_one_time_leave_a_whole_file(tmp_path: Path) -> None:
    archive(tmp_path)
    command = [sys.executable, "-m", "checker", "baseline", *FLAGS]
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "FAZHI_CACHE_DIR": os.environ["FAZHI_CACHE_DIR"],
    }
    runs = [subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL) for _ in range(3)]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    assert len(known(tmp_path)) == 8
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2019", "b.txt", "fazhi-baseline.json"]
