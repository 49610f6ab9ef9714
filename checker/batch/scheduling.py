"""Division of files into batches, and of batches among processes.

A rule that runs over several reports in a row takes a fifth less time for each (docs/performance.md). The results are
the same as if every file were checked separately, also when a file cannot be read or crashes its process.
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

from checker.cache.folder import digest
from checker.disk.reasons import reason_of
from checker.formats import max_bytes
from checker.lint.report import Report
from checker.project.files import STANDARD_INPUT, shown
from checker.project.project import Project
from checker.project.reading import out_of_time, read_content, read_document, run_out_of_time
from checker.search.deadline import OutOfTimeError, file_limit
from checker.text.document import Document
from checker.text.errors import FazhiError, InputError

if TYPE_CHECKING:
    from checker.project.linter import Linter

FoundFile = str | InputError
"""The path of a file to check, or the error of a path that is none."""
Batch = tuple[FoundFile, ...]
R = TypeVar("R")
Convert = Callable[[FoundFile, Report | FazhiError, str], R]
"""What is made of a file, of the report on it or an error, and of the digest of the very bytes that were checked."""
Checked = tuple[Report | FazhiError, str]

MIN_FILES_PER_PROCESS = 3
"""With fewer files, starting a process takes longer than it saves."""
MAX_FILES_PER_BATCH = 8
"""Larger batches gain nothing and delay the output."""
MAX_BYTES_PER_BATCH = 400_000
"""The texts of all files of a batch are in memory."""
_BATCHES_PER_PROCESS = 4
"""With fewer batches, processes are idle for long at the end."""
_ISOLATED_PROCESSES = 2
"""The number of processes that retry a batch whose process died; with 1 this process would run it."""


class BatchTask(Struct, Generic[R], frozen=True):
    """Checks the files of a batch and converts each report. Picklable if ``convert`` is."""

    project: Project
    convert: Convert[R]

    def __call__(self, batch: Batch) -> list[R] | None:
        """Return the converted reports in order; None is not returned, but stands for a batch whose process died."""
        checked = check_batch(batch, self.project)
        return [self.convert(item, *result) for item, result in zip(batch, checked, strict=True)]


def check_all(
    found: Sequence[FoundFile], project: Project, convert: Convert[R], jobs: int, cluster: str = ""
) -> Iterator[R]:
    """Check files in up to ``jobs`` processes (0: one per processor) and convert each report, in order.

    With the address of a ``cluster`` its machines check them.
    """
    task = BatchTask(project, convert)
    if cluster and found:
        yield from _check_on_cluster(found, task, cluster)
        return
    jobs = process_count(found, jobs)
    if jobs == 1:
        for batch in batches_of(found, jobs):
            yield from task(batch) or ()
        return
    from checker.batch.processes import map_in_processes  # noqa: PLC0415 - most runs check one file

    batches = list(batches_of(found, jobs))
    with closing(map_in_processes(task, batches, jobs, _no_result)) as results:
        for batch, converted in zip(batches, results, strict=True):
            yield from _check_separately(batch, task) if converted is None else converted


def _check_on_cluster(found: Sequence[FoundFile], task: BatchTask[R], address: str) -> Iterator[R]:
    """Check files on a cluster; the files of a batch that ended its process are checked here, each by itself."""
    from checker.batch.cluster import map_on_cluster  # noqa: PLC0415

    batches = list(batches_of(found, 1))
    with closing(map_on_cluster(task, batches, address, _no_result)) as results:
        for batch, converted in zip(batches, results, strict=True):
            yield from _check_separately(batch, task) if converted is None else converted


def _no_result(_: Batch) -> None:
    return None


def _check_separately(batch: Batch, task: BatchTask[R]) -> Iterator[R]:
    """Check the files of a batch whose process died, each in a batch of its own; a single file is lost."""
    from checker.batch.processes import map_in_processes  # noqa: PLC0415

    singles: list[Batch] = [(item,) for item in batch]
    retried = map_in_processes(task, singles, _ISOLATED_PROCESSES, _no_result) if len(batch) > 1 else iter((None,))
    for item, converted in zip(batch, retried, strict=True):
        yield from [task.convert(item, _lost_error(item), "")] if converted is None else converted


def process_count(found: Sequence[FoundFile], jobs: int) -> int:
    """Return the number of processes for the files; standard input can be read by this process only."""
    maximum = max(1, len(found) // MIN_FILES_PER_PROCESS)
    if STANDARD_INPUT in found or jobs == 1 or maximum == 1:
        return 1
    from checker.batch.processes import processors  # noqa: PLC0415

    return min(jobs or processors(), maximum)


def _lost_error(found: FoundFile) -> FazhiError:
    return FazhiError(f"{shown(str(found))}：检查它的进程意外结束，没有结果")


def batches_of(found: Sequence[FoundFile], jobs: int) -> Iterator[Batch]:
    """Yield the files in order, in batches small enough for every process to get several."""
    share = len(found) // (jobs * _BATCHES_PER_PROCESS)
    maximum = min(MAX_FILES_PER_BATCH, max(1, share)) if jobs > 1 else MAX_FILES_PER_BATCH
    batch: list[FoundFile] = []
    size = 0
    for item in found:
        item_size = _size(item)
        if batch and (len(batch) == maximum or size + item_size > MAX_BYTES_PER_BATCH):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(item)
        size += item_size
    if batch:
        yield tuple(batch)


def _size(found: FoundFile) -> int:
    with suppress(OSError):  # reported when the file is read
        return Path(found).stat().st_size if isinstance(found, str) and found != STANDARD_INPUT else 0
    return 0


def check_batch(batch: Batch, project: Project) -> list[Checked]:
    """Return the report on each file, or an error when it cannot be read or its configuration is invalid.

    Each comes with the digest of the bytes of the file.
    """
    results: list[Checked] = []
    for linter, group in groupby((_read(item, project) for item in batch), key=itemgetter(0)):
        found = [(item, content) for _, item, content in group]
        documents = [item for item, _ in found if isinstance(item, Document)]
        if linter is None:
            results.extend((item, content) for item, content in found if isinstance(item, FazhiError))
            continue
        reports = _lint(documents, linter, project)
        results.extend((report, content) for report, (_, content) in zip(reports, found, strict=True))
    return results


def _lint(documents: Sequence[Document], linter: Linter, project: Project) -> list[Report | FazhiError]:
    """Lint documents in the time of one; where that is not enough, each by itself."""
    try:
        with file_limit(project.limits):
            return [*linter.lint_all(documents)]
    except FazhiError as error:
        return [error] * len(documents)
    except OutOfTimeError:
        if len(documents) == 1:
            return [out_of_time(documents[0].path, project.limits)]
        return [report for document in documents for report in _lint((document,), linter, project)]


def _read(found: FoundFile, project: Project) -> tuple[Linter | None, Document | FazhiError, str]:
    """Return a document, its linter and the digest of its bytes; for an error there is no linter."""
    result = found if isinstance(found, InputError) else read_found(found, project)
    if isinstance(result, FazhiError):
        return None, result, ""
    document, data = result
    try:
        return project.linter(document.path), document, digest(data)
    except FazhiError as error:
        return None, error, ""


def read_found(path: str, project: Project) -> tuple[Document, bytes] | FazhiError:
    """Read a file or standard input; return the document and the bytes, or the error."""
    limits = project.limits
    if limits.exceeded:
        return run_out_of_time(limits)
    try:
        if path == STANDARD_INPUT:
            name = project.stdin_filename
            data = sys.stdin.buffer.read(max_bytes(name or "stdin.txt") + 1)
            return read_document(name or "<stdin>", data, limits, name or "stdin.txt"), data
        data = read_content(path)
        return read_document(shown(path), data, limits, meanwhile=lambda: project.linter(shown(path))), data
    except FazhiError as error:
        return error
    except OSError as error:
        return InputError(shown(path), f"无法读取（{reason_of(error)}）")
