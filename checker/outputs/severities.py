"""The words for severities, for outputs that need nothing else."""

from __future__ import annotations

from checker.text.diagnostic import Severity

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
"""Severity → its word, the gravest first."""
