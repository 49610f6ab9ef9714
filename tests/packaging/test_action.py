"""The steps of ``action.yml``, run as on GitHub: inputs in the environment, outputs in files."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from helpers import ROOT, SEEDS
from pace import slow
from pipelines import BASH, ScriptResult, load_yaml, run, schema_errors, with_fazhi
from repositories import BAD, GOOD, commit, git, put, write

ACTION = load_yaml("action.yml")
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
CHECK, FINISH, INSTALL = "检查", "结果", "安装 fazhi"
UNREACHABLE = ("Failed to establish a new connection", "connection broken by", "Network is unreachable")
_EXPRESSION = re.compile(r"\$\{\{ (inputs|steps\.check\.outputs)\.([a-z-]+) \}\}")


@dataclass(frozen=True)
class Job:
    """A workspace, and the folder of the runner's own files."""

    workspace: Path
    temporary: Path
    variables: Mapping[str, str] = field(default_factory=dict)

    def step(self, name: str, inputs: Mapping[str, str] | None = None) -> ScriptResult:
        """Run a step; its outputs are then in :meth:`outputs`."""
        known = {key: str(item["default"]) for key, item in ACTION["inputs"].items()} | dict(inputs or {})
        values = {"inputs": known, "steps.check.outputs": self.outputs()}
        variables = {
            key: _EXPRESSION.sub(lambda found: values[found[1]].get(found[2], ""), value)
            for key, value in STEPS[name]["env"].items()
        }
        assert not any("${{" in value for value in variables.values())
        runner = {
            "GITHUB_ACTION_PATH": str(ROOT),
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_OUTPUT": str(self.temporary / "output"),
            "GITHUB_STEP_SUMMARY": str(self.temporary / "summary"),
        }
        return run(STEPS[name]["run"], self.workspace, {**variables, **runner, **self.variables}, BASH)

    def outputs(self) -> dict[str, str]:
        file = self.temporary / "output"
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return dict(line.split("=", 1) for line in lines)

    def summary(self) -> str:
        file = self.temporary / "summary"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def checked(self) -> list[str]:
        """The files of the findings in the uploaded report."""
        whole = json.loads(Path(self.outputs()["sarif-file"]).read_text(encoding="utf-8"))
        results = whole["runs"][0]["results"]
        return sorted({item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for item in results})


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A job after the installation step."""
    job = Job(tmp_path / "work space", tmp_path / "temp dir")
    job.workspace.mkdir()
    with_fazhi(job.temporary / "fazhi" / "bin")
    return job


def scripts() -> Iterator[tuple[str, str]]:
    for name, step in STEPS.items():
        if "run" in step:
            yield name, step["run"]


def test_the_action_and_the_workflow_are_valid() -> None:
    assert schema_errors("github-actions", "action.yml") == ""
    assert schema_errors("github-workflows", "ci/github-workflow.yml") == ""


def test_nothing_is_written_into_a_script() -> None:
    assert [name for name, _ in scripts()] == [INSTALL, CHECK, FINISH]
    for name, script in scripts():
        assert "${{" not in script, name
        assert STEPS[name]["shell"] == "bash"


def test_every_input_is_used_and_no_other() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"inputs\.([a-z-]+)", text)) == set(ACTION["inputs"])
    assert set(ACTION["outputs"]) == {"exit-code", "sarif-file"}
    given: dict[str, Any] = load_yaml("ci/github-workflow.yml")["jobs"]["fazhi"]["steps"][-1]["with"]
    assert set(given) <= set(ACTION["inputs"])


def test_findings(job: Job) -> None:
    put(job.workspace / "县 区" / "年报.txt", BAD)
    ended = job.step(CHECK, {"paths": "县 区"})
    assert ended.code == 0, ended.errors
    assert "::error file=县 区/年报.txt,line=3,endLine=3,col=15,endColumn=17,title=PLH001" in ended.output
    assert job.outputs()["exit-code"] == "1"
    assert job.checked() == ["%E5%8E%BF%20%E5%8C%BA/%E5%B9%B4%E6%8A%A5.txt"]
    assert "PLH001" in job.summary()
    assert job.step(FINISH).code == 1


def test_nothing_found(job: Job) -> None:
    write(job.workspace, a=GOOD)
    (job.temporary / "summary").write_text("前一步的摘要\n", encoding="utf-8")
    ended = job.step(CHECK, {"summary": "true"})
    assert (ended.code, ended.output.strip()) == (0, "")
    assert job.outputs()["exit-code"] == "0"
    assert job.summary().startswith("前一步的摘要\n### fazhi:0 处错误")
    assert job.step(FINISH).code == 0


def test_trouble_wins(job: Job) -> None:
    write(job.workspace, a=BAD)
    ended = job.step(CHECK, {"paths": "a.txt\nmissing.txt"})
    assert ended.errors.splitlines() == ["fazhi: missing.txt：没有这个文件或目录"]
    assert job.outputs()["exit-code"] == "2"
    assert job.checked() == ["a.txt"]
    assert job.step(FINISH).code == 2


def test_where_nothing_could_be_done_nothing_is_uploaded(job: Job) -> None:
    write(job.workspace, a=BAD)
    (job.temporary / "fazhi" / "fazhi.sarif").write_text("of an earlier run", encoding="utf-8")
    ended = job.step(CHECK, {"args": "--select nonsense"})
    assert "没有规则“nonsense”" in ended.errors
    assert job.outputs() == {"exit-code": "2"}
    assert job.summary() == ""
    assert job.step(FINISH).code == 2


def test_several_paths_with_spaces_and_other_line_ends(job: Job) -> None:
    write(job.workspace, **{"a b": BAD, "c": BAD, "d": BAD, "-e": BAD})
    job.step(CHECK, {"paths": "  a b.txt \r\n\r\n\tc.txt\n-e.txt"})
    assert job.checked() == ["-e.txt", "a%20b.txt", "c.txt"]


def test_no_path_is_the_whole_repository(job: Job) -> None:
    write(job.workspace, a=BAD, b=BAD)
    job.step(CHECK, {"paths": ""})
    assert job.checked() == ["a.txt", "b.txt"]


def test_arguments_are_quoted_as_in_a_shell(job: Job) -> None:
    put(job.workspace / "own config.toml", 'ignore = ["PLH001"]\n')
    put(job.workspace / "a.txt", BAD)
    arguments = """--config 'own config.toml'\n--select "PLH,STR006" """
    ended = job.step(CHECK, {"args": arguments, "paths": "a.txt"})
    assert "PLH001" not in ended.output
    assert job.outputs()["exit-code"] == "0", ended


@pytest.mark.parametrize("hostile", ["$(touch owned)", "`touch owned`", "; touch owned", "'; touch owned; '", "* | x"])
@pytest.mark.parametrize("name", ["paths", "args", "fail-level", "since", "version"])
def test_inputs_are_never_program_text(job: Job, name: str, hostile: str) -> None:
    write(job.workspace, a=GOOD)
    if name == "version":
        ended = job.step(INSTALL, {name: hostile})
        assert (ended.code, "version 应是一个版本号" in ended.output) == (2, True)
    else:
        job.step(CHECK, {name: hostile})
        assert job.outputs()["exit-code"] == "2"
    assert sorted(item.name for item in job.workspace.iterdir()) == ["a.txt"]


def test_a_quote_that_is_not_closed(job: Job) -> None:
    ended = job.step(CHECK, {"args": "--config 'own"})
    assert (ended.code, ended.output) == (2, "::error title=fazhi::args 里的引号不成对\n")
    assert job.outputs() == {}


def test_the_fail_level(job: Job) -> None:
    shutil.copy(SEEDS / "shenwan-2022.txt", job.workspace)
    job.step(CHECK, {"args": "--select PUN"})
    assert job.outputs()["exit-code"] == "0"
    job.step(CHECK, {"args": "--select PUN", "fail-level": "info"})
    assert job.outputs()["exit-code"] == "1"


def test_without_a_summary(job: Job) -> None:
    write(job.workspace, a=BAD)
    job.step(CHECK, {"summary": "false"})
    assert job.summary() == ""
    assert job.checked() == ["a.txt"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_pull_request_is_judged_by_what_it_changes(job: Job) -> None:
    git("init", "--quiet", "--initial-branch=main", cwd=job.workspace)
    write(job.workspace, old=BAD)
    commit(job.workspace)
    base = git("rev-parse", "HEAD", cwd=job.workspace)
    git("switch", "--quiet", "--create", "topic", cwd=job.workspace)
    write(job.workspace, new=BAD)
    commit(job.workspace)
    job.step(CHECK, {"since": base})
    assert job.checked() == ["new.txt"]
    job.step(CHECK, {"since": ""})
    assert job.checked() == ["new.txt", "old.txt"]
    git("reset", "--quiet", "--hard", base, cwd=job.workspace)
    ended = job.step(CHECK, {"since": base})
    assert (job.outputs()["exit-code"], ended.errors.startswith("fazhi: 没有改动的报告")) == ("0", True)
    assert job.checked() == []


@slow
def test_the_action_installs_what_it_comes_with(tmp_path: Path) -> None:
    # pip finds its index and its cache; Python finds only what was installed.
    own = {name: value for name, value in os.environ.items() if name.startswith("PIP_") or name == "HOME"}
    job = Job(tmp_path / "work space", tmp_path / "temp dir", own | {"PYTHONPATH": "", "PIP_RETRIES": "1"})
    job.workspace.mkdir()
    job.temporary.mkdir()
    write(job.workspace, a=BAD)
    ended = job.step(INSTALL)
    if ended.code and any(reason in ended.errors for reason in UNREACHABLE):
        pytest.skip("pip reaches no package index")
    assert ended.code == 0, ended.errors
    assert ended.output.startswith("fazhi ")
    job.step(CHECK)
    assert job.outputs()["exit-code"] == "1"
    assert job.checked() == ["a.txt"]
