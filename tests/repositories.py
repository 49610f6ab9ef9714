"""Git repositories with reports, isolated from the git configuration of the machine."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from helpers import ROOT

BAD = "云岭镇2024年法治政府建设年度报告\n\n    全年成功调处矛盾纠纷@件。\n"
GOOD = "云岭镇会议纪要\n\n会议审查了合同18件，通过。\n"
ENVIRONMENT = {
    "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "FAZHI_CACHE_DIR": os.environ["FAZHI_CACHE_DIR"], "HOME": os.devnull, "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "fazhi@example.invalid" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}  # fmt: skip


def git(*arguments: str, cwd: Path) -> str:
    """Run a git command, and return its output."""
    command = ["git", "-c", "protocol.file.allow=always", *arguments]
    result = subprocess.run(command, cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    return result.stdout.strip()


def write(folder: Path, **files: str) -> None:
    """Write text files; the name of each argument is that of a .txt file."""
    for name, text in files.items():
        put(folder / f"{name}.txt", text)


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def commit(folder: Path) -> None:
    git("add", "--all", cwd=folder)
    git("commit", "--quiet", "--message", "reports", cwd=folder)
