"""``--changed`` and ``--since`` in git repositories, and ``--force-exclude``: which files a run checks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import SEEDS
from repositories import BAD, ENVIRONMENT, GOOD, commit, git, put, write

ODD_NAMES = ("报告 2024.txt", "引\"号'.md", "换\n行.txt", "反\\斜.html", "-n.txt", "县/街道/年报.txt")

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def fazhi(cwd: Path, *arguments: str, **variables: str) -> tuple[int, str, list[str]]:
    """Run a command; return the exit code, standard output, and the lines of standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "checker", *arguments],
        cwd=cwd, env=ENVIRONMENT | variables, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr.splitlines()


def looked_at(cwd: Path, *arguments: str) -> list[str]:
    """The files that a run names in its output."""
    code, output, errors = fazhi(cwd, "check", "--output-format", "json", *arguments)
    assert code in {0, 1}, errors
    return [item["path"] for item in json.loads(output)["files"]]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with three reports on main, and a branch without commits."""
    folder = tmp_path / "仓库 一"
    folder.mkdir()
    git("init", "--quiet", "--initial-branch=main", cwd=folder)
    write(folder, old=BAD, other=GOOD, third=GOOD)
    commit(folder)
    git("switch", "--quiet", "--create", "topic", cwd=folder)
    return folder


def test_only_what_the_branch_changes_is_checked(repository: Path) -> None:
    write(repository, other=BAD)
    code, output, _ = fazhi(repository, "check", "--changed", "--output-format", "concise")
    assert code == 1
    assert "./other.txt:3:15: error PLH001" in output
    assert "old.txt" not in output
    assert looked_at(repository) == ["./old.txt", "./other.txt", "./third.txt"]


def test_committed_staged_changed_and_new_files_count(repository: Path) -> None:
    write(repository, committed=GOOD)
    commit(repository)
    write(repository, staged=GOOD, third=f"{GOOD}又。\n")
    git("add", "staged.txt", cwd=repository)
    write(repository, new=GOOD, ignored=GOOD)
    put(repository / ".gitignore", "ignored.txt\n")
    (repository / "other.txt").unlink()
    wanted = ["./committed.txt", "./new.txt", "./staged.txt", "./third.txt"]
    assert looked_at(repository, "--changed") == wanted
    assert looked_at(repository, "--since", "main") == wanted


def test_since_a_tag_or_a_commit(repository: Path) -> None:
    write(repository, first=GOOD)
    commit(repository)
    git("tag", "--annotate", "--message", "reports", "初稿", cwd=repository)
    write(repository, second=GOOD)
    commit(repository)
    for since in ("初稿", "HEAD~1", git("rev-parse", "--short", "HEAD~1", cwd=repository)):
        assert looked_at(repository, "--since", since) == ["./second.txt"]
    assert looked_at(repository, "--since", "HEAD~2") == ["./first.txt", "./second.txt"]


def test_git_is_asked_once_for_all_files(repository: Path) -> None:
    names = [f"{number}.txt" for number in range(30)]
    for name in names:
        put(repository / name, GOOD)
    log = repository.parent / "asked"
    program = repository.parent / "programs" / "git"
    put(program, f'#!/bin/sh\necho "$*" >> "{log}"\nexec {shutil.which("git")} "$@"\n')
    program.chmod(0o755)
    code, _, errors = fazhi(
        repository, "check", "--changed", *names, PATH=f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    )
    assert (code, errors) == (0, [])
    assert len(log.read_text(encoding="utf-8").splitlines()) < 15


def test_what_others_did_on_the_other_branch_is_not_ours(repository: Path) -> None:
    write(repository, ours=GOOD)
    commit(repository)
    git("switch", "--quiet", "main", cwd=repository)
    write(repository, theirs=BAD, old=GOOD)
    commit(repository)
    git("switch", "--quiet", "topic", cwd=repository)
    assert looked_at(repository, "--changed") == ["./ours.txt"]


def test_a_renamed_report_is_checked_by_its_new_name(repository: Path) -> None:
    git("config", "diff.renames", "copies", cwd=repository)
    git("mv", "old.txt", "新名.txt", cwd=repository)
    commit(repository)
    assert looked_at(repository, "--changed") == ["./新名.txt"]


@pytest.mark.parametrize("committed", [True, False])
def test_odd_names(repository: Path, committed: bool) -> None:  # noqa: FBT001
    for name in ODD_NAMES:
        put(repository / name, GOOD if not name.endswith(("html", "md")) else f"<p>{GOOD}</p>")
    if committed:
        commit(repository)
    assert sorted(looked_at(repository, "--changed")) == sorted(f"./{name}" for name in ODD_NAMES)


def test_from_a_folder_only_what_is_below_it(repository: Path) -> None:
    git("config", "diff.relative", "true", cwd=repository)
    write(repository, top=GOOD)
    put(repository / "县" / "内.txt", GOOD)
    commit(repository)
    put(repository / "县" / "新.txt", GOOD)
    assert looked_at(repository / "县", "--changed") == ["./内.txt", "./新.txt"]
    assert looked_at(repository / "县", "--changed", "..") == ["../top.txt", "../县/内.txt", "../县/新.txt"]
    assert looked_at(repository.parent, "--changed", repository.name) == [
        f"{repository.name}/top.txt", f"{repository.name}/县/内.txt", f"{repository.name}/县/新.txt",
    ]  # fmt: skip


def test_through_a_symbolic_link(repository: Path) -> None:
    put(repository / "县" / "新.txt", GOOD)
    (repository.parent / "link").symlink_to(repository / "县")
    assert looked_at(repository.parent, "--changed", "link") == ["link/新.txt"]


def test_named_files_are_narrowed_too(repository: Path) -> None:
    write(repository, other=BAD)
    assert looked_at(repository, "--changed", "old.txt", "other.txt") == ["other.txt"]
    code, _, errors = fazhi(repository, "check", "--changed", "missing.txt", "other.txt")
    assert (code, errors) == (2, ["fazhi: missing.txt：没有这个文件或目录"])


def test_the_names_that_are_always_passed_over(repository: Path) -> None:
    for name in ("README.md", "node_modules/x/a.txt", ".github/b.md", "build/c.txt", "code.py", "县/d.txt"):
        put(repository / name, GOOD)
    assert looked_at(repository, "--changed") == ["./县/d.txt"]
    assert looked_at(repository, "--changed", "README.md", "县") == ["README.md", "县/d.txt"]
    assert looked_at(repository, "--changed", "--force-exclude", "README.md", "县") == ["县/d.txt"]
    assert looked_at(repository / "build", "--changed") == ["./c.txt"]


def test_what_the_configuration_passes_over(repository: Path) -> None:
    put(repository / "fazhi.toml", 'exclude = ["草稿/", "/县/*.md"]\n')
    for name in ("草稿/甲/a.txt", "县/b.txt", "县/c.md", "县/乡/d.md"):
        put(repository / name, GOOD)
    assert looked_at(repository, "--changed") == ["./县/b.txt", "./县/乡/d.md"]
    assert looked_at(repository / "草稿", "--changed", "..") == ["../县/b.txt", "../县/乡/d.md"]
    named = ("草稿/甲/a.txt", "县/b.txt", "县/c.md")
    assert looked_at(repository, "--changed", *named) == ["县/b.txt", "县/c.md", "草稿/甲/a.txt"]
    assert looked_at(repository, "--force-exclude", *named) == ["县/b.txt"]
    assert looked_at(repository / "县", "--force-exclude", "../草稿/甲/a.txt", "b.txt", "../草稿") == ["b.txt"]
    assert looked_at(repository, "--force-exclude", "--exclude", "县/", *named) == []


def test_nothing_changed_is_a_line_and_no_failure(repository: Path) -> None:
    put(repository / "notes.py", "x")
    for output, empty in (("concise", "\n"), ("gitlab", "[]\n")):
        code, printed, errors = fazhi(repository, "check", "--changed", "--output-format", output)
        assert (code, printed.strip(), errors) == (0, empty.strip(), ["fazhi: 没有改动的报告（与 main 的分叉处相比）"])
    assert looked_at(repository, "--changed") == []
    code, _, errors = fazhi(repository, "fix", "--since", "HEAD")
    assert (code, errors[0]) == (0, "fazhi: 没有改动的报告（与 HEAD 的分叉处相比）")


def test_only_the_changed_are_mended(repository: Path) -> None:
    before = f"{GOOD}会议通过了决议。。\n"
    write(repository, other=before, third=before)
    commit(repository)
    write(repository, new=before)
    code, _, errors = fazhi(repository, "fix", "--since", "HEAD")
    assert (code, errors) == (0, ["已改 1 处（1 个文件）"])
    assert (repository / "new.txt").read_text(encoding="utf-8") == before.replace("。。", "。")
    assert (repository / "other.txt").read_text(encoding="utf-8") == before


def test_the_default_branch_of_the_remote_comes_first(repository: Path) -> None:
    git("switch", "--quiet", "--create", "年报", "main", cwd=repository)
    write(repository, upstream=GOOD)
    commit(repository)
    clone = repository.parent / "clone"
    git("clone", "--quiet", str(repository), str(clone), cwd=repository.parent)
    git("switch", "--quiet", "--create", "mine", cwd=clone)
    git("branch", "--quiet", "main", "origin/main", cwd=clone)
    write(clone, mine=GOOD)
    commit(clone)
    assert looked_at(clone, "--changed") == ["./mine.txt"]
    git("remote", "set-head", "origin", "--delete", cwd=clone)
    assert looked_at(clone, "--changed") == ["./mine.txt", "./upstream.txt"]
    git("update-ref", "-d", "refs/remotes/origin/main", cwd=clone)
    git("tag", "main", "HEAD", cwd=clone)
    assert looked_at(clone, "--changed") == ["./mine.txt", "./upstream.txt"]


def test_where_no_default_branch_is_known_only_uncommitted_files_count(repository: Path) -> None:
    git("branch", "--quiet", "--delete", "--force", "main", cwd=repository)
    write(repository, committed=GOOD)
    commit(repository)
    write(repository, new=GOOD)
    assert looked_at(repository, "--changed") == ["./new.txt"]


def test_before_the_first_commit_everything_is_new(tmp_path: Path) -> None:
    git("init", "--quiet", cwd=tmp_path)
    write(tmp_path, staged=GOOD, new=GOOD)
    git("add", "staged.txt", cwd=tmp_path)
    assert looked_at(tmp_path, "--changed") == ["./new.txt", "./staged.txt"]


def test_a_second_working_tree(repository: Path) -> None:
    git("worktree", "add", "--quiet", "-b", "second", "../二", cwd=repository)
    second = repository.parent / "二"
    write(second, new=GOOD)
    write(repository, elsewhere=GOOD)
    assert looked_at(second, "--changed") == ["./new.txt"]


def test_a_submodule_has_changes_of_its_own(repository: Path) -> None:
    part = repository.parent / "part"
    part.mkdir()
    git("init", "--quiet", "--initial-branch=main", cwd=part)
    write(part, inner=GOOD)
    commit(part)
    git("submodule", "--quiet", "add", str(part), "sub.txt", cwd=repository)
    write(repository / "sub.txt", new=GOOD)
    write(repository, outer=GOOD)
    assert looked_at(repository, "--changed") == ["./outer.txt"]
    assert looked_at(repository, "--changed", "sub.txt") == ["sub.txt/new.txt"]


@pytest.mark.parametrize("reference", ["nowhere", "--output=x", "", "main..topic", "HEAD~99"])
def test_a_reference_that_is_not_there(repository: Path, reference: str) -> None:
    write(repository, new=GOOD)
    code, output, errors = fazhi(repository, "check", f"--since={reference}")
    assert (code, output, len(errors)) == (2, "", 1)
    assert errors[0].startswith(f"fazhi: --since {reference}：没有这个分支、标签或提交；")
    assert "fetch-depth: 0" in errors[0]


def test_outside_a_repository(tmp_path: Path) -> None:
    write(tmp_path, a=GOOD)
    for arguments in (("check", "--changed"), ("fix", "--changed"), ("check", "--since", "main")):
        code, output, errors = fazhi(tmp_path, *arguments, GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
        assert (code, output) == (2, "")
        assert errors == ["fazhi: .：不在 git 仓库里，不知道哪些报告改过（要检查全部，去掉 --changed、--since）"]


def test_a_shallow_clone_says_what_to_fetch(repository: Path) -> None:
    write(repository, new=GOOD)
    commit(repository)
    git("switch", "--quiet", "main", cwd=repository)
    write(repository, ahead=GOOD)
    commit(repository)
    clone = repository.parent / "shallow"
    url = f"file://{repository}"
    git("clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=topic", url, str(clone), cwd=repository)
    code, output, errors = fazhi(clone, "check", "--since", "origin/main")
    assert (code, output, len(errors)) == (2, "", 1)
    assert errors[0].startswith(
        "fazhi: 浅克隆里没有当前分支与 origin/main 的共同起点；请取来全部历史（git fetch --unshallow；"
    )
    git("fetch", "--quiet", "--unshallow", cwd=clone)
    assert looked_at(clone, "--since", "origin/main") == ["./new.txt"]


def test_unrelated_histories(repository: Path) -> None:
    git("switch", "--quiet", "--orphan", "apart", cwd=repository)
    write(repository, apart=GOOD)
    commit(repository)
    code, _, errors = fazhi(repository, "check", "--changed")
    assert (code, errors) == (2, ["fazhi: 当前分支与 main 没有共同的历史，无法比较"])


def test_a_bare_repository_is_one_line(tmp_path: Path) -> None:
    git("init", "--quiet", "--bare", cwd=tmp_path)
    code, _, errors = fazhi(tmp_path, "check", "--changed")
    assert (code, len(errors)) == (2, 1)
    assert "must be run in a work tree" in errors[0]


def test_the_repository_of_another_user(repository: Path) -> None:
    code, _, errors = fazhi(repository, "check", "--changed", GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
    assert (code, len(errors)) == (2, 1)
    assert "仓库属于另一个用户" in errors[0]
    assert "git config --global --add safe.directory" in errors[0]


@pytest.mark.parametrize("tree", ["main", "second"])
def test_as_a_hook_of_git(repository: Path, tree: str) -> None:
    """Git sets variables with the paths of the repository and its index for hooks."""
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.write_text(f'#!/bin/sh\ncd 县 && exec "{sys.executable}" -m checker check --changed --output-format concise\n')
    hook.chmod(0o755)
    folder = repository
    if tree == "second":
        git("worktree", "add", "--quiet", "-b", "second", "../二", cwd=repository)
        folder = repository.parent / "二"
    put(folder / "县" / "bad.txt", BAD)
    git("add", "--all", cwd=folder)
    committing = ["git", "commit", "--quiet", "--message", "reports", "县/bad.txt"]
    done = subprocess.run(committing, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert (done.returncode, "./bad.txt:3:15: error PLH001" in done.stdout + done.stderr) == (1, True), done.stderr
    assert "old.txt" not in done.stdout + done.stderr
    put(folder / "县" / "bad.txt", GOOD)
    git(*committing[1:], cwd=folder)
    assert git("log", "--format=%s", "-1", "--", "县/bad.txt", cwd=folder) == "reports"


def test_without_git(repository: Path) -> None:
    code, _, errors = fazhi(repository, "check", "--changed", PATH=str(repository))
    assert (code, errors) == (2, ["fazhi: --changed、--since 要用 git，但 git 不能执行（没有这个文件或目录）"])


def test_standard_input_has_no_history(repository: Path) -> None:
    for command in ("check", "fix"):
        code, _, errors = fazhi(repository, command, "--changed", "-")
        assert (code, errors) == (2, ["fazhi: --changed、--since 不能用于标准输入"])


def test_no_lock_is_left_and_the_index_stays(repository: Path) -> None:
    index = repository / ".git" / "index"
    write(repository, old=BAD)
    before = index.read_bytes()
    assert looked_at(repository, "--changed") == []
    assert index.read_bytes() == before


def test_force_exclude_passes_over_named_files(tmp_path: Path) -> None:
    shutil.copy(SEEDS / "shenwan-2022.txt", tmp_path / "README.txt")
    folder = tmp_path / "build" / "仓库"
    put(folder / "node_modules" / "a.txt", BAD)
    put(folder / "requirements.txt", BAD)
    put(folder / "报告.txt", BAD)
    names = ("node_modules/a.txt", "./requirements.txt", "报告.txt", "../../README.txt", str(folder / "报告.txt"))
    assert len(looked_at(folder, *names)) == 5
    assert looked_at(folder, "--force-exclude", *names) == [str(folder / "报告.txt"), "报告.txt"]
    assert looked_at(folder, "--force-exclude", ".") == ["./报告.txt"]
    assert looked_at(folder / "node_modules", "--force-exclude", "a.txt", "..") == ["../报告.txt", "a.txt"]
    assert fazhi(folder, "check", "--force-exclude", "requirements.txt")[0] == 0
    assert fazhi(folder, "fix", "--force-exclude", "requirements.txt")[0] == 0


def test_force_exclude_leaves_standard_input_alone(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "checker", "check", "--force-exclude", "-"],
        cwd=tmp_path, env=ENVIRONMENT, input=BAD.encode(), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
