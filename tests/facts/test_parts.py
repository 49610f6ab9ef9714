import pytest
from helpers import reading

from checker.facts.outline.parts import Presence

TITLE = "云岭镇2024年法治政府建设年度报告\n\n"


def presence(text: str, part: str) -> Presence:
    return next(found.presence for found in reading(TITLE + text).parts if found.part.id == part)


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("一、主要举措和成效", "achievements"),
        ("一、2024年推进法治政府建设工作情况", "achievements"),
        ("一、2024年主要工作", "achievements"),
        ("二、存在的主要问题", "shortcomings"),
        ("二、主要差距", "shortcomings"),
        ("二、短板弱项", "shortcomings"),
        ("二、存在的困难和不足", "shortcomings"),
        ("三、下步对策措施", "next-year-plan"),
        ("三、工作打算", "next-year-plan"),
        ("三、2025年工作重点", "next-year-plan"),
        ("三、下一阶段工作思路", "next-year-plan"),
        ("(一)镇主要负责人履行推进法治建设第一责任人职责", "first-responsible"),
        ("四、党政主要负责同志履职情况", "first-responsible"),
    ],
)
def test_headings_by_meaning(heading: str, part: str) -> None:
    assert presence(f"{heading}\n\n全年审查合同18件。\n", part) is Presence.SECTION


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("一、2024年推进法治政府建设的主要举措和成效", "next-year-plan"),
        ("(一)坚持问题导向,着力解决突出问题", "shortcomings"),
        ("(二)化解矛盾问题", "shortcomings"),
        ("一、2025年工作打算", "achievements"),
        ("二、2024年党政主要负责人履行推进法治建设第一责任人职责的有关情况", "next-year-plan"),
    ],
)
def test_headings_of_something_else(heading: str, part: str) -> None:
    assert presence(f"{heading}\n\n全年审查合同18件。\n", part) is not Presence.SECTION


def test_shortcomings_without_heading() -> None:
    text = "一、工作成效\n\n审查合同18件。\n\n一年来工作取得进展,但还存在一些问题和不足:一是力量不足。\n"
    assert presence(text, "shortcomings") is Presence.OPENING


def test_theme_chapters_are_achievements() -> None:
    text = "".join(
        f"{number}、{theme}\n\n{f'围绕{theme}推进依法行政,规范行为。' * 15}\n\n"
        for number, theme in (("一", "决策"), ("二", "执法"))
    )
    assert presence(text, "achievements") is Presence.IMPLIED


def test_actions_beside_the_mention() -> None:
    assert presence("落实第一责任人职责,主持召开专题会议3次,听取汇报2次。\n", "first-responsible") is Presence.ACTED
    assert presence("落实第一责任人职责。\n", "first-responsible") is Presence.MENTIONED


def test_causes_are_looked_for_in_the_shortcomings_only() -> None:
    text = "一、工作成效\n\n由于领导重视,成效明显。\n\n二、存在的不足\n\n力量不足。\n"
    assert presence(text, "causes") is Presence.ABSENT
    assert presence(text.replace("力量不足", "受编制限制,力量不足"), "causes") is Presence.OPENING
