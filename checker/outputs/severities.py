"""The names of severities in outputs, in a module of its own that imports little."""

from __future__ import annotations

from checker.text.diagnostic import Severity

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
"""The names, the most severe first."""
