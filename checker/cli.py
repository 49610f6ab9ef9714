"""The command line: thin; every command hands over to the modules below it."""

from __future__ import annotations

import errno
import os
import signal
import sys
from types import FrameType
from typing import NoReturn

import click

from checker import archiving, checking, commands, configuring, serving
from checker.errors import FazhiError
from checker.helppages import complaint, localized
from checker.language import CHINESE, asked_language
from checker.terminal import CLEAN, TROUBLE, complain, group_language_option, note
from checker.version import VERSION

_UNWRITTEN = (errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EBADF, errno.EDQUOT)
"""What writing to a stream fails with; files have a name, and their writers tell it themselves."""
_TERMINATED = 128 + signal.SIGTERM


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
        signal.signal(signal.SIGTERM, _terminated)
        _open_streams()
        language = asked_language(sys.argv[1:], os.environ)
        sys.exit(localized(cli, language).main(prog_name="fazhi", standalone_mode=False) or CLEAN)
    except click.UsageError as error:
        complain(complaint(error, language), language)
    except click.Abort:
        sys.exit(130)
    except FazhiError as error:
        complain(str(error), language)
    except BrokenPipeError:
        # The reader went away (`| head`): not our failure.
        _silence()
        sys.exit(CLEAN)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _UNWRITTEN and error.filename is None:
            _silence()
            complain(f"标准输出:无法写入({error.strerror})", language)
            sys.exit(TROUBLE)
        if os.environ.get("FAZHI_TRACEBACK"):
            raise
        complain(f"内部错误:{type(error).__name__}: {error}(设 FAZHI_TRACEBACK=1 可见详情)", language)
    sys.exit(TROUBLE)


def _silence() -> None:
    """Let what still waits to be written go nowhere, so that Python does not complain about it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_streams() -> None:
    """Where a standard stream was closed by the caller, put one that fails when it is used.

    Otherwise the next file opened would take its number, and what is said would be written into a report.
    """
    for number, mode in enumerate((os.O_WRONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.dup2(os.open(os.devnull, mode), number)
    if sys.stdin is None:
        sys.stdin = os.fdopen(0, "r", closefd=False)
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", closefd=False)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", closefd=False)


def _terminated(_number: int, _frame: FrameType | None) -> NoReturn:
    """Asked to end: by way of an exception, so that files half written are taken away and other processes ended."""
    sys.exit(_TERMINATED)


if __name__ == "__main__":
    main()
