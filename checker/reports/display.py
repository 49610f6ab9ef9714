"""How an output is to look."""

from __future__ import annotations

from dataclasses import dataclass

from checker.diagnostic import Severity

WIDTH = 100
"""Cells, where there is no terminal to ask."""


@dataclass(frozen=True, slots=True)
class Display:
    """How an output is to look: the least severity shown, colour (None: ask the terminal), width."""

    minimum: Severity = Severity.INFO
    color: bool | None = None
    width: int | None = None
