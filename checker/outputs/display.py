"""How an output is to look."""

from __future__ import annotations

from msgspec import Struct

from checker.i18n.language import CHINESE, Language, Say
from checker.text.diagnostic import Severity

WIDTH = 100
"""Cells, where there is no terminal to ask."""


class Display(Struct, frozen=True):
    """How an output is to look: the least severity shown, colour (None: ask the terminal), width, language."""

    minimum: Severity = Severity.INFO
    color: bool | None = None
    width: int | None = None
    language: Language = CHINESE

    @property
    def say(self) -> Say:
        """Gives the texts of the tool."""
        return self.language.say

    def place(self, label: str) -> str:
        """The words for a place."""
        return self.language.translate_line(label)
