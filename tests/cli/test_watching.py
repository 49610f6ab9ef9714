"""``check --watch`` in a process: the first result, a change, the new result, Ctrl-C."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pseudo_terminal import environment, in_terminal, read_until

from checker.cli.terminal import TERMINATED
from checker.cli.watch import Watched, watch, watched

CLEAN = "云岭镇会议纪要\n\n会议审查了合同18件,通过。\n"
WRONG = "云岭镇会议纪要\n\n会议审查了合同18件,通过。。\n"


class Watching:
    """A watching process, and its output so far."""

    def __init__(self, process: subprocess.Popen[bytes], out: int) -> None:
        self.process = process
        self.out = out
        self.told = ""

    def read_until(self, done: Callable[[str], bool]) -> str:
        """Return new output, until ``done`` is true of it."""
        new = read_until(self.out, done, 30)
        self.told += new
        return new

    def checked(self, count: int = 1) -> str:
        return self.read_until(lambda text: text.count("按 Ctrl-C 结束") >= count)

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)


@contextmanager
def watching(folder: Path, *arguments: str, terminal: bool = False) -> Iterator[Watching]:
    out, theirs = pty.openpty() if terminal else os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "checker", "check", "--watch", "--output-format", "concise", *arguments],
        cwd=folder, env=environment(PYTHONUNBUFFERED="1"), stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    try:
        yield Watching(process, out)
    finally:
        process.kill()
        process.wait(30)
        os.close(out)


def test_a_file_is_checked_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(CLEAN, encoding="utf-8")
    with watching(tmp_path, "a.txt") as run:
        assert "a.txt:" not in run.checked()
        path.write_text(WRONG, encoding="utf-8")
        assert "a.txt:3:14: error PUN" in run.checked()
        assert run.end() == 1
    assert "Traceback" not in run.told


def test_the_exit_code_is_that_of_the_last_run(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(WRONG, encoding="utf-8")
    with watching(tmp_path, "a.txt") as run:
        assert "a.txt:3:14:" in run.checked()
        # Editors replace the file by another one.
        (tmp_path / "a.new").write_text(CLEAN, encoding="utf-8")
        (tmp_path / "a.new").replace(path)
        assert "a.txt:" not in run.checked()
        assert run.end() == 0


def test_a_new_report_below_a_directory_is_checked(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    with watching(tmp_path, ".") as run:
        run.checked()
        (tmp_path / "deep" / "er" / "b.txt").write_text(WRONG, encoding="utf-8")
        assert "deep/er/b.txt:3:14:" in run.checked()
        assert run.end() == 1


def test_the_configuration_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WRONG, encoding="utf-8")
    with watching(tmp_path, "a.txt") as run:
        assert "a.txt:3:14:" in run.checked()
        (tmp_path / "fazhi.toml").write_text('ignore = ["PUN"]\n', encoding="utf-8")
        assert "a.txt:" not in run.checked()
        (tmp_path / "fazhi.toml").write_text('ingore = ["PUN"]\n', encoding="utf-8")
        assert "没有这个键，是不是“ignore”？" in run.checked()
        assert run.end() == 2


def test_a_configuration_below_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.txt").write_text(WRONG, encoding="utf-8")
    with watching(tmp_path, ".") as run:
        assert "deep/a.txt:3:14:" in run.checked()
        (tmp_path / "deep" / "fazhi.toml").write_text('ignore = ["PUN"]\n', encoding="utf-8")
        assert "a.txt:" not in run.checked()
        assert run.end() == 0


def test_its_own_output_is_no_change(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(WRONG, encoding="utf-8")
    with watching(tmp_path, "--output-format", "html:result.html", ".") as run:
        run.checked()
        (tmp_path / "notes.csv").write_text("x", encoding="utf-8")
        time.sleep(1.5)
        path.write_text(CLEAN, encoding="utf-8")
        assert "a.txt:" not in run.checked()
        # Otherwise result.html would be checked, and every check would write it again.
        assert run.told.count("按 Ctrl-C 结束") == 2
        assert "result.html" not in run.told
        assert run.end() == 0


def test_what_the_configuration_names_is_watched_and_what_it_writes_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "2024"
    folder.mkdir()
    (folder / "a.txt").write_text(WRONG, encoding="utf-8")
    (tmp_path / "base.toml").write_text('output-format = ["concise"]\n', encoding="utf-8")
    (folder / "fazhi.toml").write_text('extend = "../base.toml"\n', encoding="utf-8")
    with watching(folder, ".") as run:
        assert "a.txt:3:14:" in run.checked()
        (tmp_path / "base.toml").write_text('ignore = ["PUN"]\n', encoding="utf-8")
        assert "a.txt:" not in run.checked()
        assert run.end() == 0
    options = dict.fromkeys(("config", "baseline", "annotate", "output_file"), "") | dict.fromkeys(
        ("previous", "rulesets", "catalogs", "allow_read"), ()
    )
    outputs = ("concise", "html:2024/result.html")
    given = {**options, "isolated": False, "config": str(tmp_path / "base.toml"), "output_format": outputs}
    assert not watched((str(folder),), given).concerns(os.path.realpath("2024/result.html"))


@pytest.mark.parametrize("terminal", [True, False])
def test_only_a_terminal_is_cleared(tmp_path: Path, *, terminal: bool) -> None:
    path = tmp_path / "a.txt"
    path.write_text(CLEAN, encoding="utf-8")
    with watching(tmp_path, "a.txt", terminal=terminal) as run:
        run.checked()
        assert ("\x1b[H\x1b[2J" in run.told) is terminal
        assert run.end() == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-"], "--watch 不能用于标准输入"),
        (["--fix", "a.txt"], "--watch 不能与 --fix、--diff 同用"),
        (["--diff", "a.txt"], "--watch 不能与 --fix、--diff 同用"),
        (["no/such/file.txt"], "no/such/file.txt：没有这个文件或目录"),
    ],
)
def test_what_cannot_be_watched(arguments: list[str], told: str, tmp_path: Path) -> None:
    code, _, out, error = in_terminal(["check", "--watch", *arguments], tmp_path, streams=())
    assert (code, out, error) == (2, "", f"fazhi: {told}\n")


def test_what_concerns_a_check(tmp_path: Path) -> None:
    base = os.path.realpath(tmp_path)
    what = Watched(frozenset({f"{base}/one.md"}), frozenset({f"{base}/all"}), frozenset({f"{base}/all/result.html"}))
    for name in ("one.md", "all/a.txt", "all/b/c.docx"):
        assert what.concerns(f"{base}/{name}"), name
    for name in ("two.md", "all/result.html", "all/.a.txt.12.tmp", "all/.git/a.txt", "all/a.csv", "a.txt"):
        assert not what.concerns(f"{base}/{name}"), name


def test_a_signal_during_a_run_ends_the_watch(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(CLEAN, encoding="utf-8")
    options = dict.fromkeys(("config", "baseline", "annotate", "output_file", "fixing", "diff", "max_seconds"), "")
    lists = dict.fromkeys(("previous", "rulesets", "catalogs", "allow_read"), ())

    def run() -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(30)

    def end(_number: int, _frame: object) -> None:
        sys.exit(TERMINATED)

    before = signal.signal(signal.SIGTERM, end)
    try:
        with pytest.raises(SystemExit) as raised:
            watch((str(path),), {**options, **lists, "isolated": True, "output_format": ("concise",)}, run)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert raised.value.code == TERMINATED
