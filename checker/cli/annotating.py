"""Annotated copies of Word documents: ``check --annotate`` and ``--annotate-dir``."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.cli.terminal import display, language, print_error, print_message
from checker.formats import is_converted
from checker.text.errors import FazhiError, UsageError

if TYPE_CHECKING:
    from checker.lint.report import Report
    from checker.text.document import Document

_ENDING = ".docx"


def write_annotated(reports: Sequence[Report], paths: Sequence[str], options: dict[str, Any]) -> bool:
    """Write the annotated copies that the options ask for, and say so; return False when one could not be written.

    ``paths`` are those of the command line: below a folder, files that take no comments are passed over, and the copy
    keeps its place in the folder. What this run has written before (``--watch``) may be written again.
    """
    wanted = [report for report in reports if report.document.package or report.document.path in paths]
    if options["annotate"] and len(wanted) > 1:
        raise UsageError("--annotate 只写一个文件；多个文件或文件夹用 --annotate-dir 文件夹")
    if options["annotate"] and not wanted and reports:
        print_error("没有可以加批注的文件（只有 Word 文件可以）")
        return False
    read = {os.path.realpath(report.document.path) for report in reports}
    done = True
    for report in wanted:
        file = options["annotate"] or _copy_of(report.document, paths, options["annotate_dir"])
        try:
            _write(report, file, read, options)
        except FazhiError as error:
            print_error(str(error))
            done = False
    return done


def _copy_of(document: Document, paths: Sequence[str], folder: str) -> str:
    """The file of a copy in the folder: below it as the original lies below a folder of the command line."""
    path = str(Path(document.path).with_suffix(_ENDING)) if is_converted(document) else document.path
    above = [given for given in paths if os.path.isdir(given) and not os.path.relpath(path, given).startswith("..")]
    return os.path.join(folder, os.path.relpath(path, above[0]) if above else os.path.basename(path))


def _write(report: Report, file: str, read: set[str], options: dict[str, Any]) -> None:
    from checker.outputs.annotations import annotate
    from checker.project.files import shown, write_bytes

    real, written = os.path.realpath(file), options["written"]
    if real in read:
        raise FazhiError(f"{shown(file)}：是被检查的文件，批注写在副本里，请另起名称")
    if os.path.exists(file) and real not in written and not options["force"]:
        raise FazhiError(f"{shown(file)}：已有这个文件，没有写；要覆盖请加 --force")
    shown_options = display(options)
    if is_converted(report.document) and not file.lower().endswith(_ENDING):
        raise UsageError("转成 .docx 的文件，批注的副本也以 .docx 结尾")
    content = annotate(report, shown_options, now())
    if options["annotate_dir"]:
        try:
            os.makedirs(os.path.dirname(file) or os.curdir, exist_ok=True)
        except OSError as error:
            raise FazhiError(f"{shown(file)}：不能建立文件夹（{error.strerror}）") from None
    write_bytes(file, content)
    written.add(real)
    if is_converted(report.document):
        tell_converted(report.document.path, file)
    count = sum(1 for item in report.unsuppressed if item.severity >= shown_options.minimum)
    print_message(language().say("已写 {file}（{count} 条批注）", file=shown(file), count=count) + "\n")


def tell_converted(source: str, target: str) -> None:
    """Say that a file was left as it is, and where its converted copy with comments or changes is."""
    from checker.project.files import shown

    said = language().say("{path}：已转成 .docx，写在 {file}，原文件没有改", path=source, file=shown(target))
    print_message(said + "\n")


def now() -> str:
    """Return the current time in the format of Word."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
