"""``fazhi rule``, ``catalog``, ``derive`` and ``test``: information about rules and norms, and tools for own rules."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from checker.cli import completion
from checker.cli.invocation import create_project
from checker.cli.options import language_option
from checker.cli.terminal import CLEAN, FINDINGS, TROUBLE, display, language, print_error, write_output
from checker.i18n.language import CHINESE
from checker.text.errors import InputError, UsageError

if TYPE_CHECKING:
    from checker.rules.rule import Rule


@click.command()
@click.argument("name", required=False, metavar="[规则]", shell_complete=completion.rules)
@click.option("--all", "everything", is_flag=True, help="列出全部规则。")
@language_option
def rule(name: str | None, everything: bool) -> None:
    """说明一条规则:查什么、为什么、依据、怎么改、例子。"""
    from checker.project.linter import Linter, Settings
    from checker.rules.explanation import rule_page
    from checker.rules.selection import select_rules

    linter = Linter(Settings())
    if everything == bool(name):
        raise UsageError("请给出规则的编号或名称,或用 --all 列出全部规则")
    if name:
        pages = [rule_page(found, language()) for found in select_rules(linter.all_rules, (name,), ())]
        write_output(_shown("\n".join(pages)))
    else:
        write_output(_rule_list(linter.all_rules))


def _shown(page: str) -> str:
    """Lay out a page on a terminal; elsewhere it is Markdown."""
    if not sys.stdout.isatty():
        return page
    from rich.markdown import Markdown

    from checker.outputs.terminal.console import rendered

    # Examples are quoted, because blocks of code have a background that not every terminal shows well.
    quoted = re.sub(r"```text\n(.*?)\n```", lambda block: re.sub("(?m)^", "> ", block[1]), page, flags=re.DOTALL)
    return rendered([Markdown(quoted, justify="left")], display({"min_severity": "", "color": "auto"}))


def _rule_list(rules: Iterable[Rule]) -> str:
    from checker.outputs.severities import SEVERITIES

    current = language()
    if current is not CHINESE:
        lines = [f"{found.id}  {found.severity!s:<8}{found.name:<28}{found.summary_en}" for found in rules]
    else:
        lines = [f"{found.id}  {SEVERITIES[found.severity]}  {found.summary}" for found in rules]
    return "\n".join(lines) + "\n"


@click.command()
@click.argument("title", metavar="名称")
@click.option("--year", type=int, default=None, metavar="年度", help="按此报告年度判断。")
@click.option("--catalog", "catalogs", multiple=True, type=click.Path(), metavar="CSV", help="自己的文件目录。")
@language_option
def catalog(title: str, year: int | None, catalogs: tuple[str, ...]) -> None:
    """查一个文件:正式名称、公布和失效日期、接替的文件、依据。"""
    from checker.knowledge.catalog.describe import describe
    from checker.project.linter import Linter, Settings

    linter = Linter(Settings(catalogs=catalogs))
    found, name = linter.knowledge.catalog, title.strip("《》 ")
    write_output(describe(found, name, year, language().say))
    if found.title(name) is None and found.superseded(name) is None:
        sys.exit(FINDINGS)


@click.command()
@click.argument("corpus", nargs=-1, required=True, metavar="目录...", shell_complete=completion.files)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), default="-", metavar="文件", help="写到此文件(默认标准输出)。"
)
@click.option("--least", type=click.IntRange(3), default=5, show_default=True, help="至少几份报告有同一指标才学。")
@language_option
def derive(corpus: tuple[str, ...], output: str, least: int) -> None:
    """从历年报告学习各指标的数量范围,写成规则文件(供 check --ruleset 使用)。"""
    from checker.batch.check import read_documents
    from checker.batch.ranges import format_ruleset, learn_ranges
    from checker.project.files import write_text

    project = create_project({})
    read = []
    failed = False
    for found in read_documents(corpus, project):
        if isinstance(found, InputError):
            print_error(str(found))
            failed = True
        else:
            read.append(found)
    text = format_ruleset(learn_ranges(read, project.linter(os.curdir).knowledge, least), len(read))
    if output == "-":
        write_output(text)
    else:
        write_text(output, text)
    sys.exit(TROUBLE if failed else CLEAN)


@click.command("test")
@click.argument("rulesets", nargs=-1, required=True, type=click.Path(), metavar="TOML...")
@language_option
def run_examples(rulesets: tuple[str, ...]) -> None:
    """用规则自带的例子检验规则文件(含 fazhi.toml 中的 [[rule]])。"""
    from checker.project.examples import format_results, load_cases, run_cases

    failed = False
    for path in rulesets:
        results = list(run_cases(load_cases(path)))
        failed = failed or any(not result.passed for result in results)
        write_output(format_results(path, results, language().say))
    sys.exit(FINDINGS if failed else CLEAN)
