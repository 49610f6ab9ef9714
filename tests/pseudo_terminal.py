"""Runs a command in a pseudo-terminal, and captures what it writes there and to other streams."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from helpers import ROOT


def environment(**variables: str) -> dict[str, str]:
    """The environment of a command: the fixed one, and the given variables."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "FAZHI_CACHE_DIR": os.environ["FAZHI_CACHE_DIR"],
        "TERM": "xterm",
        "COLUMNS": "100",
        **variables,
    }


def in_terminal(
    arguments: list[str],
    cwd: Path = ROOT,
    *,
    streams: tuple[str, ...] = ("stdout", "stderr"),
    variables: Mapping[str, str] | None = None,
) -> tuple[int, str, str, str]:
    """Run a command; return its exit code, what it wrote to the terminal, and to stdout and stderr if these are pipes.

    ``streams`` are those that are connected to the terminal.
    """
    primary, secondary = pty.openpty()
    targets = {name: secondary if name in streams else subprocess.PIPE for name in ("stdout", "stderr")}
    process = subprocess.Popen(
        [sys.executable, "-m", "checker", *arguments], cwd=cwd, stdin=subprocess.DEVNULL,
        env=environment(**(variables or {})), stdout=targets["stdout"], stderr=targets["stderr"],
    )  # fmt: skip
    os.close(secondary)
    with ThreadPoolExecutor(1) as pool:
        # The pipes are read at the same time, because the command waits when one is full.
        piped = pool.submit(process.communicate, timeout=120)
        shown = read_until(primary, lambda _: False)
        out, error = piped.result()
    os.close(primary)
    return process.returncode, shown, (out or b"").decode(), (error or b"").decode()


def read_until(descriptor: int, done: Callable[[str], bool], seconds: float = 60) -> str:
    """Read until ``done`` is true of the text, or the other side is closed; fail after ``seconds`` without output."""
    data = b""
    while not done(data.decode("utf-8", "ignore")):
        assert select.select([descriptor], [], [], seconds)[0], f"no more output after:\n{data.decode()}"
        chunk = b""
        # Linux raises an error when the last process has closed its side.
        with suppress(OSError):
            chunk = os.read(descriptor, 65536)
        if not chunk:
            break
        data += chunk
    return data.decode("utf-8", "ignore")
