"""GitLab's Code Quality report: a JSON array of findings, each with a unique fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from checker.lint.report import Report
from checker.outputs.display import Display
from checker.outputs.machine.findings import ReportedFinding, placed_message, repository_path, shown_findings
from checker.outputs.machine.joining import escape
from checker.outputs.visible import visible
from checker.text.diagnostic import Severity

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(reports: Sequence[Report], display: Display) -> str:
    """Write the array; ``[]`` without findings, as GitLab requires."""
    seen: Counter[str] = Counter()
    rows = [_row(found, seen, display) for found in shown_findings(reports, display)]
    return escape(json.dumps(rows, ensure_ascii=False, indent=2)) + "\n"


def _row(found: ReportedFinding, seen: Counter[str], display: Display) -> dict[str, Any]:
    item = found.item
    path = repository_path(item.path)
    mend = display.say("（改法：{mend}）", mend=visible(item.mend))
    return {
        # GitLab does not show the name of the check, so the description begins with the rule.
        "description": f"{item.rule} {placed_message(found, display)}{mend}",
        "check_name": item.name,
        "fingerprint": _fingerprint(path, item.fingerprint, seen),
        "severity": _SEVERITIES[item.severity],
        "location": {"path": path, "lines": {"begin": item.place.line}},
    }


def _fingerprint(path: str, fingerprint: str, seen: Counter[str]) -> str:
    """Make a fingerprint unique over all files, because GitLab shows only the first finding of each."""
    base = f"{path}\x1f{fingerprint}"
    seen[base] += 1
    key = f"{base}\x1f{seen[base]}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(key).hexdigest()[:32]
