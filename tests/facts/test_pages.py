"""Heads of pages in the form of real sites: issuer, year, and the findings about them."""

from __future__ import annotations

import pytest
from helpers import reading, report

HEADS = [
    # no title; the issuer stands in the opening
    (
        "2025年,望湖街道办事处深入学习贯彻习近平法治思想,扎实推进依法行政。现将本年度法治政府建设工作情况报告如下:\n",
        ("望湖街道办事处", 2025, "street"),
    ),
    (
        "2022年,在区委、区政府的坚强领导下,东山街道深入学习贯彻习近平法治思想。现将我街道2022年法治政府建设的情况报告如下:\n",
        ("东山街道", 2022, "street"),
    ),
    (
        "2019年,在市委、市政府的正确领导下,青石县全面贯彻党的十九大精神,法治建设迈上新台阶。现将有关情况报告如下:\n",
        ("青石县", 2019, "government"),
    ),
    # a title in two lines below the site's banner and column label
    (
        "青石市人民政府 2019年12月3日星期二\n今天是:2019年12月3日 星期二\n工作报告\n青石市东山区人民政府望湖街道办事处\n2020年法治政府建设年度情况报告\n区委、区政府:\n2020年,望湖街道推进依法行政。\n",
        ("青石市东山区人民政府望湖街道办事处", 2020, "street"),
    ),
    # the title in the metadata only, names of fields written apart
    (
        "当前位置:首页> 政务公开> 最新文件\n\n名  称: 青石高新区2021年法治政府建设报告\n发布机构: 青石高新区\n成文日期: 2022-02-02\n\n2021年,青石高新区推进依法行政。\n",
        ("青石高新区", 2021, "zone"),
    ),
    # fields of metadata glued together
    (
        "云岭乡2022年度法治政府建设情况的报告\n发布机构:云岭乡日期:2023-02-15 11:47浏览:5072次\n2022年,云岭乡推进依法行政。\n",
        ("云岭乡", 2022, "township"),
    ),
    # a section of a zone's administration is a department
    (
        "高新区综治局2021年法治政府建设年度报告\n\n2021年,高新区综治局推进依法行政。\n",
        ("高新区综治局", 2021, "department"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_issuer_year_and_profile(text: str, expected: tuple[str, int, str]) -> None:
    identity = reading(text).identity
    assert identity.issuer is not None
    assert (identity.issuer.value, identity.report_year, identity.profile.name) == expected
    assert identity.is_report


@pytest.mark.parametrize(
    "title",
    [
        "【政策解读】关于《青石县2023年度法治政府建设情况的报告》的政策解读",
        "青石县2024年法治政府建设工作要点",
        "关于报送2021年度法治政府建设情况报告的通知",
    ],
)
def test_documents_about_reports_are_no_reports(title: str) -> None:
    assert not reading(f"{title}\n\n现将有关事项说明如下。\n").identity.is_report


def test_a_site_s_wrong_weekday_is_not_the_report_s() -> None:
    text = "今天是:2019年10月31日 星期三\n云岭镇2020年法治政府建设年度报告\n\n2020年,云岭镇推进依法行政。\n"
    assert "impossible-date" not in {item.name for item in report(text).diagnostics}


def test_a_title_in_the_metadata_is_a_title() -> None:
    assert "missing-title" not in {item.name for item in report(HEADS[4][0]).diagnostics}


def test_reports_from_before_the_norm_are_not_judged_by_it() -> None:
    text = "青石市人民政府关于2017年度法治政府建设情况的报告\n\n2017年,青石市推进依法行政。\n\n一、主要成效\n\n全年审查合同18件。\n"
    late = text.replace("2017", "2023")
    parts = ("missing-shortcomings", "missing-first-responsible", "missing-next-year-plan")
    assert not {item.name for item in report(text).diagnostics} & set(parts)
    assert {item.name for item in report(late).diagnostics} >= set(parts)


def test_a_habit_is_said_once() -> None:
    text = "云岭镇2020年法治政府建设年度报告\n\n一、主要成效\n\n1、审查合同。全年18件。\n\n2、化解纠纷。全年56件。\n"
    found = list(report(text, "ordinal-mark").diagnostics)
    assert [(item.text, item.message) for item in found] == [("1、", "序号写作“1、”（全文 2 处），通常写作“1.”")]


def test_a_page_title_above_the_same_body_title_is_information() -> None:
    text = "青石县云岭镇人民政府关于2024年法治政府建设情况的报告\n青石县云岭镇人民政府\n关于2024年法治政府建设情况的报告\n按照有关规定,现将我镇2024年法治政府建设情况报告如下:\n"
    found = report(text, "repeated-title").diagnostics
    assert [(str(item.severity), item.place.line) for item in found] == [("info", 1)]


def test_without_a_name_the_report_s_own_words_tell_the_profile() -> None:
    text = "按照通知要求,我局认真总结2021年度推进法治政府建设的工作,现将工作情况报告如下:\n一、主要举措和成效\n我局审查合同18件。\n"
    assert reading(text).identity.profile.name == "department"
    assert "foreign-self-reference" not in {item.name for item in report(text).diagnostics}


def test_the_duty_under_the_heading_of_party_leadership_is_present() -> None:
    text = (
        "青石高新区2021年法治政府建设报告\n\n一、主要成效\n\n1、加强党的全面领导。一是深入落实法治建设第一责任人职责。"
        "管委会主要负责同志率先垂范,专题听取法治政府建设情况汇报,研究解决重点难点问题。\n"
    )
    assert "missing-first-responsible" not in {item.name for item in report(text).diagnostics}
