"""One report speaks of one world: ⟦ and ⟧ mark what must be found, and where nothing is marked nothing may be."""

from __future__ import annotations

import pytest
from helpers import check, report

COUNTY = "云渠县2024年法治政府建设年度报告\n\n2024年,云渠县推进依法行政。\n\n"


@pytest.mark.parametrize(
    "text",
    [
        # Two characters between quotation marks are a name if the same words follow.
        "设立“和风”调解工作站8个。\n\n把“⟦和丰⟧”调解工作站增加到12个。",
        "设立“和风”调解工作站8个。\n\n开展“和丰”普法宣讲12场。",
        "打造“东城”调解工作站。\n\n打造“西城”调解工作站。",
        # The issuer's place and a coined word that rhymes with another.
        "擦亮“法润云渠”普法品牌,推送“法润云渠”信息12条。\n\n做强“⟦法韵云渠⟧”品牌。",
        "擦亮“法润云渠”普法品牌。\n\n开通“法惠云渠”热线。",
        "擦亮“法治云渠”品牌。\n\n建设“数治云渠”平台。",
        # A person's name in one of a workshop.
        "“老邓说法”工作室化解纠纷889件。\n\n推广“⟦老郑说法⟧”工作室做法。",
        "“老邓说法”工作室化解纠纷889件。\n\n推广“老王说法”工作室做法。",
        "“云事通”平台接入事项,“云执通”监督平台上线。",
        # One more character at the end.
        "通过“云渠不动产”小程序申办。\n\n推动“⟦云渠不动产通⟧”小程序升级。",
        "通过“云渠不动产”小程序申办。\n\n推动“云渠不动产通”企业服务热线升级。",
        # Of two orders the one is right whose words are known, even if it comes later.
        "“⟦廊桥事说⟧”品牌提质。\n\n做强“廊桥说事”品牌。",
    ],
)
def test_one_name_in_two_spellings(text: str) -> None:
    check(COUNTY + text, "similar-names")


@pytest.mark.parametrize(
    "text",
    [
        "镇长文秀英带头学法。\n\n⟦文英秀⟧作为负责人出庭应诉1次。",
        "镇长文秀英带头学法。\n\n该镇人文英秀丽,文秀英出庭应诉。",
        # Each once: the likelier of two names is right.
        "局长⟦周启铭⟧履行职责。\n\n局长周启明上法治课。",
        "乡司法所所长周明德列席会议。\n\n明确乡司法所⟦副所长周明德⟧为联络员。",
        "乡司法所⟦副所长周明德⟧列席会议。\n\n乡司法所所长周明德讲课,司法所所长周明德调解。",
        "县委书记罗建安调研,镇党委副书记罗建安汇报。",
        "领导小组组长罗建安主持,工作专班领导小组副组长罗建安汇报。",
        "副县长罗建安调研,县长周明德部署。",
    ],
)
def test_one_person(text: str) -> None:
    check(COUNTY + text, "person-name")


@pytest.mark.parametrize(
    "text",
    [
        # A count of which some are told next is that of all.
        "9个街道中有3个未配专职法制员。\n\n年内实现⟦8个街道⟧专职法制员全覆盖。",
        "抽查的9个街道中有3个未配专职法制员。\n\n年内实现8个街道专职法制员全覆盖。",
        "9个街道中有3个未配专职法制员。\n\n为5个街道配齐法制员,5个街道全部挂牌。",
        # What follows a count of all is not a count of all itself.
        "全县13个乡镇中,仅5个乡镇配备人员。\n\n推动⟦12个乡镇⟧全部配备人员。",
        "全县13个乡镇中,仅5个乡镇配备人员。\n\n推动8个乡镇补充人员。",
        "全县27个政府部门和8个街道办事处中,有34个单位建立制度。\n\n⟦9个街道⟧共有执法人员63人。",
        # Lists that share a member.
        "组织22个处室、14个直属单位述法。\n\n对⟦23个处室⟧、14个直属单位开展检查。",
        "组织22个处室、14个直属单位述法。\n\n抽查5个处室、14个直属单位。",
        "组织22个处室、14个直属单位述法。\n\n对23个处室、12个直属单位开展检查。",
        "县局下设8个市场监管所。\n\n⟦9个所⟧全部实现办案常态化,办案不足10件的2个所由县局指导。",
        "县级98个部门全部公开预算。\n\n组织县级⟦89个部门⟧全员培训。",
        "县级98个部门全部公开预算。\n\n组织县级36个部门全员培训。",
        "全市89个街道推广,8个街道全部挂牌。\n\n全市98个街道推广。",
    ],
)
def test_counts_of_what_is_below_the_issuer(text: str) -> None:
    check(COUNTY + text, "unit-count")


def test_all_of_the_city_are_the_city_s_own() -> None:
    city = "岚川市2022年法治政府建设年度报告\n\n2022年,岚川市推进依法行政。\n\n"
    check(city + "全市224个村、63个社区聘请顾问。\n\n实现⟦278个村(社区)⟧全覆盖。", "unit-count")
    check(COUNTY + "全市224个村、63个社区聘请顾问。\n\n实现278个村(社区)全覆盖。", "unit-count")


@pytest.mark.parametrize(
    "text",
    [
        "⟦市林业局⟧党组全年召开会议11次。清理结果通过⟦市卫计委⟧门户网站向社会公布。",
        "⟦市文广旅局⟧认真执行规定。尊法学法在⟦市场监管系统⟧蔚然成风。",
        "制定《⟦市住建局⟧领导班子学法计划》。",
        "市水利局党组全年召开会议11次,通过市政府门户网站公布。制定《市水利局领导班子学法计划》。",
        "落实《市财政局关于规范收费的通知》,与市林业局党组会商,在市司法局网站公布草案。",
    ],
)
def test_another_department_in_the_issuer_s_place(text: str) -> None:
    bureau = "岚川市水利局2024年法治政府建设年度报告\n\n2024年,岚川市水利局推进依法行政。\n\n"
    check(bureau + text, "foreign-body", "foreign-title")


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("经济开发区", "开发区管委会主任部署工作,经开区审查合同,开发区学法。\n\n一是⟦高新区⟧管委会职责不清。"),
        ("经济开发区", "开发区管委会主任部署工作,经开区审查合同,开发区学法。\n\n与云渠高新区管委会交流。"),
        ("高新技术产业开发区", "高新区管委会部署工作,高新区审查合同,高新区学法。\n\n由⟦经开区⟧管委会督办。"),
    ],
)
def test_a_zone_of_another_kind(zone: str, text: str) -> None:
    head = f"泓岭{zone}管理委员会2024年法治政府建设年度报告\n\n2024年,泓岭推进依法行政。\n\n"
    check(head + text, "foreign-level")


def test_a_place_of_three_characters() -> None:
    head = "柳堤街道办事处2024年法治政府建设年度报告\n\n2024年,柳堤街道推进依法行政。\n\n"
    check(head + "⟦金水湾街道⟧便民服务大厅梳理事项84项。", "foreign-town")
    check(head + "与金水湾街道联合检查3次。", "foreign-town")


def test_a_button_between_two_parts_is_a_fault_and_one_below_the_report_a_hint() -> None:
    parts = (
        "一、主要成效\n\n审查合同18件。\n\n返回顶部 收藏本页\n\n二、下一步安排\n\n审查合同20件。\n\n打印本页 关闭窗口"
    )
    head = "青石镇2024年法治政府建设年度报告\n发布日期:2025-01-17 浏览次数:316次\n\n"
    found = [(str(item.severity), item.text) for item in report(head + parts, "page-furniture").diagnostics]
    assert found == [("warning", "返回顶部 收藏本页"), ("info", "打印本页 关闭窗口")]


@pytest.mark.parametrize(
    "text",
    [
        "审查合同94份⟦(办公室小周:此段金额请水政支队再核一遍)⟧。",
        "审查合同94份⟦(法规科:数据以年底为准)⟧。",
        "联系人(办公室小周:85123456),责任单位(县水利局:负责河道)。",
    ],
)
def test_a_note_to_the_drafters(text: str) -> None:
    check(COUNTY + text, "placeholder-instruction")


@pytest.mark.parametrize(
    "text",
    [
        "培养“法律明白人”2008名,平均每个村(社区)8名。\n\n全县⟦215个村(社区)⟧聘请法律顾问。",
        "取得资格的19人,平均每个乡镇(街道)约1.2人。\n\n为⟦17个乡镇(街道)⟧各配备2名人员。",
        # The rounding of the average allows for it.
        "培养“法律明白人”2008名,平均每个村(社区)8名。\n\n全县252个村(社区)聘请法律顾问。",
        # 村 may stand for villages and communities, and the average be that of some.
        "全县辖18个行政村、2个社区。\n\n办理1872件,平均每村约94件。",
        "培训400人次,平均每个乡镇40人次。\n\n全县18个乡镇全部挂牌。",
        # Against two counts that agree the average is wrong.
        "全县9镇4乡、168个村同心同向。\n\n办理案件398件,平均每个乡镇约36件。\n\n为13个乡镇各配备1名法制员。",
        "全县9镇4乡、168个村同心同向。\n\n办理案件398件,平均每个乡镇约36件。\n\n为⟦12个乡镇⟧各配备1名法制员。",
    ],
)
def test_a_count_that_an_average_excludes(text: str) -> None:
    check(COUNTY + text, "unit-count")
