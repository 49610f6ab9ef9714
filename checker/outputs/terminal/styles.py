"""The styles of severities and of the states of required parts."""

from __future__ import annotations

from checker.outputs.terminal.layout import BOLD, MAGENTA, PLAIN, RED
from checker.text.diagnostic import Severity

STYLES = {Severity.ERROR: RED, Severity.WARNING: MAGENTA, Severity.INFO: BOLD}
PART_STYLES = {"there": BOLD, "named": MAGENTA, "missing": RED}
INDENT = ("  ", PLAIN)
