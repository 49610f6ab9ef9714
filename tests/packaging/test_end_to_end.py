"""The steps of a new user: the wheel in a fresh environment, ``fazhi init``, hooks, a baseline for old reports."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest
from helpers import ROOT, SEEDS
from pace import slow

from checker.version import VERSION

UNREACHABLE = (
    "Failed to establish a new connection",
    "connection broken by",
    "Network is unreachable",
    "No matching distribution",
)
GOOD = "青石镇会议纪要\n\n    会议审查了合同18件,通过。\n"
BAD = GOOD.replace("18", "@")

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@dataclass(frozen=True)
class Place:
    """A new folder, with the programs of a fresh environment first in PATH."""

    folder: Path
    variables: dict[str, str]

    def run(self, *command: str, code: int = 0) -> str:
        """Run a command that must exit with a code; return its output."""
        done = subprocess.run(command, cwd=self.folder, env=self.variables, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self, *, refused: bool = False) -> str:
        self.run("git", "add", "--all")
        return self.run("git", "commit", "--message", "reports", code=1 if refused else 0)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    built = tmp_path_factory.mktemp("built")
    environment = tmp_path_factory.mktemp("environment")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(built), str(ROOT)]
    subprocess.run(command, capture_output=True, check=True)
    wheel = next(built.glob("fazhi-*.whl"))
    venv.create(environment, with_pip=True)
    install = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", str(wheel), "pre-commit"]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    if done.returncode and any(sign in done.stderr for sign in UNREACHABLE):
        pytest.skip("no package index can be reached")
    assert done.returncode == 0, done.stderr
    home = tmp_path_factory.mktemp("home")
    kept = {
        name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "HTTP", "http", "no_"))
    }
    variables = kept | {
        "PATH": f"{environment / 'bin'}:{os.environ['PATH']}", "HOME": str(home), "LC_ALL": "C.UTF-8",
        "PRE_COMMIT_HOME": str(home / "hooks"), "PIP_FIND_LINKS": str(built), "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@example.org",
        "GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@example.org",
    }  # fmt: skip
    return Place(tmp_path_factory.mktemp("reports"), variables)


@slow
def test_from_the_wheel_to_a_guarded_archive(place: Place) -> None:
    assert place.run("fazhi", "--version") == f"fazhi {VERSION}\n"
    said = place.run("fazhi", "init", "--preset", "publish", "--pre-commit", "--ci", "github")
    written = [line.removeprefix("写了 ") for line in said.splitlines() if line.startswith("写了 ")]
    assert written == ["fazhi.toml", ".pre-commit-config.yaml", ".github/workflows/fazhi.yml"]
    assert "还要填：.github/workflows/fazhi.yml" in said
    assert "已有 fazhi.toml" in place.run("fazhi", "init", code=2)
    assert "publish  ← fazhi.toml:" in place.run("fazhi", "config", "--show", ".")
    place.run("git", "init", "--initial-branch", "main")
    place.run("pre-commit", "install")

    # A good report passes, a bad one is rejected with the finding, and the fixed one passes.
    place.write("2024/青石镇.txt", GOOD)
    place.commit()
    place.write("2024/石泉镇.txt", BAD)
    refused = place.commit(refused=True)
    assert "2024/石泉镇.txt" in refused
    assert "PLH" in refused
    place.write("2024/石泉镇.txt", BAD.replace("@", "20"))
    place.commit()

    # Old reports have many findings, which the baseline suppresses.
    for seed in SEEDS.glob("*.txt"):
        place.write(f"归档/{seed.name}", seed.read_text(encoding="utf-8"))
    place.commit(refused=True)
    settings = (place.folder / "fazhi.toml").read_text(encoding="utf-8")
    place.write("fazhi.toml", settings.replace("# baseline = ", "baseline = "))
    assert "fazhi-baseline.json：共 " in place.run("fazhi", "baseline", ".")
    place.commit()
    place.run("fazhi", "check", ".")

    # New findings are rejected, also in old reports.
    path = place.folder / "归档" / "shenwan-2022.txt"
    begin, middle, end = path.read_text(encoding="utf-8").partition("142宗")
    assert middle
    place.write("归档/shenwan-2022.txt", f"{begin}{middle}(其中土地纠纷@件){end}")
    refused = place.commit(refused=True)
    assert "“@件”的数字没有填" in refused
    assert [line.split(" ")[1:3] for line in refused.splitlines() if line.startswith("错误 ")] == [
        ["量词前是符号而不是数字", "PLH001"]
    ]
    place.write("归档/shenwan-2022.txt", f"{begin}{middle}{end}")
    place.write("2024/云岭镇.txt", GOOD.replace("青石", "云岭"))
    place.commit()
    assert place.run("git", "status", "--porcelain") == ""
