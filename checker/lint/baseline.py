"""Findings that were there before somebody began to look: they are known, and only new ones are told.

A baseline is a JSON file to commit: for each finding its file, rule, fingerprint (without line numbers) and, for those
who read it, a few characters of its text. Private numbers are masked, in the fingerprint too.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from checker.lint.report import Report
from checker.text.diagnostic import Suppression
from checker.text.errors import FazhiError

VERSION = 1
DEFAULT = "fazhi-baseline.json"
KNOWN = Suppression("baseline", "基线")
_TEXT = 40
_ANEW = ";请先移走它,再用 fazhi baseline 重新建立"
_CONFLICT = re.compile(rb"^(<{7}|={7}|>{7})", re.MULTILINE)


class Known(Struct, frozen=True, order=True):
    """A finding that is known; ``path`` is told from the folder of the baseline."""

    path: str
    rule: str
    fingerprint: str
    text: str = ""


class Baseline:
    """A baseline in use: what it knows, and what has been met of it. State lives here."""

    def __init__(self, file: str, findings: Iterable[Known]) -> None:
        self.file = file
        self._folder = os.path.realpath(os.path.dirname(os.path.abspath(file)))
        self._known = {(item.path, item.fingerprint): item for item in findings}
        gone = {path for path, _ in self._known if not os.path.exists(os.path.join(self._folder, path))}
        self._moved: dict[str, list[tuple[str, str]]] = {}
        for key in self._known:
            if key[0] in gone:
                self._moved.setdefault(key[1], []).append(key)
        self._taken: dict[tuple[str, str], str] = {}
        self._untried: dict[str, AbstractSet[str]] = {}
        self._met: set[tuple[str, str]] = set()

    @property
    def findings(self) -> tuple[Known, ...]:
        """All that it knows."""
        return tuple(self._known.values())

    def subtract(self, report: Report, untried: AbstractSet[str] = frozenset()) -> Report:
        """The report with its known findings set aside; those of a file that is no more are known in one other.

        ``untried`` are the rules that were not used: what they had found is not gone.
        """
        path = self.path_of(report)
        self._untried[path] = untried
        settled = []
        for item in report.diagnostics:
            key = self._key(path, item.fingerprint)
            if key and not item.suppressed:
                self._met.add(key)
                item = replace(item, suppression=KNOWN)  # noqa: PLW2901 - the finding as it is now
            settled.append(item)
        return replace(report, diagnostics=tuple(settled))

    def _key(self, path: str, fingerprint: str) -> tuple[str, str] | None:
        """The finding as it is known, here or in a file that is no more and that nobody else has come from."""
        if (path, fingerprint) in self._known:
            return path, fingerprint
        moved = self._moved.get(fingerprint, ())
        return next((key for key in moved if self._taken.setdefault(key, path) == path), None)

    def path_of(self, report: Report) -> str:
        """The path of a report from the baseline's folder, joined with ``/``; by whatever links it was come by."""
        folder, name = os.path.split(os.path.abspath(report.document.path))
        return os.path.relpath(os.path.join(os.path.realpath(folder), name), self._folder).replace(os.sep, "/")

    @property
    def over(self) -> int:
        """How many of its findings were not met in the files that were checked."""
        return sum(1 for key, item in self._known.items() if key not in self._met and self._tried(item))

    def _tried(self, item: Known) -> bool:
        return item.path in self._untried and item.rule not in self._untried[item.path]

    def renewed(self, reports: Sequence[tuple[Report, AbstractSet[str]]]) -> Baseline:
        """What it is to know from now on: the findings of the reports, and its own that were not looked for.

        Those are of files that were not checked and of rules that were not used, which stand beside each report.
        """
        found = [(self.path_of(report), item) for report, _ in reports for item in report.unsuppressed]
        self._untried.update((self.path_of(report), untried) for report, untried in reports)
        kept = [
            item
            for item in self._known.values()
            if not self._tried(item) and os.path.exists(os.path.join(self._folder, item.path))
        ]
        new = (Known(path, item.rule, item.fingerprint, _short(item.text)) for path, item in found)
        return Baseline(self.file, (*kept, *new))

    def written(self) -> str:
        """The file as it is committed: sorted, a finding a line, so that changes can be read."""
        rows = [
            json.dumps(
                {"path": item.path, "rule": item.rule, "fingerprint": item.fingerprint, "text": item.text},
                ensure_ascii=False,
            )
            for item in sorted(self._known.values())
        ]
        listed = ",\n    ".join(rows)
        inside = f"[\n    {listed}\n  ]" if rows else "[]"
        written = f'{{\n  "version": {VERSION},\n  "findings": {inside}\n}}\n'
        # Bytes of a path that are no text become \udcXX, which JSON reads as what it was.
        return written.encode("utf-8", "backslashreplace").decode("utf-8")


def load_baseline(path: str) -> Baseline:
    """Read a baseline; raises :class:`~checker.text.errors.FazhiError` in one line for a file that is none."""
    try:
        written = Path(path).read_bytes()
        data = json.loads(written)
    except OSError as error:
        raise FazhiError(f"{path}:无法读取基线({error.strerror});可用 fazhi baseline 建立") from None
    except (ValueError, RecursionError):
        if _CONFLICT.search(written):
            raise FazhiError(f"{path}:合并时的冲突还没有解决;两边的条目可以都留下") from None
        raise FazhiError(f"{path}:不是基线(JSON 有误){_ANEW}") from None
    if not isinstance(data, dict) or data.get("version") != VERSION or not isinstance(data.get("findings"), list):
        raise FazhiError(f"{path}:不是第 {VERSION} 版的基线{_ANEW}")
    return Baseline(path, (_known(path, row) for row in data["findings"]))


def _known(file: str, row: Any) -> Known:
    names = ("path", "rule", "fingerprint")
    if not isinstance(row, Mapping) or not all(isinstance(row.get(name), str) for name in names):
        raise FazhiError(f"{file}:基线中有一条不完整{_ANEW}")
    return Known(row["path"], row["rule"], row["fingerprint"], str(row.get("text", "")))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TEXT else f"{line[:_TEXT]}…"
