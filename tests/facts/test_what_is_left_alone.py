"""What reads like a fault at first and is none, with the fault beside it: ⟦ and ⟧ mark what must be found."""

from __future__ import annotations

import pytest
from helpers import check

HEAD = "栖桐镇2021年法治政府建设年度报告\n\n2021年,栖桐镇推进依法行政,审查合同18件。\n\n"
PLAN = HEAD + "四、下一年度主要安排\n\n{}\n\n栖桐镇人民政府\n\n2022年1月10日\n"
CITY = "云泽市2024年法治政府建设年度报告\n\n2024年,云泽市推进依法行政。\n\n"
COUNTY = "云渠县2024年法治政府建设年度报告\n\n2024年,云渠县推进依法行政。\n\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "2022年将召开党的二十大,做好工作意义重大。",
        "2022年,我们将迎来党的二十大。",
        "2022年是党的二十大召开之年。",
        "明年是党的二十大召开的一年。",
        "党的二十大将于下半年召开。",
        "2022年要以党的二十大胜利召开为契机,推进依法行政。",
        "以实际行动献礼党的二十大,做好二十大期间信访保障工作。",
        "认真学习党的⟦二十大⟧精神。",
        "将深入学习宣传党的⟦二十大⟧精神。",
        "党的⟦二十大⟧召开后,组织学习12场。",
    ],
)
def test_a_meeting_that_is_yet_to_come(sentence: str) -> None:
    check(PLAN.format(sentence), "anachronism")


@pytest.mark.parametrize(
    "text",
    [
        "梧桐栖凤,法润乡邻。",
        "组织“村村法讲堂”,德润乡野,法护乡民。",
        "举办古榕乡音宣讲12场。",
        "在⟦白沙乡⟧邻里中心设点。",
        "⟦白沙乡⟧党委专题研究4次,⟦云渡乡⟧民政办走访36户。",
    ],
)
def test_home_is_no_township(text: str) -> None:
    check(HEAD + text, "foreign-town")


@pytest.mark.parametrize(
    "text",
    ["织密县、乡镇、村三级调解网络。", "搭建“智慧县域”平台。", "在⟦沙垣县⟧设点4处,走访36户。"],
)
def test_levels_in_a_list_are_no_county(text: str) -> None:
    check(COUNTY + text, "foreign-town")


@pytest.mark.parametrize(
    "text",
    [
        "1.2 完善制度机制,规范决策行为\n\n出台工作规则,明确集体决策的范围。",
        "审查合同18件,切实规范决策行为\n\n出台工作规则,明确集体决策的范围。",
        "审查合同18件,逐条说明理由\n\n出台工作规则,明确集体决策的范围。",
        "审查合同18件,提高政策知晓率和法治普及\n\n出台工作规则,明确集体决策的范围。",
        "审查合同18件,把“谁执法谁普法”列⟦为⟧\n\n抓手,开展宣传12场。",
        "审查合同18件,出具意见36条,全部⟦由⟧\n\n镇司法所办理。",
    ],
)
def test_a_word_ends_like_a_preposition(text: str) -> None:
    check(HEAD + text, "broken-line")


@pytest.mark.parametrize(
    "text",
    [
        "全面推行“双随机一公开”监管,抽查企业415家。",
        "“双随机一公开”抽查事项覆盖率达到100%。",
        "全面推行⟦双随机一公开⟧监管,抽查企业415家。",
    ],
)
def test_a_set_phrase_that_is_quoted_as_a_name(text: str) -> None:
    check(HEAD + text, "miswritten-set-phrase", "miswritten-phrase")


@pytest.mark.parametrize(
    "text",
    [
        # Two visits to some of them say nothing about how many there are.
        "对6个县(市、区)开展督察。\n\n深入6个县(市、区)调研。\n\n全市7个县(市、区)负责人全部述法。",
        "对6个县(市、区)开展督察。\n\n到6个县(市、区)指导。\n\n全市7个县(市、区)负责人全部述法。",
        "在6个县(市、区)设站。\n\n到6个县(市、区)指导。\n\n⟦7个县(市、区)⟧负责人全部述法。",
    ],
)
def test_some_units_named_twice_are_not_all(text: str) -> None:
    check(CITY + text, "unit-count")


@pytest.mark.parametrize(
    "text",
    [
        "全县14个乡镇和31个县直部门均配备顾问。\n\n⟦16个乡镇⟧党政正职全部述法。",
        "全县14个乡镇、2个街道均配备顾问。\n\n16个乡镇(街道)党政正职全部述法。",
        "14个乡镇全部配备顾问。\n\n⟦16个乡镇⟧党政正职全部述法。",
        "14个乡镇配备顾问。\n\n16个乡镇党政正职全部述法。",
        # The same digits in another order.
        "机构包括诊所87家、村卫生室274家。\n\n⟦247家村卫生室⟧实现检查全覆盖。",
        "机构包括诊所87家、村卫生室274家。\n\n274家村卫生室实现检查全覆盖。",
        "机构包括诊所87家、村卫生室274家。\n\n检查247家村卫生室。",
        "全县812名执法人员持证上岗。\n\n⟦821名执法人员⟧全部参加培训。",
        "全县812名执法人员持证上岗。\n\n833名执法人员全部参加培训。",
    ],
)
def test_two_counts_of_all(text: str) -> None:
    check(COUNTY + text, "unit-count")


@pytest.mark.parametrize(
    ("issuer", "sentence"),
    [
        ("云浦高新技术产业开发区管理委员会", "⟦云浦经开区⟧管委会审查合同18件,高新区管委会公布目录。"),
        (
            "云浦高新技术产业开发区管理委员会",
            "推进高新区建设,高新区管委会审查合同18件。受理以⟦经开区⟧管委会为被申请人的案件3件。",
        ),
        ("云浦高新技术产业开发区管理委员会", "高新区管委会审查合同18件,与明州经开区管委会签订协议。"),
        ("云浦高新技术产业开发区管理委员会", "云浦高新区管委会审查合同18件。"),
        (
            "云浦经济技术开发区管理委员会",
            "经开区管委会审查合同18件,推进经开区建设。受理以⟦高新区⟧管委会为被申请人的3件。",
        ),
    ],
)
def test_another_type_of_zone(issuer: str, sentence: str) -> None:
    check(f"{issuer}2024年法治政府建设年度报告\n\n2024年,{sentence}", "issuer-type", "foreign-level")
