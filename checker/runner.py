"""Files in, reports out: what cannot be read is told in its place, and the others go on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from checker.diagnostic import Edit
from checker.document import Document
from checker.errors import FazhiError, InputError
from checker.files import STANDARD_INPUT, found_files, read_file, shown
from checker.fixer import Outcome, fix
from checker.formats import changeable, data_of, read, revise, unchangeable
from checker.project import Project
from checker.report import Report
from checker.reports.portions import Portion
from checker.workers import mapped, processors

LEAST = 3
"""Files a process, for which it pays to start one."""


class Fixed(Struct, frozen=True):
    """What fixing made of a file: ``data`` as it was, ``result`` as it would be written."""

    path: str
    outcome: Outcome
    data: bytes
    result: bytes


class Manner(Struct, frozen=True):
    """How to fix: ``unsafe`` fixes too; ``date`` of tracked changes, empty for plain ones.

    ``checks`` asks for the report of a file that cannot be changed, in the place of an error.
    """

    unsafe: bool
    date: str = ""
    checks: bool = False


def check(paths: tuple[str, ...], project: Project, jobs: int = 1) -> Iterator[Report | FazhiError]:
    """Lint files and the reports below directories, in order; what cannot be read is an error in its place.

    ``jobs`` is how many processes share the work, 0 for as many as the machine runs at once.
    """

    def sent(found: str | InputError) -> _Sent:
        result = _reported(found, project, Project.unsubtracted)
        if isinstance(result, FazhiError):
            return _Sent(trouble=str(result))
        return _Sent(replace(result, rules=()), tuple(rule.id for rule in result.rules))

    def received(item: _Sent) -> Report | FazhiError:
        if item.report is None:
            return FazhiError(item.trouble)
        toolbox = project.toolbox(item.report.document.path)
        rules = tuple(rule for rule in toolbox.rules if rule.id in item.rules)
        return project.subtracted(replace(item.report, rules=rules))

    found = list(found_files(paths, project.excluded))
    jobs = _shared(found, jobs)
    if jobs == 1:
        yield from (_reported(item, project, Project.lint) for item in found)
        return
    with closing(mapped(sent, found, jobs, lambda item: _Sent(trouble=_lost(item)))) as results:
        yield from map(received, results)


class _Sent(Struct, frozen=True):
    """A report on its way from another process: without its rules, which are here too."""

    report: Report | None = None
    rules: tuple[str, ...] = ()
    trouble: str = ""


def portions_of(
    found: Sequence[str | InputError],
    project: Project,
    keep: Callable[[str | InputError, Report], Portion],
    jobs: int,
) -> Iterator[Portion]:
    """What is to be kept of the report on every file, in order; what cannot be read is trouble in its place."""

    def portion(item: str | InputError) -> Portion:
        result = _reported(item, project, Project.lint)
        return Portion(trouble=(str(result),)) if isinstance(result, FazhiError) else keep(item, result)

    jobs = _shared(found, jobs)
    with closing(mapped(portion, found, jobs, lambda item: Portion(trouble=(_lost(item),)))) as results:
        yield from results


def _shared(found: Sequence[str | InputError], jobs: int) -> int:
    """How many processes share the files: standard input is read by this one alone."""
    return 1 if STANDARD_INPUT in found else min(jobs or processors(), max(1, len(found) // LEAST))


def _lost(found: str | InputError) -> str:
    return f"{shown(str(found))}:检查它的进程意外结束,没有结果"


def _reported(
    found: str | InputError, project: Project, lint: Callable[[Project, Document], Report]
) -> Report | FazhiError:
    """The report on a file, or why there is none: it cannot be read, or the configuration of its folder is wrong."""
    document = found if isinstance(found, InputError) else _document(found, project)
    return document if isinstance(document, InputError) else _linted(document[0], project, lint)


def _linted(document: Document, project: Project, lint: Callable[[Project, Document], Report]) -> Report | FazhiError:
    try:
        return lint(project, document)
    except FazhiError as error:
        return error


def fixed(paths: tuple[str, ...], project: Project, manner: Manner) -> Iterator[Fixed | Report | FazhiError]:
    """The files with their fixes made, in memory; nothing is written.

    What cannot be changed is passed over below a folder; who names such a file is told.
    """
    for found in found_files(paths, project.excluded):
        if isinstance(found, str) and not manner.checks and found not in paths and not changeable(found):
            continue
        document = found if isinstance(found, InputError) else _document(found, project)
        if isinstance(document, InputError):
            yield document
        elif manner.checks and unchangeable(document[0]):
            yield _linted(document[0], project, Project.lint)
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
