"""The Dockerfile, as far as it can be tested without Docker: its first stage is run in a folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import pytest
from helpers import ROOT, SEEDS
from pace import slow

UNREACHABLE = ("Failed to establish a new connection", "connection broken by", "Network is unreachable")


@dataclass(frozen=True)
class Instruction:
    name: str
    rest: str


def stages() -> list[list[Instruction]]:
    """The instructions of each stage; a backslash at the end of a line continues it."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n\s*", " ", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)).splitlines()
    found: list[list[Instruction]] = [[]]
    for line in filter(None, lines):
        instruction = Instruction(*line.split(" ", 1))
        if instruction.name == "FROM":
            found.append([])
        found[-1].append(instruction)
    return found


def rests(stage: list[Instruction], name: str) -> list[str]:
    return [item.rest for item in stage if item.name == name]


def sent(name: str) -> bool:
    """Return True when .dockerignore includes a top-level file; the last matching pattern decides."""
    through = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and fnmatch(name, line.removeprefix("!")):
            through = line.startswith("!")
    return through


def test_the_image_is_small_and_without_root() -> None:
    _, build, final = stages()
    assert rests(build, "FROM") == ["python:${PYTHON}-slim AS build"]
    assert rests(final, "FROM") == ["python:${PYTHON}-slim"]
    assert rests(final, "COPY") == ["--from=build /opt/fazhi /opt/fazhi"]
    assert rests(final, "USER") == ["fazhi"]
    assert rests(final, "ENTRYPOINT") == ['["fazhi"]']
    assert rests(final, "WORKDIR") == ["/reports"]
    assert not [rest for rest in rests(final, "RUN") if "pip " in rest]


def test_nothing_else_is_sent_to_the_builder() -> None:
    tracked = {path.name for path in ROOT.iterdir()}
    wanted = {"pyproject.toml", "README.md", "LICENSE", "checker", "ci", "rulesets"}
    assert {name for name in tracked if sent(name)} == wanted


@pytest.mark.parametrize(
    ("packages", "expected"),
    [("", []), ("git less", ["update", "install --yes --no-install-recommends git less", "-rf /var/lib/apt/lists/*"])],
)
def test_packages_are_installed_only_when_named(tmp_path: Path, packages: str, expected: list[str]) -> None:
    for name in ("apt-get", "rm"):
        (tmp_path / name).write_text('#!/bin/sh\necho "$*"\n', encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    variables = {"PACKAGES": packages, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    command = ["sh", "-e", "-f", "-c", rests(stages()[2], "RUN")[0]]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == expected


@slow
def test_what_is_copied_is_enough_to_build(tmp_path: Path) -> None:
    build = stages()[1]
    source = tmp_path / "source"
    source.mkdir()
    for rest in rests(build, "COPY"):
        *names, target = rest.split()
        for name in names:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, source / target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, source / target)
    script = rests(build, "RUN")[0].replace("/wheels", f"{tmp_path}/wheels").replace("/opt/fazhi", f"{tmp_path}/opt")
    script = script.replace("python -m ", f'"{sys.executable}" -m ')
    variables = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "GIT_"))}
    done = subprocess.run(
        ["sh", "-e", "-c", script], cwd=source, env=variables | {"PIP_RETRIES": "1"}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode and any(reason in done.stderr for reason in UNREACHABLE):
        pytest.skip("pip reaches no package index")
    assert done.returncode == 0, done.stderr
    command = [str(tmp_path / "opt" / "bin" / "fazhi"), "check", "--output-format", "concise", str(SEEDS)]
    checked = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, check=False)
    assert checked.returncode == 1, checked.stderr
    assert "FIG001" in checked.stdout
    assert not (tmp_path / "opt" / "bin" / "pip").exists()
