"""Options shared by several commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click

from checker.cli import completion
from checker.cli.terminal import FORMATS, choose_language
from checker.i18n.language import LANGUAGE_CODES, LANGUAGE_OPTION, LANGUAGE_VARIABLE, load_language
from checker.outputs.display import GROUPINGS, SORTS
from checker.rules.families import SEVERITY_WORDS
from checker.search.deadline import FILE_SECONDS
from checker.text.diagnostic import Severity

SEVERITIES = [str(severity) for severity in Severity]


class SeverityChoice(click.Choice):  # type: ignore[type-arg]  # not generic before click 8.2
    """A severity, in English or in the Chinese of the outputs."""

    def __init__(self) -> None:
        super().__init__(SEVERITIES)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the English name of a severity."""
        return super().convert(SEVERITY_WORDS.get(value, value), param, ctx)


Command = Callable[..., Any]

_CONFIGURATION = (
    click.option(
        "--config",
        default="",
        metavar="TOML",
        shell_complete=completion.files,
        help="配置文件（默认从报告所在目录向上找 fazhi.toml）。",
    ),
    click.option("--isolated", is_flag=True, help="不读任何配置文件。"),
    click.option(
        "--allow-read",
        multiple=True,
        type=click.Path(),
        metavar="目录",
        help="配置文件也可以读这个目录里的文件（默认只读仓库以内的）。",
    ),
)

_LIMIT_OPTIONS = (
    click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=FILE_SECONDS,
        metavar="秒",
        help="一个文件最多查多久，超过则报错并查下一个。  [default: 120]",
    ),
    click.option(
        "--max-seconds",
        type=click.FloatRange(min=0, min_open=True),
        default=None,
        metavar="秒",
        help="全部最多查多久，超过则停下，以 2 退出（默认不限）。",
    ),
)

_READING_OPTIONS = (
    click.option(
        "--select",
        multiple=True,
        metavar="规则",
        shell_complete=completion.rules,
        help="只用这些规则：编号、名称或类别，如 FIG010、数字；可用逗号分隔。",
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
        help="报告类型（默认按机关名称判断）：government department township street zone generic，以及各地提纲；"
        "也可写中文，如 乡镇人民政府。",
    ),
    click.option(
        "--preset",
        default="",
        metavar="预设",
        shell_complete=completion.presets,
        help="成套设置：default（默认） draft（起草） publish（发布） strict（严格） gongwen（公文），中英文都可以写。",
    ),
    click.option(
        "--stdin-filename",
        default="",
        metavar="文件名",
        shell_complete=completion.files,
        help="从标准输入读取时，按此文件名判断类型。",
    ),
    click.option(
        "--catalog",
        "catalogs",
        multiple=True,
        type=click.Path(),
        metavar="CSV",
        help="自己的文件目录，格式同 titles.csv。",
    ),
    click.option(
        "--ruleset", "rulesets", multiple=True, type=click.Path(), metavar="TOML", help="另加自己的规则文件。"
    ),
    click.option("--exclude", multiple=True, metavar="写法", help="搜索目录时跳过的文件和文件夹，写法同 .gitignore。"),
    *_CONFIGURATION,
    *_LIMIT_OPTIONS,
    click.option("--no-cache", is_flag=True, help="不读写缓存。"),
    click.option("--cache-dir", default="", metavar="目录", help="缓存放在哪里（默认是系统的缓存目录）。"),
)

_NARROWING_OPTIONS = (
    click.option(
        "--changed",
        "only_changed",
        is_flag=True,
        help="只看本分支改过的报告（问 git：与默认分支的分叉处相比，含未提交的和新建的）。",
    ),
    click.option(
        "--since", default=None, metavar="分支|提交", help="同 --changed，但与这个分支、标签或提交的分叉处相比。"
    ),
    click.option(
        "--force-exclude", is_flag=True, help="写明的文件也按目录中的规矩跳过（README* 等），供 pre-commit 一类使用。"
    ),
)

_FIX_OPTIONS = (
    click.option("--unsafe-fixes", is_flag=True, help="也作须人工确认的修改。"),
    click.option("--diff", is_flag=True, help="只显示会改什么，不写文件；有改动时退出码为 1。"),
    click.option("--show-fixes", is_flag=True, help="逐处列出改了什么。"),
    click.option("--backup", is_flag=True, help="原文件另存为 .orig。"),
    click.option("--no-track", is_flag=True, help="Word 文件里直接修改，不作修订标记。"),
)

_OUTPUT_OPTIONS = (
    click.option(
        "--output-format",
        multiple=True,
        metavar="格式[:文件]",
        shell_complete=completion.one_of(FORMATS),
        help=f"输出格式：{' '.join(FORMATS)}。可重复，“格式:文件”写到文件。  [default: full]",
    ),
    click.option(
        "--output-file",
        default="",
        metavar="文件",
        shell_complete=completion.files,
        help="没有写明文件的格式写到此文件（默认标准输出）。",
    ),
    click.option(
        "--min-severity",
        type=SeverityChoice(),
        help="只显示此级别及以上；不写则 full 格式显示错误和警告，提示只计数，其他格式全写。",
    ),
    click.option(
        "--fail-level",
        type=SeverityChoice(),
        help="达到此级别时退出码为 1。  [default: error]",
    ),
    click.option(
        "--sort",
        type=click.Choice(SORTS),
        default=None,
        help="full、concise 格式的次序：按轻重，同一规则的合并（full 默认如此）；或按位置，逐处详列。",
    ),
    click.option(
        "--group-by",
        type=click.Choice(GROUPINGS),
        default="file",
        show_default=True,
        help="full 格式按文件，或不分文件按规则排列。",
    ),
    click.option("--quiet", is_flag=True, help="full 格式每份报告只写一行结论，没有问题的不写。"),
    click.option("--exit-zero", is_flag=True, help="有问题也以 0 退出；无法检查时仍为 2。"),
    click.option(
        "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="彩色输出。"
    ),
)


def _choose_language(_context: click.Context, _parameter: click.Parameter, code: str | None) -> None:
    """Use the language of a command instead of that of the group, if the command has one."""
    if code:
        choose_language(load_language(code))


def _language_option(variable: str | None) -> Callable[[Command], Command]:
    return click.option(
        LANGUAGE_OPTION,
        type=click.Choice(LANGUAGE_CODES),
        envvar=variable,
        callback=_choose_language,
        expose_value=False,
        is_eager=True,
        help="所用语言（默认 zh；也可设环境变量 FAZHI_LANG）。",
    )


group_language_option, language_option = _language_option(LANGUAGE_VARIABLE), _language_option(None)

jobs_option = click.option(
    "--jobs", type=click.IntRange(min=0), default=0, metavar="N", help="同时用几个进程，0 为处理器数。  [default: 0]"
)


def add_options(added: Iterable[Command], command: Command) -> Command:
    """Add options to a command, in the given order."""
    for option in reversed(tuple(added)):
        command = option(command)
    return command


def output_options(command: Command) -> Command:
    """Add the options of commands that print findings."""
    return add_options(_OUTPUT_OPTIONS, command)


def configuration_options(command: Command) -> Command:
    """Add the options of commands that read a configuration."""
    return add_options(_CONFIGURATION, command)


def limit_options(command: Command) -> Command:
    """The options of commands that read reports but have no rules to choose."""
    return add_options(_LIMIT_OPTIONS, command)


def reading_options(command: Command) -> Command:
    """Add the options of commands that check reports."""
    return add_options(_READING_OPTIONS, command)


def narrowing_options(command: Command) -> Command:
    """Add the options that restrict a command to fewer files."""
    return add_options(_NARROWING_OPTIONS, command)


def fix_options(command: Command) -> Command:
    """Add the options of commands that fix reports."""
    return add_options(_FIX_OPTIONS, command)
