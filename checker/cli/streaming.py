"""``fazhi check`` file by file: what a report adds to the output is told at once, and the report forgotten.

What an earlier run has found out about the same bytes is recalled; when that is so for all files, neither rules nor
knowledge are loaded.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.batch.results_cache import Results
from checker.cache.folder import cache_folder, digest
from checker.cli.destinations import written
from checker.cli.terminal import CLEAN, FINDINGS, TROUBLE, complain, display, emit, note
from checker.outputs import portions
from checker.outputs.progress import with_progress
from checker.project.files import STANDARD_INPUT, found_files, shown
from checker.text.diagnostic import Severity
from checker.text.errors import FazhiError, InputError

if TYPE_CHECKING:
    from checker.cli.destinations import Output
    from checker.lint.report import Report
    from checker.outputs.display import Display
    from checker.outputs.portions import Manner, Portion
    from checker.project.project import Project

_NOT_ASKED = (
    "jobs", "no_cache", "cache_dir", "output_file", "exit_zero", "fail_level", "statistics", "isolated",
    "profile_rules",
)  # fmt: skip
"""Flags that change nothing in what a report adds to the output."""
_READS_MORE = ("catalogs", "rulesets", "previous")
"""Flags, and keys of a configuration, that name files beside the reports."""

Found = str | InputError


def manner_of(outputs: Sequence[Output], project: Project, chosen: dict[str, Any]) -> Manner | None:
    """How the one output of a run is put together file by file; None where a run needs whole reports."""
    if len(outputs) > 1 or chosen["annotate"] or chosen["fixing"] or chosen["diff"] or project.baseline:
        return None
    return portions.manner_of(outputs[0].format)


def check(paths: tuple[str, ...], project: Project, output: Output, manner: Manner, chosen: dict[str, Any]) -> int:
    """Check files and write the output; returns the exit code."""
    run = _Run(paths, project, output, manner, chosen)
    texts = manner.whole(run.adds(), run.look)
    if output.file:
        run.trouble = not written(output.file, "".join(texts), run.read) or run.trouble
    else:
        for text in texts:
            emit(text)
    if chosen["statistics"]:
        from checker.outputs.audit import counted

        note(counted(run.rules, run.verified, run.look.say))
    if chosen["profile_rules"]:
        from checker.batch.profiling import costs_of, write

        note(write(costs_of(found_files(paths, project.excluded), project)))
    return run.exit_code()


class _Run:
    """What is known of a run so far; state lives here."""

    def __init__(
        self, paths: tuple[str, ...], project: Project, output: Output, manner: Manner, chosen: dict[str, Any]
    ) -> None:
        self._paths = paths
        self._project = project
        self._output = output
        self._manner = manner
        self._chosen = chosen
        self._told: set[str] = set()
        self._gravest = -1
        self._keys: dict[Found, str] = {}
        self._results: Results | None = None
        self.look: Display = display(chosen, in_file=bool(output.file))
        self.trouble = False
        self.read: set[str] = set()
        self.rules: Counter[tuple[str, str]] = Counter()
        self.verified: Counter[str] = Counter()

    def adds(self) -> Iterator[Any]:
        """What the files add to the output, one by one, and at the end what their configurations do."""
        found = list(found_files(self._paths, self._project.excluded))
        stored = self._stored(found)
        if len(stored) < len(found) or not found:
            self._project.toolbox(os.curdir)  # settings that are wrong are told before anything else
        checked = []
        made = self._made([item for item in found if item not in stored])
        for item in self._with_bar(found):
            portion = (self._recalled(item) if item in stored else None) or next(made)
            self._count(portion)
            if portion.checked:
                checked.append((portion.path, portion.judged))
                yield portion.adds
        if self._results is None:
            yield from self._added_by_configurations(checked)

    def _with_bar(self, found: Sequence[Found]) -> Iterable[Found]:
        """A bar on the terminal; what is printed there shows by itself how far the run has come."""
        if not self._output.file and sys.stdout.isatty():
            return found
        return with_progress(found, lambda: len(found), "检查文件", self.look.say)

    def _stored(self, found: Sequence[Found]) -> set[Found]:
        """The files whose results are stored. There are none where other files decide about them."""
        names = [item for item in found if isinstance(item, str) and item != STANDARD_INPUT]
        if self._chosen["no_cache"] or any(self._chosen[flag] for flag in _READS_MORE):
            return set()
        try:
            configured = {name: self._configuration(name) for name in (os.curdir, *names)}
        except (FazhiError, OSError):
            return set()  # told by the run that reads it
        if None in configured.values():
            return set()
        asked = sorted((flag, str(value)) for flag, value in self._chosen.items() if flag not in _NOT_ASKED)
        folder = cache_folder(self._chosen["cache_dir"])
        self._results = Results(folder, repr((asked, self._output.format, self._look_told())))
        for name in names:
            try:
                self._keys[name] = self._results.key(shown(name), Path(name).read_bytes(), configured[name] or "")
            except OSError:
                continue  # told when the file is to be read as a report
        return {name for name, key in self._keys.items() if self._results.has(key)}

    def _look_told(self) -> tuple[object, ...]:
        return self.look.minimum, self.look.color, self.look.width, self.look.language.code

    def _configuration(self, name: str) -> str | None:
        """What a configuration says about a file, as a name; None where it names other files, or entries to judge."""
        config = self._project.config_for(name)
        if config is None:
            return ""
        for layer in (*config.layers, *(item.layer for item in config.per_file)):
            entries = layer.values.get("ignore", ())
            assert isinstance(entries, tuple)
            if any(layer.values.get(key) for key in _READS_MORE) or not all(isinstance(one, str) for one in entries):
                return None
        parts = [os.path.abspath(name).encode("utf-8", "surrogateescape")]
        for path in config.files:
            parts.extend((os.fsencode(path), path.read_bytes()))
        return digest(*parts)

    def _recalled(self, item: Found) -> Portion | None:
        """The stored result; made again when it turns out that it cannot be read."""
        values = self._results.recall(self._keys[item]) if self._results else None
        return portions.from_plain(values) if values is not None else next(self._made([item]))

    def _made(self, found: Sequence[Found]) -> Iterator[Portion]:
        """The results of files that must be checked."""
        if not found:
            return
        from checker.batch.check import portions_of

        yield from portions_of(found, self._project, self._portion, self._chosen["jobs"])

    def _portion(self, found: Found, report: Report) -> Portion:
        """What is kept of a report; stored at once, by the process that checked it."""
        portion = portions.portion_of(report, self._manner, self.look)
        plain = portion.plain()
        if self._results and found in self._keys and plain is not None:
            self._results.keep(self._keys[found], plain)
        return portion

    def _added_by_configurations(self, checked: Sequence[tuple[str, Any]]) -> Iterator[Any]:
        from checker.project.unused_ignores import entry_reports

        for report in entry_reports(checked, self._paths, self._project):
            portion = portions.portion_of(report, self._manner, self.look)
            self._count(portion)
            yield portion.adds

    def _count(self, portion: Portion) -> None:
        for line in portion.trouble:
            self.trouble = True
            if line not in self._told:
                self._told.add(line)
                complain(line)
        if portion.gravest is not None:
            self._gravest = max(self._gravest, portion.gravest)
        if portion.checked and self._output.file:
            self.read.add(os.path.realpath(portion.path))
        if self._chosen["statistics"]:
            self.rules.update(portion.rules)
            self.verified.update(portion.verified)

    def exit_code(self) -> int:
        """By what could not be done, else by the gravest finding."""
        if self.trouble:
            return TROUBLE
        failed = self._gravest >= Severity[self._chosen["fail_level"].upper()]
        return FINDINGS if failed and not self._chosen["exit_zero"] else CLEAN
