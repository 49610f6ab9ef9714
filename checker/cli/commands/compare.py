"""``fazhi compare``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from checker.cli import completion
from checker.cli.invocation import create_project
from checker.cli.options import configuration_options, language_option, limit_options, output_options
from checker.cli.terminal import TROUBLE, exit_code, language, print_error

if TYPE_CHECKING:
    from checker.batch.comparison import Comparison
    from checker.lint.report import Report
    from checker.outputs import Writer
    from checker.outputs.display import Display


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="文件|目录...", shell_complete=completion.files)
@click.option("--select", multiple=True, metavar="规则", shell_complete=completion.rules, help="只用这些比较规则。")
@click.option("--ignore", multiple=True, metavar="规则", shell_complete=completion.rules, help="不用这些规则。")
@configuration_options
@limit_options
@output_options
@language_option
def compare(paths: tuple[str, ...], **options: Any) -> None:
    """比较多份报告:谁与谁成段相同,哪些是照抄往年或其他机关的。"""
    from checker.batch.comparison import compare as compare_reports
    from checker.cli.destinations import parse_outputs, write_outputs
    from checker.outputs.progress import progress_bar

    project = create_project(options)
    outputs = parse_outputs(options)
    with progress_bar(language().say) as progress:
        result = compare_reports(paths, project.linter(os.curdir), project.excluded, progress)
    for error in result.errors:
        print_error(str(error))
    for report in result.reports:
        for failure in report.failures:
            print_error(failure)
    unwritten = write_outputs(outputs, result.reports, options, partial(_comparing_writer, result))
    failed = unwritten or result.errors or any(report.failures for report in result.reports)
    sys.exit(TROUBLE if failed else exit_code(result.reports, options))


def _comparing_writer(result: Comparison, name: str) -> Writer:
    """The writer of a format; some formats have the groups, the pairs and the matrix beside the findings."""
    from checker.outputs import WRITERS
    from checker.outputs.comparing import csv, full, html, json
    from checker.outputs.comparing.tables import Shared

    shared = Shared(result.files, result.formulas, result.groups, result.alone)
    writers = {"json": json.write, "csv": csv.write, "html": html.write}

    def write(reports: Sequence[Report], display: Display) -> str:
        if name == "full":
            return WRITERS[name](reports, display) + full.write(reports, display, shared)
        return writers[name](reports, display, shared) if name in writers else WRITERS[name](reports, display)

    return write
