"""The command line: thin; every command hands over to the modules below it."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from checker import archiving, checking, commands, configuring, serving
from checker.errors import FazhiError
from checker.helppages import complaint, localized
from checker.language import CHINESE, asked_language
from checker.terminal import CLEAN, TROUBLE, complain, group_language_option, note
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


def main() -> NoReturn:
    """The entry point; whatever goes wrong is one line and exit code 2, never 1."""
    language = CHINESE
    try:
        language = asked_language(sys.argv[1:], os.environ)
        sys.exit(localized(cli, language).main(prog_name="fazhi", standalone_mode=False) or CLEAN)
    except click.UsageError as error:
        complain(complaint(error, language), language)
    except click.Abort:
        sys.exit(130)
    except FazhiError as error:
        complain(str(error), language)
    except BrokenPipeError:
        # The reader went away (`| head`): not our failure; keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(CLEAN)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if os.environ.get("FAZHI_TRACEBACK"):
            raise
        complain(f"内部错误:{type(error).__name__}: {error}(设 FAZHI_TRACEBACK=1 可见详情)", language)
    sys.exit(TROUBLE)


if __name__ == "__main__":
    main()
