"""Left-overs, dates and marks of one document: what is over, what stands twice, what was not read as it is meant."""

from __future__ import annotations

import pytest
from helpers import findings, report

HEAD = "青石镇2024年法治政府建设年度报告\n\n2024年,青石镇推进依法行政。\n\n"


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("下一步要以迎接党的二十大胜利召开为主线做好工作。", "past-event", ["以迎接党的二十大胜利召开"]),
        ("2022年,我镇以优异成绩喜迎党的二十大胜利召开。", "past-event", []),
        ("剩余3个问题已列入2024年一季度销号计划。", "plan-year", ["2024"]),
        ("剩余3个问题已列入2025年一季度销号计划。", "plan-year", []),
        ("二、工作打算\n\n2024年安排学法不少于10次。", "plan-year", ["2024"]),
        ("二、工作打算\n\n力争2024年内持证率达到100%。", "plan-year", ["2024"]),
        ("二、工作打算\n\n力争2025年内持证率达到100%。", "plan-year", []),
        ("其中2026年办理建议142件。", "late-date", ["2026年"]),
        ("其中2024年办理建议142件,2026年将办理建议20件。", "late-date", []),
        ("入驻事项96项,比22年多18项。22年是启动之年。", "short-year", ["22年", "22年"]),
        ("调解员扎根22年,22年多来从未间断。", "short-year", []),
        (
            "12月4日是第十一个国家宪法日,当天(星期六)恰逢赶集。",
            "impossible-date",
            ["12月4日是第十一个国家宪法日,当天(星期六"],
        ),
        ("12月4日是第十一个国家宪法日,当天(星期三)恰逢赶集。", "impossible-date", []),
        ("一、上一年度推进法治政府建设的主要举措和成效\n\n审查合同18件。", "year-before-heading", ["上一年度"]),
        ("县委全面依法治县领导小组听取汇报。", "former-committee", ["县委全面依法治县领导小组"]),
        ("县委全面依法治县委员会由原依法治县领导小组改设。", "former-committee", []),
    ],
)
def test_what_is_over(text: str, rule: str, expected: list[str]) -> None:
    assert [found for _, found in findings(HEAD + text, rule)] == expected


def test_a_relative_year_that_the_opening_explains() -> None:
    explained = "白苎镇2024年法治政府建设年度报告\n\n今年以来,白苎镇推进依法行政。现将2024年工作情况报告如下:\n\n今年审查18件。\n\n白苎镇人民政府\n2025年1月20日"
    assert findings(explained, "relative-year") == []
    open_year = explained.replace("现将2024年工作情况", "现将工作情况")
    assert len(findings(open_year, "relative-year")) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发现的问题均已整改完毕,发现的问题已全部整改完毕。", ["发现的问题已全部整改完毕"]),
        ("回村后人人写了心得。村干部回村后都写了心得。", ["村干部回村后都写了心得"]),
        ("既有发展传统产业的优势,又有发展新兴产业的优势。", []),
        ("世界每时每刻都在变化,中国也每时每刻都在变化。", []),
    ],
)
def test_neighbouring_clauses_that_say_one_thing(text: str, expected: list[str]) -> None:
    assert [found for _, found in findings(HEAD + text, "restated-clause")] == expected


def test_a_sentence_inside_an_earlier_one() -> None:
    text = (
        HEAD
        + "2.优服务。梳理清单,选择6个小区开展试点,力争工单总量下降一成。\n\n4.严监督。选择6个小区开展试点,力争工单总量下降一成。"
    )
    (found,) = report(text, "repeated-sentence").diagnostics
    assert (found.text, found.place.line) == ("选择6个小区开展试点,力争工单总量下降一成", 7)
    assert findings(HEAD + "选择6个小区开展试点。另选择6个小区开展试点。", "repeated-sentence") == []


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("一是监督不够,追究偏软二是争议增量较大;三是普法不够。", "unmarked-item", ["软二是"]),
        ("一是监督不够;二是争议较大,第二是不满意,统一是目标。", "unmarked-item", []),
        ("审议污水处理特许经营、每项均履行程序。", "enumeration-comma-between-clauses", ["、"]),
        ("对排名靠后的__个局进行约谈。", "placeholder-blank", ["__"]),
        ("审查合同18件(附件 1),办案8件(表 3),责任( 一)落实,配置(RTX4090 x 4)。", "unpaired-bracket", []),
        ("落实责任,其中:1)检查;2)整改。", "unpaired-bracket", []),
        ("(一)加强学习\n\n学法。\n\n二)推进执法\n\n办案。\n\n(三)普法\n\n讲座。", "unpaired-bracket", [")"]),
        ("一)加强学习。\n\n二)推进执法。", "unpaired-bracket", []),
        ("总　　则\n\n附　　则\n\n保护法  人合法权益。", "placeholder-blank", []),
        (
            "(此处插入典型案例)审查18件。(建议压缩为一段)",
            "placeholder-instruction",
            ["(此处插入典型案例)", "(建议压缩为一段)"],
        ),
        ("(此处所称合同指书面合同)审查18件。", "placeholder-instruction", []),
        ("整合12345等热线(详见附件,点击下载),统一受理。", "page-button-in-text", ["(详见附件,点击下载)"]),
        ("健全首问负责、一次告知、一窗受理、自助办理等制度。", "unquoted-term", []),
    ],
)
def test_marks_and_left_overs(text: str, rule: str, expected: list[str]) -> None:
    assert [found for _, found in findings(HEAD + text, rule)] == expected


def test_an_issuer_and_a_date_under_the_title_are_no_addressee() -> None:
    text = "青山市2014年度依法行政工作情况报告\n青山市人民政府\n(2015年1月10日)\n\n2014年,我市推进依法行政,审查合同18件。\n"
    assert findings(text, "addressee-mark", "missing-signature") == []


def test_a_value_on_the_line_behind_its_label() -> None:
    text = (
        "青山镇2025年法治政府建设年度报告\n发布时间:\n2026-03-04\n来源:\n青山镇人民政府\n\n2025年,我镇审查合同18件。\n"
    )
    assert findings(text, "empty-metadata-field", "late-filing", "missing-signature") == []


def test_the_issuer_is_not_read_across_a_leadership() -> None:
    text = "法治政府建设年度报告\n\n2024年以来,县卫生健康局在县委县政府的坚强领导下,推进法治政府建设。我局办理80件。\n"
    assert findings(text, "foreign-self-reference") == []


def test_two_figures_of_acts_are_content() -> None:
    text = HEAD + "一、党政主要负责人履行推进法治建设第一责任人职责情况\n\n镇长研究工作4次,听取汇报2次。\n"
    assert findings(text, "hollow-part") == []
    assert findings(text.replace("研究工作4次,听取汇报2次", "高度重视法治建设"), "hollow-part") != []


def test_a_part_without_number_and_without_content() -> None:
    paragraph = "2024年,青石镇推进依法行政,审查合同18件,办理案件38件,群众满意度明显提高,法治建设取得成效。"
    other = "举办讲座12场,参加群众960人次,发放资料3000份,法治观念深入人心,办事依法的氛围日益浓厚起来。"
    third = "全年审查文件6件,听证2次,专家论证3次,公众参与充分,没有一件被撤销或者变更,决策质量不断提高。"
    text = (
        f"青石镇2024年法治政府建设年度报告\n\n服务篇:打造一流环境\n\n{paragraph}\n\n决策篇:守住依法底线\n\n{third}\n\n"
        f"监督篇:以考核促落实\n\n普法篇:走进寻常百姓\n\n{other}"
    )
    assert findings(text, "empty-section") == [("empty-section", "监督篇:以考核促落实")]
