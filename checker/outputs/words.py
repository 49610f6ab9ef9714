"""The words that outputs for people share: severities, how a required part is there, what is shared."""

from __future__ import annotations

from typing import Literal

from checker.facts.outline.parts import Presence
from checker.i18n.language import CHINESE, Say
from checker.lint.report import PartStatus, Share
from checker.outputs.visible import visible

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


def share_line(share: Share, say: Say = CHINESE.say) -> str:
    """「与上年报告 a.txt 相同 3 处、412 字,占 18%」."""
    whose = say("往年报告" if share.relationship == "previous" else "其他机关的报告")
    if not share.passages:
        return say("与{whose} {path} 没有相同的内容(不计套话)", whose=whose, path=visible(share.path))
    return say(
        "与{whose} {path} 相同 {passages} 处、{characters} 字(不计套话),占 {part:.0%},最长一处 {longest} 字",
        whose=whose, path=visible(share.path), passages=share.passages, characters=share.characters,
        part=share.part, longest=share.longest,
    )  # fmt: skip
