"""The display options of an output."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from checker.i18n.language import CHINESE, Language, Say
from checker.text.diagnostic import Severity

WIDTH = 100
"""The width in cells of an output that is no terminal."""

Sort = Literal["", "place", "severity"]
GroupBy = Literal["file", "rule"]
SORTS: tuple[Sort, ...] = ("severity", "place")
GROUPINGS: tuple[GroupBy, ...] = ("file", "rule")


class Display(Struct, frozen=True):
    """The display options of an output.

    ``minimum`` is the lowest severity shown. ``width`` is in terminal cells; None stands for :data:`WIDTH`.
    ``sort`` and ``group_by`` are the order of findings, the former empty for that of the format. ``quiet`` reduces
    the full format to a line a report.
    """

    minimum: Severity = Severity.INFO
    color: bool | None = None
    width: int | None = None
    language: Language = CHINESE
    sort: Sort = ""
    group_by: GroupBy = "file"
    quiet: bool = False

    @property
    def say(self) -> Say:
        """The function that returns the tool's texts in the language."""
        return self.language.say

    def place(self, label: str) -> str:
        """Translate the label of a place."""
        return self.language.translate_line(label)
