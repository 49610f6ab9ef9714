"""Near misses of titles, what is said of norms beside their titles, and the fixed formulas of each period."""

from __future__ import annotations

import pytest
from helpers import findings

HEAD = "青石镇{year}年法治政府建设年度报告\n\n"


def told(rule: str, sentence: str, year: int = 2024) -> list[str]:
    return [text for _, text in findings(HEAD.format(year=year) + sentence + "\n", rule)]


@pytest.mark.parametrize(
    "title",
    [
        "中华人民共和国行政复异法",
        "中华人名共和国行政处罚法",
        "中国人民共和国行政复议法",
        "行政复异法",
        "有组织犯罪法",
        "粮食安全促进法",
        "社区矫治法",
        "公平竞争条例",
        "农民工工资支付保障条例",
        "中华人民共和国行政处罚条例",
        "党政主要负责人履行推进第一责任人职责规定",
        "党政主要领导履行推进法治建设第一责任人职责规定",
        "提升行政执法质量三年行动方案（2023—2025年）",
        "关于加强基层治理体系和治理能力现代化的意见",
        "法治政府建设责任与落实督查工作条例",
        "法治政府建设实施纲要（2021—2025）",
    ],
)
def test_a_near_miss_is_told(title: str) -> None:
    assert told("misnamed-reference", f"贯彻《{title}》。") == [f"《{title}》"]


@pytest.mark.parametrize(
    "title",
    [
        "行政诉讼法",
        "浙江省法治政府建设实施纲要（2021—2025年）",
        "政务数据共享条例（草案）",
        "关于加强数字政府建设的指导意见",
        "国民经济和社会发展第十三个五年规划纲要",
        "中共中央关于制定国民经济和社会发展第十三个五年规划的建议",
        "青石市物业管理条例",
        "法治市场监管建设实施纲要（2021—2025年）",
        "习近平法治思想学习纲要",
    ],
)
def test_another_document_is_no_near_miss(title: str) -> None:
    assert told("misnamed-reference", f"贯彻《{title}》。") == []


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("《法律援助法》自2021年8月20日起施行。", ["自2021年8月20日起施行"]),
        ("新修订的行政复议法自2023年9月1日起施行。", ["自2023年9月1日起施行"]),
        ("《行政复议法》自2024年1月1日起施行。", []),
        ("《行政处罚法》自1996年10月1日起施行。", []),
        ("《法律援助法》自2022年1月1日起施行,2021年8月20日通过。", []),
    ],
)
def test_the_day_of_a_norm(sentence: str, wrong: list[str]) -> None:
    assert told("wrong-norm-date", sentence) == wrong


@pytest.mark.parametrize(
    ("formula", "year", "wrong"),
    [
        ("职能科学、权责法定、执法严明、公开公正、智能高效、廉洁诚信、人民满意", 2024, False),
        ("职能科学、权责法定、执法严明、公开公正、智慧高效、廉洁诚信、人民满意", 2024, True),
        ("职能科学、权责法定、执法严明、公开公正、廉洁高效、守法诚信", 2024, True),
        ("职能科学、权责法定、执法严明、公开公正、廉洁高效、守法诚信", 2019, False),
        ("执法严明、公开公正的队伍,让人民满意", 2024, False),
        ("关于全面依法治国新思想新战略", 2024, True),
        ("带头学法尊法学法守法用法", 2024, True),
        ("带头尊法学法守法用法", 2024, False),
        ("“两随机、一公开”监管", 2024, True),
        ("“双随机、一公开”监管", 2024, False),
        ("国家统一法律资格考试", 2024, True),
        ("科学立法、严格执法、公平司法、全民守法", 2024, True),
        ("严格执法、公正司法、全民守法", 2024, False),
        ("深刻领悟“两个确立”的决定意义", 2024, True),
        ("促进规范公正文明执法", 2024, False),
    ],
)
def test_a_formula_of_its_period(formula: str, year: int, wrong: bool) -> None:  # noqa: FBT001
    assert bool(told("misquoted-formula", f"坚持{formula}。", year)) == wrong


@pytest.mark.parametrize(
    ("sentence", "year", "wrong"),
    [
        ("2021年是“十三五”开局之年。", 2021, True),
        ("2021年是“十四五”开局之年。", 2021, False),
        ("2025年是“十五五”规划收官之年。", 2025, True),
        ("比“十三五”末增长5%。", 2021, False),
    ],
)
def test_the_phase_of_a_plan(sentence: str, year: int, wrong: bool) -> None:  # noqa: FBT001
    assert bool(told("outdated-alias", sentence, year)) == wrong
