"""The words that outputs for people share: severities, and how a required part is there."""

from __future__ import annotations

from typing import Literal

from checker.diagnostic import Severity
from checker.engine import PartStatus
from checker.facts.parts import Presence
from checker.language import CHINESE, Say
from checker.reports.visible import visible

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
"""Severity → its word, the gravest first."""

Standing = Literal["there", "named", "missing"]
_EVIDENCE = 30


def standing(part: PartStatus, say: Say = CHINESE.say) -> tuple[Standing, str, str]:
    """How a part is there, the sign for it, and a note."""
    evidence = visible(part.evidence[:_EVIDENCE]) + ("…" if len(part.evidence) > _EVIDENCE else "")
    if part.presence >= Presence.OPENING:
        return "there", "✓", evidence
    if part.presence is Presence.IMPLIED:
        return "there", "✓", say("没有这个标题,内容在各部分中")
    if part.presence in (Presence.MENTIONED, Presence.ACTED):
        return "named", "○", say("只在行文中:“{evidence}”", evidence=evidence)
    return "missing", "✗", say("没有")
