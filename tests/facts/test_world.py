"""One document, one world: counts of its units, its persons, its places, its own name, and its headings."""

from __future__ import annotations

import pytest
from helpers import findings

from checker.facts.names.places import places_in
from checker.search.patterns import compile_pattern
from checker.text.span import Span

TOWN = "棠梨坞镇2024年法治政府建设年度报告\n\n2024年,棠梨坞镇推进依法行政,全镇辖17个行政村、2个社区。\n\n"
COUNTY = "澄渡县2021年法治政府建设年度报告\n\n2021年,澄渡县推进依法行政,全县辖9个镇、5个乡。\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TOWN + "19个村(社区)都设了代办点,18个村(社区)全部建成调解室。", ["18个村(社区)"]),
        (TOWN + "镇农业办要提前到18个村宣讲。", ["18个村"]),
        (TOWN + "在16个行政村全部建成微型消防站。", ["16个行政村"]),
        (TOWN + "17个村都修订村规民约,其中5个村试点积分制,抽查9个村全部整改。", []),
        (TOWN + "全县210个村中,3个村获评示范村。周边22个村来我镇学习。", []),
        (TOWN + "累计建成广场45个村次,由12个村增加到16个村。", []),
        (COUNTY + "县、乡两级法律顾问全覆盖,16个乡镇共聘请律师22名。", ["16个乡镇"]),
        (COUNTY + "14个乡镇全部配齐人员,督察了7个乡镇、10个部门,阳关镇等3个乡镇建成公园。", []),
    ],
)
def test_counts_of_units_below_the_issuer(text: str, expected: list[str]) -> None:
    assert [found for _, found in findings(text, "unit-count")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("帮助林厝村、渡头村三村化解争议。", ["三村"]),
        ("清溪坝、石磨岭、老鹰岩四个乡镇实现零越级上访。", ["四个乡镇"]),
        ("市场监管、生态环境保护、文化市场、交通运输、农业六支综合行政执法队伍全部挂牌。", ["六支综合行政执法队伍"]),
        ("涉及水堰、竹湾、上梁3个村。公安、国土、城管等8个部门参加。", []),
        ("司法所、农业办公室要提前到21个村宣讲。通报公开不及时、问题多的3个村。", []),
    ],
)
def test_a_number_behind_a_list(text: str, expected: list[str]) -> None:
    assert [found for _, found in findings(text, "listed-count")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县长周砚平出庭应诉2次。县长周彦平先后5次调研。", ["周彦平"]),
        ("调解员吉克木呷七次上门。调解员吉克木牙获评模范。", ["吉克木牙"]),
        ("“老寒调解室”依托退休法官韩素琴化解纠纷39件。", ["老寒"]),
        ("“老韩调解室”依托退休法官韩素琴化解纠纷39件。", []),
        ("调解员张小明、张小红上门。县长周砚平出庭,副县长周文斌调研。", []),
        ("书记高度重视,县长高度关注。局长主持会议,科长主动上门。", []),
    ],
)
def test_persons(text: str, expected: list[str]) -> None:
    assert [found for _, found in findings(text, "person-name")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TOWN + "依托柏庄街道142个网格走访。", ["柏庄街道"]),
        (TOWN + "以青螺乡政府名义印发的文件。", ["青螺乡"]),
        (TOWN + "会同县林业局(枣林乡可参照执行)会商。", ["枣林乡"]),
        (TOWN + "与柏坳镇联合执法,赴青枫镇学习。柏坳镇、青枫镇、白沙镇参加。", []),
        (TOWN + "改造老旧小区、棚户区,整治集镇,服务返乡人员,帮扶社区矫正对象。《青枫镇志》出版。", []),
        ("塬北县乌柳坨镇2024年法治政府建设年度报告\n\n乌柳坨镇地处沙垣县北部,推进依法行政。", ["沙垣县"]),
        ("塬北县乌柳坨镇2024年法治政府建设年度报告\n\n乌柳坨镇地处塬北县北部,推进依法行政。", []),
    ],
)
def test_other_places_of_the_issuers_kind(text: str, expected: list[str]) -> None:
    assert [found for _, found in findings(text, "foreign-town")] == expected


def test_a_place_begins_and_ends_at_the_boundaries_of_words() -> None:
    text = "法治浸润园区,开展社区服务,抽查岫林县26个单位,在柏坳镇开会,局评查街道案卷。"
    types = compile_pattern("镇|街道|县|区")
    spans = places_in(text, Span(0, len(text)), types, "在查", "局")
    assert [span.of(text) for span in spans] == ["岫林县", "柏坳镇"]


ZONE = "云栈经济技术开发区管理委员会2024年法治政府建设年度报告\n\n2024年,云栈经开区推进依法行政。\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A verb with its complement, and a verb before a name, are no part of the name.
        (COUNTY + "用好县委全面依法治县委员会统筹职能。", []),
        (COUNTY + "抓实县直单位述法,管好县级权力清单,用足县里的试点政策,做细县情调研。", []),
        (COUNTY + "建好县政务大厅,守住县域安全底线,压紧县乡两级责任。", []),
        (ZONE + "开展案例教学,让云栈经开区的法治名片更加响亮。", []),
        (ZONE + "合力使云栈开发区企业少跑路,替云栈经开区企业算清成本。", []),
        (ZONE + "开展案例教学,让雁渚经开区的法治名片更加响亮。", ["雁渚经开区"]),
        (ZONE + "合力使雁渚开发区企业少跑路。", ["雁渚开发区"]),
        (COUNTY + "让沙垣县的群众少跑路。", ["沙垣县"]),
        (COUNTY + "用沙垣县的办法化解纠纷。", ["沙垣县"]),
    ],
)
def test_what_stands_before_a_place(text: str, expected: list[str]) -> None:
    assert [found for _, found in findings(text, "foreign-town")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云浦经济技术开发区2025年法治政府建设年度报告\n\n2026年,云浦高新区将抓好执法。", ["云浦高新区"]),
        ("竹霁镇2018年法治政府建设年度报告\n\n开通“霁竹说法”微信公众号。", ["霁竹"]),
        ("榕坞镇2024年法治政府建设年度报告\n\n榕坞乡司法所调解36件。", ["榕坞乡"]),
        ("青石县青石镇2024年法治政府建设年度报告\n\n青石县司法局到青石镇指导,青石社区调解36件。", []),
    ],
)
def test_the_issuers_own_name(text: str, expected: list[str]) -> None:
    assert [found for _, found in findings(text, "issuer-type")] == expected


def test_of_two_names_the_one_with_the_issuers_character_is_right() -> None:
    text = "临澜市生态环境局2019年法治政府建设年度报告\n\n开展“利剑护蓝”行动,抽查12家。\n\n开展“利剑护澜”行动回头看。"
    assert findings(text, "similar-names") == [("similar-names", "利剑护蓝")]


def test_that_also_holds_where_the_right_one_lost_a_mark() -> None:
    text = "琅屿开发区2021年法治政府建设年度报告\n\n上线“琅企通“服务平台。\n\n升级“朗企通”,覆盖12家企业。"
    assert findings(text, "similar-names") == [("similar-names", "朗企通")]


def test_a_letter_stands_for_a_character_that_lost_its_second_mark() -> None:
    text = "岚川市2022年法治政府建设年度报告\n\n依托“岚易办移动端办件。\n\n扩大“岚e办”应用范围。"
    assert findings(text, "similar-names") == [("similar-names", "岚易办")]


DECIMAL = (
    "麓泽高新区2025年法治政府建设年度报告\n\n1. 主要举措\n\n1.1 优化服务\n\n办件18件。\n\n1.2 规范检查\n\n检查8次。\n\n"
)


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        (DECIMAL + "4.1 严把关口\n\n审查18件。\n\n1.4 普法\n\n讲座2场。", "numbering-gap", ["4.1 "]),
        (DECIMAL + "1.4 普法\n\n讲座2场。", "numbering-gap", ["1.4 "]),
        (DECIMAL + "1.3 普法\n\n讲座2场。", "numbering-gap", []),
        (DECIMAL + "1.3 接受监督\n\n1.4 普法\n\n讲座2场。", "empty-section", ["1.3 接受监督"]),
        ("青石镇报告\n\n1.5万元用于普法。\n\n3.15期间宣传。\n\n12.4宣传。", "numbering-gap", []),
    ],
)
def test_headings_numbered_with_a_point(text: str, rule: str, expected: list[str]) -> None:
    assert [found for _, found in findings(text, rule)] == expected


def test_one_point_nine_persons_are_item_one() -> None:
    text = "青石镇2024年法治政府建设年度报告\n\n一、普法\n\n1.9名法律顾问值班216次。\n\n2.开展活动58场。\n\n3.培训2期。"
    assert findings(text, "numbering-gap") == []


HEADS = (
    "(一)抓学习。\n\n学法6次。\n\n(二)抓执法\n\n办案18件。\n\n(三)抓普法\n\n讲座2场。\n\n(四)抓监督\n\n评查8卷。\n\n"
)


def test_a_heading_that_runs_into_a_list_or_lacks_its_own_line() -> None:
    report = "青石镇2024年法治政府建设年度报告\n\n一、主要举措\n\n" + HEADS.replace("抓学习。", "抓学习")
    joined = report + "(五)抓化解,把矛盾消灭在萌芽一是网格摸排。全镇划分网格68个。"
    assert findings(joined, "heading-run-in") == [("heading-run-in", "(五)抓化解")]
    alone = report + "(五)抓化解。一是网格摸排,全镇划分网格68个,配网格员71名。"
    assert findings(alone, "heading-run-in") == [("heading-run-in", "(五)抓化解")]
    assert findings(report + "(五)抓化解\n\n一是网格摸排。", "heading-run-in") == []


def test_two_first_items() -> None:
    text = TOWN + "一是出庭意识不强;一是执法不规范;三是普法不够。"
    assert findings(text, "item-numbering-gap") == [("item-numbering-gap", "一是")]
    assert findings(TOWN + "一是学习:一是集中学;二是自学。二是执法。", "item-numbering-gap") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("组建“马背普法队”,补充队员30名。\n\n“马背宣法队”队员年龄偏大。", ["马背宣法队"]),
        ("开设“护航企业站”。\n\n“护行企业站”办件36件。", ["护行企业站"]),
        ("“潮音议事亭”议事132场。\n\n推动“潮声议事亭”向15个村延伸。", ["潮声议事亭"]),
        ("“村医通”平台延伸至11个村。\n\n“村医保通”平台偶有卡顿。", ["村医保通"]),
        # Other things behind them, a wording of its own, two names in one list, and words that are both words.
        ("“村医通”平台延伸至11个村。\n\n“村医保通”活动举办3场。", []),
        ("擦亮“青石造”招牌。\n\n做强“青石制造”。", []),
        ("组建“马背普法队”“马背宣法队”各1支。", []),
        ("组建“马背普法队”1支。\n\n组建“马背护草队”1支。", []),
    ],
)
def test_names_that_differ_in_a_word(text: str, expected: list[str]) -> None:
    text = f"青石镇2024年法治政府建设年度报告\n\n{text}"
    assert [found for _, found in findings(text, "similar-names")] == expected


SUMU = "阿日善格旗乌兰淖日布苏木2025年法治政府建设年度报告\n\n2025年,乌兰淖日布苏木推进依法行政。\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SUMU + "乌兰淖尔布苏木政府收到即办。", ["乌兰淖尔布苏木"]),
        (SUMU + "乌兰卓日布苏木司法所调解36件。", ["乌兰卓日布苏木"]),
        (SUMU + "与巴彦淖尔苏木联合执法,苏木党委、政府带头学法。", []),
        (TOWN + "棠犁坞镇司法所调解36件。", ["棠犁坞镇"]),
        (TOWN + "棠梨湾镇派人来镇交流,在梨坞镇原址设点。", []),
    ],
)
def test_the_issuers_longer_name_with_a_wrong_character(text: str, expected: list[str]) -> None:
    assert [found for _, found in findings(text, "issuer-type")] == expected


BANNER = (
    "辉勒河达斡尔族自治旗人民政府2017年法治政府建设年度报告\n\n2017年,自治旗政府推进依法行政,全旗审查合同18件。\n\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BANNER + "自治县政府旗长任组长。", ["自治县政府"]),
        (BANNER + "全县调解案件36件。", ["全县"]),
        (BANNER + "自治区政府部署,市委、市政府督察,各旗县交流经验。", []),
        (SUMU + "苏木审查合同18件,苏木长带头。镇党委书记讲法治课。", ["镇党委"]),
        (SUMU + "苏木审查合同18件,苏木长带头。各乡镇苏木交流经验。", []),
    ],
)
def test_bodies_of_banners(text: str, expected: list[str]) -> None:
    assert [found for _, found in findings(text, "foreign-level")] == expected


HOUSING = "云汀市住房和城乡建设局2022年法治政府建设年度报告\n\n2022年,我局推进依法行政。\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HOUSING + "市住管局领导班子全年集体学法8次。", [("issuer-abbreviation", "市住管局")]),
        (HOUSING + "市住保局认真贯彻实施纲要。", [("issuer-abbreviation", "市住保局")]),
        (HOUSING + "市住建局领导班子全年集体学法8次,市住房城乡建设局党组带头。", []),
        (HOUSING + "市水务局党组书记、局长切实履行职责。", [("foreign-body", "市水务局")]),
        (HOUSING + "市文化和旅游局将一以贯之抓好普法。", [("foreign-body", "市文化和旅游局")]),
        (HOUSING + "市水务局党组书记、局长到我局调研。市城管局将36件线索移送我局。", []),
        (HOUSING + "会同市水务局、市文化和旅游局持续开展检查。", []),
    ],
)
def test_another_department_in_the_issuers_voice(text: str, expected: list[tuple[str, str]]) -> None:
    assert findings(text, "foreign-body", "issuer-abbreviation") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对首次违法且及时改正的23起不予处罚。\n\n执法有力,对首次违法且及时改正的23起不予处罚。", 1),
        ("制定清单,对首次违法且及时改正的23起不予处罚。\n\n开展述法。对首次违法且及时改正的23起不予处罚。", 1),
        ("制定清单,对首次违法且及时改正的23起不予处罚。\n\n开展述法。对首次违法且及时改正的24起不予处罚。", 0),
        ("严格执行,行政机关负责人出庭应诉率达到100%。\n\n开展述法。行政机关负责人出庭应诉率达到100%。", 0),
        ("严格执行,贯彻落实国务院2021年8月印发的纲要。\n\n开展述法。贯彻落实国务院2021年8月印发的纲要。", 0),
    ],
)
def test_a_clause_that_stands_elsewhere_as_a_sentence(text: str, expected: int) -> None:
    assert len(findings(COUNTY + text, "repeated-sentence")) == expected
