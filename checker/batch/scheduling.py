"""Files that are checked together: several by one process at a time, shared among processes.

A rule that runs over several reports in a row takes a fifth less time for each (docs/performance.md). What is told is
the same as if every file were checked by itself, also where one cannot be read, or ends the process that reads it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from checker.batch.processes import mapped, processors
from checker.formats import read
from checker.lint.report import Report
from checker.project.files import STANDARD_INPUT, shown
from checker.project.project import Project
from checker.text.document import Document
from checker.text.errors import FazhiError, InputError

if TYPE_CHECKING:
    from checker.project.toolbox import Toolbox

Found = str | InputError
"""A file to check, or why a path is none."""
Batch = tuple[Found, ...]
Made = TypeVar("Made")

LEAST = 3
"""Files a process, for which it pays to start one."""
MOST = 8
"""Files of a batch; more of them gain nothing, and wait for each other."""
BYTES = 400_000
"""Of the files of a batch; the texts of all of them are in memory."""
_SHARES = 4
"""Batches that there are for every process at least, so that none waits long for another at the end."""
_APART = 2
"""Processes that files are tried in which may end them: never this one."""


def made_of(
    found: Sequence[Found],
    project: Project,
    make: Callable[[Found, Report | FazhiError], Made],
    jobs: int,
) -> Iterator[Made]:
    """What is made of every file and the report on it, in order, by so many processes."""
    jobs = processes_for(found, jobs)

    def together(batch: Batch) -> list[Made] | None:
        return [make(item, result) for item, result in zip(batch, reported(batch, project), strict=True)]

    def apart(batch: Batch) -> Iterator[list[Made] | None]:
        """A file has ended the process; where there were others beside it, each is tried again by itself."""
        if len(batch) == 1:
            yield None
            return
        with closing(mapped(together, [(item,) for item in batch], _APART, lambda _: None)) as again:
            yield from again

    batches = list(batches_of(found, jobs))
    with closing(mapped(together, batches, jobs, lambda _: None)) as results:
        for batch, made in zip(batches, results, strict=True):
            if made is not None:
                yield from made
                continue
            for item, one in zip(batch, apart(batch), strict=True):
                yield from [make(item, _lost(item))] if one is None else one


def processes_for(found: Sequence[Found], jobs: int) -> int:
    """How many processes share the files: standard input is read by this one alone."""
    return 1 if STANDARD_INPUT in found else min(jobs or processors(), max(1, len(found) // LEAST))


def _lost(found: Found) -> FazhiError:
    return FazhiError(f"{shown(str(found))}:检查它的进程意外结束,没有结果")


def batches_of(found: Sequence[Found], jobs: int) -> Iterator[Batch]:
    """The files in order, some together; fewer where there would be too little for every process to choose from."""
    most = min(MOST, max(1, len(found) // (jobs * _SHARES))) if jobs > 1 else MOST
    batch: list[Found] = []
    size = 0
    for item in found:
        more = _size(item)
        if batch and (len(batch) == most or size + more > BYTES):
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


def reported(batch: Batch, project: Project) -> list[Report | FazhiError]:
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
    document = found if isinstance(found, InputError) else read_found(found, project)
    if isinstance(document, InputError):
        return None, document
    try:
        return project.toolbox(document[0].path), document[0]
    except FazhiError as error:
        return None, error


def read_found(path: str, project: Project) -> tuple[Document, bytes] | InputError:
    """A file, or standard input, as a document and its bytes; an error where it cannot be read."""
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
