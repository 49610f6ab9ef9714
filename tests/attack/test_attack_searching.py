"""A search of folders comes to regular files inside the folder only; what is passed over is told."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from attacks import MENDABLE, REPORT, fazhi
from repositories import commit, git


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "r.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "outside.txt").write_text(MENDABLE.replace("云岭镇", "机密县"), encoding="utf-8")
    return inside


def passed_over(done: subprocess.CompletedProcess[bytes], name: str) -> None:
    said = [line for line in done.stderr.decode().splitlines() if name in line]
    assert len(said) == 1, done.stderr.decode()
    assert b"r.txt" in done.stdout
    assert name not in done.stdout.decode()
    assert "机密县" not in done.stdout.decode()


@pytest.mark.parametrize("target", ["/dev/zero", "/dev/stdin", "/etc/passwd", "../outside.txt", "/proc/self/mem"])
def test_links_that_lead_out(folder: Path, target: str) -> None:
    (folder / "a.txt").symlink_to(target)
    passed_over(fazhi("check", "--no-cache", "--output-format", "concise", ".", cwd=folder, seconds=30), "a.txt")


def test_pipes(folder: Path) -> None:
    os.mkfifo(folder / "a.txt")
    passed_over(fazhi("check", "--output-format", "concise", cwd=folder, seconds=30), "a.txt")


def test_links_inside_are_reports(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "b.txt").symlink_to("../r.txt")
    done = fazhi("check", "--output-format", "concise", cwd=folder)
    assert b"sub/b.txt" in done.stdout
    assert done.stderr == b""


def test_what_lies_outside_is_not_mended(folder: Path) -> None:
    (folder / "a.txt").symlink_to("../outside.txt")
    before = (folder.parent / "outside.txt").read_bytes()
    fazhi("fix", ".", cwd=folder)
    assert (folder.parent / "outside.txt").read_bytes() == before


def test_a_path_that_is_named_may_be_a_link(folder: Path) -> None:
    (folder / "a.txt").symlink_to("../outside.txt")
    assert b"a.txt" in fazhi("check", "--output-format", "concise", "a.txt", cwd=folder).stdout


def test_links_that_git_knows(folder: Path) -> None:
    git("init", "--quiet", cwd=folder)
    commit(folder)
    (folder / "r.txt").write_text(REPORT + "\n", encoding="utf-8")
    (folder / "b.txt").symlink_to("../outside.txt")
    passed_over(fazhi("check", "--changed", "--output-format", "concise", cwd=folder), "b.txt")


def test_links_of_previous_reports(folder: Path) -> None:
    (folder / "last").mkdir()
    (folder / "last" / "2023.txt").symlink_to("/dev/zero")
    done = fazhi("check", "--previous", "last", "r.txt", cwd=folder, seconds=30)
    assert done.returncode == 2
    assert b"2023.txt" in done.stderr
