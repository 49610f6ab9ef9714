"""Near misses of titles, what is said of norms beside their titles, and the fixed formulas of each period."""

from __future__ import annotations

import pytest
from helpers import findings, linter

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
        "中华人民共和国反家暴法",
        "中华人民共和国道路安全交通法",
        "农产品安全质量法",
        "家庭教育法",
        "中华人民共和国森林保护法",
        "中华人民共和国数据保护法",
        "中华人民共和国禁毒条例",
        "中国共产党政法机关工作条例",
        "宗教事务管理条例",
        "生态环境处罚办法",
        "国务院办公厅关于全面推行行政规范性文件合法性审核机制的实施意见",
        "国务院关于进一步规范和监督罚款设定与执行的指导意见",
        "国务院关于严格规范涉企行政检查的意见",
        "市县法治建设工作实施方案（2021—2023年）",
        "中华人民共和国村庄法",
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
        "处方管理办法",
        "物业管理办法",
        "重大行政决策程序规定",
        "关于实行国家机关“谁执法谁普法”普法责任制的实施意见",
        "中华人民共和国医疗卫生法（草案）",
        "最高人民法院关于适用〈民法典〉总则编若干问题的解释",
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
        ("《优化营商环境条例》自2019年10月8日起施行。", ["自2019年10月8日起施行"]),
        ("《行政处罚法》(2021年1月15日起施行)已组织培训。", ["2021年1月15日起施行"]),
        ("《政府信息公开条例》修订后自2019年4月3日起施行。", ["自2019年4月3日起施行"]),
        ("《立法法》2023年3月15日修订通过。", ["2023年3月15日修订通过"]),
        ("《立法法》2023年3月13日修订通过。", []),
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
        ("科学立法、公正执法、严格司法、全民守法", 2024, True),
        ("科学立法、严格执法、全民守法", 2024, True),
        ("放管结合、简政放权、优化服务", 2024, True),
        ("简政放权、放管结合、优质服务改革", 2024, True),
        ("创新、协调、绿色、开放、共赢的新发展理念", 2024, True),
        ("创新、绿色等发展理念", 2024, False),
        ("政治意识、看齐意识等", 2024, False),
        ("“四个意识”、坚定“三个自信”、做到“两个维护”", 2024, True),
        ("行政执法公示制度、全过程记录制度、重大执法决定法制审核制度“三项制度”", 2024, False),
        ("行政执法公示制度、重大执法决定法制审核制度“三项制度”", 2024, True),
        ("行政执法公示、重大执法决定法制审核等制度", 2024, False),
        ("依法治镇、依法执政、依法行政共同推进,法治青石、法治政府、法治社会一体建设", 2024, False),
        ("法治国家、法治政府、法治社会同步建设", 2024, True),
        ("党的领导、人民当家作主、依法治国有机统一,依法治国", 2024, False),
        ("严格规范公平文明执法", 2024, True),
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


def test_a_formula_is_right_as_it_stands() -> None:
    for formula in linter().knowledge.formulas:
        year = min(max(formula.first, 2016), formula.last)
        assert told("misquoted-formula", f"坚持{formula.text}。", year) == []


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("《优化营商环境条例》(国务院令第772号)", ["国务院令第772号"]),
        ("《优化营商环境条例》(国务院令第722号)", []),
        ("《政府信息公开条例》(国务院令第711号)", []),
        ("《青石市执法记录办法》(国办发〔2018〕118号)", ["国办发〔2018〕118号"]),
        ("《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》(国办发〔2018〕37号)", []),
    ],
)
def test_a_document_number(sentence: str, wrong: list[str]) -> None:
    assert told("wrong-document-number", f"落实{sentence}。") == wrong


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("国办发2022年27号文件", ["国办发2022年27号"]),
        ("国办发〔2018〕118文件", ["国办发〔2018〕118"]),
        ("青政发{2024}3号", ["青政发{2024}3号"]),
        ("青政2024〔3〕号", ["青政2024〔3〕号"]),
        ("国办发〔2018〕118号、119号文件,印发2022年1号文件", []),
    ],
)
def test_the_form_of_a_document_number(sentence: str, wrong: list[str]) -> None:
    assert told("document-number-form", f"落实{sentence}。") == wrong
