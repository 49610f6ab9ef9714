"""Writings that are seldom seen and right all the same."""

from __future__ import annotations

import time

import pytest

from checker.facts.words.formation import is_parallel, is_reduplicated
from checker.text.span import Span


def place(marked: str) -> tuple[str, Span]:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    return marked.replace("⟦", "").replace("⟧", ""), Span(start, end)


@pytest.mark.parametrize(
    "marked",
    [
        "加快赋权、赋能、⟦赋⟧责相统一的改革",
        "⟦赋⟧责、赋能",
        "小事不出⟦组⟧、大事不出村",
        "强基础、治⟦未⟧病、管未病",
        "严把选址关、审批⟦⟧关、验收关",
    ],
)
def test_an_item_beside_is_formed_alike(marked: str) -> None:
    assert is_parallel(*place(marked))


@pytest.mark.parametrize("marked", ["既有力度、又有温⟦渡⟧", "战斗⟦保⟧垒", "、⟦保⟧垒", "⟦⟧、保垒", "普法、行⟦⟧执法部门"])
def test_no_item_beside_is_formed_alike(marked: str) -> None:
    assert not is_parallel(*place(marked))


@pytest.mark.parametrize(
    "marked",
    ["国家先行先试⟦试⟧点", "搞团团伙⟦伙⟧", "活跃⟦跃⟧的创新", "做到案⟦案⟧有记录、件件可查", "工作⟦作⟧风"],
)
def test_what_stands_twice_is_meant_to(marked: str) -> None:
    text, span = place(marked)
    assert is_reduplicated(text, span, lambda run: 8 * (run == "先行先试"))


@pytest.mark.parametrize("marked", ["全省交通运输行⟦行⟧业安全", "集训⟦训⟧4次", "召开会议⟦会议⟧纪要2份"])
def test_what_stands_twice_is_a_slip(marked: str) -> None:
    text, span = place(marked)
    counted = {"通运输行": 9, "运输行业": 9, "输行业": 9}
    assert not is_reduplicated(text, span, lambda run: counted.get(run, 0))


def test_a_text_without_marks_has_no_items_to_look_through() -> None:
    text = "法治" * 50_000
    begun = time.process_time()
    assert not any(is_parallel(text, Span(place, place + 1)) for place in range(1, len(text), 100))
    assert time.process_time() - begun < 2
