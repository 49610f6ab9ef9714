"""A command in a terminal that is none: what it shows there, and what goes elsewhere."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from helpers import ROOT


def environment(**more: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "FAZHI_CACHE_DIR": os.environ["FAZHI_CACHE_DIR"],
        "TERM": "xterm",
        "COLUMNS": "100",
        **more,
    }


def in_terminal(
    arguments: list[str],
    cwd: Path = ROOT,
    *,
    streams: tuple[str, ...] = ("stdout", "stderr"),
    more: Mapping[str, str] | None = None,
) -> tuple[int, str, str, str]:
    """Exit code, what the terminal got, and what the streams got that are no terminal."""
    ours, theirs = pty.openpty()
    opened = {name: theirs if name in streams else subprocess.PIPE for name in ("stdout", "stderr")}
    process = subprocess.Popen(
        [sys.executable, "-m", "checker", *arguments], cwd=cwd, env=environment(**(more or {})), stdin=subprocess.DEVNULL,
        stdout=opened["stdout"], stderr=opened["stderr"],
    )  # fmt: skip
    os.close(theirs)
    shown = until(ours, lambda _: False)
    out, error = process.communicate(timeout=60)
    os.close(ours)
    return process.returncode, shown, (out or b"").decode(), (error or b"").decode()


def until(descriptor: int, done: Callable[[str], bool], seconds: float = 60) -> str:
    """What arrives until that is enough, or the other side is closed."""
    data = b""
    while not done(data.decode("utf-8", "ignore")):
        assert select.select([descriptor], [], [], seconds)[0], f"nothing more came after:\n{data.decode()}"
        part = b""
        # Linux says so when the last process has closed its side.
        with suppress(OSError):
            part = os.read(descriptor, 65536)
        if not part:
            break
        data += part
    return data.decode("utf-8", "ignore")
