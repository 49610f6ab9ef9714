"""Files in, reports out: what cannot be read is told in its place, and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.batch.scheduling import Found, batches_of, made_of, processes_for, read_found, reported
from checker.formats import changeable, data_of, read, revise, unchangeable
from checker.lint.report import Report
from checker.outputs.portions import Portion
from checker.project.files import STANDARD_INPUT, found_files, read_file
from checker.project.project import Project
from checker.text.diagnostic import Edit
from checker.text.document import Document
from checker.text.errors import FazhiError, InputError

if TYPE_CHECKING:
    from checker.lint.fixer import Outcome


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
    if processes_for(found, jobs) > 1:
        yield from map(received, made_of(found, project, sent, jobs))
        return
    for batch in batches_of(found, 1):
        for result in reported(batch, project):
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

    return made_of(found, project, portion, jobs)


def fixed(paths: tuple[str, ...], project: Project, manner: Manner) -> Iterator[Fixed | Report | FazhiError]:
    """The files with their fixes made, in memory; nothing is written.

    What cannot be changed is passed over below a folder; who names such a file is told.
    """
    for found in found_files(paths, project.excluded):
        if isinstance(found, str) and not manner.checks and found not in paths and not changeable(found):
            continue
        document = found if isinstance(found, InputError) else read_found(found, project)
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
    from checker.lint.fixer import fix  # noqa: PLC0415 - most runs only look

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
