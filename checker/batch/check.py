"""Checking of many files: yields their reports in order, and errors for unreadable files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from checker.batch.results_cache import ResultsCache, configuration_key
from checker.batch.scheduling import FoundFile, check_all
from checker.lint.report import Report
from checker.outputs.display import Display
from checker.outputs.rendering import RENDERERS, FileResult, file_result
from checker.project.files import STANDARD_INPUT, find_files, read_file, shown
from checker.project.project import Project
from checker.text.document import Document
from checker.text.errors import FazhiError, InputError


class _SentReport(Struct, frozen=True):
    """A report as it is sent between processes: with the ids of its rules only, because both processes have them."""

    report: Report | None = None
    rule_ids: tuple[str, ...] = ()
    error: FazhiError | None = None


def _send(_: FoundFile, result: Report | FazhiError, _content: str) -> _SentReport:
    if isinstance(result, FazhiError):
        return _SentReport(error=result)
    return _SentReport(replace(result, rules=()), tuple(rule.id for rule in result.rules))


def check_files(paths: tuple[str, ...], project: Project, jobs: int = 1) -> Iterator[Report | FazhiError]:
    """Check files, and the reports below directories, in up to ``jobs`` processes (0: one per processor).

    Yields reports in order, and an error for each file that cannot be checked.
    """
    found = list(find_files(paths, project.excluded))
    for item in check_all(found, project, _send, jobs):
        if item.error is not None:
            yield item.error
        if item.report is None:
            continue
        linter = project.linter(item.report.document.path)
        rules = tuple(rule for rule in linter.rules if rule.id in item.rule_ids)
        yield project.subtract_baseline(replace(item.report, rules=rules))


class RenderTask(Struct, frozen=True):
    """Renders the report on a file and stores the result, in the process that checked the file."""

    format: str
    display: Display
    project: Project
    cache: ResultsCache | None

    def __call__(self, found: FoundFile, result: Report | FazhiError, content: str) -> FileResult:
        """Return the result for a report or an error.

        It is stored under a key of the bytes that were checked and the configuration that was loaded, which may be
        others than those that were looked for among the stored results.
        """
        if isinstance(result, FazhiError):
            return FileResult(errors=(str(result),))
        rendered = file_result(self.project.subtract_baseline(result), RENDERERS[self.format], self.display)
        plain = rendered.plain()
        if self.cache and plain is not None and isinstance(found, str) and found != STANDARD_INPUT:
            configuration = configuration_key(self.project, found)
            if configuration is not None:
                self.cache.store(self.cache.key(shown(found), content, configuration), plain)
        return rendered


def render_files(found: Sequence[FoundFile], task: RenderTask, jobs: int) -> Iterator[FileResult]:
    """Check and render files; yield their results in order."""
    return check_all(found, task.project, task, jobs)


def read_documents(paths: tuple[str, ...], project: Project) -> Iterator[Document | InputError]:
    """Read the files of the paths as documents; yield an error for each unreadable one."""
    for found in find_files(paths, project.excluded):
        yield found if isinstance(found, InputError) else read_file(found)
