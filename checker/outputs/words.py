"""Texts that several outputs share: the state of a required part, the share in common with another report."""

from __future__ import annotations

from typing import Literal

from checker.facts.outline.parts import Presence
from checker.i18n.language import CHINESE, Say
from checker.lint.report import PartStatus, Share
from checker.outputs.visible import visible

PartState = Literal["there", "named", "missing"]
_MAX_EVIDENCE = 30
"""Characters of the evidence for a part that are displayed."""


def part_state(part: PartStatus, say: Say = CHINESE.say) -> tuple[PartState, str, str]:
    """Return the state of a required part, its sign, and a note."""
    evidence = visible(part.evidence[:_MAX_EVIDENCE]) + ("…" if len(part.evidence) > _MAX_EVIDENCE else "")
    if part.presence >= Presence.OPENING:
        return "there", "✓", evidence
    if part.presence is Presence.IMPLIED:
        return "there", "✓", say("没有这个标题，内容在各部分中")
    if part.presence in (Presence.MENTIONED, Presence.ACTED):
        return "named", "○", say("只在行文中：“{evidence}”", evidence=evidence)
    return "missing", "✗", say("没有")


def share_line(share: Share, say: Say = CHINESE.say) -> str:
    """Format a share: 「与往年报告 a.txt 相同 3 处、412 字(不计套话),占 18%,最长一处 200 字」."""
    relationship = say("往年报告" if share.relationship == "previous" else "其他机关的报告")
    if not share.passages:
        return say("与{whose} {path} 没有相同的内容（不计套话）", whose=relationship, path=visible(share.path))
    return say(
        "与{whose} {path} 相同 {passages} 处、{characters} 字（不计套话），占 {part:.0%}，最长一处 {longest} 字",
        whose=relationship, path=visible(share.path), passages=share.passages, characters=share.characters,
        part=share.part, longest=share.longest,
    )  # fmt: skip
