from __future__ import annotations

import pytest
from helpers import findings

from checker.knowledge.dictionary import word_class


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("打造“法商连线”,推出“法·商连线”。", ["法·商连线"]),
        ("打造“掌上治村”,推广“掌上治村”,整合进“掌上智村”。", ["掌上智村"]),
        ("建立“一村一档”“一村一警”。", []),
        ("推行“拿地即开工”“拿证即开工”。", []),
        ("打造“甲村调解室”“乙村调解室”。", []),
        ("开展“法治大讲堂”“法制大讲堂”。", ["法制大讲堂"]),
    ],
)
def test_names_that_differ_by_a_sound_or_a_mark(text: str, expected: list[str]) -> None:
    assert [found for _, found in findings(text, "similar-names")] == expected


def test_a_variant_matters_only_beside_the_term() -> None:
    assert findings("发挥律师顾问作用。", "term-variant") == []
    assert findings("发挥律师顾问作用,法律顾问出具意见。", "term-variant") == [("term-variant", "律师顾问")]


@pytest.mark.parametrize(
    "text",
    [
        "统一登记、统一编号、统一发布,政治判断力、政治领悟力、政治执行力。",
        "实现述职必述法,做到有件必备、有备必审,商(协)会会员共同参与。",
        "坚持依法治镇、依法执政、依法行政共同推进,渐渐形成合力。",
        "审查合同18份,审查文件6份;开展讲座12场,开展培训5场。",
        "对于与上位法相抵触的文件及时修改,目的的针对性明显增强。",
    ],
)
def test_what_is_rightly_said_twice(text: str) -> None:
    assert [
        name
        for name, _ in findings(text, "doubled-word", "doubled-synonym", "near-duplicate-clause", "repeated-meaning")
    ] == []


def test_word_classes_come_from_the_dictionary_without_loading_jieba() -> None:
    assert [word_class(word) for word in ("尽管", "龙门", "不在词典里的词")] == ["c", "ns", ""]


def test_a_word_before_town_is_no_place() -> None:
    text = "云岭镇2024年法治政府建设年度报告\n\n云岭镇重视法治。云岭镇学法6次。尽管镇政府聘用律师,白沙镇司法所审查合同18件。"
    assert findings(text, "foreign-town") == [("foreign-town", "白沙镇")]
