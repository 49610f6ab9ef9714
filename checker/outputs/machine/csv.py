"""One row a finding, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from checker.lint.report import Report
from checker.outputs.display import Display
from checker.outputs.machine.findings import CONFIDENCE_WORDS, Found, shown_findings
from checker.outputs.severities import SEVERITIES
from checker.outputs.visible import visible

HEADER = ("文件", "行", "列", "位置", "级别", "把握", "规则", "名称", "原文", "说明", "改法", "依据")

_MARK = "\ufeff"
"""Excel and WPS take a file without it for the machine's own encoding."""
_FORMULA = frozenset("=+-@＝＋－＠")
"""What a cell begins with that a spreadsheet computes; some read the full-width signs too."""


def write(reports: Sequence[Report], display: Display) -> str:
    """The header and the rows."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([display.say(name) for name in HEADER])
    writer.writerows(_row(found, display) for found in shown_findings(reports, display))
    return _MARK + stream.getvalue()


def _row(found: Found, display: Display) -> list[str | int]:
    item = found.item
    return [
        cell(item.path),
        item.place.line,
        item.place.column,
        cell(display.place(item.place.label)),
        display.say(SEVERITIES[item.severity]),
        display.say(CONFIDENCE_WORDS[item.confidence]),
        cell(item.rule),
        cell(item.name),
        *(cell(text) for text in (item.text, item.message, item.mend, item.source)),
    ]


def cell(text: str) -> str:
    """Text that stays text: one line, and nothing that a spreadsheet would compute.

    White space in front does not save it: some programs drop that first. A tab or line end at the
    start is guarded as well, before it is shown as a space.
    """
    risky = text[:1] in ("\t", "\r", "\n") or text.lstrip()[:1] in _FORMULA
    return f"'{visible(text)}" if text and risky else visible(text)
