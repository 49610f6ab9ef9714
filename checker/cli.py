"""The command line: thin; every command hands over to the modules below it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

import click

from checker.diagnostic import Confidence, Severity
from checker.errors import FazhiError, InputError
from checker.version import VERSION

if TYPE_CHECKING:
    from checker.engine import Report
    from checker.reports.display import Display
    from checker.runner import Toolbox

CLEAN, FINDINGS, TROUBLE = 0, 1, 2
"""Exit codes: nothing at or above the fail level, findings, the tool could not do its job."""

SEVERITIES = [str(severity) for severity in Severity]
FORMATS = ["full", "concise", "json"]


Command = Callable[..., Any]

_OUTPUT_OPTIONS = (
    click.option("--output-format", type=click.Choice(FORMATS), default="full", show_default=True, help="输出格式。"),
    click.option(
        "--min-severity", type=click.Choice(SEVERITIES), default="info", show_default=True, help="只显示此级别及以上。"
    ),
    click.option(
        "--fail-level",
        type=click.Choice(SEVERITIES),
        default="error",
        show_default=True,
        help="达到此级别时退出码为 1。",
    ),
    click.option("--exit-zero", is_flag=True, help="有问题也以 0 退出(无法检查时仍为 2)。"),
    click.option(
        "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="彩色输出。"
    ),
)


def output_options(command: Command) -> Command:
    """The options of every command that prints findings."""
    for option in reversed(_OUTPUT_OPTIONS):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, "-V", "--version", prog_name="fazhi", message="%(prog)s %(version)s")
def cli() -> None:
    """法治政府建设年度报告检查工具。

    用法示例:fazhi check 报告.txt    fazhi check 报告目录/    fazhi rule FIG001
    """


@cli.command()
@click.argument("paths", nargs=-1, metavar="[文件|目录|-]...")
@click.option("--select", multiple=True, metavar="规则", help="只用这些规则(编号、名称或类别,可用逗号分隔)。")
@click.option("--ignore", multiple=True, metavar="规则", help="不用这些规则。")
@output_options
@click.option(
    "--profile",
    default="",
    metavar="类型",
    help="报告类型(默认按机关名称判断):government department township street zone generic,以及各地提纲。",
)
@click.option("--preset", default="default", show_default=True, metavar="预设", help="成套设置:default draft publish。")
@click.option(
    "--min-confidence",
    type=click.Choice([str(c) for c in Confidence]),
    default="medium",
    show_default=True,
    help="只显示此把握及以上。",
)
@click.option("--stdin-filename", default="", metavar="文件名", help="从标准输入读取时,按此文件名判断类型。")
@click.option(
    "--catalog", "catalogs", multiple=True, type=click.Path(), metavar="CSV", help="自己的文件目录,格式同 titles.csv。"
)
@click.option("--statistics", is_flag=True, help="在标准错误上列出各规则的处数、核对相符的数字关系。")
@click.option("--ruleset", "rulesets", multiple=True, type=click.Path(), metavar="TOML", help="另加自己的规则文件。")
@click.option(
    "--previous", multiple=True, type=click.Path(), metavar="文件|目录", help="与上年报告比较;目录则按机关和年度找。"
)
@click.option("--isolated", is_flag=True, help="不读任何配置文件。")
@click.option("--no-cache", is_flag=True, help="不读写缓存。")
def check(paths: tuple[str, ...], **options: Any) -> None:
    """检查报告;目录则检查其中的全部报告,“-”为标准输入。"""
    from checker import runner
    from checker.reports import WRITERS

    settings = runner.Settings(
        select=_names(options["select"]),
        ignore=_names(options["ignore"]),
        profile=options["profile"],
        preset=options["preset"],
        catalogs=options["catalogs"],
        own_rulesets=options["rulesets"],
        minimum_confidence=Confidence[options["min_confidence"].upper()],
        stdin_filename=options["stdin_filename"],
        previous=options["previous"],
    )
    toolbox = runner.Toolbox(settings)
    toolbox.prepare()
    reports: list[Report] = []
    trouble = False
    for result in runner.check(paths or (".",), toolbox):
        if isinstance(result, InputError):
            complain(str(result))
            trouble = True
            continue
        reports.append(result)
        for failure in result.failures:
            complain(failure)
            trouble = True
    if reports or not trouble or options["output_format"] == "json":
        emit(WRITERS[options["output_format"]](reports, _display(options)))
    if options["statistics"]:
        from checker.reports.audit import statistics

        sys.stderr.buffer.write(statistics(reports).encode())
    sys.exit(TROUBLE if trouble else _exit_code(reports, options))


def _exit_code(reports: list[Report], options: dict[str, Any]) -> int:
    fail_level = Severity[options["fail_level"].upper()]
    failed = any(
        item.severity >= fail_level and not item.suppressed for report in reports for item in report.diagnostics
    )
    return FINDINGS if failed and not options["exit_zero"] else CLEAN


def _names(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _display(options: dict[str, Any]) -> Display:
    from checker.reports.display import Display

    return Display(Severity[options["min_severity"].upper()], _color(options["color"]), _width())


def _color(choice: str) -> bool:
    if choice != "auto":
        return choice == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _width() -> int | None:
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


@cli.command()
@click.argument("name", required=False, metavar="[规则]")
@click.option("--all", "everything", is_flag=True, help="列出全部规则。")
def rule(name: str | None, everything: bool) -> None:
    """说明一条规则:查什么、为什么、依据、怎么改、例子。"""
    from checker.explain import rule_page
    from checker.runner import Settings, Toolbox
    from checker.selection import select_rules

    toolbox = Toolbox(Settings())
    if everything == bool(name):
        raise click.UsageError("请给出规则的编号或名称,或用 --all 列出全部规则")
    if name:
        pages = [rule_page(found) for found in select_rules(toolbox.all_rules, (name,), ())]
        emit("\n".join(pages))
    else:
        emit(_rule_list(toolbox))


def _rule_list(toolbox: Toolbox) -> str:
    lines = [f"{found.id}  {found.severity!s:<8}{found.name:<28}{found.summary}" for found in toolbox.all_rules]
    return "\n".join(lines) + "\n"


@cli.command()
@click.argument("title", metavar="名称")
@click.option("--year", type=int, default=None, metavar="年度", help="按此报告年度判断。")
@click.option("--catalog", "catalogs", multiple=True, type=click.Path(), metavar="CSV", help="自己的文件目录。")
def catalog(title: str, year: int | None, catalogs: tuple[str, ...]) -> None:
    """查一个文件:正式名称、公布和失效日期、接替的文件、依据。"""
    from checker.catalog.describe import describe
    from checker.runner import Settings, Toolbox

    toolbox = Toolbox(Settings(catalogs=catalogs))
    emit(describe(toolbox.knowledge.catalog, title.strip("《》 "), year))


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="文件|目录...")
@click.option("--select", multiple=True, metavar="规则", help="只用这些比较规则。")
@click.option("--ignore", multiple=True, metavar="规则", help="不用这些规则。")
@output_options
def compare(paths: tuple[str, ...], **options: Any) -> None:
    """比较多份报告:谁与谁成段相同,哪些是照抄往年或其他机关的。"""
    from checker import runner
    from checker.compare import compare as compare_reports
    from checker.reports import WRITERS
    from checker.reports.progress import progress_bar

    toolbox = runner.Toolbox(runner.Settings(select=_names(options["select"]), ignore=_names(options["ignore"])))
    toolbox.prepare()
    with progress_bar() as progress:
        result = compare_reports(paths, toolbox, progress)
    for error in result.errors:
        complain(str(error))
    for report in result.reports:
        for failure in report.failures:
            complain(failure)
    display = _display(options)
    if options["output_format"] != "full" or result.reports:
        emit(WRITERS[options["output_format"]](result.reports, display))
    if options["output_format"] == "full":
        from checker.reports import shared

        emit(shared.write(result.reports, display, result.files, result.formulas))
    trouble = result.errors or any(report.failures for report in result.reports)
    sys.exit(TROUBLE if trouble else _exit_code(list(result.reports), options))


@cli.command()
@click.argument("corpus", nargs=-1, required=True, metavar="目录...")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), default="-", metavar="文件", help="写到此文件(默认标准输出)。"
)
@click.option("--least", type=click.IntRange(3), default=5, show_default=True, help="至少几份报告有同一指标才学。")
def derive(corpus: tuple[str, ...], output: str, least: int) -> None:
    """从历年报告学习各指标的数量范围,写成规则文件(供 check --ruleset 使用)。"""
    from checker.derive import learn, ruleset
    from checker.runner import Settings, Toolbox, documents, write_text

    toolbox = Toolbox(Settings())
    read = []
    trouble = False
    for found in documents(corpus, toolbox):
        if isinstance(found, InputError):
            complain(str(found))
            trouble = True
        else:
            read.append(found)
    text = ruleset(learn(read, toolbox.knowledge, least), len(read))
    if output == "-":
        emit(text)
    else:
        write_text(output, text)
    sys.exit(TROUBLE if trouble else CLEAN)


@cli.command()
def version() -> None:
    """显示版本。"""
    emit(f"fazhi {VERSION}\n")


def emit(text: str) -> None:
    """Write to standard output as UTF-8, whatever the locale says."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def complain(line: str) -> None:
    """One clear line on standard error."""
    from checker.reports.visible import visible

    sys.stderr.buffer.write(f"fazhi: {visible(line)}\n".encode("utf-8", "backslashreplace"))
    sys.stderr.buffer.flush()


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
