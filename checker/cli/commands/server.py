"""``fazhi server``."""

from __future__ import annotations

import sys

import click

from checker.cli.extras import extra
from checker.cli.terminal import print_message


@click.command()
@click.option("--stdio", is_flag=True, expose_value=False, help="经标准输入输出通信（默认，也是唯一的方式）。")
def server() -> None:
    """语言服务器：在编辑器里边写边查（LSP），由编辑器启动。"""
    with extra("server", "语言服务器"):
        from checker.server.serve import serve

    if sys.stdin.isatty():
        print_message("fazhi: 语言服务器由编辑器启动，这里等待的是协议消息；按 Ctrl-C 结束\n")
    sys.exit(serve())
