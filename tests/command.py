"""Runs the command line in a process of its own, as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from helpers import ROOT

CLEAN_REPORT = "云岭镇会议纪要\n\n会议审查了合同18件，通过。\n"


def fazhi(
    *arguments: str | bytes, cwd: Path | None = None, data: bytes = b"", more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a command; ``data`` is its standard input, ``more`` are further variables of its environment."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "FAZHI_CACHE_DIR": os.environ["FAZHI_CACHE_DIR"],
        "LC_ALL": "C",
        **(more or {}),
    }
    return subprocess.run(
        [sys.executable, "-m", "checker", *arguments],
        cwd=cwd,
        input=data,
        capture_output=True,
        env=environment,
        check=False,
    )


def lines(output: bytes) -> list[str]:
    return output.decode().splitlines()


def process_group_ends(group: int) -> bool:
    """Wait up to ten seconds for the end of all processes of a group; return False when one remains."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
