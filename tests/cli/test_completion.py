"""Completion in the shells themselves, with the generated script and an incomplete line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import ROOT, linter

SHELLS = ("bash", "zsh", "fish")


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a command ``fazhi``, for the front of PATH."""
    folder = tmp_path_factory.mktemp("bin")
    path = folder / "fazhi"
    path.write_text(f"#!/bin/sh\nPYTHONPATH='{ROOT}' exec '{sys.executable}' -m checker \"$@\"\n", encoding="utf-8")
    path.chmod(0o755)
    return folder


def shell(name: str, program: str, command: Path, cwd: Path, **more: str) -> str:
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    # The minimal environment of a shell, without a user's start-up files.
    environment = {
        "PATH": f"{command}:{os.environ['PATH']}",
        "HOME": str(command),
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
        **more,
    }
    result = subprocess.run(
        [name, *({"bash": ["--norc"], "zsh": ["-f"]}.get(name, [])), "-c", program],
        cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert result.stderr == "", result.stderr
    return result.stdout


BASH = """
eval "$(fazhi completion bash)"
complete -p fazhi > /dev/null
COMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
_fazhi_completion fazhi
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def bash(words: str, command: Path, cwd: Path = ROOT) -> list[str]:
    # compopt modifies the current completion, of which there is none outside a prompt.
    program = "compopt() { printf OPTION; printf ' %s' \"$@\"; echo; }\n" + BASH.format(words=words)
    return [line for line in shell("bash", program, command, cwd).splitlines() if line]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("fazhi che", ["check"]),
        ("fazhi check --output-f", ["--output-format", "--output-file"]),
        ("fazhi check --select FIG00", [f"FIG00{number}" for number in range(1, 10)]),
        ("fazhi check --select fig003", ["FIG003"]),
        ("fazhi check --select STR001,approximate", ["STR001,approximate-exact"]),
        ("fazhi check --ignore approximate", ["approximate-exact"]),
        ("fazhi rule money-with", ["money-without-unit"]),
        ("fazhi check --preset pub", ["publish"]),
        ("fazhi check --profile t", ["township"]),
        ("fazhi check --output-format s", ["sarif"]),
        ("fazhi check --lang ''", ["zh", "en"]),
        ("fazhi check --fail-level w", ["warning"]),
        ("fazhi completion ''", ["bash", "zsh", "fish"]),
        ("fazhi check rep", ["OPTION -o default"]),
        ("fazhi check --output-file rep", ["OPTION -o default"]),
    ],
)
def test_bash(words: str, expected: list[str], command: Path) -> None:
    assert bash(words, command) == expected


def test_bash_completes_every_rule(command: Path) -> None:
    offered = bash("fazhi rule ''", command)
    rules = linter().all_rules
    assert sorted(offered) == sorted([rule.id for rule in rules] + [rule.name for rule in rules])


ZSH = """
autoload -U compinit; compinit -u -D
eval "$(fazhi completion zsh)"
# The candidates that the script passes to zsh, without a line editor.
_describe() {{ print -rl -- "${{(@P)3}}" }}
_path_files() {{ print -r -- FILES }}
compadd() {{ print -rl -- "${{(@P)argv[-1]}}" }}
words=({words}); CURRENT=${{#words}}
_fazhi_completion
"""


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("fazhi rule FIG003", "zh", "FIG003:确数前后又加约数词"),
        ("fazhi rule FIG003", "en", "FIG003:an exact figure carries a word of approximation"),
        ("fazhi check --output-format sar", "zh", "sarif"),
        ("fazhi che", "en", "check:Check reports: files, all reports below..."),
        ("fazhi check rep", "zh", "FILES"),
    ],
)
def test_zsh(words: str, language: str, expected: str, command: Path) -> None:
    output = shell("zsh", ZSH.format(words=words), command, ROOT, FAZHI_LANG=language)
    assert [line.replace("\\:", ":") for line in output.splitlines()] == [expected]


@pytest.mark.parametrize(
    ("line", "language", "expected"),
    [
        ("fazhi rule FIG003", "zh", ["FIG003\t确数前后又加约数词"]),
        ("fazhi check --select STR001,FIG003", "en", ["STR001,FIG003\tan exact figure carries a word of approximation"]),
        ("fazhi check --preset pub", "zh", ["publish"]),
        ("fazhi check --output-format sar", "zh", ["sarif"]),
    ],
)  # fmt: skip
def test_fish(line: str, language: str, expected: list[str], command: Path) -> None:
    output = shell("fish", f"fazhi completion fish | source; complete -C '{line}'", command, ROOT, FAZHI_LANG=language)
    assert output.splitlines() == expected


def test_fish_completes_paths(command: Path, tmp_path: Path) -> None:
    (tmp_path / "report-2024.txt").write_text("文", encoding="utf-8")
    output = shell("fish", "fazhi completion fish | source; complete -C 'fazhi check rep'", command, tmp_path)
    assert output.splitlines() == ["report-2024.txt"]


@pytest.mark.parametrize("name", SHELLS)
def test_the_shell_understands_the_script(name: str, command: Path, tmp_path: Path) -> None:
    script = shell(name, f"fazhi completion {name}", command, tmp_path)
    assert "_FAZHI_COMPLETE" in script
    (tmp_path / "script").write_text(script, encoding="utf-8")
    assert shell(name, f"{name} -n script && echo fine", command, tmp_path) == "fine\n"
