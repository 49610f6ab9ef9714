"""``fazhi check`` and ``fazhi fix``."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from checker.cli import completion
from checker.cli.invocation import create_project, prepare_check, resolve_paths
from checker.cli.options import (
    fix_options,
    jobs_option,
    language_option,
    narrowing_options,
    output_options,
    reading_options,
)
from checker.cli.terminal import (
    CLEAN,
    FINDINGS,
    TROUBLE,
    display,
    exit_code,
    language,
    print_error,
    print_message,
    write_output,
    write_output_bytes,
)
from checker.text.diagnostic import Confidence
from checker.text.errors import FazhiError, UsageError

if TYPE_CHECKING:
    from checker.batch.fix import FixedFile
    from checker.cli.destinations import Output
    from checker.lint.report import Report
    from checker.project.project import Project

Result = TypeVar("Result")


@click.command()
@click.argument("paths", nargs=-1, metavar="[文件|目录|-]...", shell_complete=completion.files)
@narrowing_options
@reading_options
@output_options
@click.option(
    "--min-confidence",
    type=click.Choice([str(c) for c in Confidence]),
    default=None,
    help="只显示此把握及以上。  [default: medium]",
)
@click.option("--statistics", is_flag=True, help="在标准错误上列出各规则的处数、核对相符的数字关系。")
@click.option("--profile-rules", is_flag=True, help="在标准错误上列出各事实、各规则的耗时。")
@click.option(
    "--previous", multiple=True, type=click.Path(), metavar="文件|目录", help="与上年报告比较;目录则按机关和年度找。"
)
@click.option(
    "--baseline",
    default="",
    metavar="JSON",
    shell_complete=completion.files,
    help="其中已有的问题不再报告(fazhi baseline 写的文件)。",
)
@click.option(
    "--annotate",
    default="",
    metavar="文件.docx",
    shell_complete=completion.files,
    help="把发现的问题作为批注写进 Word 文件的副本。",
)
@click.option("--watch", is_flag=True, help="文件有改动时再查一遍,按 Ctrl-C 结束。")
@click.option("--fix", "fixing", is_flag=True, help="先作可靠的修改并写回文件,再报告其余问题。")
@jobs_option
@fix_options
@language_option
def check(paths: tuple[str, ...], **options: Any) -> None:
    """检查报告;目录则检查其中的全部报告,“-”为标准输入。"""
    if options["watch"]:
        from checker.cli.watch import watch

        sys.exit(watch(paths, options, lambda: _check(paths, **options)))
    _check(paths, **options)


def _check(paths: tuple[str, ...], **options: Any) -> None:
    from checker.cli import streaming

    project, outputs, wanted = prepare_check(paths, options)
    if streaming.can_stream(outputs, project, options):
        sys.exit(streaming.check(wanted, project, outputs[0], options))
    from checker.batch.check import check_files
    from checker.project.unused_ignores import unused_ignore_reports

    project.linter(os.curdir)
    if options["fixing"] or options["diff"]:
        if "-" in wanted and not options["diff"]:
            raise UsageError("标准输入不能写回:用 fazhi fix -,改好的文字写到标准输出")
        results = list(_fix_and_write(wanted, project, options))
    else:
        found = check_files(wanted, project, options["jobs"])
        results = list(_with_bar(found, wanted, project, "检查文件"))
    reports = [result for result in results if not isinstance(result, FazhiError)]
    failed = len(reports) < len(results) or any(report.failures for report in reports)
    if options["diff"]:
        sys.exit(TROUBLE if failed else FINDINGS if options["changed"] else CLEAN)
    if options["annotate"] and reports:
        failed = not _write_annotated(reports, options) or failed
    checked = [(report.document.path, report.evaluated_requests) for report in reports]
    reports.extend(unused_ignore_reports(checked, wanted, project))
    failed = _write_results(results, reports, outputs, options) or failed
    if project.baseline and (count := project.baseline.resolved_count):
        print_message(language().say("基线中有 {count} 处已不再出现,可用 fazhi baseline 更新", count=count) + "\n")
    sys.exit(TROUBLE if failed else exit_code(reports, options))


def _write_annotated(reports: list[Report], options: dict[str, Any]) -> bool:
    """Write the annotated copy of a document; return False, after reporting the error, when that fails."""
    from checker.formats import is_converted
    from checker.outputs.annotations import annotate
    from checker.project.files import write_bytes

    if len(reports) > 1:
        raise UsageError("--annotate 一次只能用于一个 Word 文件")
    if os.path.realpath(options["annotate"]) == os.path.realpath(reports[0].document.path):
        raise UsageError("--annotate 写的是副本,请另起文件名")
    document = reports[0].document
    if is_converted(document) and not options["annotate"].lower().endswith(".docx"):
        raise UsageError("转成 .docx 的文件,批注的副本也以 .docx 结尾")
    try:
        write_bytes(options["annotate"], annotate(reports[0], display(options), _now()))
        if is_converted(document):
            _tell_converted(document.path, options["annotate"])
    except FazhiError as error:
        print_error(str(error))
        return False
    return True


def _tell_converted(source: str, target: str) -> None:
    """Say that a file was left as it is, and where its converted copy with comments or changes is."""
    from checker.project.files import shown

    said = language().say("{path}:已转成 .docx,写在 {file},原文件没有改", path=source, file=shown(target))
    print_message(said + "\n")


def _write_results(
    results: list[Report | FazhiError], reports: list[Report], outputs: tuple[Output, ...], options: dict[str, Any]
) -> bool:
    """Print errors, write the outputs and statistics; return True when an output could not be written."""
    from checker.cli.destinations import write_outputs

    for line in dict.fromkeys(line for result in results for line in _error_lines(result)):
        print_error(line)
    failed = write_outputs(outputs, reports, options)
    if options["statistics"]:
        from checker.outputs.audit import statistics
        from checker.outputs.localization import localize

        print_message(statistics(localize(reports, language()), language().say))
    return failed


def _error_lines(result: Report | FazhiError) -> Sequence[str]:
    """The lines for standard error about a file; callers remove duplicates, because files share configurations."""
    return [str(result)] if isinstance(result, FazhiError) else result.failures


@click.command()
@click.argument("paths", nargs=-1, metavar="[文件|目录|-]...", shell_complete=completion.files)
@narrowing_options
@reading_options
@fix_options
@language_option
def fix(paths: tuple[str, ...], **options: Any) -> None:
    """修改报告中有把握的差错,写回原文件;“-”则读标准输入、写标准输出。

    只作可靠的修改:不改数字、日期、名称,不改书名号里的文字。其余的加 --unsafe-fixes,改后请核对。
    """
    project = create_project(options)
    results = list(_fix_and_write(resolve_paths(paths, project.excluded, options), project, options))
    failed = False
    for line in dict.fromkeys(line for result in results for line in _error_lines(result)):
        print_error(line)
        failed = True
    sys.exit(TROUBLE if failed else FINDINGS if options["diff"] and options["changed"] else CLEAN)


def _fix_and_write(paths: tuple[str, ...], project: Project, options: dict[str, Any]) -> list[Report | FazhiError]:
    """Fix files one by one; write each as soon as it is fixed, or print a diff.

    Returns the report on each file, or the error.
    """
    from checker.batch.fix import FixedFile, FixOptions, fix_files
    from checker.outputs import fixes

    results: list[Report | FazhiError] = []
    done: list[FixedFile] = []
    date = "" if options["no_track"] else _now()
    settings = FixOptions(options["unsafe_fixes"], date, lint_unchangeable=bool(options.get("fixing")))
    fixed: Iterable[FixedFile | Report | FazhiError] = fix_files(paths, project, settings)
    # A diff is printed file by file, which would collide with a bar.
    for item in fixed if options["diff"] else _with_bar(fixed, paths, project, "修改文件"):
        if not isinstance(item, FixedFile):
            results.append(item)
            continue
        try:
            _write_fixed(item, options)
        except FazhiError as error:
            results.append(error)
            continue
        results.append(item.outcome.report)
        done.append(item)
    options["changed"] = any(item.outcome.changed for item in done)
    outcomes = [item.outcome for item in done]
    if not outcomes and results:  # what has failed, or was only looked at, is reported elsewhere
        return results
    print_message(fixes.summary(outcomes, listed=options["show_fixes"], diff=options["diff"], say=language().say))
    return results


def _with_bar(results: Iterable[Result], paths: tuple[str, ...], project: Project, step: str) -> Iterable[Result]:
    """Display a progress bar while the results of many files are computed."""
    from checker.outputs.progress import with_progress
    from checker.project.files import find_files

    def count() -> int:
        return sum(1 for _ in find_files(paths, project.excluded))

    return with_progress(results, count, step, language().say)


def _now() -> str:
    """The current time in the format of Word."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _in_runner() -> bool:
    """Return True where a runner reads what is printed, and takes some lines for commands."""
    return any(os.environ.get(name) for name in ("GITHUB_ACTIONS", "TF_BUILD"))


def _write_fixed(item: FixedFile, options: dict[str, Any]) -> None:
    from checker.outputs import fixes
    from checker.project.files import STANDARD_INPUT, shown, write_bytes

    if options["diff"]:
        text = fixes.diff(item.outcome)
        on_terminal = sys.stdout.isatty()
        write_output(fixes.shown_diff(text) if on_terminal else fixes.harmless_diff(text) if _in_runner() else text)
    elif item.path == STANDARD_INPUT:
        write_output_bytes(item.result)
    elif item.outcome.changed and item.source:
        write_bytes(item.path, item.result)
        _tell_converted(shown(item.source), item.path)
    elif item.outcome.changed:
        write_bytes(item.path, item.result, expected=item.data, backup=options["backup"])
