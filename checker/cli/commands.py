"""The commands that do not check: rules, catalogue, comparison, learning, the user's own rules."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from checker.cli import completion
from checker.cli.invocation import project_of
from checker.cli.options import configuration_options, language_option, output_options
from checker.cli.terminal import (
    CLEAN,
    FINDINGS,
    TROUBLE,
    complain,
    emit,
    exit_code,
    language,
    note,
)
from checker.text.errors import InputError, UsageError
from checker.version import VERSION

if TYPE_CHECKING:
    from checker.batch.comparison import Comparison
    from checker.lint.report import Report
    from checker.outputs import Writer
    from checker.outputs.display import Display
    from checker.rules.rule import Rule


@click.command()
@click.argument("name", required=False, metavar="[规则]", shell_complete=completion.rules)
@click.option("--all", "everything", is_flag=True, help="列出全部规则。")
@language_option
def rule(name: str | None, everything: bool) -> None:
    """说明一条规则:查什么、为什么、依据、怎么改、例子。"""
    from checker.project.toolbox import Settings, Toolbox
    from checker.rules.explanation import rule_page
    from checker.rules.selection import select_rules

    toolbox = Toolbox(Settings())
    if everything == bool(name):
        raise UsageError("请给出规则的编号或名称,或用 --all 列出全部规则")
    if name:
        pages = [rule_page(found, language()) for found in select_rules(toolbox.all_rules, (name,), ())]
        emit("\n".join(pages))
    else:
        emit(_rule_list(toolbox.all_rules))


def _rule_list(rules: Iterable[Rule]) -> str:
    from checker.rules.explanation import summary

    spoken = language()
    lines = [f"{found.id}  {found.severity!s:<8}{found.name:<28}{summary(found, spoken)}" for found in rules]
    return "\n".join(lines) + "\n"


@click.command()
@click.argument("title", metavar="名称")
@click.option("--year", type=int, default=None, metavar="年度", help="按此报告年度判断。")
@click.option("--catalog", "catalogs", multiple=True, type=click.Path(), metavar="CSV", help="自己的文件目录。")
@language_option
def catalog(title: str, year: int | None, catalogs: tuple[str, ...]) -> None:
    """查一个文件:正式名称、公布和失效日期、接替的文件、依据。"""
    from checker.knowledge.catalog.describe import describe
    from checker.project.toolbox import Settings, Toolbox

    toolbox = Toolbox(Settings(catalogs=catalogs))
    emit(describe(toolbox.knowledge.catalog, title.strip("《》 "), year, language().say))


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="文件|目录...", shell_complete=completion.files)
@click.option("--select", multiple=True, metavar="规则", shell_complete=completion.rules, help="只用这些比较规则。")
@click.option("--ignore", multiple=True, metavar="规则", shell_complete=completion.rules, help="不用这些规则。")
@configuration_options
@output_options
@language_option
def compare(paths: tuple[str, ...], **options: Any) -> None:
    """比较多份报告:谁与谁成段相同,哪些是照抄往年或其他机关的。"""
    from checker.batch.comparison import compare as compare_reports
    from checker.cli.destinations import deliver, wanted_outputs
    from checker.outputs.progress import progress_bar

    project = project_of(options)
    outputs = wanted_outputs(options)
    with progress_bar(language().say) as progress:
        result = compare_reports(paths, project.toolbox(os.curdir), project.excluded, progress)
    for error in result.errors:
        complain(str(error))
    for report in result.reports:
        for failure in report.failures:
            complain(failure)
    unwritten = deliver(outputs, result.reports, options, partial(_comparing_writer, result))
    trouble = unwritten or result.errors or any(report.failures for report in result.reports)
    sys.exit(TROUBLE if trouble else exit_code(result.reports, options))


def _comparing_writer(result: Comparison, name: str) -> Writer:
    """What writes a format; for people, the pairs stand below the findings."""
    from checker.outputs import WRITERS, shared

    if name != "full":
        return WRITERS[name]

    def full(reports: Sequence[Report], look: Display) -> str:
        return WRITERS[name](reports, look) + shared.write(reports, look, result.files, result.formulas)

    return full


@click.command()
@click.argument("corpus", nargs=-1, required=True, metavar="目录...", shell_complete=completion.files)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), default="-", metavar="文件", help="写到此文件(默认标准输出)。"
)
@click.option("--least", type=click.IntRange(3), default=5, show_default=True, help="至少几份报告有同一指标才学。")
@language_option
def derive(corpus: tuple[str, ...], output: str, least: int) -> None:
    """从历年报告学习各指标的数量范围,写成规则文件(供 check --ruleset 使用)。"""
    from checker.batch.check import documents
    from checker.batch.ranges import learn, ruleset
    from checker.project.files import write_text

    project = project_of({})
    read = []
    trouble = False
    for found in documents(corpus, project):
        if isinstance(found, InputError):
            complain(str(found))
            trouble = True
        else:
            read.append(found)
    text = ruleset(learn(read, project.toolbox(os.curdir).knowledge, least), len(read))
    if output == "-":
        emit(text)
    else:
        write_text(output, text)
    sys.exit(TROUBLE if trouble else CLEAN)


@click.command("test")
@click.argument("rulesets", nargs=-1, required=True, type=click.Path(), metavar="TOML...")
@language_option
def run_examples(rulesets: tuple[str, ...]) -> None:
    """用规则自带的例子检验规则文件(含 fazhi.toml 中的 [[rule]])。"""
    from checker.project.examples import load, verdicts, write

    failed = False
    for path in rulesets:
        results = list(verdicts(load(path)))
        failed = failed or any(not result.right for result in results)
        emit(write(path, results, language().say))
    sys.exit(FINDINGS if failed else CLEAN)


@click.command("completion")
@click.argument("shell", type=click.Choice(completion.SHELLS), metavar="bash|zsh|fish")
@language_option
def print_completion(shell: str) -> None:
    """输出命令补全脚本,写入 shell 的启动文件即可。"""
    emit(completion.script(shell))


@click.command()
@click.option("--cache-dir", default="", metavar="目录", help="缓存所在(默认是系统的缓存目录)。")
def clean(cache_dir: str) -> None:
    """删去缓存:编译过的规则和检查过的结果。删去之后只是下一次慢一些。"""
    from checker.cache.folder import cache_folder, cleaned

    folder = cache_folder(cache_dir)
    note(f"{folder}:删去 {cleaned(folder)} 个文件\n")


@click.command()
def version() -> None:
    """显示版本。"""
    emit(f"fazhi {VERSION}\n")
