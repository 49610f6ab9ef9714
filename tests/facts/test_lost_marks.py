"""Marks and line ends that are lost: headings run into their text, broken lines, clauses and words without their marks."""

from __future__ import annotations

import pytest
from helpers import findings

HEAD = "青枫镇2024年法治政府建设年度报告\n\n2024年,青枫镇推进依法行政。\n\n一、主要举措和成效\n\n"
TAIL = ",全年审查合同18件,出具意见36条,全部采纳,没有因合同引发的诉讼。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1.规范决策程序。全年听证2次。\n\n2.加强规划引领严格贯彻执行上级部署" + TAIL,
            ["2.加强规划引领严格贯彻执行上级部署"],
        ),
        (
            "(一)规范决策。全年听证2次。\n\n(二)深化基层治理网格制定出台管理办法" + TAIL,
            ["(二)深化基层治理网格制定出台管理办法"],
        ),
        (
            "(一)健全执法监督机制我镇每季度评查案卷" + TAIL + "\n\n(二)规范决策。全年听证2次。",
            ["(一)健全执法监督机制我镇每季度评查案卷"],
        ),
        ("(一)规范决策程序。全年听证2次。\n\n(二)深入开展法治宣传。" + TAIL[1:], []),
        ("(一)规范决策程序。全年听证2次。\n\n(二)健全机制,着力规范程序。" + TAIL[1:], []),
        ("(一)全年听证2次,积极开展评查。\n\n(二)镇党委每月研究一次法治议题,深入开展督查" + TAIL, []),
    ],
)
def test_a_heading_goes_on_without_a_mark(text: str, expected: list[str]) -> None:
    assert [found for name, found in findings(HEAD + text, "heading-run-in")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我镇全面贯彻\n\n习近平法治思想" + TAIL, ["彻"]),
        ("全年评查案卷2次,切实提升执法\n\n水平,群众满意度提高。", ["法"]),
        ("镇党委专题研究4次,按照“谁执法谁普法”的\n\n要求开展宣传12场。", ["的"]),
        ("统筹推进\n\n全年审查合同18件,出具意见36条,全部采纳,没有因合同引发的诉讼。", []),
        ("全年评查案卷2次,切实提升执法水平\n\n水平评估由第三方完成,群众满意。", []),
        ("我镇全面贯彻\n\n一是全年审查合同18件。", []),
    ],
)
def test_a_line_end_breaks_a_sentence(text: str, expected: list[str]) -> None:
    assert [found for name, found in findings(HEAD + text, "broken-line")] == expected


def test_a_document_with_wrapped_lines_is_not_told_line_by_line() -> None:
    assert findings(HEAD + "全年评查案卷2次,切实提升执法\n\n水平,群众满意。\n\n" * 4, "broken-line") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发放材料400余份法律顾问进村宣讲2次。", ["400余份法律顾问"]),
        ("排查隐患36条各村自查自改29处。", ["36条各村"]),
        ("进行了分工。强化评议考核镇党委把法治建设纳入考核。", ["强化评议考核镇党委"]),
        ("组织18场法律顾问进村宣讲12次,召开2次镇党委会议研究议题16个。", []),
        ("86件派出所移送的纠纷调解成功82件,强化镇党委把关。", []),
        ("举办培训6期,法律顾问授课2次。", []),
    ],
)
def test_a_mark_between_clauses_is_lost(text: str, expected: list[str]) -> None:
    assert [found for _, found in findings(HEAD + text, "mark-lost-between-clauses")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推动法治宣传的常态化,有效化。", [","]),
        ("提高培训的针对性,实效性和覆盖面。", [","]),
        ("通过专题讲座、“法治教育网”、深入学习宣传宪法。", ["、"]),
        ("流程规范化,管理精细化,推动服务的便民化、智能化。", []),
        ("落实《条例》、《办法》和专题讲座、“法治教育网”、流动展板。", []),
    ],
)
def test_words_and_clauses_have_their_own_marks(text: str, expected: list[str]) -> None:
    assert [found for _, found in findings(HEAD + text, "comma-between-words")] == expected


def test_a_name_of_a_policy_is_quoted_throughout() -> None:
    text = "推进“高效办成一件事”,全年办理高效办成一件事事项326件。"
    assert findings(HEAD + text, "unquoted-term") == [("unquoted-term", "高效办成一件事")]


def test_a_place_is_no_miswritten_phrase() -> None:
    assert findings(HEAD + "推进漳江镇行政体制改革,开展淮江村法律援助。", "near-term") == []
    assert findings(HEAD + "加强法律援住工作。", "near-term") == [("near-term", "法律援住工作")]
