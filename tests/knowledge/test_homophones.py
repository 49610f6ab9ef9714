"""A word of the dictionary where both sides ask for one that sounds alike, and right neighbours that stay silent."""

from __future__ import annotations

from functools import cache

import pytest
from helpers import ROOT, report

from checker.knowledge.language_model.homophones import Homophone, homophones
from checker.knowledge.language_model.looking import Looking
from checker.knowledge.language_model.model import LanguageModel, load_language_model
from checker.knowledge.language_model.symbols import MARK, symbols_of

OPENING = "青石县2024年法治政府建设年度报告\n\n2024年,"


@cache
def model() -> LanguageModel:
    return load_language_model(ROOT / "rulesets" / "model" / "official.bin")


def found(text: str) -> dict[str, Homophone]:
    """Each word with the likeliest that may be meant."""
    framed = f"{MARK}{MARK}{symbols_of(text).string}{MARK}{MARK}"
    return {one.written: one for one in sorted(homophones(Looking(model(), framed)), key=lambda one: one.gain)}


def test_both_sides_ask_for_the_other_word() -> None:
    one = found("有关工作人员不旅行或者未能正确履行职责")["旅行"]
    assert (one.start, one.right, one.apart, one.near, one.single) == (9, "履行", False, False, False)
    assert one.gain > 20
    assert "履行" not in found("有关工作人员不履行或者未能正确履行职责")


def test_words_without_a_character_in_common_are_apart() -> None:
    one = found("违法行为清洁严重的依法处罚")["清洁"]
    assert (one.right, one.apart, one.near) == ("情节", True, False)


def test_some_sound_alike_in_dialects_only() -> None:
    assert found("负责人出庭应述的案件")["应述"].near  # sh and s


def test_an_item_of_a_list_has_no_context() -> None:
    assert found("信息，鸡精，管理") == {}


def told(text: str) -> list[tuple[str, int, str]]:
    """What WRD032 says, or WRD027 where the writing is hardly known as well."""
    text = f"{OPENING}{text}。"
    findings = report(text).unsuppressed
    return [
        (item.text, item.span.start - len(OPENING), item.fixes[0].edits[0].text)
        for item in findings
        if item.rule in ("WRD027", "WRD032")
    ]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("推动产业融和发展,支持企业创新", "融和", "融合"),
        ("违法行为清洁严重的,依法从重处罚", "清洁严重", "情节严重"),
        ("巩固拓展脱贫共建成果,推进乡村振兴", "共建", "攻坚"),
        ("依法查处不正当竞争行为,围护公平竞争的市场秩序", "围护", "维护"),
        ("制作普法短视屏57条,总播放量12万次", "视屏", "视频"),
    ],
)
def test_the_word_that_the_context_asks_for_is_told(text: str, wrong: str, right: str) -> None:
    assert told(text) == [(wrong, text.index(wrong), right)]


def test_right_words_are_silent() -> None:
    text = (
        "推广清洁能源,推进共建共治共享,修复围护结构;旅行社依法经营,编织袋分类回收,购买书籍;产业融合发展,情节严重的从重处罚,"
        "巩固拓展脱贫攻坚成果,维护公平竞争的市场秩序,制作普法短视频57条,成员单位履行职责,乘员身份核验严格,防止疫情反弹"
    )
    assert told(text) == []


@pytest.mark.parametrize(
    "text", ["加快数智政府建设", "为乡村振兴做出应有贡献", "以及其它文件和资料", "黄河临夏段水质达标", "建立巡察制度"],
)  # fmt: skip
def test_either_is_right_and_names_are_not_asked(text: str) -> None:
    assert told(text) == []


def test_a_word_of_the_text_is_right_where_it_stands_elsewhere_too() -> None:
    wrong = "依法查处旅游时常中的虚假广告"
    assert [text for text, _, _ in told(wrong)] == ["时常"]
    assert told(f"{wrong},时常开展检查") == []
