"""Files in, reports out: what cannot be read is told in its place, and the others go on."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.diagnostic import Edit
from checker.document import Document
from checker.engine import Report
from checker.errors import FazhiError, InputError
from checker.files import STANDARD_INPUT, found_files, read_file, shown
from checker.fixer import Outcome, fix
from checker.formats import data_of, read, revise, unchangeable
from checker.project import Project


@dataclass(frozen=True)
class Fixed:
    """What fixing made of a file: ``data`` as it was, ``result`` as it would be written."""

    path: str
    outcome: Outcome
    data: bytes
    result: bytes


@dataclass(frozen=True, slots=True)
class Manner:
    """How to fix: ``unsafe`` fixes too; ``date`` of tracked changes, empty for plain ones.

    ``checks`` asks for the report of a file that cannot be changed, in the place of an error.
    """

    unsafe: bool
    date: str = ""
    checks: bool = False


def check(paths: tuple[str, ...], project: Project) -> Iterator[Report | FazhiError]:
    """Lint files and the reports below directories, in order; what cannot be read is an error in its place."""
    for found in found_files(paths, project.excluded):
        document = found if isinstance(found, InputError) else _document(found, project)
        yield document if isinstance(document, InputError) else _linted(document[0], project)


def _linted(document: Document, project: Project) -> Report | FazhiError:
    """The report, or what is wrong with the configuration of the file's folder."""
    try:
        return project.lint(document)
    except FazhiError as error:
        return error


def fixed(paths: tuple[str, ...], project: Project, manner: Manner) -> Iterator[Fixed | Report | FazhiError]:
    """The files with their fixes made, in memory; nothing is written."""
    for found in found_files(paths, project.excluded):
        document = found if isinstance(found, InputError) else _document(found, project)
        if isinstance(document, InputError):
            yield document
        elif manner.checks and unchangeable(document[0]):
            yield _linted(document[0], project)
        else:
            yield _fixed(str(found), *document, project, manner)


def _fixed(path: str, document: Document, data: bytes, project: Project, manner: Manner) -> Fixed | FazhiError:
    name = project.stdin_filename or "stdin.txt" if path == STANDARD_INPUT else ""

    def again(changed: Document, edits: Sequence[Edit]) -> Document:
        return read(document.path, revise(changed, edits, manner.date), name=name)

    try:
        if error := unchangeable(document):
            return error
        if data_of(document) != data:
            return InputError(document.path, f"按 {document.encoding} 写回会与原文件不同,没有修改")
        outcome = fix(document, project.lint, again, unsafe=manner.unsafe)
        return Fixed(path, outcome, data, data_of(outcome.after))
    except FazhiError as failure:
        return failure


def documents(paths: tuple[str, ...], project: Project) -> Iterator[Document | InputError]:
    """The readable files of the paths as documents."""
    for found in found_files(paths, project.excluded):
        yield found if isinstance(found, InputError) else read_file(found)


def _document(path: str, project: Project) -> tuple[Document, bytes] | InputError:
    try:
        if path == STANDARD_INPUT:
            name = project.stdin_filename
            data = sys.stdin.buffer.read()
            return read(name or "<stdin>", data, name=name or "stdin.txt"), data
        data = Path(path).read_bytes()
        return read(shown(path), data), data
    except InputError as error:
        return error
    except OSError as error:
        return InputError(shown(path), f"无法读取({error.strerror})")
