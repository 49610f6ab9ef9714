"""Baselines: findings that existed when checking was introduced are suppressed, so that only new ones are reported.

A baseline is a JSON file to be committed. It holds for each finding its file, rule, fingerprint (without line numbers)
and, for human readers, the first characters of its text. Private numbers are masked, also in the fingerprint.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from checker.disk.reading import TABLE_BYTES, read_bytes
from checker.disk.reasons import reason_of
from checker.lint.report import Report
from checker.text.diagnostic import Suppression
from checker.text.errors import FazhiError

VERSION = 1
DEFAULT_FILE = "fazhi-baseline.json"
SUPPRESSION = Suppression("baseline", "基线")
_MAX_TEXT = 40
"""Characters of a finding's text that a baseline shows."""
_REBUILD_HINT = "；请先移走它，再用 fazhi baseline 重新建立"
_CONFLICT = re.compile(rb"^(<{7}|={7}|>{7})", re.MULTILINE)


class BaselineEntry(Struct, frozen=True, order=True):
    """A finding in a baseline; ``path`` is relative to the folder of the baseline."""

    path: str
    rule: str
    fingerprint: str
    text: str = ""


class Baseline:
    """A baseline in use: its entries, and which of them the checked files have matched. Mutable."""

    def __init__(self, file: str, entries: Iterable[BaselineEntry]) -> None:
        self.file = file
        self._folder = os.path.realpath(os.path.dirname(os.path.abspath(file)))
        self._entries = {(item.path, item.fingerprint): item for item in entries}
        missing = {path for path, _ in self._entries if not os.path.exists(os.path.join(self._folder, path))}
        self._moved: dict[str, list[tuple[str, str]]] = {}
        for key in self._entries:
            if key[0] in missing:
                self._moved.setdefault(key[1], []).append(key)
        self._claimed_by: dict[tuple[str, str], str] = {}
        self._inactive_rules: dict[str, AbstractSet[str]] = {}
        self._matched: set[tuple[str, str]] = set()

    @property
    def entries(self) -> tuple[BaselineEntry, ...]:
        """All entries, in the order of the file."""
        return tuple(self._entries.values())

    def subtract(self, report: Report, inactive_rules: AbstractSet[str] = frozenset()) -> Report:
        """Return the report with the findings of the baseline suppressed.

        The entries of a file that no longer exists match in one other file, to which it may have been renamed.
        ``inactive_rules`` did not run on the report, so that their entries do not count as resolved.
        """
        path = self._relative_path(report)
        self._inactive_rules[path] = inactive_rules
        diagnostics = []
        for item in report.diagnostics:
            key = self._key(path, item.fingerprint)
            if key and not item.suppressed:
                self._matched.add(key)
                item = replace(item, suppression=SUPPRESSION)  # noqa: PLW2901 - a copy of the same finding
            diagnostics.append(item)
        return replace(report, diagnostics=tuple(diagnostics))

    def _key(self, path: str, fingerprint: str) -> tuple[str, str] | None:
        """The key of the entry for a finding: of this file, or of a missing file that no other file has claimed."""
        if (path, fingerprint) in self._entries:
            return path, fingerprint
        moved = self._moved.get(fingerprint, ())
        return next((key for key in moved if self._claimed_by.setdefault(key, path) == path), None)

    def _relative_path(self, report: Report) -> str:
        """The path of a report relative to the baseline's folder, joined with ``/``; links to folders are resolved."""
        folder, name = os.path.split(os.path.abspath(report.document.path))
        return os.path.relpath(os.path.join(os.path.realpath(folder), name), self._folder).replace(os.sep, "/")

    @property
    def resolved_count(self) -> int:
        """The number of entries for the checked files and active rules that no finding has matched."""
        return sum(1 for key, item in self._entries.items() if key not in self._matched and self._was_checked(item))

    def _was_checked(self, item: BaselineEntry) -> bool:
        return item.path in self._inactive_rules and item.rule not in self._inactive_rules[item.path]

    def updated(self, reports: Sequence[tuple[Report, AbstractSet[str]]]) -> Baseline:
        """Return a baseline of the findings of the reports and of the entries that this run has not checked.

        The latter belong to files that were not checked or to rules that were inactive. Each report comes with its
        inactive rules. Entries of files that no longer exist are dropped.
        """
        found = [(self._relative_path(report), item) for report, _ in reports for item in report.unsuppressed]
        self._inactive_rules.update((self._relative_path(report), inactive) for report, inactive in reports)
        kept = [
            item
            for item in self._entries.values()
            if not self._was_checked(item) and os.path.exists(os.path.join(self._folder, item.path))
        ]
        new = (BaselineEntry(path, item.rule, item.fingerprint, _shortened(item.text)) for path, item in found)
        return Baseline(self.file, (*kept, *new))

    def to_json(self) -> str:
        """The content of the file: sorted, with one finding per line, so that diffs are readable."""
        rows = [
            json.dumps(
                {"path": item.path, "rule": item.rule, "fingerprint": item.fingerprint, "text": item.text},
                ensure_ascii=False,
            )
            for item in sorted(self._entries.values())
        ]
        joined = ",\n    ".join(rows)
        array = f"[\n    {joined}\n  ]" if rows else "[]"
        content = f'{{\n  "version": {VERSION},\n  "findings": {array}\n}}\n'
        # The undecodable bytes of a path become \udcXX escapes, from which JSON restores them.
        return content.encode("utf-8", "backslashreplace").decode("utf-8")


def load_baseline(path: str) -> Baseline:
    """Read a baseline.

    Raises :class:`~checker.text.errors.FazhiError` when the file cannot be read or is no baseline.
    """
    try:
        content = read_bytes(path, TABLE_BYTES)
        data = json.loads(content)
    except OSError as error:
        raise FazhiError(f"{path}：无法读取基线（{reason_of(error)}）；可用 fazhi baseline 建立") from None
    except (ValueError, RecursionError):
        if _CONFLICT.search(content):
            raise FazhiError(f"{path}：合并时的冲突还没有解决；两边的条目可以都留下") from None
        raise FazhiError(f"{path}：不是基线（JSON 有误）{_REBUILD_HINT}") from None
    if not isinstance(data, dict) or data.get("version") != VERSION or not isinstance(data.get("findings"), list):
        raise FazhiError(f"{path}：不是第 {VERSION} 版的基线{_REBUILD_HINT}")
    return Baseline(path, (_entry(path, row) for row in data["findings"]))


def _entry(file: str, row: Any) -> BaselineEntry:
    names = ("path", "rule", "fingerprint")
    if not isinstance(row, Mapping) or not all(isinstance(row.get(name), str) for name in names):
        raise FazhiError(f"{file}：基线中有一条不完整{_REBUILD_HINT}")
    return BaselineEntry(row["path"], row["rule"], row["fingerprint"], str(row.get("text", "")))


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MAX_TEXT else f"{line[:_MAX_TEXT]}…"
