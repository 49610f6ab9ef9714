"""Files in, reports out: what cannot be read is told in its place, and the others go on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

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

if TYPE_CHECKING:
    from checker.toolbox import Toolbox

Found = str | InputError
"""A file to check, or why a path is none."""
Batch = tuple[Found, ...]
Made = TypeVar("Made")

LEAST = 3
"""Files a process, for which it pays to start one."""
_TOGETHER = 8
"""Files that are checked together: a rule that runs over several in a row takes a fifth less time for each."""
_BYTES = 400_000
"""Of files that are checked together; the texts of all of them are in memory."""
_APART = 2
"""Processes that files are tried in which may end them: never this one."""
_SHARES = 4
"""Batches that there are for every process at least, so that none waits long for another at the end."""


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

    def sent(_: Found, result: Report | FazhiError) -> _Sent:
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
    if _shared(found, jobs) > 1:
        yield from map(received, _made(found, project, sent, lambda item: _Sent(trouble=_lost(item)), jobs))
        return
    for batch in _batches(found, 1):
        for result in _reported(batch, project):
            yield result if isinstance(result, FazhiError) else project.subtracted(result)


class _Sent(Struct, frozen=True):
    """A report on its way from another process: without its rules, which are here too."""

    report: Report | None = None
    rules: tuple[str, ...] = ()
    trouble: str = ""


def portions_of(
    found: Sequence[Found], project: Project, keep: Callable[[Found, Report], Portion], jobs: int
) -> Iterator[Portion]:
    """What is to be kept of the report on every file, in order; what cannot be read is trouble in its place."""

    def portion(item: Found, result: Report | FazhiError) -> Portion:
        if isinstance(result, FazhiError):
            return Portion(trouble=(str(result),))
        return keep(item, project.subtracted(result))

    return _made(found, project, portion, lambda item: Portion(trouble=(_lost(item),)), jobs)


def _made(
    found: Sequence[Found],
    project: Project,
    make: Callable[[Found, Report | FazhiError], Made],
    lost: Callable[[Found], Made],
    jobs: int,
) -> Iterator[Made]:
    """What is made of every file and its report, in order; ``lost`` of a file that ended the process that read it."""
    jobs = _shared(found, jobs)

    def together(batch: Batch) -> list[Made] | None:
        return [make(item, result) for item, result in zip(batch, _reported(batch, project), strict=True)]

    batches = list(_batches(found, jobs))
    with closing(mapped(together, batches, jobs, lambda _: None)) as results:
        for batch, made in zip(batches, results, strict=True):
            if made is not None:
                yield from made
                continue
            # A file has ended the process; where there were others beside it, each is tried again by itself.
            again = mapped(together, [(item,) for item in batch], _APART, lambda _: None) if batch[1:] else (None,)
            for item, one in zip(batch, again, strict=True):
                yield from [lost(item)] if one is None else one


def _shared(found: Sequence[Found], jobs: int) -> int:
    """How many processes share the files: standard input is read by this one alone."""
    return 1 if STANDARD_INPUT in found else min(jobs or processors(), max(1, len(found) // LEAST))


def _lost(found: Found) -> str:
    return f"{shown(str(found))}:检查它的进程意外结束,没有结果"


def _batches(found: Sequence[Found], jobs: int) -> Iterator[Batch]:
    """The files in order, some together; fewer where there would be too little for every process to choose from."""
    most = min(_TOGETHER, max(1, len(found) // (jobs * _SHARES))) if jobs > 1 else _TOGETHER
    batch: list[Found] = []
    size = 0
    for item in found:
        more = _size(item)
        if batch and (len(batch) == most or size + more > _BYTES):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(item)
        size += more
    if batch:
        yield tuple(batch)


def _size(found: Found) -> int:
    with suppress(OSError):  # told when it is read
        return Path(found).stat().st_size if isinstance(found, str) and found != STANDARD_INPUT else 0
    return 0


def _reported(batch: Batch, project: Project) -> list[Report | FazhiError]:
    """The report on each file, or why there is none: it cannot be read, or the configuration of its folder is wrong."""
    results: list[Report | FazhiError] = []
    for toolbox, group in groupby((_read(item, project) for item in batch), key=itemgetter(0)):
        found = [item for _, item in group]
        documents = [item for item in found if isinstance(item, Document)]
        if toolbox is None:
            results.extend(item for item in found if isinstance(item, FazhiError))
            continue
        try:
            results.extend(toolbox.lint_all(documents))
        except FazhiError as error:
            results.extend([error] * len(documents))
    return results


def _read(found: Found, project: Project) -> tuple[Toolbox | None, Document | FazhiError]:
    """A document and what it is checked with, or an error and nothing."""
    document = found if isinstance(found, InputError) else _document(found, project)
    if isinstance(document, InputError):
        return None, document
    try:
        return project.toolbox(document[0].path), document[0]
    except FazhiError as error:
        return None, error


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
            yield _linted(document[0], project)
        else:
            yield _fixed(str(found), *document, project, manner)


def _linted(document: Document, project: Project) -> Report | FazhiError:
    try:
        return project.lint(document)
    except FazhiError as error:
        return error


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
