"""Names that differ little, and places that differ from a name in one character."""

from __future__ import annotations

import pytest
from helpers import findings

from checker.facts.names.variants import Difference, near_places, similar_pairs
from checker.text.span import Span

HEAD = "青石镇2024年法治政府建设年度报告\n\n"


@pytest.mark.parametrize(
    ("first", "second", "difference"),
    [
        ("澄心说法", "澄心讲法", Difference.CHARACTER),
        ("栗湾夜话", "夜话栗湾", Difference.ORDER),
        ("法商连线", "法·商连线", Difference.MARK),
        ("老槐树议事厅", "老槐议事厅", Difference.LOSS),
    ],
)
def test_how_two_names_differ(first: str, second: str, difference: Difference) -> None:
    pairs = similar_pairs([first, second], lambda name: name.replace("·", ""))
    assert [(pair.first, pair.second, pair.difference) for pair in pairs] == [(first, second, difference)]


def test_names_that_differ_in_more_are_no_pair() -> None:
    assert similar_pairs(["澄心说法", "澄湖讲法", "樟下议事"], str) == ()


def test_a_place_with_one_other_character() -> None:
    text = "建成老槐树议事厅,推广大槐树议事厅,走进议事厅。"
    found = list(near_places(text, "老槐树议事厅", Span(0, len(text))))
    assert [span.of(text) for span in found] == ["大槐树议事厅"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("设立“栗湾夜话”恳谈点。将“夜话栗湾”延伸到村。", ["夜话栗湾"]),
        ("推广“文旅+百业”“百业+文旅”。", []),
        ("开展“澄心说法”“澄心讲法”。", []),
        ("推行“一网通办”。实现“一窗通办”。", []),
    ],
)
def test_which_names_are_told(text: str, expected: list[str]) -> None:
    assert [found for _, found in findings(HEAD + text, "similar-names")] == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("repeated-item", "涉及水堰、竹湾、上梁、水堰3个村。", ["水堰"]),
        ("repeated-item", "由镇党委、镇政府、镇人大监督。", []),
        ("repeated-clause", "每月逐户走访,重点户每周必到,每月逐户走访,重点户每周必到。", ["重点户每周必到"]),
        ("restated-clause", "受理案件12件,办结案件12件。", []),
        ("late-date", "截至2026年12月底全部办结。", ["截至2026年12月底"]),
        ("late-date", "方案有效期至2027年12月。", []),
        ("wrong-fixed-day", "12月14日国家宪法日开展宣传。", ["12月14日国家宪法日"]),
        ("impossible-date", "12月4日(星期四)开展宣传。", ["12月4日(星期四"]),
        ("impossible-date", "较2023年93.1%的比例提高。", []),
        ("self-leadership", "在镇党委、镇政府的正确领导下推进。", ["镇党委、镇政府"]),
        ("foreign-title", "修订《青枫镇党政联席会议议事规则》。", ["青枫镇"]),
        ("page-button-in-text", "满意率98%。【返回顶部】", ["【返回顶部】"]),
        ("placeholder-circles", "设立工作站○个。", ["○"]),
    ],
)
def test_text_and_place(name: str, text: str, expected: list[str]) -> None:
    assert [found for _, found in findings(HEAD + text, name)] == expected


def test_the_title_is_outvoted_by_opening_and_signature() -> None:
    text = (
        "青石镇2024年法治政府建设年度报告\n\n2025年,青石镇推进法治政府建设。2025年审查合同18件。\n\n"
        "青石镇人民政府\n\n2026年2月6日\n"
    )
    assert findings(text, "report-year-mismatch") == [("report-year-mismatch", "2024")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("实施农村饮水安全巩固提升工程。安全饮水农村巩固提升工程完工。", ["安全饮水农村巩固提升工程"]),
        (
            "建设矛盾纠纷多元化解中心。矛盾纠纷化解多元中心接待12次,矛盾纠纷多元化解中心另接访6次。",
            ["矛盾纠纷化解多元中心"],
        ),
        ("实施农村饮水安全巩固提升工程。农村饮水安全巩固提升工程完工。", []),
        ("开展企业服务行动,开展服务企业行动,实施城市更新提升工程、农村饮水提升工程。", []),
    ],
)
def test_a_long_name_with_its_words_in_another_order(text: str, expected: list[str]) -> None:
    report = f"青石镇2024年法治政府建设年度报告\n\n2024年,{text}\n"
    assert [found for _, found in findings(report, "reordered-name")] == expected
