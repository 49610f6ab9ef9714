"""Norms, plans and congresses that do not fit the year of the report: ⟦ and ⟧ mark what must be found."""

from __future__ import annotations

import pytest
from helpers import check


def _report(year: int, text: str) -> str:
    return f"青石镇{year}年法治政府建设年度报告\n\n{year}年,青石镇推进依法行政。\n\n{text}"


@pytest.mark.parametrize(
    ("year", "text"),
    [
        # A day that is uncertain does not matter years later.
        (2023, "组织学习⟦《旅行社管理条例》⟧。"),
        (2023, "组织学习《旅行社条例》。《旅行社管理条例》废止以来,秩序好转。"),
    ],
)
def test_what_was_replaced_long_ago(year: int, text: str) -> None:
    check(_report(year, text), "outdated-reference")


@pytest.mark.parametrize(
    ("year", "text"),
    [
        (2024, "落实2024年8月1日起施行的⟦《公平竞争审查制度实施细则》⟧。"),
        (2024, "落实2024年8月1日起施行的《公平竞争审查条例》。"),
        (2024, "做好⟦2024年7月1日起施行⟧的新修订《中华人民共和国矿产资源法》学习宣传。"),
        (2025, "做好2025年7月1日起施行的新修订《中华人民共和国矿产资源法》学习宣传。"),
        (2024, "落实《公平竞争审查条例》,该条例⟦自2024年6月6日起施行⟧。"),
        (2024, "落实《公平竞争审查条例》,该条例自2024年8月1日起施行。"),
    ],
)
def test_the_day_on_which_a_norm_starts(year: int, text: str) -> None:
    check(_report(year, text), "wrong-norm-date")


@pytest.mark.parametrize(
    "text",
    [
        "持续落实⟦提升行政执法质量三年行动计划(2024—2026年)⟧。",
        "持续落实提升行政执法质量三年行动计划(2023—2025年)和公交优先三年行动计划(2024—2026年)。",
    ],
)
def test_the_years_of_a_plan_without_title_marks(text: str) -> None:
    check(_report(2024, text), "misnamed-reference")


@pytest.mark.parametrize(
    ("year", "text"),
    [
        (2020, "⟦“六五”普法通过县级验收⟧。"),
        (2016, "“六五”普法通过县级验收。"),
        (2020, "“七五”普法接受省级验收。"),
        (2018, "“七五”普法规划通过中期验收。"),
    ],
)
def test_the_last_stage_of_a_campaign(year: int, text: str) -> None:
    check(_report(year, text), "plan-stage")


@pytest.mark.parametrize(
    ("year", "text"),
    [
        (2017, "以迎接和学习贯彻党的⟦二十大⟧精神为主线。"),
        (2021, "以迎接党的二十大为主线。"),
    ],
)
def test_a_congress_is_looked_forward_to_for_two_years(year: int, text: str) -> None:
    check(_report(year, text), "anachronism")


def test_a_date_below_the_title_is_that_of_the_report() -> None:
    head = "青石镇2023年法治政府建设年度报告\n\n"
    body = "\n\n2023年,青石镇推进依法行政。全年审查合同18件。"
    check(f"{head}(⟦2023年1月19日⟧){body}", "report-year-mismatch")
    check(f"{head}(2024年1月19日){body}", "report-year-mismatch")
    check(f"{head}(2023年1月19日印发){body}", "report-year-mismatch")


@pytest.mark.parametrize(
    ("year", "text"),
    [
        (2025, "结合⟦第23个全国“安全生产月⟧”集中普法。"),
        (2025, "结合第24个全国“安全生产月”、第33届世界水日集中普法。"),
        (2024, "⟦第32届“中国水周⟧”期间宣讲,第37届“中国水周”期间宣讲。"),
        (2024, "2023年6月第22个全国“安全生产月”以来,隐患减少。"),
    ],
)
def test_a_day_that_is_counted_has_its_number_of_the_year(year: int, text: str) -> None:
    check(_report(year, text), "wrong-fixed-day")
