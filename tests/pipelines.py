"""Shared by the tests of CI files: their scripts are run in a shell with the fazhi of this checkout."""

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
"""The shell of GitHub Actions."""
SHELL = ("sh", "-e", "-c")
"""The shell of GitLab, Gitee and Jenkins on a machine without bash."""


@dataclass(frozen=True)
class ScriptResult:
    """The exit code and the output of a script."""

    code: int
    output: str
    errors: str


def run(script: str, folder: Path, variables: Mapping[str, str], shell: Sequence[str] = SHELL) -> ScriptResult:
    """Run a script in a folder, with only these environment variables and those for git."""
    environment = {**ENVIRONMENT, **variables}
    result = subprocess.run([*shell, script], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return ScriptResult(result.returncode, result.stdout, result.stderr)


def with_fazhi(folder: Path) -> Path:
    """Create a folder of programs with ``fazhi`` and ``python``, as an installation of this checkout provides them."""
    folder.mkdir(parents=True)
    for name, arguments in (("fazhi", " -m checker"), ("python", "")):
        program = folder / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}"{arguments} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    return folder


def load_yaml(name: str) -> dict[Any, Any]:
    """Load a YAML file of this checkout."""
    content = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def schema_errors(schema: str, name: str) -> str:
    """The errors of a file of this checkout according to a published schema; empty when it is valid."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(ROOT / name)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return result.stdout + result.stderr if result.returncode else ""
