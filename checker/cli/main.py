"""The command ``fazhi``: a group whose commands are imported on demand."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from checker.cli.arguments import unquoted_name
from checker.cli.help import localize_command, usage_error_message
from checker.cli.options import group_language_option
from checker.cli.terminal import INTERRUPTED, TROUBLE, choose_language, language, print_error, print_message
from checker.i18n.language import requested_language
from checker.version import VERSION

COMMANDS: Mapping[str, str] = {
    "check": "checker.cli.commands.check:check",
    "fix": "checker.cli.commands.check:fix",
    "baseline": "checker.cli.commands.baseline:baseline",
    "config": "checker.cli.commands.config:config",
    "init": "checker.cli.commands.config:init",
    "compare": "checker.cli.commands.compare:compare",
    "survey": "checker.cli.commands.survey:survey",
    "rule": "checker.cli.commands.rules:rule",
    "catalog": "checker.cli.commands.rules:catalog",
    "derive": "checker.cli.commands.rules:derive",
    "test": "checker.cli.commands.rules:run_examples",
    "clean": "checker.cli.commands.clean:clean",
    "desk": "checker.cli.commands.desk:desk",
    "server": "checker.cli.commands.server:server",
    "completion": "checker.cli.commands.completion:print_completion",
    "version": "checker.cli.commands.version:version",
}
"""The module and the attribute of each command; importing all of them would take longer than ``--version``."""


class LazyGroup(click.Group):
    """A group that imports a command on demand, and localizes its help page."""

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a name, localized, or None."""
        return localize_command(load_command(cmd_name), language()) if cmd_name in COMMANDS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of the arguments; a file or folder in its place is checked."""
        first = args[0]
        if first not in COMMANDS:
            if os.path.exists(first):
                return "check", self.get_command(ctx, "check"), args
            if hint := unquoted_name(args):
                raise click.UsageError(hint, ctx)
        return super().resolve_command(ctx, args)


def load_command(name: str) -> click.Command:
    """Import a command of :data:`COMMANDS`."""
    module, _, attribute = COMMANDS[name].partition(":")
    command = getattr(import_module(module), attribute)
    assert isinstance(command, click.Command)
    return command


@click.group(
    cls=LazyGroup,
    commands={name: click.Command(name) for name in COMMANDS},  # for click's list of commands and its suggestions
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

    用法示例:fazhi 报告.docx    fazhi fix 报告.docx    fazhi rule FIG001
    """
    if context.invoked_subcommand is None:
        # click itself raises an exception with the page as message, whose class depends on the version.
        print_message(f"{context.get_help()}\n")
        context.exit(TROUBLE)


def run() -> Any:
    """Run the command line; return the exit code, or None for 0."""
    choose_language(requested_language(sys.argv[1:], os.environ))
    try:
        return localize_command(cli, language()).main(prog_name="fazhi", standalone_mode=False)
    except click.UsageError as error:
        print_error(usage_error_message(error, language()))
        return TROUBLE
    except click.Abort:
        return INTERRUPTED
