"""The survey on several machines: a cluster of Ray on this one, with a machine that fails midway."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from archive import write_archive
from command import fazhi
from helpers import ROOT
from pace import slow

from checker.survey.store import opened

COUNT = 600
PATIENCE = 300
SOME = 300_000
"""Bytes of a store in which the first reports stand, and not nearly all."""


@pytest.fixture
def cluster() -> Iterator[subprocess.Popen[str]]:
    """The process of a cluster; see :mod:`ray_machines`."""
    pytest.importorskip("ray")
    with subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "ray_machines.py")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        yield process


def written(out: Path) -> int:
    """The bytes of the store and of what is written ahead of it."""
    return sum(path.stat().st_size for path in out.glob("survey.duckdb*"))


def contents(out: Path) -> dict[str, list[tuple[Any, ...]]]:
    with opened(out, barred=True) as connection:
        names = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in names}


@slow
def test_a_cluster_gives_the_same_rows_although_a_machine_fails(cluster: subprocess.Popen[str], tmp_path: Path) -> None:
    assert cluster.stdin
    assert cluster.stdout
    address = cluster.stdout.readline().strip()
    write_archive(tmp_path / "archive", COUNT)
    alone = fazhi("survey", "archive", "-o", "alone", "--isolated", "--jobs", "1", cwd=tmp_path)
    assert alone.returncode == 2, "broken files are told"
    command = [sys.executable, "-m", "checker", "survey", "archive", "-o", "together", "--isolated"]
    process = subprocess.Popen(
        [*command, "--cluster", address],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    begun = time.monotonic()
    while process.poll() is None and time.monotonic() - begun < PATIENCE and written(tmp_path / "together") < SOME:
        time.sleep(0.2)
    assert process.poll() is None, "the machine is to fail midway"
    print("one", file=cluster.stdin, flush=True)
    assert cluster.stdout.readline() == "gone\n"
    _, complaints = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2, complaints.decode()
    assert contents(tmp_path / "together") == contents(tmp_path / "alone")


def test_a_limit_of_the_whole_run_is_refused(tmp_path: Path) -> None:
    done = fazhi("survey", ".", "-o", "out", "--cluster", "auto", "--max-seconds", "5", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "fazhi: --cluster 与 --max-seconds 不能同时用；一个文件的时间用 --timeout 限"
    ]


def test_a_cluster_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    write_archive(tmp_path / "archive", 3)
    done = fazhi("survey", "archive", "-o", "out", "--cluster", "nowhere:x", cwd=tmp_path)
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert "nowhere:x" in line or "fazhi[cluster]" in line
