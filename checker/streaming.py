"""``fazhi check`` file by file: what a report adds to the output is told at once, and the report forgotten."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from checker.diagnostic import Severity
from checker.entries import entry_reports
from checker.files import found_files
from checker.outputs import written
from checker.reports import portions
from checker.reports.audit import counted
from checker.reports.progress import with_progress
from checker.runner import portions_of
from checker.terminal import CLEAN, FINDINGS, TROUBLE, complain, display, emit, note

if TYPE_CHECKING:
    from checker.outputs import Output
    from checker.project import Project
    from checker.reports.display import Display
    from checker.reports.portions import Manner, Portion


def manner_of(outputs: Sequence[Output], project: Project, chosen: dict[str, Any]) -> Manner | None:
    """How the one output of a run is put together file by file; None where a run needs whole reports."""
    if len(outputs) > 1 or chosen["annotate"] or project.baseline:
        return None
    return portions.manner_of(outputs[0].format, display(chosen, in_file=bool(outputs[0].file)))


def check(paths: tuple[str, ...], project: Project, output: Output, manner: Manner, chosen: dict[str, Any]) -> int:
    """Check files and write the output; returns the exit code."""
    look = display(chosen, in_file=bool(output.file))
    run = _Run(paths, project, manner, chosen)
    # What is printed on the same terminal shows by itself how far the run has come.
    quiet = bool(output.file) or not sys.stdout.isatty()
    texts = manner.whole(run.adds(look, bar=quiet), look)
    if output.file:
        run.trouble = not written(output.file, "".join(texts), run.read) or run.trouble
    else:
        for text in texts:
            emit(text)
    if chosen["statistics"]:
        note(counted(run.rules, run.verified, look.say))
    return run.exit_code()


class _Run:
    """What is known of a run so far; state lives here."""

    def __init__(self, paths: tuple[str, ...], project: Project, manner: Manner, chosen: dict[str, Any]) -> None:
        self._paths = paths
        self._project = project
        self._manner = manner
        self._chosen = chosen
        self._told: set[str] = set()
        self._gravest = -1
        self.trouble = False
        self.read: set[str] = set()
        self.rules: Counter[tuple[str, str]] = Counter()
        self.verified: Counter[str] = Counter()

    def adds(self, look: Display, *, bar: bool) -> Iterator[Any]:
        """What the files add to the output, one by one, and at the end what their configurations do."""
        checked = []
        found = portions_of(
            self._paths,
            self._project,
            lambda report: portions.portion_of(report, self._manner, look),
            self._chosen["jobs"],
        )
        for portion in with_progress(found, self._files, "检查文件", look.say) if bar else found:
            self._count(portion)
            if portion.checked:
                checked.append((portion.path, portion.judged))
                yield portion.adds
        for report in entry_reports(checked, self._paths, self._project):
            portion = portions.portion_of(report, self._manner, look)
            self._count(portion)
            yield portion.adds

    def _files(self) -> int:
        return sum(1 for _ in found_files(self._paths, self._project.excluded))

    def _count(self, portion: Portion) -> None:
        for line in portion.trouble:
            self.trouble = True
            if line not in self._told:
                self._told.add(line)
                complain(line)
        if portion.gravest is not None:
            self._gravest = max(self._gravest, portion.gravest)
        if portion.checked:
            self.read.add(os.path.realpath(portion.path))
        self.rules.update(portion.rules)
        self.verified.update(portion.verified)

    def exit_code(self) -> int:
        """By what could not be done, else by the gravest finding."""
        if self.trouble:
            return TROUBLE
        failed = self._gravest >= Severity[self._chosen["fail_level"].upper()]
        return FINDINGS if failed and not self._chosen["exit_zero"] else CLEAN
