"""Several processes give the same results as one, also when one of them dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command import process_group_ends
from helpers import ROOT, SEEDS

from checker.batch.processes import map_in_processes

LOST = -1
ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "FAZHI_CACHE_DIR": os.environ["FAZHI_CACHE_DIR"]}


def lost(_: int) -> int:
    return LOST


@pytest.mark.parametrize("jobs", [1, 2, 4, 50])
def test_results_come_in_order(jobs: int) -> None:
    def squared(number: int) -> tuple[int, bytes]:
        return number * number, b"x" * (number * 999)

    expected = [squared(number) for number in range(60)]
    assert list(map_in_processes(squared, range(60), jobs, lambda _: (LOST, b""))) == expected


def test_a_process_that_dies_takes_one_thing_with_it() -> None:
    def deadly(number: int) -> int:
        if number in (13, 14, 40):
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    expected = [LOST if number in (13, 14, 40) else number for number in range(50)]
    assert list(map_in_processes(deadly, range(50), 3, lost)) == expected


def test_an_error_is_raised_where_the_result_was_to_come() -> None:
    class Stubborn(Exception):  # noqa: N818
        def __init__(self, one: int, two: int) -> None:
            super().__init__(f"{one} {two}")

    def wrong(number: int) -> int:
        if number == 7:
            raise ValueError("seven")
        if number == 9:
            raise Stubborn(1, 2)
        return number

    results = map_in_processes(wrong, range(20), 2, lost)
    assert [next(results) for _ in range(7)] == list(range(7))
    with pytest.raises(ValueError, match="seven"):
        next(results)
    with pytest.raises(RuntimeError, match="Stubborn: 1 2"):
        list(map_in_processes(wrong, [9, 1, 2, 3], 2, lost))


def test_nobody_is_left_behind() -> None:
    before = children()
    results = map_in_processes(lambda number: number, range(200), 4, lost)
    assert next(results) == 0
    results.close()
    assert children() == before


def test_results_are_the_same_where_processes_are_not_forked() -> None:
    words = ["甲", "乙丙", "", "丁"] * 5
    assert list(map_in_processes(len, words, 2, lost_word, "spawn")) == [len(word) for word in words]


def lost_word(_: str) -> int:
    return LOST


def children() -> set[str]:
    return set(Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text(encoding="ascii").split())


def reports(folder: Path, count: int = 14) -> None:
    for number in range(count):
        text = (SEEDS / "yanjiang-2024.txt").read_text(encoding="utf-8")
        (folder / f"{number:03}.txt").write_text(text.replace("@件", f"{number}@件"), encoding="utf-8")


def check(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "checker", "check", "--no-cache", *arguments]
    return subprocess.run(command, cwd=cwd, env=ENVIRONMENT, capture_output=True, check=False)


@pytest.mark.parametrize("output", ["full", "concise", "json", "sarif", "csv", "html"])
def test_outputs_are_the_same_bytes_with_any_number_of_processes(tmp_path: Path, output: str) -> None:
    reports(tmp_path)
    (tmp_path / "005.txt").write_bytes(b"\x00\x01\x02\xff" * 99)
    (tmp_path / "006.docx").write_bytes(b"PK no archive")
    alone, *shared = (check("--jobs", jobs, "--output-format", output, cwd=tmp_path) for jobs in ("1", "2", "4"))
    assert alone.returncode == 2
    assert b"005.txt" in alone.stderr
    assert b"006.docx" in alone.stderr
    for one in shared:
        assert (one.returncode, one.stdout, one.stderr) == (alone.returncode, alone.stdout, alone.stderr)


def test_an_interrupt_ends_all_processes(tmp_path: Path) -> None:
    reports(tmp_path, 400)
    command = [sys.executable, "-m", "checker", "check", "--no-cache", "--jobs", "3", "--output-format", "concise"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()  # it is at work
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=30)
        assert (process.returncode, errors.strip()) == (130, b"")
        assert process_group_ends(process.pid)


def test_workers_end_with_the_one_who_asked(tmp_path: Path) -> None:
    reports(tmp_path, 400)
    command = [sys.executable, "-m", "checker", "check", "--no-cache", "--jobs", "3", "--output-format", "concise"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
        process.wait()
        assert process_group_ends(process.pid)
