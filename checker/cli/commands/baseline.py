"""``fazhi baseline``: record the findings that exist, so that only new ones are reported."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from checker.cli import completion
from checker.cli.invocation import create_project
from checker.cli.options import language_option, reading_options
from checker.cli.terminal import CLEAN, TROUBLE, language, print_error, print_message
from checker.text.errors import FazhiError


@click.command()
@click.argument("paths", nargs=-1, metavar="[文件|目录]...", shell_complete=completion.files)
@click.option(
    "-o",
    "--output",
    default="",
    metavar="JSON",
    shell_complete=completion.files,
    help="写到此文件（默认 fazhi-baseline.json）。",
)
@reading_options
@language_option
def baseline(paths: tuple[str, ...], **options: Any) -> None:
    """把现有的问题记入基线；以后 check --baseline 只报告新的。

    没有检查的文件、没有用到的规则，在基线中的记录保留不变。文件里的身份证号、手机号等一律遮盖。
    """
    from checker.batch.check import check_files
    from checker.disk.writing import exclusive
    from checker.lint.baseline import DEFAULT_FILE, Baseline, load_baseline
    from checker.project.files import write_text

    project = create_project(options, use_baseline=False)
    file = options["output"] or options["baseline"] or DEFAULT_FILE
    if os.path.exists(file):
        load_baseline(file)  # one that is invalid is reported before any file is checked
    results = list(check_files(paths or (".",), project, jobs=0))
    reports = [result for result in results if not isinstance(result, FazhiError)]
    errors = [str(result) for result in results if isinstance(result, FazhiError)]
    errors.extend(line for report in reports for line in report.failures)
    for line in dict.fromkeys(errors):
        print_error(line)
    if errors and not reports:
        # No file was checked; an empty baseline would drop all its entries.
        sys.exit(TROUBLE)
    # Another run may have written entries of other files since this one began.
    with exclusive(Path(os.path.realpath(file)).parent):
        before = load_baseline(file) if os.path.exists(file) else Baseline(file, ())
        after = before.updated([(report, project.linter(report.document.path).inactive_rules) for report in reports])
        write_text(file, after.to_json())
    new, old = set(after.entries), set(before.entries)
    counts = {"all": len(after.entries), "new": len(new - old), "gone": len(old - new)}
    print_message(language().say("{file}：共 {all} 处，新增 {new} 处，去掉 {gone} 处", file=file, **counts) + "\n")
    sys.exit(TROUBLE if errors else CLEAN)
