"""What the tests of CI files share: scripts taken out of them and run in a shell, with this checkout's fazhi."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from helpers import ROOT
from repositories import ENVIRONMENT

BASH = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c")
"""As GitHub starts it."""
SHELL = ("sh", "-e", "-c")
"""As GitLab, Gitee and Jenkins do on a machine without bash."""


@dataclass(frozen=True)
class Ended:
    """How a script ended."""

    code: int
    output: str
    errors: str


def run(script: str, folder: Path, variables: Mapping[str, str], shell: Sequence[str] = SHELL) -> Ended:
    """Run a script in a folder, with these variables and those of a quiet git only."""
    environment = {**ENVIRONMENT, **variables}
    done = subprocess.run([*shell, script], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return Ended(done.returncode, done.stdout, done.stderr)


def with_fazhi(folder: Path) -> Path:
    """A folder of programs with the ``fazhi`` and the ``python`` that an installation of this checkout would have."""
    folder.mkdir(parents=True)
    for name, arguments in (("fazhi", " -m checker"), ("python", "")):
        program = folder / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}"{arguments} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    return folder


def loaded(name: str) -> dict[Any, Any]:
    """A YAML file of this checkout."""
    found = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def schema_errors(schema: str, name: str) -> str:
    """What a published schema has against a file of this checkout; empty when nothing."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(ROOT / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""
