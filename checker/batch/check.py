"""Files in, reports out: an unreadable file is an error in its place, and the others are checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from checker.batch.results_cache import ResultsCache
from checker.batch.scheduling import Found, check_all
from checker.lint.report import Report
from checker.outputs.display import Display
from checker.outputs.rendering import RENDERERS, FileResult, file_result
from checker.project.files import find_files, read_file
from checker.project.project import Project
from checker.text.document import Document
from checker.text.errors import FazhiError, InputError


class _Sent(Struct, frozen=True):
    """A report on its way from another process: without its rules, which this process has too."""

    report: Report | None = None
    rules: tuple[str, ...] = ()
    error: FazhiError | None = None


def _send(_: Found, result: Report | FazhiError) -> _Sent:
    if isinstance(result, FazhiError):
        return _Sent(error=result)
    return _Sent(replace(result, rules=()), tuple(rule.id for rule in result.rules))


def check_files(paths: tuple[str, ...], project: Project, jobs: int = 1) -> Iterator[Report | FazhiError]:
    """Check files and the reports below directories, in order, in up to ``jobs`` processes (0: one per processor)."""
    found = list(find_files(paths, project.excluded))
    for item in check_all(found, project, _send, jobs):
        if item.error is not None:
            yield item.error
        if item.report is None:
            continue
        linter = project.linter(item.report.document.path)
        rules = tuple(rule for rule in linter.rules if rule.id in item.rules)
        yield project.subtract_baseline(replace(item.report, rules=rules))


class RenderTask(Struct, frozen=True):
    """Render the report on a file and store the result, in the process that checked it."""

    format: str
    display: Display
    project: Project
    cache: ResultsCache | None
    keys: dict[str, str]

    def __call__(self, found: Found, result: Report | FazhiError) -> FileResult:
        """What is kept of a report, or its error."""
        if isinstance(result, FazhiError):
            return FileResult(errors=(str(result),))
        rendered = file_result(self.project.subtract_baseline(result), RENDERERS[self.format], self.display)
        plain = rendered.plain()
        if self.cache and plain is not None and isinstance(found, str) and found in self.keys:
            self.cache.keep(self.keys[found], plain)
        return rendered


def render_files(found: Sequence[Found], task: RenderTask, jobs: int) -> Iterator[FileResult]:
    """What is kept of the report on every file, in order; an unreadable file is an error in its place."""
    return check_all(found, task.project, task, jobs)


def documents(paths: tuple[str, ...], project: Project) -> Iterator[Document | InputError]:
    """The readable files of the paths as documents."""
    for found in find_files(paths, project.excluded):
        yield found if isinstance(found, InputError) else read_file(found)
