"""The reports that a branch changes, according to git, so that a pull request is checked only for what it touches.

The files on disk are compared with the merge base, not with the tip of the other branch: later changes on that branch
do not belong to this one.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from msgspec import Struct

from checker.disk.reasons import reason_of
from checker.formats import is_supported
from checker.project.files import STANDARD_INPUT, Excluded, checked_link, is_skipped, shown
from checker.text.errors import FazhiError, InputError

_BRANCHES = {
    "origin/HEAD": "refs/remotes/origin/HEAD",
    "origin/main": "refs/remotes/origin/main",
    "origin/master": "refs/remotes/origin/master",
    "main": "refs/heads/main",
    "master": "refs/heads/master",
}
"""Candidates for the base branch, the first that exists; with full reference names, which no tag can shadow."""
_UNSHALLOW_HINT = "git fetch --unshallow；GitHub Actions 的 checkout 设 fetch-depth: 0，GitLab 设 GIT_DEPTH: 0"


class Changes(Struct, frozen=True):
    """The changed reports, as paths for the command line, and the names of the bases they were compared with.

    ``skipped`` are changed links that lead out of the folder.
    """

    paths: tuple[str, ...]
    skipped: tuple[InputError, ...]
    bases: tuple[str, ...]


class _Repository(Struct, frozen=True):
    """A working tree: the name of the base it was compared with, and the real paths of the files that differ."""

    base: str
    files: frozenset[str]


def changed_reports(paths: Iterable[str], since: str | None, excluded: Excluded) -> Changes:
    """Find the reports among and below the paths that differ from the merge base or are not tracked by git yet.

    ``since`` is the branch, tag or commit to compare with; with None it is the likely base branch. Below a directory
    the same names are skipped as in any search. A path that does not exist is kept, so that it is reported as an error.

    Raises :class:`~checker.text.errors.FazhiError` when git fails or the path is in no repository.
    """
    roots: dict[str, str] = {}
    repositories: dict[str, _Repository] = {}
    changed: dict[str, None] = {}
    skipped: list[InputError] = []
    for path in paths:
        if path == STANDARD_INPUT:
            raise FazhiError("--changed、--since 不能用于标准输入")
        if not os.path.lexists(path):
            changed[path] = None
            continue
        folder = path if os.path.isdir(path) else str(PurePath(path).parent)
        # Run git once per folder and once per repository, however many files are named.
        root = roots[folder] if folder in roots else roots.setdefault(folder, _worktree_root(folder))
        if root not in repositories:
            repositories[root] = _repository(root, since)
        for found in _changed_below(path, repositories[root].files, excluded):
            if isinstance(found, InputError):
                skipped.append(found)
            else:
                changed[found] = None
    return Changes(tuple(changed), tuple(skipped), tuple(dict.fromkeys(found.base for found in repositories.values())))


def _changed_below(path: str, files: frozenset[str], excluded: Excluded) -> Iterator[str | InputError]:
    if not os.path.isdir(path):
        pure = PurePath(path)
        link = os.path.join(os.path.realpath(pure.parent), pure.name)
        if not files.isdisjoint({link, os.path.realpath(path)}):
            yield path
        return
    folder = PurePath(os.path.realpath(path))
    for file in sorted(map(PurePath, files)):
        if file.is_relative_to(folder):
            relative = file.relative_to(folder)
            # Paths that are no files are submodules or nested repositories, which have branches of their own.
            if is_supported(relative.name) and not is_skipped(path, relative.parts, excluded) and os.path.isfile(file):
                found = os.path.join(path, relative)
                yield checked_link(found, path) if Path(found).is_symlink() else found


def _repository(root: str, since: str | None) -> _Repository:
    base, commit = _base(root, since)
    diff = "diff --name-only -z --no-renames --no-relative --no-ext-diff --ignore-submodules=all --diff-filter=d"
    names = _git_names(root, *diff.split(), commit, "--") + _git_names(
        root, "ls-files", "-z", "--others", "--exclude-standard"
    )
    return _Repository(base, frozenset(os.path.join(root, os.path.normpath(os.fsdecode(name))) for name in names))


def _base(root: str, since: str | None) -> tuple[str, str]:
    """The name of the base, and the commit (or tree) to compare the files on disk with."""
    if since is None:
        if not _commit(root, "HEAD"):
            # Without any commit all files are new; compare with the empty tree.
            return "HEAD", _output(_checked_git(root, "hash-object", "-t", "tree", os.devnull))
        name = next((name for name, reference in _BRANCHES.items() if _commit(root, reference)), "HEAD")
        return name, _merge_base(root, name, _commit(root, _BRANCHES.get(name, name)))
    commit = _commit(root, since)
    if not commit:
        raise FazhiError(
            f"--since {since}：没有这个分支、标签或提交；远处的请先取来（git fetch origin；{_UNSHALLOW_HINT}）"
        )
    return since, _merge_base(root, since, commit)


def _merge_base(root: str, name: str, commit: str) -> str:
    """The merge base of HEAD and a commit; ``name`` is for error messages."""
    process = _git(root, "merge-base", commit, "HEAD")
    if process.returncode == 0:
        return _output(process)
    if _output(_git(root, "rev-parse", "--is-shallow-repository")) == "true":
        raise FazhiError(f"浅克隆里没有当前分支与 {name} 的共同起点；请取来全部历史（{_UNSHALLOW_HINT}）")
    raise FazhiError(f"当前分支与 {name} 没有共同的历史，无法比较")


def _commit(root: str, reference: str) -> str:
    """The commit that a reference names; empty when there is none, or when the name looks like an option."""
    if not reference or reference.startswith("-") or "\0" in reference:
        return ""
    process = _git(root, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}")
    return _output(process) if process.returncode == 0 else ""


def _worktree_root(folder: str) -> str:
    """The root of the working tree that contains a folder."""
    output = _checked_git(folder, "rev-parse", "--show-toplevel").stdout
    return os.path.realpath(os.fsdecode(output.removesuffix(b"\n")))


def _git_names(root: str, *arguments: str) -> list[bytes]:
    """The names that a git command with ``-z`` prints."""
    return [name for name in _checked_git(root, *arguments).stdout.split(b"\0") if name]


def _output(process: subprocess.CompletedProcess[bytes]) -> str:
    return process.stdout.decode("ascii", "replace").strip()


def _checked_git(folder: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a git command; raises :class:`~checker.text.errors.FazhiError` when it fails."""
    process = _git(folder, *arguments)
    if process.returncode == 0:
        return process
    message = os.fsdecode(process.stderr)
    if "safe.directory" in message:
        command = next(line.strip() for line in message.splitlines() if "safe.directory" in line)
        raise FazhiError(f"{shown(folder)}：仓库属于另一个用户，git 不肯读；确实可信时，先执行 {command}")
    if "not a git repository" in message:
        raise FazhiError(f"{shown(folder)}：不在 git 仓库里，不知道哪些报告改过（要检查全部，去掉 --changed、--since）")
    reason = " ".join(message.split()) or process.returncode
    raise FazhiError(f"{shown(folder)}：git {arguments[0]} 没有成功（{reason}）")


def _git(folder: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    # English messages, because they are parsed; no optional locks, because an editor may be using the index.
    environment = os.environ | {"LC_ALL": "C", "LANGUAGE": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(  # noqa: S603 - references that look like options are rejected
            ["git", "-C", folder, *arguments],  # noqa: S607 - the git on the user's path
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=environment,
            check=False,
        )
    except OSError as error:
        raise FazhiError(f"--changed、--since 要用 git，但 git 不能执行（{reason_of(error)}）") from None
