"""The edges of a report: its signature above a note, the page around it, and its name in metadata and signature."""

from __future__ import annotations

import pytest
from helpers import findings, reading, report

from checker.facts.outline.zones import Zone

TOWN = "青石镇2024年法治政府建设年度报告\n\n2024年，青石镇推进依法行政，审查合同18件。\n\n"


@pytest.mark.parametrize(
    "below",
    ["（此件公开发布）", "咨询电话：12328　【返回列表】【我要纠错】", "上一篇：青石镇2024年政府信息公开工作年度报告"],
)
def test_a_note_below_the_date_leaves_the_signature(below: str) -> None:
    found = reading(f"{TOWN}中共青石镇委员会　　青石镇人民政府\n2025年2月27日\n\n{below}\n", "report.txt")
    signed = [block.span.of(found.document.text) for block in found.zones.blocks(Zone.SIGNATURE)]
    assert signed == ["中共青石镇委员会　　青石镇人民政府", "2025年2月27日"]


def test_a_paragraph_below_a_date_ends_no_body() -> None:
    found = reading(f"{TOWN}青石镇人民政府\n2025年2月27日\n\n全年调解纠纷36件。\n", "report.txt")
    assert found.zones.blocks(Zone.SIGNATURE) == ()


@pytest.mark.parametrize(
    ("page", "severity"), [("", "warning"), ("索引号：000123　公开方式：主动公开\n", "info")], ids=["report", "page"]
)
def test_buttons_behind_the_signature_are_residue_only_in_a_report_on_its_own(page: str, severity: str) -> None:
    signed = "青石镇人民政府\n2025年2月27日\n"
    [button] = report(f"{page}{TOWN}{signed}咨询：12328　【我要纠错】\n", "page-button-in-text").diagnostics
    assert (button.text, button.severity.name.lower()) == ("【我要纠错】", severity)
    [line] = report(f"{page}{TOWN}{signed}打印本页　关闭窗口\n", "page-furniture").diagnostics
    assert (line.text, line.severity.name.lower()) == ("打印本页　关闭窗口", severity)


def test_a_plan_may_take_up_the_subject_of_a_heading() -> None:
    subject = "全面落实党政主要负责人履行推进法治建设第一责任人职责各项要求"
    plan = f"二、下一步打算\n\n{subject}，扩大述法范围。\n"
    head = "青石镇2024年法治政府建设年度报告\n\n一、主要举措和成效\n\n"
    rest = "全年审查合同18件。\n\n"
    assert findings(f"{head}（一）{subject}\n\n{rest}{plan}", "plan-repeats-achievement") == []
    repeated = findings(f"{head}{subject}，审查合同18件。\n\n{rest}{plan}", "plan-repeats-achievement")
    assert [text for _, text in repeated] == [f"{subject}，扩大述法范围。"]


@pytest.mark.parametrize(
    ("title", "signature", "expected"),
    [
        ("青石市交通运输局", "青石市交通局", ["青石市交通局"]),
        ("青石市城市管理局", "青石市城市管理委员会", ["青石市城市管理委员会"]),
        ("青石高新技术开发区管理委员会", "青石经济技术开发区管理委员会", ["青石经济技术开发区管理委员会"]),
        ("青石经济技术开发区管理委员会", "青石经开区管理委员会", []),
        ("青石市城市管理委员会", "青石市城市管理委员会", []),
    ],
)
def test_the_signature_of_another_body(title: str, signature: str, expected: list[str]) -> None:
    text = f"{title}2024年法治政府建设年度报告\n\n2024年，我单位审查合同18件。\n\n{signature}\n2025年1月25日\n"
    assert [found for _, found in findings(text, "issuer-mismatch")] == expected


@pytest.mark.parametrize(("published", "expected"), [("2025-01-22", "2025年1月25日"), ("2024-01-26", "2024-01-26")])
def test_which_of_two_dates_is_wrong(published: str, expected: str) -> None:
    page = f"发布日期：{published}\n{TOWN}青石镇人民政府\n2025年1月25日\n"
    assert findings(page, "date-order") == [("date-order", expected)]
