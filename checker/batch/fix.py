"""Files with their fixes applied, in memory; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.batch.scheduling import read_found
from checker.formats import file_bytes, is_writable, read, revise, write_error
from checker.lint.report import Report
from checker.project.files import STANDARD_INPUT, find_files
from checker.project.project import Project
from checker.text.diagnostic import Edit
from checker.text.document import Document
from checker.text.errors import FazhiError, InputError

if TYPE_CHECKING:
    from checker.lint.fixer import FixOutcome


class Fixed(Struct, frozen=True):
    """A file after fixing: ``data`` as it was, ``result`` as it would be written."""

    path: str
    outcome: FixOutcome
    data: bytes
    result: bytes


class FixOptions(Struct, frozen=True):
    """``unsafe`` fixes are applied too; ``date`` is that of tracked changes, empty for changes without tracking.

    ``checks`` asks for the report of a file that cannot be changed, instead of an error.
    """

    unsafe: bool
    date: str = ""
    checks: bool = False


def fix_files(paths: tuple[str, ...], project: Project, options: FixOptions) -> Iterator[Fixed | Report | FazhiError]:
    """Fix files one by one. Unchangeable files below a folder are skipped; one that was named is an error."""
    for found in find_files(paths, project.excluded):
        if isinstance(found, str) and not options.checks and found not in paths and not is_writable(found):
            continue
        document = found if isinstance(found, InputError) else read_found(found, project)
        if isinstance(document, InputError):
            yield document
        elif options.checks and write_error(document[0]):
            yield _lint(document[0], project)
        else:
            yield _fix(str(found), *document, project, options)


def _lint(document: Document, project: Project) -> Report | FazhiError:
    try:
        return project.lint(document)
    except FazhiError as error:
        return error


def _fix(path: str, document: Document, data: bytes, project: Project, options: FixOptions) -> Fixed | FazhiError:
    from checker.lint.fixer import fix  # noqa: PLC0415 - most runs only look

    name = project.stdin_filename or "stdin.txt" if path == STANDARD_INPUT else ""

    def read_again(changed: Document, edits: Sequence[Edit]) -> Document:
        return read(document.path, revise(changed, edits, options.date), name=name)

    try:
        if error := write_error(document):
            return error
        if file_bytes(document) != data:
            return InputError(document.path, f"按 {document.encoding} 写回会与原文件不同,没有修改")
        outcome = fix(document, project.lint, read_again, unsafe=options.unsafe)
        return Fixed(path, outcome, data, file_bytes(outcome.after))
    except FazhiError as failure:
        return failure
