"""Which files are checked together, and by how many processes.

A rule that runs over several reports in a row takes a fifth less time for each (docs/performance.md). The results are
the same as if every file were checked by itself, also where a file cannot be read or ends the process that reads it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

from checker.formats import read
from checker.lint.report import Report
from checker.project.files import STANDARD_INPUT, shown
from checker.project.project import Project
from checker.text.document import Document
from checker.text.errors import FazhiError, InputError

if TYPE_CHECKING:
    from checker.project.linter import Linter

Found = str | InputError
"""A file to check, or why a path is none."""
Batch = tuple[Found, ...]
R = TypeVar("R")

MIN_FILES_PER_PROCESS = 3
"""Fewer files do not pay for starting a process."""
MAX_FILES_PER_BATCH = 8
"""More files gain nothing, and wait for each other."""
MAX_BYTES_PER_BATCH = 400_000
"""The texts of all files of a batch are in memory."""
_BATCHES_PER_PROCESS = 4
"""With fewer, one process waits long for another at the end."""
_ISOLATED = 2
"""Processes for the files of a batch whose process died; never this process."""


class BatchTask(Struct, Generic[R], frozen=True):
    """Check the files of a batch and convert each report. Picklable where ``convert`` is."""

    project: Project
    convert: Callable[[Found, Report | FazhiError], R]

    def __call__(self, batch: Batch) -> list[R] | None:
        """The converted reports, in order; None is never returned, but stands for a batch whose process died."""
        reports = check_batch(batch, self.project)
        return [self.convert(item, result) for item, result in zip(batch, reports, strict=True)]


def check_all(
    found: Sequence[Found], project: Project, convert: Callable[[Found, Report | FazhiError], R], jobs: int
) -> Iterator[R]:
    """Check files in up to ``jobs`` processes (0: one per processor) and convert each report, in order."""
    jobs = process_count(found, jobs)
    task = BatchTask(project, convert)
    if jobs == 1:
        for batch in batches_of(found, jobs):
            yield from task(batch) or ()
        return
    from checker.batch.processes import map_in_processes  # noqa: PLC0415 - most runs are about one file

    batches = list(batches_of(found, jobs))
    with closing(map_in_processes(task, batches, jobs, _no_result)) as results:
        for batch, converted in zip(batches, results, strict=True):
            yield from _one_by_one(batch, task) if converted is None else converted


def _no_result(_: Batch) -> None:
    return None


def _one_by_one(batch: Batch, task: BatchTask[R]) -> Iterator[R]:
    """A file has ended its process: where there were others beside it, each is checked again by itself."""
    from checker.batch.processes import map_in_processes  # noqa: PLC0415

    singles: list[Batch] = [(item,) for item in batch]
    again = map_in_processes(task, singles, _ISOLATED, _no_result) if len(batch) > 1 else iter((None,))
    for item, converted in zip(batch, again, strict=True):
        yield from [task.convert(item, _lost(item))] if converted is None else converted


def process_count(found: Sequence[Found], jobs: int) -> int:
    """The number of processes that share the files; standard input can be read by this process only."""
    most = max(1, len(found) // MIN_FILES_PER_PROCESS)
    if STANDARD_INPUT in found or jobs == 1 or most == 1:
        return 1
    from checker.batch.processes import processors  # noqa: PLC0415

    return min(jobs or processors(), most)


def _lost(found: Found) -> FazhiError:
    return FazhiError(f"{shown(str(found))}:检查它的进程意外结束,没有结果")


def batches_of(found: Sequence[Found], jobs: int) -> Iterator[Batch]:
    """The files in order, in batches that are small enough for every process to get several."""
    share = len(found) // (jobs * _BATCHES_PER_PROCESS)
    most = min(MAX_FILES_PER_BATCH, max(1, share)) if jobs > 1 else MAX_FILES_PER_BATCH
    batch: list[Found] = []
    size = 0
    for item in found:
        more = _size(item)
        if batch and (len(batch) == most or size + more > MAX_BYTES_PER_BATCH):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(item)
        size += more
    if batch:
        yield tuple(batch)


def _size(found: Found) -> int:
    with suppress(OSError):  # reported when the file is read
        return Path(found).stat().st_size if isinstance(found, str) and found != STANDARD_INPUT else 0
    return 0


def check_batch(batch: Batch, project: Project) -> list[Report | FazhiError]:
    """The report on each file, or why there is none: it cannot be read, or the configuration of its folder is wrong."""
    results: list[Report | FazhiError] = []
    for linter, group in groupby((_read(item, project) for item in batch), key=itemgetter(0)):
        found = [item for _, item in group]
        documents = [item for item in found if isinstance(item, Document)]
        if linter is None:
            results.extend(item for item in found if isinstance(item, FazhiError))
            continue
        try:
            results.extend(linter.lint_all(documents))
        except FazhiError as error:
            results.extend([error] * len(documents))
    return results


def _read(found: Found, project: Project) -> tuple[Linter | None, Document | FazhiError]:
    """A document and the toolbox that checks it, or None and an error."""
    document = found if isinstance(found, InputError) else read_found(found, project)
    if isinstance(document, InputError):
        return None, document
    try:
        return project.linter(document[0].path), document[0]
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
