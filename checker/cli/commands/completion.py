"""``fazhi completion``."""

from __future__ import annotations

import click

from checker.cli import completion
from checker.cli.options import language_option
from checker.cli.terminal import write_output


@click.command("completion")
@click.argument("shell", type=click.Choice(completion.SHELLS), metavar="bash|zsh|fish")
@language_option
def print_completion(shell: str) -> None:
    """输出命令补全脚本，写入 shell 的启动文件即可。"""
    write_output(completion.script(shell))
