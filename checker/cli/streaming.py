"""``fazhi check`` file by file: the output for each file is written as soon as the file is checked.

Stored results of earlier runs are reused for unchanged files. When there is one for every file, neither rules nor
knowledge are loaded.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from checker.batch.results_cache import READS_FILES, ResultsCache, configuration_key
from checker.cache.folder import cache_folder, digest
from checker.cli.destinations import write_file
from checker.cli.terminal import CLEAN, FINDINGS, TROUBLE, display, print_error, print_message, write_output
from checker.disk.reading import read_bytes
from checker.formats import max_bytes
from checker.outputs.progress import with_progress
from checker.outputs.rendering import RENDERERS, FileResult, file_result, from_plain
from checker.project.files import STANDARD_INPUT, find_files, shown
from checker.text.diagnostic import Severity
from checker.text.errors import FazhiError, InputError

if TYPE_CHECKING:
    from checker.cli.destinations import Output
    from checker.outputs.display import Display
    from checker.project.project import Project

_IRRELEVANT = (
    "jobs", "no_cache", "cache_dir", "output_file", "exit_zero", "fail_level", "group_by", "force", "written",
    "statistics", "isolated", "profile_rules",
)  # fmt: skip
"""Options that do not affect the output for a file."""

FoundFile = str | InputError


def can_stream(outputs: Sequence[Output], project: Project, options: dict[str, Any]) -> bool:
    """Return True when the output can be written file by file, False when a run needs all reports at once."""
    if (
        len(outputs) > 1
        or options["annotate"]
        or options["annotate_dir"]
        or options["fixing"]
        or options["diff"]
        or project.baseline
    ):
        return False
    if options["group_by"] == "rule":
        return False
    return outputs[0].format in RENDERERS


def check(paths: tuple[str, ...], project: Project, output: Output, options: dict[str, Any]) -> int:
    """Check files and write the output; return the exit code."""
    run = _Run(paths, project, output, options)
    if output.file:
        # All files are checked before the output is opened, because no signal ends the run while it is.
        texts = run.renderer.join(list(run.rendered_files()), run.display)
        run.failed = not write_file(output.file, texts, run.read) or run.failed
    else:
        for text in run.renderer.join(run.rendered_files(), run.display):
            write_output(text)
    if options["statistics"]:
        from checker.outputs.audit import format_statistics

        print_message(format_statistics(run.rules, run.verified, run.display.say))
    if options["profile_rules"]:
        from checker.batch.profiling import format_costs, measure_costs

        print_message(format_costs(measure_costs(find_files(paths, project.excluded), project)))
    return run.exit_code()


class _Run:
    """The state of a run."""

    def __init__(self, paths: tuple[str, ...], project: Project, output: Output, options: dict[str, Any]) -> None:
        self._paths = paths
        self._project = project
        self._output = output
        self._options = options
        self._reported: set[str] = set()
        self._max_severity = -1
        self._keys: dict[FoundFile, str] = {}
        self._cache: ResultsCache | None = None
        self.renderer = RENDERERS[output.format]
        self.display: Display = display(options, output.format, in_file=bool(output.file))
        self.failed = False
        self.read: set[str] = set()
        self.rules: Counter[tuple[str, str]] = Counter()
        self.verified: Counter[str] = Counter()

    def rendered_files(self) -> Iterator[Any]:
        """Yield the rendered parts of all files, and at the end those of their configuration files."""
        found = list(find_files(self._paths, self._project.excluded))
        stored = self._stored(found)
        if len(stored) < len(found) or not found:
            self._project.linter(os.curdir)  # reports invalid settings before any file is checked
        checked = []
        results = self._check([item for item in found if item not in stored])
        for item in self._with_bar(found):
            result = (self._load_stored(item) if item in stored else None) or next(results)
            self._count(result)
            if result.checked:
                checked.append((result.path, result.evaluated_requests))
                yield result.rendered
        if self._cache is None:
            yield from self._render_configurations(checked)

    def _with_bar(self, found: Sequence[FoundFile]) -> Iterable[FoundFile]:
        """Add a progress bar, unless the output is printed on the terminal and shows the progress itself."""
        if not self._output.file and sys.stdout.isatty():
            return found
        return with_progress(found, lambda: len(found), "检查文件", self.display.say)

    def _stored(self, found: Sequence[FoundFile]) -> set[FoundFile]:
        """The files whose results are stored; none when the results depend on other files."""
        names = [item for item in found if isinstance(item, str) and item != STANDARD_INPUT]
        if self._options["no_cache"] or any(self._options[flag] for flag in READS_FILES):
            return set()
        try:
            configurations = {name: configuration_key(self._project, name) for name in (os.curdir, *names)}
        except (FazhiError, OSError):
            return set()  # reported by the linter
        if None in configurations.values():
            return set()
        settings = sorted((flag, str(value)) for flag, value in self._options.items() if flag not in _IRRELEVANT)
        folder = cache_folder(self._options["cache_dir"])
        self._cache = ResultsCache(folder, repr((settings, self._output.format, self._display_key())))
        for name in names:
            try:
                content = digest(read_bytes(name, max_bytes(name)))
                self._keys[name] = self._cache.key(shown(name), content, configurations[name] or "")
            except OSError:
                continue  # reported when the file is checked
        return {name for name, key in self._keys.items() if self._cache.has(key)}

    def _display_key(self) -> tuple[object, ...]:
        shown = self.display
        return shown.minimum, shown.color, shown.width, shown.language.code, shown.sort, shown.quiet

    def _load_stored(self, item: FoundFile) -> FileResult:
        """Load a stored result; check the file again when it is unreadable."""
        values = self._cache.load(self._keys[item]) if self._cache else None
        return from_plain(values) if values is not None else next(self._check([item]))

    def _check(self, found: Sequence[FoundFile]) -> Iterator[FileResult]:
        """Check files, and yield their results."""
        if not found:
            return
        from checker.batch.check import RenderTask, render_files

        task = RenderTask(self._output.format, self.display, self._project, self._cache)
        yield from render_files(found, task, self._options["jobs"])

    def _render_configurations(self, checked: Sequence[tuple[str, Any]]) -> Iterator[Any]:
        from checker.project.unused_ignores import unused_ignore_reports

        for report in unused_ignore_reports(checked, self._paths, self._project):
            result = file_result(report, self.renderer, self.display)
            self._count(result)
            yield result.rendered

    def _count(self, result: FileResult) -> None:
        for line in result.errors:
            self.failed = True
            if line not in self._reported:
                self._reported.add(line)
                print_error(line)
        if result.max_severity is not None:
            self._max_severity = max(self._max_severity, result.max_severity)
        if result.checked and self._output.file:
            self.read.add(os.path.realpath(result.path))
        if self._options["statistics"]:
            self.rules.update(result.rules)
            self.verified.update(result.verified)

    def exit_code(self) -> int:
        """Return TROUBLE after an error, else the code for the most severe finding."""
        if self.failed:
            return TROUBLE
        failed = self._max_severity >= Severity[self._options["fail_level"].upper()]
        return FINDINGS if failed and not self._options["exit_zero"] else CLEAN
