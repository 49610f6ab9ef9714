"""Reports on the ``[[ignore]]`` entries of configuration files that a run has found to be expired or unused."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from checker.disk.reading import SETTINGS_BYTES, read_bytes
from checker.facts.suppressions import EvaluatedRequest, SuppressionRequest
from checker.formats import read
from checker.lint.engine import lint_requests
from checker.lint.report import Report
from checker.project.config import IgnoreEntry
from checker.project.project import Project

TITLE = "配置文件"
_WILDCARDS = frozenset("*?[!")

Checked = tuple[str, tuple[EvaluatedRequest, ...]]
"""The path of a checked file, and the outcomes of the configuration's requests about it."""


def unused_ignore_reports(checked: Sequence[Checked], paths: Sequence[str], project: Project) -> Iterator[Report]:
    """Yield a report for each configuration file with entries that are expired or unused, or apply to no file.

    An entry is reported as unused only when everything that it applies to has been checked: the one file that it names,
    or the whole folder of its configuration. A hook that checks the files of a commit does neither.
    """
    outcomes: dict[SuppressionRequest, list[EvaluatedRequest]] = {}
    for _, all_evaluated in checked:
        for evaluated in all_evaluated:
            outcomes.setdefault(evaluated.request, []).append(evaluated)
    folders = [os.path.abspath(path) for path in paths if os.path.isdir(path)]
    files_checked = frozenset(os.path.abspath(path) for path, _ in checked)
    files: dict[str, list[EvaluatedRequest]] = {}
    for entry in _entries(checked, project):
        outcome = _combined_outcome(entry, outcomes.get(entry.request, []), folders, files_checked)
        if outcome:
            files.setdefault(entry.request.file, []).append(outcome)
    for file, judged_entries in files.items():
        document = read(file, read_bytes(file, SETTINGS_BYTES), name="configuration.txt")
        linter = project.linter(os.curdir)
        report = lint_requests(
            document, tuple(judged_entries), linter.rules, linter.knowledge, TITLE, linter.masking_rules
        )
        if report.diagnostics:
            yield report


def _entries(checked: Sequence[Checked], project: Project) -> list[IgnoreEntry]:
    """The entries for the checked files, without duplicates, in the order of the files."""
    found: dict[SuppressionRequest, IgnoreEntry] = {}
    for path, _ in checked:
        for entry in project.linter(path).settings.ignore_entries:
            found.setdefault(entry.request, entry)
    return list(found.values())


def _combined_outcome(
    entry: IgnoreEntry, outcomes: Sequence[EvaluatedRequest], folders: Sequence[str], checked: AbstractSet[str]
) -> EvaluatedRequest | None:
    """Combine the outcomes of an entry for all files; None when it is in order, or cannot be evaluated."""
    if any(evaluated.expired for evaluated in outcomes):
        return EvaluatedRequest(entry.request, expired=True)
    lines, root = entry.files.lines, entry.files.root
    # A name without folders also matches in subfolders; the file beside the configuration is the intended one.
    names_checked_file = (
        len(lines) == 1 and not _WILDCARDS & set(lines[0]) and os.path.join(root, lines[0].lstrip("/")) in checked
    )
    folder_checked = any(root == folder or root.startswith(folder.rstrip(os.sep) + os.sep) for folder in folders)
    if not outcomes and folder_checked and lines and not any(map(entry.concerns, checked)):
        return EvaluatedRequest(entry.request, unmatched=True)
    if not outcomes or not (folder_checked or names_checked_file):
        return None
    unused = tuple(name for name in entry.request.names if all(name in evaluated.unused for evaluated in outcomes))
    return EvaluatedRequest(entry.request, unused=unused) if unused else None
