"""The survey of large archives: the truth, the cost of twice and four times as many, an end in the middle."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from archive import write_archive
from archive_truth import differences
from helpers import ROOT
from pace import slow

from checker.survey.store import opened

SMALL, LARGE = 500, 2000
PATIENCE = 600
WRITTEN = 1200
"""Bytes that are written ahead for half of a report, about."""
MEMORY = 1_000_000
"""Kilobytes; the database alone may hold half of it."""


def command(archive: Path, out: Path) -> list[str]:
    return [
        sys.executable, "-m", "checker", "survey", str(archive), "-o", str(out), "--isolated", "--jobs", "1",
    ]  # fmt: skip


def measured(archive: Path, out: Path) -> tuple[float, str]:
    """Run a survey; return its processor seconds and what it says first."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command(archive, out), capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 2, "broken files are told"
    assert after.ru_maxrss < MEMORY
    return after.ru_utime - before.ru_utime, done.stdout.splitlines()[0]


def contents(out: Path) -> dict[str, list[tuple[Any, ...]]]:
    with opened(out, barred=True) as connection:
        names = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in names}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("large")


@slow
def test_what_is_planted_is_found_at_a_cost_that_grows_with_the_archive(place: Path) -> None:
    cost = {}
    for count in (SMALL, LARGE):
        truth = write_archive(place / str(count), count)
        cost[count], told = measured(place / str(count), place / f"out{count}")
        assert told.startswith(f"共 {count} 个文件，这次读了 {count} 个")
        assert differences(place / str(count), place / f"out{count}", truth) == []
    assert cost[LARGE] < 1.5 * cost[SMALL] * LARGE / SMALL
    again, told = measured(place / str(LARGE), place / f"out{LARGE}")
    assert told.startswith(f"共 {LARGE} 个文件，这次读了 0 个")
    assert again < cost[LARGE] / 5


@slow
def test_a_run_that_is_killed_goes_on_to_the_same_store(place: Path) -> None:
    archive, whole, half = place / str(SMALL), place / f"out{SMALL}", place / "half"
    if not whole.is_dir():
        write_archive(archive, SMALL)
        measured(archive, whole)
    with subprocess.Popen(
        command(archive, half), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:  # fmt: skip
        begun = time.monotonic()
        while sum(path.stat().st_size for path in half.glob("*.wal")) < SMALL * WRITTEN:
            assert process.poll() is None, "it is to be killed midway"
            assert time.monotonic() - begun < PATIENCE
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
    _, told = measured(archive, half)
    read = int(told.split("这次读了 ")[1].split()[0])
    assert 0 < read < SMALL
    assert contents(half) == contents(whole)
