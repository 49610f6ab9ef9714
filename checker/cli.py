"""The command line: thin; every command hands over to the modules below it."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from checker import archiving, checking, commands, configuring
from checker.errors import FazhiError
from checker.terminal import CLEAN, TROUBLE, complain
from checker.version import VERSION


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, "-V", "--version", prog_name="fazhi", message="%(prog)s %(version)s")
def cli() -> None:
    """法治政府建设年度报告检查工具。

    用法示例:fazhi check 报告.txt    fazhi fix 报告.txt    fazhi rule FIG001
    """


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
    commands.version,
):
    cli.add_command(_command)


def main() -> NoReturn:
    """The entry point; whatever goes wrong is one line and exit code 2, never 1."""
    try:
        sys.exit(cli.main(standalone_mode=False) or CLEAN)
    except click.UsageError as error:
        complain(error.format_message())
    except click.Abort:
        sys.exit(130)
    except FazhiError as error:
        complain(str(error))
    except BrokenPipeError:
        # The reader went away (`| head`): not our failure; keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(CLEAN)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if os.environ.get("FAZHI_TRACEBACK"):
            raise
        complain(f"内部错误:{type(error).__name__}: {error}(设 FAZHI_TRACEBACK=1 可见详情)")
    sys.exit(TROUBLE)


if __name__ == "__main__":
    main()
