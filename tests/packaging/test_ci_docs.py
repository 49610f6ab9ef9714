"""``docs/ci.md`` describes everything that exists, and only that."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from helpers import ROOT
from pipelines import load_yaml

from checker.cli.main import load_command

PAGE = ROOT / "docs" / "ci.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = ("action.yml", "Dockerfile", ".dockerignore", ".pre-commit-hooks.yaml", *(
    f"ci/{path.name}" for path in sorted((ROOT / "ci").iterdir())
))  # fmt: skip
OTHERS = {"--unshallow", "--build-arg", "--rm", "--user"}
"""Options of git and docker."""


def test_every_input_and_output_of_the_action_is_told_with_its_default() -> None:
    action = load_yaml("action.yml")
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.*?)\|", TEXT, re.MULTILINE))
    for name, item in action["inputs"].items():
        assert rows[name].strip("` ") == str(item["default"]), name
    assert set(action["inputs"]) | set(action["outputs"]) <= set(rows)


def test_every_hook_is_told_with_its_endings() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    for hook in hooks:
        endings = re.search(rf"^\| `{hook['id']}` \|.*\| (\..*) \|$", TEXT, re.MULTILINE)
        assert endings, hook["id"]
        assert all(re.search(hook["files"], f"a{ending}") for ending in endings[1].split())


def test_options_that_are_named_exist() -> None:
    known = {
        option
        for command in ("check", "fix")
        for parameter in load_command(command).params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT))
    assert {"--changed", "--since", "--force-exclude"} <= named
    assert named - known - OTHERS == set()


def test_links_lead_somewhere() -> None:
    headings = {line.lstrip("# ").lower().replace(" ", "-") for line in TEXT.splitlines() if line.startswith("#")}
    for target in re.findall(r"\]\(([^)]+)\)", TEXT):
        if target.startswith("#"):
            assert target[1:] in headings, target
        elif not target.startswith("https://"):
            assert (PAGE.parent / target).exists(), target


def test_variables_of_the_gitlab_template_are_its_own() -> None:
    variables = set(load_yaml("ci/gitlab.yml")["fazhi"]["variables"])
    section = TEXT.partition("## GitLab CI")[2].partition("\n## ")[0]
    assert set(re.findall(r"FAZHI_[A-Z_]+", section)) == {name for name in variables if name.startswith("FAZHI_")}


@pytest.mark.parametrize("name", ["docs/ci.md", *EXAMPLES])
def test_the_address_stands_open_everywhere(name: str) -> None:
    """Without a public address no page invents one, and no file names a machine."""
    text = Path(ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"(github|gitlab|gitee)\.com/(?!codeql)", text)
    assert not re.search(r"/(work|root|home)/\w", text)


def test_the_examples_are_in_the_source_distribution() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    included = re.search(r"\[tool\.hatch\.build\.targets\.sdist\]\ninclude = \[(.*)\]", project)
    assert included
    for name in ("ci", "action.yml", "Dockerfile", ".dockerignore", ".pre-commit-hooks.yaml"):
        assert f'"{name}"' in included[1]
