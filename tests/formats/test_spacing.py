"""Spaces are told from the gaps of a page, whatever they are filled with."""

from __future__ import annotations

import pytest
from paper import EM, LEFT, STEP, TOP

from checker.formats.paged.lines import page_lines
from checker.formats.paged.spacing import Glyph


def row(text: str, *, y: float = TOP, stretch: float = 0.0, mixed: float = 0.0, space: float = 0.23) -> list[Glyph]:
    """Set a line whose spaces are gaps: all characters are moved apart by ``stretch`` ems, Han beside figures more."""
    found: list[Glyph] = []
    x = LEFT
    before = ""
    for character in text:
        if character == " ":
            x += space * EM
            before = ""
            continue
        wide = ord(character) > 0x7F
        if before and (ord(before) > 0x7F) != wide:
            x += mixed * EM
        inset = EM / 8 if character in "月日口" else 0.0
        found.append(Glyph(character, x + inset, x + (EM if wide else EM / 2) - inset, y, EM))
        x += (EM if wide else EM / 2) + stretch * EM * wide
        before = character
    return found


def read(*rows: list[Glyph]) -> list[str]:
    moved = [Glyph(g.text, g.x0, g.x1, TOP + STEP * number, g.size) for number, row in enumerate(rows) for g in row]
    return [line.text for line in page_lines(1, moved)]


@pytest.mark.parametrize(
    "text", ["县区 受理 直接纠错", "118 14", "责任部门 青石镇 公开形式 主动公开", "one two", "第1次会议 7号文件"]
)
def test_narrow_spaces_are_found(text: str) -> None:
    assert read(row(text)) == [text]


@pytest.mark.parametrize("stretch", [0.0, 0.1, 0.3])
def test_justified_lines_have_no_spaces(stretch: float) -> None:
    text = "全镇每月每日在家门口办结案件18件"
    assert read(row(text, stretch=stretch)) == [text]


def test_gaps_that_a_word_processor_leaves_beside_figures_are_none() -> None:
    rows = ["全年办结案件18件,其中5件", "审查合同20份,提出意见3条"]
    assert read(*(row(text, mixed=0.25) for text in rows)) == rows


def test_a_space_beside_figures_where_others_have_none() -> None:
    rows = ["全年办结案件18件,其中5件", "满意率达 99%,审查合同20份"]
    assert read(*map(row, rows)) == rows


def test_a_title_that_is_spaced_throughout() -> None:
    assert read(row("总 则", space=0.9), row("青 石 镇", space=0.5)) == ["总则", "青石镇"]
