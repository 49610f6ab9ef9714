"""Meetings, campaigns, bodies and anniversaries that belong to another year."""

from __future__ import annotations

import pytest
from helpers import findings

HEAD = "青石镇{year}年法治政府建设年度报告\n\n"
PLAN = "\n\n三、下一步打算\n\n"


def told(rule: str, year: int, sentence: str) -> list[str]:
    return [text for _, text in findings(HEAD.format(year=year) + sentence + "\n", rule)]


@pytest.mark.parametrize(
    ("year", "sentence", "wrong"),
    [
        (2024, "全面贯彻党的十九届四中全会精神。", ["十九届四中全会"]),
        (2024, "全面贯彻党的十九大和二十届三中全会精神。", ["十九大"]),
        (2024, "学习贯彻党的十九大、二十大精神。", []),
        (2024, "党的十九届四中全会以来,落实改革部署。", []),
        (2023, "学习贯彻党的十九届历次全会精神。", ["十九届历次全会"]),
        (2023, "学习贯彻党的二十大和十九届历次全会精神。", []),
        (2022, "学习贯彻党的十九届历次全会精神。", []),
        (2023, "全面落实党的十二大精神。", ["十二大"]),
        (2019, "全面贯彻党的十九大和十八届二中、三中全会精神。", ["十八届二中、三中全会"]),
        (2019, "全面贯彻党的十九大和十九届二中、四中全会精神。", ["十九届二中、四中全会"]),
        (2019, "全面贯彻党的十九大和十九届二中、三中、四中全会精神。", []),
        (2018, "全面贯彻党的十九大和十九届二中、三中、五中全会精神。", []),
        (2024, "传达学习十三届全国人大五次会议精神。", ["十三届全国人大五次会议"]),
        (2024, "传达学习十四届全国人大二次会议精神。", []),
        (2024, "学习二十大类案件的办理经验和会议精神。", []),
    ],
)
def test_a_meeting_that_is_overtaken(year: int, sentence: str, wrong: list[str]) -> None:
    assert told("stale-meeting", year, sentence) == wrong


@pytest.mark.parametrize(
    ("year", "sentence", "wrong"),
    [
        (2019, "以庆祝新中国成立75周年为契机。", ["新中国成立75周年"]),
        (2024, "以庆祝新中国成立75周年为契机。", []),
        (2024, "2024年是新中国成立七十周年。", ["新中国成立七十周年"]),
        (2020, "以优异成绩迎接中国共产党成立100周年。", []),
        (2022, "2021年获庆祝中国共产党成立100周年表彰。", []),
    ],
)
def test_an_anniversary(year: int, sentence: str, wrong: list[str]) -> None:
    assert told("wrong-anniversary", year, sentence) == wrong


@pytest.mark.parametrize(
    ("year", "sentence", "wrong"),
    [
        (2017, "县应急管理局开展检查。", ["应急管理局"]),
        (2018, "县应急管理局开展检查。", []),
        (2019, "落实十四届全国人大一次会议精神。", ["十四届全国人大一次会议"]),
        (2016, "推进乡村振兴战略。", ["乡村振兴战略"]),
        (2017, "推进依法行政。" + PLAN + "深入贯彻习近平法治思想。", ["习近平法治思想"]),
        (2024, "推进依法行政。" + PLAN + "学习党的二十届四中全会精神。", []),
    ],
)
def test_what_was_not_there_yet(year: int, sentence: str, wrong: list[str]) -> None:
    assert told("anachronism", year, sentence) == wrong


@pytest.mark.parametrize(
    ("year", "sentence", "wrong"),
    [
        (2024, "县食品药品监督管理局查处案件。", ["食品药品监督管理局"]),
        (2024, "原县食品药品监督管理局的档案。", []),
        (2024, "县农业局和县农业农村局联合检查。", ["农业局"]),
        (2024, "县自然资源和规划局检查,自然环境监察局面向好。", []),
        (2024, "召开依法治县领导小组会议。", ["依法治县领导小组"]),
        (2018, "召开依法治县领导小组会议。", []),
    ],
)
def test_a_renamed_body(year: int, sentence: str, wrong: list[str]) -> None:
    assert told("renamed-body", year, sentence) == wrong


@pytest.mark.parametrize(
    ("year", "sentence", "wrong"),
    [
        (2024, "谋划编制“十五五”规划。", []),
        (2024, "落实“十五五”规划。", ["“十五五”规划"]),
        (2025, "推进依法行政。" + PLAN + "编制“八五”普法规划。", ["“八五”普法规划"]),
        (2021, "2021年是“十三五”收官之年。", ["“十三五”"]),
        (2020, "2020年是“十三五”收官之年。", []),
        (2025, "全面完成“七五”普法任务。", ["“七五”普法"]),
        (2021, "全面完成“七五”普法任务。", []),
        (2025, "2020年全面完成“七五”普法任务。", []),
    ],
)
def test_a_plan_of_another_period(year: int, sentence: str, wrong: list[str]) -> None:
    assert told("outdated-alias", year, sentence) == wrong
