"""``fazhi check`` file by file: each file's part of the output is written as soon as it is checked.

Results that an earlier run has stored for the same bytes are used again; when there is one for every file, neither
rules nor knowledge are loaded.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.batch.results_cache import ResultsCache
from checker.cache.folder import cache_folder, digest
from checker.cli.destinations import written
from checker.cli.terminal import CLEAN, FINDINGS, TROUBLE, display, print_error, print_message, write_output
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
    "jobs", "no_cache", "cache_dir", "output_file", "exit_zero", "fail_level", "statistics", "isolated",
    "profile_rules",
)  # fmt: skip
"""Flags that change nothing in a file's part of the output."""
_READS_FILES = ("catalogs", "rulesets", "previous")
"""Flags, and keys of a configuration, that name files beside the reports."""

FoundFile = str | InputError


def can_stream(outputs: Sequence[Output], project: Project, options: dict[str, Any]) -> bool:
    """True where the output can be written file by file; False where a run needs all reports at once."""
    if len(outputs) > 1 or options["annotate"] or options["fixing"] or options["diff"] or project.baseline:
        return False
    return outputs[0].format in RENDERERS


def check(paths: tuple[str, ...], project: Project, output: Output, options: dict[str, Any]) -> int:
    """Check files and write the output; returns the exit code."""
    run = _Run(paths, project, output, options)
    texts = run.renderer.join(run.rendered_files(), run.display)
    if output.file:
        run.failed = not written(output.file, "".join(texts), run.read) or run.failed
    else:
        for text in texts:
            write_output(text)
    if options["statistics"]:
        from checker.outputs.audit import format_statistics

        print_message(format_statistics(run.rules, run.verified, run.display.say))
    if options["profile_rules"]:
        from checker.batch.profiling import format_costs, measure_costs

        print_message(format_costs(measure_costs(find_files(paths, project.excluded), project)))
    return run.exit_code()


class _Run:
    """What is known of a run so far; state lives here."""

    def __init__(self, paths: tuple[str, ...], project: Project, output: Output, options: dict[str, Any]) -> None:
        self._paths = paths
        self._project = project
        self._output = output
        self._chosen = options
        self._reported: set[str] = set()
        self._max_severity = -1
        self._keys: dict[FoundFile, str] = {}
        self._cache: ResultsCache | None = None
        self.renderer = RENDERERS[output.format]
        self.display: Display = display(options, in_file=bool(output.file))
        self.failed = False
        self.read: set[str] = set()
        self.rules: Counter[tuple[str, str]] = Counter()
        self.verified: Counter[str] = Counter()

    def rendered_files(self) -> Iterator[Any]:
        """Each file's part of the output, and at the end those of their configurations."""
        found = list(find_files(self._paths, self._project.excluded))
        stored = self._stored(found)
        if len(stored) < len(found) or not found:
            self._project.linter(os.curdir)  # settings that are wrong are told before anything else
        checked = []
        made = self._made([item for item in found if item not in stored])
        for item in self._with_bar(found):
            result = (self._recalled(item) if item in stored else None) or next(made)
            self._count(result)
            if result.checked:
                checked.append((result.path, result.evaluated_requests))
                yield result.rendered
        if self._cache is None:
            yield from self._added_by_configurations(checked)

    def _with_bar(self, found: Sequence[FoundFile]) -> Iterable[FoundFile]:
        """A bar on the terminal; what is printed there shows by itself how far the run has come."""
        if not self._output.file and sys.stdout.isatty():
            return found
        return with_progress(found, lambda: len(found), "检查文件", self.display.say)

    def _stored(self, found: Sequence[FoundFile]) -> set[FoundFile]:
        """The files whose results are stored. There are none where other files decide about them."""
        names = [item for item in found if isinstance(item, str) and item != STANDARD_INPUT]
        if self._chosen["no_cache"] or any(self._chosen[flag] for flag in _READS_FILES):
            return set()
        try:
            configured = {name: self._configuration(name) for name in (os.curdir, *names)}
        except (FazhiError, OSError):
            return set()  # told by the run that reads it
        if None in configured.values():
            return set()
        asked = sorted((flag, str(value)) for flag, value in self._chosen.items() if flag not in _IRRELEVANT)
        folder = cache_folder(self._chosen["cache_dir"])
        self._cache = ResultsCache(folder, repr((asked, self._output.format, self._display_key())))
        for name in names:
            try:
                self._keys[name] = self._cache.key(shown(name), Path(name).read_bytes(), configured[name] or "")
            except OSError:
                continue  # told when the file is to be read as a report
        return {name for name, key in self._keys.items() if self._cache.has(key)}

    def _display_key(self) -> tuple[object, ...]:
        return self.display.minimum, self.display.color, self.display.width, self.display.language.code

    def _configuration(self, name: str) -> str | None:
        """What a configuration says about a file, as a name; None where it names other files, or entries to judge."""
        config = self._project.config_for(name)
        if config is None:
            return ""
        for layer in (*config.layers, *(item.layer for item in config.per_file)):
            entries = layer.values.get("ignore", ())
            assert isinstance(entries, tuple)
            if any(layer.values.get(key) for key in _READS_FILES) or not all(isinstance(one, str) for one in entries):
                return None
        parts = [os.path.abspath(name).encode("utf-8", "surrogateescape")]
        for path in config.files:
            parts.extend((os.fsencode(path), path.read_bytes()))
        return digest(*parts)

    def _recalled(self, item: FoundFile) -> FileResult:
        """The stored result; made again when it turns out to be unreadable."""
        values = self._cache.load(self._keys[item]) if self._cache else None
        return from_plain(values) if values is not None else next(self._made([item]))

    def _made(self, found: Sequence[FoundFile]) -> Iterator[FileResult]:
        """The results of files that must be checked."""
        if not found:
            return
        from checker.batch.check import RenderTask, render_files

        keys = {item: key for item, key in self._keys.items() if isinstance(item, str)}
        task = RenderTask(self._output.format, self.display, self._project, self._cache, keys)
        yield from render_files(found, task, self._chosen["jobs"])

    def _added_by_configurations(self, checked: Sequence[tuple[str, Any]]) -> Iterator[Any]:
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
        if self._chosen["statistics"]:
            self.rules.update(result.rules)
            self.verified.update(result.verified)

    def exit_code(self) -> int:
        """TROUBLE where something failed, else by the severity of the findings."""
        if self.failed:
            return TROUBLE
        failed = self._max_severity >= Severity[self._chosen["fail_level"].upper()]
        return FINDINGS if failed and not self._chosen["exit_zero"] else CLEAN
