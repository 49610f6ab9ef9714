"""The table at the end of the report for people, by rich."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from checker.i18n.language import Say
from checker.outputs.severities import SEVERITIES
from checker.outputs.terminal.tallies import FILES, SUMMARY, Summary


def grid(summary: Summary, say: Say) -> RenderableType:
    """The files by severity, and all findings by family."""
    rows = Table(title=say(SUMMARY), title_justify="left", title_style="bold", pad_edge=False)
    rows.add_column(say(FILES), overflow="fold")
    for word in SEVERITIES.values():
        rows.add_column(say(word), justify="right", no_wrap=True)
    for name, counts in summary.rows:
        rows.add_row(Text(name), *map(Text, counts))
    if summary.total:
        rows.add_section()
        rows.add_row(Text(summary.total[0]), *map(Text, summary.total[1]))
    return Group(rows, Text(summary.kinds)) if summary.kinds else rows
