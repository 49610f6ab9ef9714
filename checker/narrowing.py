"""The options that narrow the paths of a run, to what a branch changes and to what is not passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from checker.terminal import Command, complain, options

if TYPE_CHECKING:
    from checker.files import Excluded

_OPTIONS = (
    click.option(
        "--changed",
        "only_changed",
        is_flag=True,
        help="只看本分支改过的报告(问 git:与默认分支的分叉处相比,含未提交的和新建的)。",
    ),
    click.option(
        "--since", default=None, metavar="分支|提交", help="同 --changed,但与这个分支、标签或提交的分叉处相比。"
    ),
    click.option(
        "--force-exclude", is_flag=True, help="写明的文件也按目录中的规矩跳过(README* 等),供 pre-commit 一类使用。"
    ),
)


def narrowing_options(command: Command) -> Command:
    """The options of every command that may be told to look at fewer files."""
    return options(_OPTIONS, command)


def wanted_paths(paths: tuple[str, ...], excluded: Excluded, chosen: dict[str, Any]) -> tuple[str, ...]:
    """The paths of a run: those given, or the working directory, less what the options take away.

    May be none: a branch that changes no report has nothing to be told, which is a line and no failure.
    """
    from checker.files import not_excluded

    wanted = paths or (".",)
    if chosen["force_exclude"]:
        wanted = not_excluded(wanted, excluded)
    if not chosen["only_changed"] and chosen["since"] is None:
        return wanted
    from checker.changed import changed_reports

    changes = changed_reports(wanted, chosen["since"], excluded)
    if wanted and not changes.paths:
        complain(f"没有改动的报告(与 {'、'.join(changes.compared)} 的分叉处相比)")
    return changes.paths
