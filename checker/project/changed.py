"""Which reports a branch changes, asked of git: so that a proposal is judged by what it touches.

Compared are the files on disk with the commit from which the branch set out (the merge base), not with the tip of
the other branch: what others changed there in the meantime is not this branch's doing.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from msgspec import Struct

from checker.formats import supported
from checker.project.files import STANDARD_INPUT, Excluded, passed_over, shown
from checker.text.errors import FazhiError

_BRANCHES = {
    "origin/HEAD": "refs/remotes/origin/HEAD",
    "origin/main": "refs/remotes/origin/main",
    "origin/master": "refs/remotes/origin/master",
    "main": "refs/heads/main",
    "master": "refs/heads/master",
}
"""What a branch is taken to come from, the first that is there; by their full names, which no tag can take."""
_WHOLE_HISTORY = "git fetch --unshallow;GitHub Actions 的 checkout 设 fetch-depth: 0,GitLab 设 GIT_DEPTH: 0"


class Changes(Struct, frozen=True):
    """The changed reports, as paths for the command line, and the names of what they were compared with."""

    paths: tuple[str, ...]
    compared: tuple[str, ...]


class _Repository(Struct, frozen=True):
    """A working tree, and the real paths of the files in it that differ."""

    compared: str
    files: frozenset[str]


def changed_reports(paths: Iterable[str], since: str | None, excluded: Excluded) -> Changes:
    """The reports among and below the paths that differ from where the branch began, or that git does not know yet.

    ``since`` is the branch, tag or commit to compare with; None for the one that the branch is likely to come from.
    Below a directory the same names are passed over as always. A path that is not there stays, to be told like any.

    Raises :class:`~checker.text.errors.FazhiError` when git cannot tell.
    """
    roots: dict[str, str] = {}
    repositories: dict[str, _Repository] = {}
    changed: dict[str, None] = {}
    for path in paths:
        if path == STANDARD_INPUT:
            raise FazhiError("--changed、--since 不能用于标准输入")
        if not os.path.lexists(path):
            changed[path] = None
            continue
        folder = path if os.path.isdir(path) else str(PurePath(path).parent)
        # Git is asked once a folder and once a repository, however many files are named.
        root = roots[folder] if folder in roots else roots.setdefault(folder, _root(folder))
        if root not in repositories:
            repositories[root] = _repository(root, since)
        changed.update(dict.fromkeys(_changed(path, repositories[root].files, excluded)))
    return Changes(tuple(changed), tuple(dict.fromkeys(found.compared for found in repositories.values())))


def _changed(path: str, files: frozenset[str], excluded: Excluded) -> Iterator[str]:
    if not os.path.isdir(path):
        given = PurePath(path)
        beside = os.path.join(os.path.realpath(given.parent), given.name)
        if not files.isdisjoint({beside, os.path.realpath(path)}):
            yield path
        return
    folder = PurePath(os.path.realpath(path))
    for file in sorted(map(PurePath, files)):
        if file.is_relative_to(folder):
            below = file.relative_to(folder)
            # What is no file is a submodule, or a repository inside this one: they have branches of their own.
            if supported(below.name) and not passed_over(path, below.parts, excluded) and os.path.isfile(file):
                yield os.path.join(path, below)


def _repository(root: str, since: str | None) -> _Repository:
    compared, commit = _beginning(root, since)
    differing = "diff --name-only -z --no-renames --no-relative --no-ext-diff --ignore-submodules=all --diff-filter=d"
    names = _names(root, *differing.split(), commit, "--") + _names(
        root, "ls-files", "-z", "--others", "--exclude-standard"
    )
    return _Repository(compared, frozenset(os.path.join(root, os.path.normpath(os.fsdecode(name))) for name in names))


def _beginning(root: str, since: str | None) -> tuple[str, str]:
    """The name of what is compared with, and the commit (or tree) that the files on disk are compared with."""
    if since is None:
        if not _commit(root, "HEAD"):
            # Nothing is committed yet: all files are new.
            return "HEAD", _text(_done(root, "hash-object", "-t", "tree", os.devnull))
        name = next((name for name, reference in _BRANCHES.items() if _commit(root, reference)), "HEAD")
        return name, _common(root, name, _commit(root, _BRANCHES.get(name, name)))
    commit = _commit(root, since)
    if not commit:
        raise FazhiError(f"--since {since}:没有这个分支、标签或提交;远处的请先取来(git fetch origin;{_WHOLE_HISTORY})")
    return since, _common(root, since, commit)


def _common(root: str, name: str, commit: str) -> str:
    """Where the branch and a commit parted."""
    found = _git(root, "merge-base", commit, "HEAD")
    if found.returncode == 0:
        return _text(found)
    if _text(_git(root, "rev-parse", "--is-shallow-repository")) == "true":
        raise FazhiError(f"浅克隆里没有当前分支与 {name} 的共同起点;请取来全部历史({_WHOLE_HISTORY})")
    raise FazhiError(f"当前分支与 {name} 没有共同的历史,无法比较")


def _commit(root: str, reference: str) -> str:
    """The commit that a name stands for; empty when there is none. A name that looks like a flag is no name."""
    if not reference or reference.startswith("-") or "\0" in reference:
        return ""
    found = _git(root, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}")
    return _text(found) if found.returncode == 0 else ""


def _root(folder: str) -> str:
    """The top of the working tree that a folder lies in."""
    return os.path.realpath(os.fsdecode(_done(folder, "rev-parse", "--show-toplevel").stdout.removesuffix(b"\n")))


def _names(root: str, *arguments: str) -> list[bytes]:
    return [name for name in _done(root, *arguments).stdout.split(b"\0") if name]


def _text(process: subprocess.CompletedProcess[bytes]) -> str:
    return process.stdout.decode("ascii", "replace").strip()


def _done(folder: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """What a git command found; raises when it failed."""
    process = _git(folder, *arguments)
    if process.returncode == 0:
        return process
    said = os.fsdecode(process.stderr)
    if "safe.directory" in said:
        cure = next(line.strip() for line in said.splitlines() if "safe.directory" in line)
        raise FazhiError(f"{shown(folder)}:仓库属于另一个用户,git 不肯读;确实可信时,先执行 {cure}")
    if "not a git repository" in said:
        raise FazhiError(f"{shown(folder)}:不在 git 仓库里,不知道哪些报告改过(要检查全部,去掉 --changed、--since)")
    raise FazhiError(f"{shown(folder)}:git {arguments[0]} 没有成功({' '.join(said.split()) or process.returncode})")


def _git(folder: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    # In English, because the reason is read; without locks, because an editor may be using the index.
    environment = os.environ | {"LC_ALL": "C", "LANGUAGE": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(  # noqa: S603 - git, with a folder and names that cannot be taken for flags
            ["git", "-C", folder, *arguments],  # noqa: S607 - the git that the user has
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=environment,
            check=False,
        )
    except OSError as error:
        raise FazhiError(f"--changed、--since 要用 git,但 git 不能执行({error.strerror})") from None
