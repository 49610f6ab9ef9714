"""Nothing in a report or its name moves a cursor, or is taken for a command by what runs the tool."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from attacks import fazhi, some
from pseudo_terminal import in_terminal

SIGNS = "\x1b]0;PWNED\x07\x9b31m\u202e\u2066\x85\x7f\x0c"
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
OWN_COLORS = re.compile(r"\x1b\[(?:0|1;31|1;35)m")
"""What a diff marks changed characters with; no report of these tests has them."""
TEXT = f"云岭镇会议纪要\n\n会议审查了合同18件{SIGNS},布署工作{SIGNS}余件。\n"


@pytest.mark.parametrize(
    "output", ["full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "html"]
)
def test_no_output_has_control_characters(tmp_path: Path, output: str) -> None:
    name = "a\x1b[31m\x9b\u202e.txt"
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    said = fazhi("check", "--no-cache", "--output-format", output, cwd=tmp_path).stdout.decode()
    assert "WRD" in said
    assert CONTROLS.findall(said) == []


def test_json_means_the_same(tmp_path: Path) -> None:
    import json

    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    said = json.loads(fazhi("check", "--no-cache", "--output-format", "json", cwd=tmp_path).stdout)
    assert (
        any("\x9b" in item["text"] or "\u202e" in item["text"] for item in said["diagnostics"]) or said["diagnostics"]
    )


def test_a_diff_in_a_terminal_has_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    _, shown, _, _ = in_terminal(["fix", "--unsafe-fixes", "--diff", "a.txt"], cwd=tmp_path)
    assert "⟦部⟧署" in OWN_COLORS.sub("", shown)
    assert CONTROLS.findall(OWN_COLORS.sub("", shown).replace("\r\n", "\n")) == []


def test_a_diff_in_a_file_can_be_applied(tmp_path: Path) -> None:
    import subprocess

    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    diff = fazhi("fix", "--unsafe-fixes", "--diff", "a.txt", cwd=tmp_path).stdout
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=diff, check=True)
    assert "部署" in (tmp_path / "a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    some(["::error ::x.txt", "##[error]x.txt", "::add-mask::x.txt", "##vso[task.complete result=Failed]x.txt"], 2),
)
@pytest.mark.parametrize("output", some(["full", "concise", "csv", "markdown"], 2))
def test_names_that_begin_a_command(tmp_path: Path, name: str, output: str) -> None:
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    done = fazhi("check", "--no-cache", "--output-format", output, name, cwd=tmp_path)
    for line in (done.stdout + done.stderr).decode().splitlines():
        assert not line.removeprefix("\ufeff").lstrip().startswith(("::", "##[", "##vso"))


def test_lines_of_a_diff_that_are_commands(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("会议纪要\n::stop-commands::x\n会议布署工作。\n::add-mask::y\n", encoding="utf-8")
    done = fazhi("fix", "--unsafe-fixes", "--diff", "a.txt", cwd=tmp_path, GITHUB_ACTIONS="true")
    for line in done.stdout.decode().splitlines():
        assert not line.lstrip().startswith("::")
