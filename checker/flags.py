"""The options of the commands that check and mend reports."""

from __future__ import annotations

import click

from checker import completion
from checker.terminal import Command, options

_CONFIGURATION = (
    click.option(
        "--config",
        default="",
        metavar="TOML",
        shell_complete=completion.files,
        help="配置文件(默认从报告所在目录向上找 fazhi.toml)。",
    ),
    click.option("--isolated", is_flag=True, help="不读任何配置文件。"),
)

_READING_OPTIONS = (
    click.option(
        "--select",
        multiple=True,
        metavar="规则",
        shell_complete=completion.rules,
        help="只用这些规则(编号、名称或类别,可用逗号分隔)。",
    ),
    click.option(
        "--extend-select", multiple=True, metavar="规则", shell_complete=completion.rules, help="另外启用这些规则。"
    ),
    click.option("--ignore", multiple=True, metavar="规则", shell_complete=completion.rules, help="不用这些规则。"),
    click.option(
        "--profile",
        default="",
        metavar="类型",
        shell_complete=completion.profiles,
        help="报告类型(默认按机关名称判断):government department township street zone generic,以及各地提纲。",
    ),
    click.option(
        "--preset",
        default="",
        metavar="预设",
        shell_complete=completion.presets,
        help="成套设置:default draft publish strict gongwen。",
    ),
    click.option(
        "--stdin-filename",
        default="",
        metavar="文件名",
        shell_complete=completion.files,
        help="从标准输入读取时,按此文件名判断类型。",
    ),
    click.option(
        "--catalog",
        "catalogs",
        multiple=True,
        type=click.Path(),
        metavar="CSV",
        help="自己的文件目录,格式同 titles.csv。",
    ),
    click.option(
        "--ruleset", "rulesets", multiple=True, type=click.Path(), metavar="TOML", help="另加自己的规则文件。"
    ),
    click.option("--exclude", multiple=True, metavar="写法", help="搜索目录时跳过的文件和文件夹,写法同 .gitignore。"),
    *_CONFIGURATION,
    click.option("--no-cache", is_flag=True, help="不读写缓存。"),
    click.option("--cache-dir", default="", metavar="目录", help="缓存放在哪里(默认是系统的缓存目录)。"),
)

_FIX_OPTIONS = (
    click.option("--unsafe-fixes", is_flag=True, help="也作须人工确认的修改。"),
    click.option("--diff", is_flag=True, help="只显示会改什么,不写文件;有改动时退出码为 1。"),
    click.option("--show-fixes", is_flag=True, help="逐处列出改了什么。"),
    click.option("--backup", is_flag=True, help="原文件另存为 .orig。"),
    click.option("--no-track", is_flag=True, help="Word 文件里直接修改,不作修订标记。"),
)


jobs_option = click.option(
    "--jobs", type=click.IntRange(min=0), default=0, metavar="N", help="同时用几个进程,0 为处理器数。  [default: 0]"
)


def configuration_options(command: Command) -> Command:
    """The options of every command that reads a configuration."""
    return options(_CONFIGURATION, command)


def reading_options(command: Command) -> Command:
    """The options of every command that checks reports."""
    return options(_READING_OPTIONS, command)


def fix_options(command: Command) -> Command:
    """The options of every command that mends reports."""
    return options(_FIX_OPTIONS, command)
