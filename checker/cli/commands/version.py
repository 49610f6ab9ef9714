"""``fazhi version``."""

from __future__ import annotations

import click

from checker.cli.terminal import emit
from checker.version import VERSION


@click.command()
def version() -> None:
    """显示版本。"""
    emit(f"fazhi {VERSION}\n")
