"""The command line: thin; every command hands over to the modules below it."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from checker.cli import baseline as archiving
from checker.cli import check as checking
from checker.cli import commands
from checker.cli import config as configuring
from checker.cli import server as serving
from checker.cli.exit import INTERRUPTED
from checker.cli.help import complaint, localized
from checker.cli.options import group_language_option
from checker.cli.terminal import TROUBLE, choose_language, complain, language, note
from checker.i18n.language import asked_language
from checker.version import VERSION


@click.group(
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(
    VERSION, "-V", "--version", prog_name="fazhi", message="%(prog)s %(version)s", help="显示版本后退出。"
)
@group_language_option
@click.pass_context
def cli(context: click.Context) -> None:
    """法治政府建设年度报告检查工具。

    用法示例:fazhi check 报告.txt    fazhi fix 报告.txt    fazhi rule FIG001
    """
    if context.invoked_subcommand is None:
        # click's own way is an exception whose message is the page; versions differ in its name.
        note(f"{context.get_help()}\n")
        context.exit(TROUBLE)


for _command in (
    checking.check,
    checking.fix,
    archiving.baseline,
    configuring.config,
    configuring.init,
    commands.compare,
    commands.rule,
    commands.catalog,
    commands.derive,
    commands.run_examples,
    commands.clean,
    serving.server,
    commands.print_completion,
    commands.version,
):
    cli.add_command(_command)


def run() -> Any:
    """What the command line asks for; returns the exit code, None for 0."""
    choose_language(asked_language(sys.argv[1:], os.environ))
    try:
        return localized(cli, language()).main(prog_name="fazhi", standalone_mode=False)
    except click.UsageError as error:
        complain(complaint(error, language()))
        return TROUBLE
    except click.Abort:
        return INTERRUPTED
