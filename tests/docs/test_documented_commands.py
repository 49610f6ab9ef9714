"""Every command in the documentation is run by a shell in a folder with the files it needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import repositories
from documentation import Command, commands
from helpers import ROOT
from pace import SLOW
from prepared import OTHERS, REPORTS, report

from checker.cli.main import COMMANDS

NEVER_END = ("fazhi server", "--watch", "fazhi desk")
"""Commands that run until they are stopped."""
PATIENCE = 60
"""Seconds after which a command counts as hanging."""
DOCUMENTED = commands()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a branch, an uncommitted report, and the command in PATH."""
    folder = tmp_path_factory.mktemp("prepared")
    place = folder / "place"
    for path in REPORTS:
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(report(path))
    for path, text in OTHERS.items():
        (place / path).write_text(text, encoding="utf-8")
    repositories.git("init", "-q", "-b", "main", cwd=place)
    repositories.commit(place)
    repositories.git("update-ref", "refs/remotes/origin/main", "main", cwd=place)
    (place / "报告目录" / "新镇.txt").write_bytes(report("新镇.txt"))
    (folder / "bin").mkdir()
    script = folder / "bin" / "fazhi"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m checker "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    subprocess.run(
        [script, "survey", "历年报告", "-o", "普查结果"],
        cwd=place,
        env=environment(folder),
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture
def place(prepared: Path, tmp_path: Path) -> Path:
    """A copy, so that commands do not see each other's output."""
    shutil.copytree(prepared / "place", tmp_path / "place")
    return tmp_path / "place"


def environment(prepared: Path) -> dict[str, str]:
    paths = f"{prepared / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": paths, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "HOME": str(prepared)}


def believed(code: int | None, complaints: str) -> None:
    """Check that there is no crash and no unknown option; exit code 2 covers all other errors."""
    assert "Traceback" not in complaints
    assert "内部错误" not in complaints
    assert "没有选项" not in complaints
    assert "No such option" not in complaints
    assert code in (0, 1), complaints


ENDING = [command for command in DOCUMENTED if not any(word in command.line for word in NEVER_END)]
ENDLESS = [command for command in DOCUMENTED if command not in ENDING]


@pytest.mark.parametrize("command", ENDING, ids=lambda command: command.name)
def test_a_documented_command_does_its_work(command: Command, prepared: Path, place: Path) -> None:
    result = subprocess.run(
        ["bash", "-c", command.line],
        cwd=place,
        env=environment(prepared),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    believed(result.returncode, result.stderr.decode())


@pytest.mark.parametrize("command", ENDLESS, ids=lambda command: command.name)
def test_a_command_that_does_not_end_goes_on_until_it_is_stopped(command: Command, prepared: Path, place: Path) -> None:
    process = subprocess.Popen(
        ["bash", "-c", f"exec {command.line}"],
        cwd=place,
        env=environment(prepared),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        time.sleep(3 if SLOW else 1)
        assert process.poll() is None
    finally:
        process.terminate()
        _, complaints = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in complaints.decode()


def test_there_are_commands_to_try() -> None:
    assert len(ENDING) > 60
    words = " ".join(command.line for command in DOCUMENTED)
    assert [name for name in COMMANDS if f"fazhi {name}" not in words] == []
