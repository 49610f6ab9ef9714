"""The words that outputs for people share: severities, how a required part is there, what is shared."""

from __future__ import annotations

from typing import Literal

from checker.engine import PartStatus, Share
from checker.facts.parts import Presence
from checker.reports.visible import visible

Standing = Literal["there", "named", "missing"]
_EVIDENCE = 30


def standing(part: PartStatus) -> tuple[Standing, str, str]:
    """How a part is there, the sign for it, and a note."""
    evidence = visible(part.evidence[:_EVIDENCE]) + ("…" if len(part.evidence) > _EVIDENCE else "")
    if part.presence >= Presence.OPENING:
        return "there", "✓", evidence
    if part.presence is Presence.IMPLIED:
        return "there", "✓", "没有这个标题,内容在各部分中"
    if part.presence in (Presence.MENTIONED, Presence.ACTED):
        return "named", "○", f"只在行文中:“{evidence}”"
    return "missing", "✗", "没有"


def share_line(share: Share) -> str:
    """「与上年报告 a.txt 相同 3 处、412 字,占 18%」."""
    whose = "往年报告" if share.relationship == "previous" else "其他机关的报告"
    if not share.passages:
        return f"与{whose} {visible(share.path)} 没有相同的内容(不计套话)"
    return (
        f"与{whose} {visible(share.path)} 相同 {share.passages} 处、{share.characters} 字"
        f"(不计套话),占 {share.part:.0%},最长一处 {share.longest} 字"
    )
