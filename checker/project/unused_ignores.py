"""The entries of ``[[ignore]]`` that did nothing in a run, told in the configuration file where they stand."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from checker.facts.suppressions import Judged, Request
from checker.formats import read
from checker.lint.engine import lint_requests
from checker.lint.report import Report
from checker.project.config import Entry
from checker.project.project import Project

TITLE = "配置文件"
_WILD = frozenset("*?[!")


Checked = tuple[str, tuple[Judged, ...]]
"""The path of a file that was checked, and what came of the requests about it."""


def unused_ignore_reports(checked: Sequence[Checked], paths: Sequence[str], project: Project) -> Iterator[Report]:
    """A report on each configuration file with entries that are over, or that found nothing where they must.

    An entry is called unused only when all that it is about has been checked: the one file that it names, or the
    whole folder of its configuration. A hook that checks the files of a commit sees neither.
    """
    outcomes: dict[Request, list[Judged]] = {}
    for _, all_judged in checked:
        for judged in all_judged:
            outcomes.setdefault(judged.request, []).append(judged)
    whole = [os.path.abspath(path) for path in paths if os.path.isdir(path)]
    files_checked = frozenset(os.path.abspath(path) for path, _ in checked)
    files: dict[str, list[Judged]] = {}
    for entry in _entries(checked, project):
        outcome = _together(entry, outcomes.get(entry.request, []), whole, files_checked)
        if outcome:
            files.setdefault(entry.request.file, []).append(outcome)
    for file, told in files.items():
        document = read(file, Path(file).read_bytes(), name="configuration.txt")
        linter = project.linter(os.curdir)
        report = lint_requests(document, tuple(told), linter.rules, linter.knowledge, TITLE, linter.masking_rules)
        if report.diagnostics:
            yield report


def _entries(checked: Sequence[Checked], project: Project) -> list[Entry]:
    """The entries that concern a checked file, each once, in the order of their files."""
    found: dict[Request, Entry] = {}
    for path, _ in checked:
        for entry in project.linter(path).settings.entries:
            if entry.concerns(path):
                found.setdefault(entry.request, entry)
    return list(found.values())


def _together(
    entry: Entry, outcomes: Sequence[Judged], whole: Sequence[str], checked: AbstractSet[str]
) -> Judged | None:
    """What came of an entry in all files; None where nothing is wrong or nobody can say."""
    if any(judged.expired for judged in outcomes):
        return Judged(entry.request, expired=True)
    lines, root = entry.files.lines, entry.files.root
    # A name alone means files in folders below too: the one beside the configuration is the one that is meant.
    names_one = len(lines) == 1 and not _WILD & set(lines[0]) and os.path.join(root, lines[0].lstrip("/")) in checked
    everything = any(root == folder or root.startswith(folder.rstrip(os.sep) + os.sep) for folder in whole)
    if not outcomes or not (everything or names_one):
        return None
    unused = tuple(name for name in entry.request.names if all(name in judged.unused for judged in outcomes))
    return Judged(entry.request, unused=unused) if unused else None
