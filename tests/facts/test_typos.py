"""Likely typos in whole words, near misses of names, and what falls silent at the borders of words."""

from __future__ import annotations

import pytest
from helpers import reading, report

from checker.facts.words.near_names import read_near_names
from checker.text.span import Span

OPENING = "青石镇2024年法治政府建设年度报告\n\n2024年,"
SILENT = (
    "其中中小企业45家", "企业因该行政处罚决定受损", "克服当前形式主义问题", "在工作群中转发通知", "药品审评检查长三角分中心",
    "做好应对对外开放风险", "坚持实事求是是党的思想路线", "引导社会组织组织开展活动", "公共法律服务站共12个",
    "整治8个入河排污口", "社会各界参与与会讨论", "学习《中国共产党章程》共3次", "集群式高质量发展", "因时因势制宜",
)  # fmt: skip


def typos(text: str) -> list[tuple[str, tuple[str, ...]]]:
    found = reading(OPENING + text)
    return [(typo.span.of(found.document.text), typo.rights) for typo in found.typos if typo.score > 1]


def test_a_typo_is_told_in_whole_words_with_what_is_right() -> None:
    assert typos("把支部打造成坚强战斗保垒。") == [("保垒", ("堡垒",))]


def test_two_wrong_characters_side_by_side_are_one_typo() -> None:
    assert typos("坚持法治反拐基本元泽,研究问题。") == [("元泽", ("原则",))]


def test_titles_and_quotations_are_looked_into_and_marked() -> None:
    typo = next(iter(reading(f"{OPENING}学习《战斗保垒》。").typos))
    assert (typo.titled, typo.quoted) == (True, False)
    assert [text for text, _ in typos("抓住“关健少数”。")] == ["关健"]


def test_a_slip_in_a_title_is_told_and_the_name_of_a_place_in_one_is_not() -> None:
    text = f"{OPENING}印发《关于嘉强新时代人民调解工作的意见》，学习《青石镇石板垭村村规民约》。"
    told = [(item.rule, item.span.of(reading(text).document.text)) for item in report(text).unsuppressed]
    assert [one for one in told if one[0].startswith("WRD")] == [("WRD027", "嘉强")]


def test_what_speaks_against_a_typo_is_known() -> None:
    typo = next(iter(reading(f"{OPENING}抓住“关健少数”,建强“关健少数”队伍。").typos))
    assert (typo.quoted, typo.recurs) == (True, True)


@pytest.mark.parametrize("text", SILENT)
def test_what_words_share_is_no_fault(text: str) -> None:
    told = [item for item in report(f"{OPENING}{text}。").unsuppressed if item.rule[:3] in ("WRD", "DUP", "NAM")]
    assert [(item.rule, item.text) for item in told] == []


def alike(one: str, other: str) -> bool:
    return {one, other} == {"名", "民"}


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("全国人名代表大会", (0, 8)),
        ("全国人民代大会", (0, 7)),
        ("全国人民代表表大会", (0, 9)),
        ("全国民人代表大会", (0, 8)),
    ],
)
def test_one_slip_misses_a_name(written: str, place: tuple[int, int]) -> None:
    found = read_near_names(f"召开{written}。", ("全国人民代表大会",), alike)
    assert [one.span for one in found] == [Span(place[0] + 2, place[1] + 2)]


@pytest.mark.parametrize("written", ["全国人民代表大会", "全国人大代表大会", "全国性人民代表大会", "全国妇女代表大会"])
def test_another_name_is_no_slip(written: str) -> None:
    assert read_near_names(f"召开{written}。", ("全国人民代表大会",), alike) == ()


def told(text: str) -> list[tuple[str, str]]:
    found = report(f"{OPENING}{text}。").unsuppressed
    return [(item.rule, item.text) for item in found if item.rule in ("WRD027", "WRD028", "WRD031", "WRD032")]


@pytest.mark.parametrize(
    ("text", "rule", "wrong"),
    [
        ("依法规犯设置便民服务点,保障群众就医", "WRD027", "规犯"),  # the list's 规犯 is cut out of 法规|犯
        ("走村串寨演出,群众看的多、记得住", "WRD028", "看的"),
        ("深入村民民小组走访", "WRD031", "民民"),
        ("群众的法治获得感曰益增强", "WRD027", "曰益"),
        ("避免了3起潜在得合同纠纷", "WRD028", "潜在得"),
        ("因应急需要征用地车辆、船舶予以补偿", "WRD028", "征用地"),
        ("审核时限留给法律顾问地时间不足2天", "WRD028", "法律顾问地"),
        ("依法科学的做好疫情防控", "WRD028", "科学的"),
        ("新媒体用的少", "WRD028", "用的"),
    ],
)
def test_no_other_rule_and_no_list_silences_what_only_one_of_them_tells(text: str, rule: str, wrong: str) -> None:
    assert told(text) == [(rule, wrong)]


@pytest.mark.parametrize(
    "text",
    [
        "推动一批多年积案案结事了", "让群众有话好好说", "在车站站厅张贴海报", "区长主任任洪斌到会", "构建共建共治共享的格局",
        "服务站由6处增至9处", "规范入企检查", "形成了一张张亮丽的名片", "落实规定规定的期限", "一般应由社区负责", "此件公开发布",
    ],
)  # fmt: skip
def test_what_words_share_and_what_is_new_is_no_typo(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "加强军地战略规划统筹,做好历史文化遗产地保护", "更加有效地监督政府行为,广泛地动员和组织群众",
        "依法处置违规用地行为,由诊治地负责登记", "让居民生活得方便、舒心,资源得以共享",
        "专家冷静理性地评估疫情,把工作落实得早一些", "依法推进工作的做好做实,科学的决策机制逐步完善",
    ],
)  # fmt: skip
def test_a_particle_between_words_that_take_it_is_right(text: str) -> None:
    assert told(text) == []


def test_a_broken_line_has_all_its_characters() -> None:
    found = report("青石镇2024年法治政府建设年度报告\n\n政府工作报\n\n告\n\n2024年,依法行政水平提高。").unsuppressed
    assert [item.text for item in found if item.rule == "WRD027"] == []


@pytest.mark.parametrize(
    "text", ["由户籍所在的街道受理", "整治学校周边的网吧", "可以行使下列权力"],
)  # fmt: skip
def test_a_word_that_its_context_allows_is_right(text: str) -> None:
    assert told(text) == []


def test_a_report_that_stands_twice_has_its_typos_once() -> None:
    lines = (
        "全县各部门严格规范公正文明执法,把基层党支部打造成坚强的战斗保垒。",
        "建设人民满意的法治政府,健全人民调组织,依法办理行政复议案件。",
    )
    text = OPENING + "".join(f"{line}\n\n" for line in ("我县有新的进步。", *lines))
    once = [(one.rule, one.span, one.text) for one in report(text).unsuppressed if one.rule in ("WRD003", "WRD027")]
    assert [(rule, words) for rule, _, words in once] == [("WRD027", "保垒"), ("WRD003", "人民调组织")]
    assert all(span.of(text) == words for _, span, words in once)
    twice = report(text + "".join(f"{line}\n\n" for line in lines)).unsuppressed
    assert [(one.rule, one.span, one.text) for one in twice if one.rule in ("WRD003", "WRD027")] == once
    # What two paragraphs share that are no copies is a word of the writer's own.
    other = reading(f"{OPENING}{lines[0]}\n\n选出六个战斗保垒加以表扬。")
    assert {typo.recurs for typo in other.typos if typo.score > 1} == {True}
