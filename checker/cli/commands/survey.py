"""``fazhi survey``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from checker.cli import completion
from checker.cli.extras import extra
from checker.cli.invocation import create_project
from checker.cli.options import configuration_options, jobs_option, language_option, limit_options
from checker.cli.terminal import CLEAN, TROUBLE, display, language, print_error, write_output
from checker.disk.objects import is_object
from checker.text.errors import UsageError

if TYPE_CHECKING:
    from checker.survey.reading import ReportRows

QUERY = "query"
"""The first argument that asks the store; a folder of this name is written ``./query``."""


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="目录...|query 结果目录 SQL", shell_complete=completion.files)
@click.option("-o", "--output-dir", default="", metavar="结果目录", help="结果写到这个目录：数据库、工作簿、网页。")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="概览或查询结果的格式。",
)
@click.option("--assessment", default="", metavar="TOML", shell_complete=completion.files, help="自己的评议项和分值。")
@click.option("--cluster", default="", metavar="地址", help="由 Ray 集群的各台机器来读（地址或 auto）。")
@jobs_option
@configuration_options
@limit_options
@language_option
def survey(paths: tuple[str, ...], **options: Any) -> None:
    """普查一批报告：一次读完，存入数据库，得出工作簿和网页。

    改动过的才重读；中断了再运行一次，接着做。查询：fazhi survey query 结果目录 "select * from reports"
    """
    with extra("survey", "fazhi survey"):
        from checker.survey import query, run
        from checker.survey.views import overview

    options |= {"min_severity": "info", "color": "auto"}
    output_format = options.pop("output_format")
    if paths[0] == QUERY:
        if len(paths) != 3:
            raise UsageError("用法：fazhi survey query 结果目录 SQL")
        write_output(query.query(paths[1], paths[2], output_format, display(options)))
        return
    out = options["output_dir"]
    if not out:
        raise UsageError("请用 -o 写明结果目录")
    if options["cluster"] and options["max_seconds"]:
        # The end of a run is a moment of this machine's clock, which others do not share.
        raise UsageError("--cluster 与 --max-seconds 不能同时用；一个文件的时间用 --timeout 限")
    project = create_project(options)
    settings = repr([(name, options[name]) for name in ("config", "isolated", "allow_read", "timeout")])
    chosen = run.Options(settings, options["assessment"], options["jobs"], options["cluster"])
    if chosen.cluster:
        with extra("cluster", "fazhi survey --cluster"):
            import ray  # noqa: F401 - asked here, so that its absence is told in one line
    if any(map(is_object, paths)):
        with extra("s3", "s3:// 地址"):
            import s3fs  # noqa: F401 - as above
    result = run.survey(paths, out, project, chosen, _with_bar)
    options |= {"min_severity": "info", "color": "auto"}
    write_output(overview.write(out, result, output_format, display(options)))
    if result.unreadable:
        print_error(
            language().say("{count} 个文件没能读出，原因见 {sheet}", count=result.unreadable, sheet="reports.reason")
        )
    sys.exit(TROUBLE if result.unreadable else CLEAN)


def _with_bar(results: Iterable[ReportRows], count: int) -> Iterable[ReportRows]:
    from checker.outputs.progress import with_progress

    return with_progress(results, lambda: count, "读取", language().say)
