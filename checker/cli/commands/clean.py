"""``fazhi clean``."""

from __future__ import annotations

import click

from checker.cli.terminal import print_message


@click.command()
@click.option("--cache-dir", default="", metavar="目录", help="缓存所在（默认是系统的缓存目录）。")
def clean(cache_dir: str) -> None:
    """删去缓存：编译过的规则和检查过的结果。删去之后只是下一次慢一些。"""
    from checker.cache.folder import cache_folder, clean

    folder = cache_folder(cache_dir)
    print_message(f"{folder}：删去 {clean(folder)} 个文件\n")
