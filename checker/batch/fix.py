"""Fixing of many files in memory; callers write the results."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.batch.scheduling import read_found
from checker.formats import file_bytes, is_converted, is_writable, read, revise, write_error
from checker.formats.copies import mark_copy
from checker.lint.report import Report
from checker.project.files import STANDARD_INPUT, find_files, shown
from checker.project.project import Project
from checker.project.reading import out_of_time
from checker.search.deadline import OutOfTimeError, file_limit
from checker.text.diagnostic import Edit
from checker.text.document import Document
from checker.text.errors import FazhiError, InputError

if TYPE_CHECKING:
    from checker.lint.fixer import FixOutcome


class FixedFile(Struct, frozen=True):
    """A fixed file: ``data`` is its original content, ``result`` the content to be written.

    A file that was converted from another, its ``source``, is a new one.
    """

    path: str
    outcome: FixOutcome
    data: bytes
    result: bytes
    source: str = ""


class FixOptions(Struct, frozen=True):
    """The options of a fixing run.

    ``unsafe`` applies unsafe fixes too. ``date`` is that of tracked changes; changes are not tracked when it is empty.
    ``lint_unchangeable`` yields a report for a file that cannot be written back, instead of an error.
    """

    unsafe: bool
    date: str = ""
    lint_unchangeable: bool = False


def fix_files(
    paths: tuple[str, ...], project: Project, options: FixOptions
) -> Iterator[FixedFile | Report | FazhiError]:
    """Fix files one by one.

    A file that cannot be written back is skipped below a folder, and an error when it is named, unless
    ``options.lint_unchangeable`` is set.
    """
    for found in find_files(paths, project.excluded):
        if isinstance(found, str) and not options.lint_unchangeable and found not in paths and not is_writable(found):
            continue
        document = found if isinstance(found, InputError) else read_found(found, project)
        if isinstance(document, FazhiError):
            yield document
        elif options.lint_unchangeable and write_error(document[0]):
            yield _lint(document[0], project)
        else:
            yield _fix(str(found), *document, project, options)


def _lint(document: Document, project: Project) -> Report | FazhiError:
    try:
        with file_limit(project.limits):
            return project.lint(document)
    except FazhiError as error:
        return error
    except OutOfTimeError:
        return out_of_time(document.path, project.limits)


def _fix(path: str, document: Document, data: bytes, project: Project, options: FixOptions) -> FixedFile | FazhiError:
    from checker.lint.fixer import fix  # noqa: PLC0415 - not needed for files that cannot be fixed

    name = project.stdin_filename or "stdin.txt" if path == STANDARD_INPUT else ""
    source = path if is_converted(document) else ""
    if source:
        path, name, data = os.fspath(Path(path).with_suffix(".docx")), "converted.docx", document.package
        if os.path.lexists(path):
            return InputError(document.path, f"转成的 {shown(path)} 已经存在,没有写入")

    def read_again(changed: Document, edits: Sequence[Edit]) -> Document:
        return read(document.path, revise(changed, edits, options.date), name=name)

    try:
        if source:
            document = read(document.path, data, name=name)
        if error := write_error(document):
            return error
        if file_bytes(document) != data:
            return InputError(document.path, f"按 {document.encoding} 写回会与原文件不同,没有修改")
        with file_limit(project.limits):
            outcome = fix(document, project.lint, read_again, unsafe=options.unsafe)
            result = file_bytes(outcome.after)
            return FixedFile(path, outcome, data, mark_copy(result) if source else result, source)
    except FazhiError as failure:
        return failure
    except OutOfTimeError:
        return out_of_time(document.path, project.limits)
