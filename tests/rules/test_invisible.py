"""Characters that nobody sees are told wherever they stand in a sentence."""

from __future__ import annotations

import pytest
from helpers import report

INVISIBLE = (
    "\x07 \x0b \x1b \x7f \x80 \x85 \xad \u034f \u061c \u115f \u1160 \u180e \u200b \u200d \u200f \u2028 \u2029 \u202e \u2060 "
    "\u2066 \u2800 \u3164 \ufeff \uffa0 \ufff9 \ufffc \U000e0041"
).split(" ")


@pytest.mark.parametrize("character", INVISIBLE, ids=lambda character: f"{ord(character):04X}")
def test_an_invisible_character(character: str) -> None:
    text = f"青石镇2024年度法治政府建设工作报告\n\n全年开展{character}检查十二次，成效明显。\n"
    (found,) = report(text, "invisible-character").diagnostics
    assert (found.text, found.place.label) == (character, "第3行第5列")
    assert found.fixes[0].edits[0].text == ""


@pytest.mark.parametrize("character", ["\t", "\u3000", "\u00a0", "\u2009", "—", "·", "👨", "〇"])
def test_a_character_that_is_seen_or_is_a_blank(character: str) -> None:
    text = f"青石镇2024年度法治政府建设工作报告\n\n全年开展{character}检查十二次，成效明显。\n"
    assert report(text, "invisible-character").diagnostics == ()
