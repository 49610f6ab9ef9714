"""``fazhi version``."""

from __future__ import annotations

import click

from checker.cli.terminal import write_output
from checker.version import VERSION


@click.command()
def version() -> None:
    """显示版本。"""
    write_output(f"fazhi {VERSION}\n")
