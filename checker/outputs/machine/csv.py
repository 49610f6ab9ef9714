"""CSV for spreadsheets, with one row per finding."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from checker.lint.report import Report
from checker.outputs.display import Display
from checker.outputs.grouping import label_of
from checker.outputs.machine.findings import CONFIDENCE_WORDS, ReportedFinding, shown_findings
from checker.outputs.severities import SEVERITIES
from checker.outputs.visible import visible

HEADER = ("文件", "行", "列", "位置", "级别", "把握", "规则", "名称", "原文", "说明", "改法", "依据")

_BOM = "\ufeff"
"""Without it Excel and WPS decode a file by the encoding of the system."""
_FORMULA_SIGNS = frozenset("=+-@＝＋－＠")
"""First characters of cells that spreadsheets evaluate; some accept the full-width signs too."""


def write(reports: Sequence[Report], display: Display) -> str:
    """Write a header and one row per finding."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([display.say(name) for name in HEADER])
    writer.writerows(_row(found, display) for found in shown_findings(reports, display))
    return _BOM + stream.getvalue()


def _row(found: ReportedFinding, display: Display) -> list[str | int]:
    item = found.item
    return [
        cell(item.path),
        item.place.line,
        item.place.column,
        cell(display.place(item.place.label)),
        display.say(SEVERITIES[item.severity]),
        display.say(CONFIDENCE_WORDS[item.confidence]),
        cell(item.rule),
        cell(label_of(item)),
        *(cell(text) for text in (item.text, item.message, item.mend, item.source)),
    ]


def cell(text: str) -> str:
    """Return a text as a cell: one line, with an apostrophe in front where a spreadsheet would evaluate it.

    Leading white space is skipped, because some programs drop it before they decide. A tab or a line end at the start
    is guarded as well.
    """
    risky = text[:1] in ("\t", "\r", "\n") or text.lstrip()[:1] in _FORMULA_SIGNS
    return f"'{visible(text)}" if text and risky else visible(text)
