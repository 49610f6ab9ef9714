"""The hooks of ``.pre-commit-hooks.yaml``, run by pre-commit itself at real commits.

The hooks' repository is this checkout, committed to a new one; its environment is built once for all tests.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from helpers import ROOT
from word_files import from_text

from checker.formats import READERS, TEXT_FORMATS

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
BAD = "云岭镇会议纪要\n\n    成功调处矛盾纠纷@件。\n"
GOOD = BAD.replace("@", "18")
DOUBLED = GOOD.replace("。", "。。")
UNREACHABLE = ("Failed to establish a new connection", "connection broken by", "Network is unreachable")

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@dataclass(frozen=True)
class Project:
    """A repository with the hooks."""

    folder: Path
    hooks: Path
    revision: str
    variables: Mapping[str, str]

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env={**self.variables, **variables}, capture_output=True, text=True, check=False
        )

    def configure(self, *hooks: Mapping[str, object]) -> None:
        """Configure the hooks for the next commits; pre-commit's environment depends on the repository and its revision."""
        repository = {"repo": str(self.hooks), "rev": self.revision, "hooks": list(hooks)}
        config = yaml.safe_dump({"repos": [repository]}, allow_unicode=True)
        (self.folder / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")

    def commit(self, **variables: str) -> tuple[int, str]:
        """Commit everything; return the exit code and the output."""
        self.run("git", "add", "--all")
        done = self.run("git", "commit", "--message", "reports", **variables)
        return done.returncode, done.stdout + done.stderr

    def write(self, name: str, data: bytes | str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path


def quiet_environment(home: Path) -> dict[str, str]:
    """An environment without variables of git, pre-commit or a virtual environment; pip keeps its index and its cache."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT", "PYTHON"))}
    kept.pop("SKIP", None)
    who = {
        f"GIT_{who}_{what}": "fazhi@example.invalid" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    own = {"PRE_COMMIT_HOME": str(home), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return kept | who | own | {"PIP_RETRIES": "1", "PIP_DEFAULT_TIMEOUT": "60", "LC_ALL": "C.UTF-8"}


def hook_repository(folder: Path, variables: Mapping[str, str]) -> str:
    """Commit what the hooks need of this checkout; return the commit."""
    for name in ("checker", "rulesets", "ci"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", MANIFEST.name):
        shutil.copy(ROOT / name, folder)
    for command in ("git init --quiet", "git add --all", "git commit --quiet --message hooks"):
        subprocess.run(command.split(), cwd=folder, env=dict(variables), check=True)
    head = ["git", "rev-parse", "HEAD"]
    return subprocess.run(head, cwd=folder, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    base = tmp_path_factory.mktemp("pre-commit")
    variables = quiet_environment(base / "home")
    revision = hook_repository(base / "hooks", variables)
    project = Project(base / "项目", base / "hooks", revision, variables)
    project.folder.mkdir()
    project.run("git", "init", "--quiet", "--initial-branch=main")
    project.configure({"id": "fazhi-check"})
    for command in (("install",), ("install-hooks",)):
        done = project.run(sys.executable, "-m", "pre_commit", *command)
        said = done.stdout + done.stderr
        if done.returncode and any(reason in said for reason in UNREACHABLE):
            pytest.skip("pip reaches no package index, so pre-commit cannot build the hooks' environment")
        assert done.returncode == 0, said
    code, said = project.commit(SKIP="fazhi-check")
    assert code == 0, said
    project.run("git", "tag", "start")
    return project


@pytest.fixture
def project(installed: Project) -> Project:
    installed.run("git", "reset", "--quiet", "--hard", "start")
    return installed


def head(project: Project) -> str:
    return project.run("git", "rev-parse", "HEAD").stdout


def test_a_bad_report_is_refused_and_the_mended_one_accepted(project: Project) -> None:
    before = head(project)
    project.write("县/年报 一.txt", BAD)
    code, said = project.commit()
    assert code == 1
    assert "检查法治政府建设年度报告" in said
    assert "县/年报 一.txt" in said
    assert "PLH001" in said
    assert "第3行第13列" in said
    assert head(project) == before
    project.write("县/年报 一.txt", GOOD)
    code, said = project.commit()
    assert (code, head(project) != before) == (0, True), said


def test_a_word_document_is_checked(project: Project) -> None:
    project.write("年报.DOCX", from_text(BAD))
    code, said = project.commit()
    assert (code, "年报.DOCX" in said, "PLH001" in said) == (1, True, True), said
    project.write("年报.DOCX", from_text(GOOD))
    assert project.commit()[0] == 0


def test_what_is_no_report_is_not_looked_at(project: Project) -> None:
    project.write("program.py", f"# {BAD}")
    code, said = project.commit()
    assert (code, "(no files to check)" in said) == (0, True), said
    for name in ("README.md", "requirements.txt", ".github/template.md", "node_modules/a/notes.txt"):
        project.write(name, BAD)
    code, said = project.commit()
    assert (code, "Passed" in said) == (0, True), said


def test_arguments_of_the_configuration(project: Project) -> None:
    project.configure({"id": "fazhi-check", "args": ["--ignore", "PLH001", "--output-format", "concise"]})
    project.write("a.txt", BAD)
    assert project.commit()[0] == 0
    project.configure({"id": "fazhi-check", "args": ["--fail-level", "info", "--output-format", "concise"]})
    project.write("b.txt", DOUBLED)
    code, said = project.commit()
    assert (code, "b.txt:3:16: error PUN015" in said) == (1, True), said


def test_a_file_that_cannot_be_read_is_refused(project: Project) -> None:
    project.write("年报.docx", b"no archive")
    code, said = project.commit()
    assert (code, "fazhi: 年报.docx：" in said, "- exit code: 2" in said) == (1, True, True), said


@pytest.mark.parametrize("name", ["年报.txt", "年报.docx"])
def test_the_fixing_hook_mends_and_fails_once(project: Project, name: str) -> None:
    project.configure({"id": "fazhi-fix"}, {"id": "fazhi-check"})
    path = project.write(name, DOUBLED if name.endswith("txt") else from_text(DOUBLED))
    before = path.read_bytes()
    code, said = project.commit()
    assert (code, "- files were modified by this hook" in said) == (1, True), said
    assert "已改 1 处（1 个文件）" in said
    assert path.read_bytes() != before
    if name.endswith("txt"):
        assert path.read_text(encoding="utf-8") == GOOD
    code, said = project.commit()
    assert code == 0, said


def test_the_manifest_is_valid() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_hooks_look_at_all_formats_that_they_can_handle() -> None:
    hooks = {hook["id"]: re.compile(hook["files"]) for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))}
    endings = {ending for ending in READERS if hooks["fazhi-check"].search(f"年报{ending}")}
    assert endings == set(READERS)
    written = {ending for ending in READERS if hooks["fazhi-fix"].search(f"年报{ending.upper()}")}
    assert written == {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx"}
    assert set(TEXT_FORMATS) == {"txt", "markdown", "html"}
    for name in ("a.py", "a.json", "a.text.py", "txt", "docx", "a.xdoc", "a.htmlx"):
        assert not any(pattern.search(name) for pattern in hooks.values()), name


@pytest.mark.skipif(not os.environ.get("FAZHI_SLOW"), reason="FAZHI_SLOW=1")
@pytest.mark.parametrize("source", ["wheel", "bare repository"])
def test_the_hook_that_init_writes_runs(source: str, tmp_path: Path) -> None:
    """From a wheel in a folder that stands for an index, and from a bare repository."""
    variables = quiet_environment(tmp_path / "home")
    hook_repository(tmp_path / "hooks", variables)
    if source == "wheel":
        wheels = tmp_path / "wheels"
        build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(wheels), "."]
        done = subprocess.run(
            build, cwd=tmp_path / "hooks", env=dict(variables), capture_output=True, text=True, check=False
        )
        if any(reason in done.stderr for reason in UNREACHABLE):
            pytest.skip("pip reaches no package index")
        assert done.returncode == 0, done.stderr
        package, variables = "fazhi", variables | {"PIP_FIND_LINKS": str(wheels)}
    else:
        clone = ["git", "clone", "--quiet", "--bare", "hooks", "fazhi.git"]
        subprocess.run(clone, cwd=tmp_path, env=dict(variables), check=True)
        package = f"fazhi @ git+file://{tmp_path}/fazhi.git"
    project = Project(tmp_path / "项目", tmp_path / "hooks", "", variables)
    project.folder.mkdir()
    project.run("git", "init", "--quiet", "--initial-branch=main")
    fazhi = [sys.executable, "-m", "checker", "init", "--pre-commit", "--package", package, str(project.folder)]
    assert subprocess.run(fazhi, cwd=ROOT, capture_output=True, check=False).returncode == 0
    installed = project.run(sys.executable, "-m", "pre_commit", "install")
    assert installed.returncode == 0, installed.stderr
    project.write("会议.txt", BAD)
    code, said = project.commit()
    if code and any(reason in said for reason in UNREACHABLE):
        pytest.skip("pip reaches no package index")
    assert code == 1, said
    assert "PLH001" in said
    project.write("会议.txt", GOOD)
    code, said = project.commit()
    assert code == 0, said
