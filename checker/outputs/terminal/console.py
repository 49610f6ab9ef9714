"""Rich's console rendering to a string, without interpreting markup, links or emoji in reports."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.theme import Theme

from checker.outputs.display import WIDTH, Display

_STYLES = {
    "markdown.h1": "bold", "markdown.h2": "bold magenta", "markdown.code": "bold", "markdown.block_quote": "none",
    "markdown.table.border": "dim", "markdown.table.header": "bold", "markdown.item.bullet": "bold",
}  # fmt: skip
"""Styles of Markdown in the few colours that are legible on every background."""


def rendered(parts: Iterable[RenderableType], display: Display) -> str:
    """Render the parts one below the other, without trailing blanks."""
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=display.width or WIDTH,
        force_terminal=bool(display.color),
        color_system="standard" if display.color else None,
        no_color=not display.color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        theme=Theme(_STYLES),
    )
    for part in parts:
        console.print(part)
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())
