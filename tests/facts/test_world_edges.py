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


COUNTY = "澄渡县2022年法治政府建设年度报告\n\n2022年，澄渡县推进依法行政，"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全县187个村、21个社区共培养骨干1456名。178个村之间发展不平衡。", ["178个村"]),
        ("全县187个村、21个社区共培养骨干1456名。187个村之间发展不平衡。", []),
        ("组织案卷评查，7个县（市、区）局各抽取12卷。考核8个县（市、区）局和19个科室。", ["8个县（市、区）"]),
        ("从9个县（市、区）局抽取12卷。考核8个县（市、区）局和19个科室。", []),
        ("下辖11个社区。指导13个社区规范业主委员会运行。", ["13个社区"]),
    ],
)
def test_counts_in_another_order_or_of_all(text: str, expected: list[str]) -> None:
    assert [found for _, found in findings(COUNTY + text, "unit-count")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("局长沈明远履职。对重大案件，沈明元逐案听取汇报。", ["沈明元"]),
        ("主任苏晓棠履职。梁伯钧、苏晓堂当面点评。", ["苏晓堂"]),
        ("主任苏晓棠履职。苏晓雯当面点评。", []),
        ("主任苏晓棠履职。主任苏晓棠当面点评。", []),
    ],
)
def test_a_person_without_a_post(text: str, expected: list[str]) -> None:
    assert [found for _, found in findings(text, "person-name")] == expected


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("涉企检查由2023年的3260户次减少到2145户次。", "late-date", ["2023年的"]),
        ("涉企检查由2021年的3260户次减少到2145户次。", "late-date", []),
        ("1项因上级规划调整延至23年。", "short-year", ["23年"]),
        ("合同期延长至23年以上。", "short-year", []),
        ("\n\n二、2023年打算\n\n做好2022年春节前后的治欠工作。", "plan-year", ["2022"]),
        ("\n\n二、2023年打算\n\n做好2023年春节前后的治欠工作。", "plan-year", []),
        ("\n\n二、下一步打算\n\n2023年是中华人民共和国成立73周年。", "wrong-anniversary", ["中华人民共和国成立73周年"]),
        ("\n\n二、下一步打算\n\n2023年是中华人民共和国成立74周年。", "wrong-anniversary", []),
    ],
)
def test_years_of_a_report_on_2022(text: str, rule: str, expected: list[str]) -> None:
    assert [found for _, found in findings(COUNTY + text, rule)] == expected
