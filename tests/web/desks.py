"""A desk for tests: the program itself, started on a free port, and a client that asks as its page does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from helpers import ROOT
from msgspec import Struct

PATIENCE = 60.0


class Desk(Struct):
    """A running desk: its address with the token, and the lines that it has written."""

    address: str
    process: subprocess.Popen[str]
    lines: list[str]

    @property
    def origin(self) -> str:
        return self.address.partition("/?")[0]

    @contextmanager
    def client(self) -> Iterator[httpx.Client]:
        """Context manager for a client that has the cookie, and sends what a browser sends."""
        with httpx.Client(base_url=self.origin, headers={"Origin": self.origin}, timeout=PATIENCE) as client:
            assert client.get(self.address.removeprefix(self.origin)).status_code == 303
            yield client


@contextmanager
def desk(*arguments: str, folder: Path = ROOT) -> Iterator[Desk]:
    """Context manager for ``fazhi desk``, which ends with the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "checker", "desk", "--no-browser", "--port", "0", "--isolated", *arguments],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    first = process.stdout.readline()
    found = re.search(r"http://\S+?(?=（| |$)", first)
    assert found, first + process.stdout.read()
    lines = [first]
    reading = threading.Thread(target=lambda: lines.extend(process.stdout or ()), daemon=True)
    reading.start()
    try:
        yield Desk(found.group(), process, lines)
    finally:
        process.terminate()
        process.wait(PATIENCE)
        reading.join(PATIENCE)
        process.stdout.close()
