"""Slips in set phrases: what is found, and what is right though it is like a set phrase."""

from __future__ import annotations

import pytest
from helpers import reading, report

from checker.knowledge.phrases import ANOTHER, MISSING

HEAD = "青石镇2024年法治政府建设年度报告\n\n"
SLIPS = {
    "发现问题63个，其中⟦立行力改⟧41个、限期整改22个。": "立行立改",
    "推动法治政府建设与产业发展⟦同屏共振⟧。": "同频共振",
    "第一时间组织⟦法律服务困⟧为企业开展“法治体检”。": "法律服务团",
    "做到对守法企业⟦无事不绕⟧。": "无事不扰",
    "推动法治建设⟦走深走时⟧。": "走深走实",
    "促成双方⟦握手言合⟧。": "握手言和",
    "对问题坚持⟦立行立该⟧，限期销号。": "立行立改",
    "督促各村⟦按李度⟧公示收支。": "按季度",
    "全区178个⟦人民调组织⟧共受理矛盾纠纷6352件。": "人民调解组织",
    "推动县域经济⟦高质发展⟧。": "高质量发展",
    "加装电梯等⟦民生事实⟧43件。": "民生实事",
}
RIGHT = (
    "出具风险提示书284份。",
    "建成法治文化角5处，开展执法实训16次。",
    "区政府法律顾问库现有成员24人。",
    "坚持以述促改，坚持一企一策。",
    "贯彻二十大精神，人民调解与行政调解相衔接。",
    "制定行为规则，公诸于众，接受监督。",
    "推进数智政府建设，数智治理有新成效。",
    "取得强制产品认证。",
    "从业人员和从業人员。",
    "随机抽取行政处罚卷236册、行政许可卷120册。",
    "开展涉行政处罚内容专项清理。",
    "优化诊疗科目登记流程，实现跨县通办。",
    "以高素质人才方阵托举现代化建设。",
)


@pytest.mark.parametrize(("marked", "right"), SLIPS.items())
def test_a_slip_is_found_where_it_is(marked: str, right: str) -> None:
    before, written, _ = marked.replace("⟧", "⟦").split("⟦")
    found = report(HEAD + marked.replace("⟦", "").replace("⟧", ""), "near-term").diagnostics
    assert [(item.text, item.span.start) for item in found] == [(written, len(HEAD + before))]
    assert f"“{right}”" in found[0].message


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_like_a_phrase_is_silent(text: str) -> None:
    assert not report(HEAD + text, "near-term").diagnostics


def test_what_is_written_twice_is_meant() -> None:
    assert not report(f"{HEAD}推进同屏共振行动。\n\n同屏共振行动覆盖全镇。", "near-term").diagnostics


def test_the_kind_of_a_slip_and_its_place_are_told() -> None:
    near = reading(f"{HEAD}全区178个人民调组织，214名纲格员。").near_terms
    slips = {(one.term, one.kind, one.offset) for one in near}
    assert {("人民调解组织", MISSING, 3), ("网格员", ANOTHER, 0)} <= slips


def test_a_term_with_a_character_of_its_own_beside_it_is_known() -> None:
    text = f"{HEAD}全区178个人民调组织，随机抽取法律援助卷236册，开展涉法律援助内容清理。"
    joined = {one.span.of(text): one.joined for one in reading(text).near_terms}
    assert (joined["人民调组织"], joined["法律援助卷"], joined["涉法律"]) == (False, True, True)
