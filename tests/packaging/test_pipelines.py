"""The examples for GitLab, Gitee and Jenkins: their commands are run in a real repository with this checkout's fazhi.

What only those services can tell, as whether an image holds git, is not tested here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from helpers import ROOT
from lxml import etree
from pipelines import ScriptResult, load_yaml, run, schema_errors, with_fazhi
from repositories import BAD, commit, git, put, write

GITLAB = load_yaml("ci/gitlab.yml")["fazhi"]
GITEE = load_yaml("ci/gitee.yml")
JENKINS = (ROOT / "ci" / "Jenkinsfile").read_text(encoding="utf-8")
REPORT = "gl-code-quality-report.json"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with a branch that adds a second report; its origin has the default branch too."""
    origin = tmp_path / "origin"
    origin.mkdir()
    git("init", "--quiet", "--initial-branch=master", cwd=origin)
    write(origin, old=BAD)
    commit(origin)
    git("switch", "--quiet", "--create", "topic", cwd=origin)
    put(origin / "县" / "new.txt", BAD)
    commit(origin)
    folder = tmp_path / "clone"
    git("clone", "--quiet", "--single-branch", "--depth=1", f"file://{origin}", str(folder), cwd=tmp_path)
    return folder


def programs(folder: Path) -> dict[str, str]:
    return {"PATH": f"{with_fazhi(folder.parent / 'programs')}{os.pathsep}{os.environ['PATH']}"}


def gitlab(folder: Path, variables: Mapping[str, str]) -> tuple[ScriptResult, list[str]]:
    """Run the job; return its result, and the files in its report."""
    given = {name: str(value) for name, value in GITLAB["variables"].items()} | dict(variables)
    ended = run("\n".join(GITLAB["script"]), folder, programs(folder) | given)
    file = folder / REPORT
    rows = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    return ended, sorted({row["location"]["path"] for row in rows})


def test_gitlab_is_valid() -> None:
    assert schema_errors("gitlab-ci", "ci/gitlab.yml") == ""
    assert GITLAB["artifacts"]["reports"] == {"codequality": REPORT}
    assert GITLAB["artifacts"]["when"] == "always"
    assert str(GITLAB["variables"]["GIT_DEPTH"]) == "0"
    assert "slim" not in GITLAB["image"]


def test_gitlab_checks_everything_on_the_default_branch(clone: Path) -> None:
    ended, files = gitlab(clone, {})
    assert (ended.code, files) == (1, ["old.txt", "县/new.txt"])
    assert "./old.txt:3:15: error PLH001" in ended.output


@pytest.mark.parametrize(("scope", "files"), [("changed", ["县/new.txt"]), ("all", ["old.txt", "县/new.txt"])])
def test_gitlab_checks_what_a_merge_request_changes(clone: Path, scope: str, files: list[str]) -> None:
    git("fetch", "--quiet", "--unshallow", cwd=clone)
    base = git("rev-parse", "HEAD~1", cwd=clone)
    ended, found = gitlab(clone, {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "FAZHI_SCOPE": scope})
    assert (ended.code, found) == (1, files)


def test_gitlab_has_a_report_when_nothing_has_changed(clone: Path) -> None:
    ended, found = gitlab(clone, {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD"})
    assert (ended.code, found) == (0, [])
    assert json.loads((clone / REPORT).read_text(encoding="utf-8")) == []


def test_gitlab_with_several_paths(clone: Path) -> None:
    ended, found = gitlab(clone, {"FAZHI_PATHS": "县 o*.txt"})
    assert (ended.code, found) == (1, ["old.txt", "县/new.txt"])


def test_gitlab_says_what_a_shallow_clone_lacks(clone: Path) -> None:
    ended, _ = gitlab(clone, {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "0" * 40})
    assert ended.code == 2
    assert "GIT_DEPTH: 0" in ended.errors


def gitee(folder: Path) -> ScriptResult:
    """The commands of the step, without those for installation."""
    commands = GITEE["stages"][0]["steps"][0]["commands"]
    assert " pip install " in commands[0]
    return run("\n".join(commands[1:]), folder, programs(folder))


def test_gitee_checks_what_a_branch_changes(clone: Path) -> None:
    ended = gitee(clone)
    assert ended.code == 1, ended.errors
    assert "./县/new.txt:3:15: error PLH001" in ended.output
    assert "old.txt" not in ended.output


def test_gitee_checks_everything_on_the_default_branch(clone: Path) -> None:
    git("branch", "--quiet", "--force", "master", "topic", cwd=clone.parent / "origin")
    ended = gitee(clone)
    assert "./old.txt:3:15: error PLH001" in ended.output
    assert "./县/new.txt:3:15: error PLH001" in ended.output


def jenkins(folder: Path, **variables: str) -> tuple[ScriptResult, list[str]]:
    """Run the second stage; return its result, and the files in its report."""
    install, check = re.findall(r"sh '''\n(.*?)'''", JENKINS, re.DOTALL)
    assert "pip install" in install
    with_fazhi(folder / ".fazhi" / "bin")
    given = dict(re.findall(r"^        (FAZHI_\w+) = '(.*)'$", JENKINS, re.MULTILINE))
    assert set(given) == {"FAZHI_PACKAGE", "FAZHI_PATHS", "FAZHI_FAIL_LEVEL"}
    ended = run(check, folder, given | variables)
    suites = etree.parse(folder / "fazhi.xml").getroot() if (folder / "fazhi.xml").exists() else ()
    return ended, [suite.get("name", "") for suite in suites]


def test_jenkins_checks_a_branch_as_a_whole(clone: Path) -> None:
    ended, files = jenkins(clone)
    assert (ended.code, sorted(files)) == (1, ["./old.txt", "./县/new.txt"])


def test_jenkins_checks_what_a_change_request_changes(clone: Path) -> None:
    git("fetch", "--quiet", "--unshallow", cwd=clone)
    ended, files = jenkins(clone, CHANGE_TARGET="master")
    assert (ended.code, files) == (1, ["./县/new.txt"]), ended.errors


def test_jenkins_leaves_no_report_of_an_earlier_build(clone: Path) -> None:
    (clone / "fazhi.xml").write_text("<testsuites/>", encoding="utf-8")
    ended, files = jenkins(clone, FAZHI_FAIL_LEVEL="nonsense")
    assert (ended.code, files, (clone / "fazhi.xml").exists()) == (2, [], False)


def test_jenkins_hands_no_variable_to_groovy() -> None:
    assert '"""' not in JENKINS
    assert not re.search(r'sh\s*\(?\s*"', JENKINS)
    assert JENKINS.count("{") == JENKINS.count("}")
