"""``fazhi config`` and ``fazhi init``."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from checker.cli.invocation import create_project
from checker.cli.options import configuration_options, language_option
from checker.cli.terminal import CLEAN, language, print_message, write_output
from checker.text.errors import FazhiError

_PATH = click.Path()


@click.command()
@click.option("--show", "path", type=_PATH, default=None, metavar="路径", help="说明这个文件或目录的各项设置从哪里来。")
@click.option("--schema", is_flag=True, help="输出 fazhi.toml 的 JSON Schema。")
@configuration_options
@click.option("--preset", default="", metavar="预设", help="加上这套设置。")
@language_option
def config(path: str | None, schema: bool, **options: Any) -> None:
    """列出 fazhi.toml 的各个键；--show 说明一份报告的设置从哪里来。"""
    if schema:
        import json

        from checker.project.config.schema import schema as make_schema

        write_output(json.dumps(make_schema(), ensure_ascii=False, indent=2) + "\n")
        return
    from checker.project.config.show import keys_page, show

    if path is None:
        write_output(keys_page(language()))
        return
    if not os.path.lexists(path):
        raise FazhiError(f"{path}：没有这个文件或目录")
    project = create_project(options)
    project.linter(path)
    found = project.config_for(path)
    files = tuple(layer.origin for layer in found.layers) if found else ()
    write_output(show(path, files, project.resolved(path), language()))


@click.command()
@click.argument("folder", default=".", type=click.Path(file_okay=False), metavar="[目录]")
@click.option("--preset", default="", metavar="预设", help="写在配置里的成套设置。")
@click.option("--pre-commit", "hook", is_flag=True, help="也写 .pre-commit-config.yaml。")
@click.option(
    "--ci", type=click.Choice(["github", "gitlab", "gitee", "jenkins"]), multiple=True, help="也写流水线文件，可重复。"
)
@click.option(
    "--package", default="", metavar="包", help="钩子和流水线从哪里装 fazhi，写法同 pip，默认是 PyPI 上的这一版。"
)
@click.option("--action", default="", metavar="仓库@版本", help="GitHub 上本工具的“所有者/仓库@标签”。")
@click.option("--force", is_flag=True, help="已有的文件也覆盖。")
@language_option
def init(folder: str, force: bool, ci: tuple[str, ...], **options: Any) -> None:
    """写一个带说明的 fazhi.toml；需要时也写提交钩子和流水线的文件，并说明还要填什么。"""
    from checker.cli.init_files import blanks, create_files
    from checker.project.files import write_text

    files = create_files(pipelines=ci, **options)
    if not os.path.isdir(folder):
        raise FazhiError(f"{folder}：没有这个目录")
    present = [name for name in files if os.path.lexists(os.path.join(folder, name))]
    if present and not force:
        raise FazhiError(f"已有 {'、'.join(present)}，没有写任何文件（--force 覆盖）")
    say = language().say
    for name, text in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path) or os.curdir, exist_ok=True)
        write_text(path, text)
        print_message(say("写了 {path}", path=os.path.normpath(path)) + "\n")
    for name, line, blank in blanks(files):
        path = os.path.normpath(os.path.join(folder, name))
        print_message(say("还要填：{path} 第 {line} 行的 {blank}", path=path, line=line, blank=blank) + "\n")
    if len(files) > 1 and not options["package"]:
        print_message(say("fazhi 从 PyPI 安装；那里没有的，用 --package 写明从哪里装，再写一遍（--force）") + "\n")
    sys.exit(CLEAN)
