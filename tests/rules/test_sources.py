"""Every rule names a source that a person can look up, and a province's own usage is a matter of that province."""

from __future__ import annotations

import re

import pytest
from helpers import linter, report

LOOKED_UP = re.compile(
    r"《[^》]+》"  # a law, a document, a dictionary
    r"|GB/T \d+—\d{4} (?:[A-B]\.)?\d"  # a standard with its clause
    r"|GB 18030—2022|Unicode 标准"
    r"|常理：\S|公文写作惯例：\S|排版惯例：\S"  # what everybody can check by thinking
    r"|fazhi (?:catalog|手册)|说明里所列的文件"  # the message or the program names it
    r"|该(?:提法|次会议|五年规划|规划|文件|法)\S|党章|党的二十大报告"
)
LAW = re.compile(r"《(?:党政机关公文处理工作条例|政府信息公开条例|个人信息保护法|民法典)》(?!第)")


def test_every_source_can_be_looked_up() -> None:
    assert not {
        rule.id: part for rule in linter().all_rules for part in rule.source.split("；") if not LOOKED_UP.search(part)
    }


def test_a_law_is_named_with_its_article() -> None:
    assert not {rule.id: rule.source for rule in linter().all_rules if LAW.search(rule.source)}


@pytest.mark.parametrize(("place", "found"), [("浙江省宁波市", ["大综合一体化行政执法"]), ("甘肃省天水市", [])])
def test_the_formula_of_a_province_is_checked_there_only(place: str, found: list[str]) -> None:
    text = f"云岭镇2024年法治政府建设年度报告\n\n{place}云岭镇推进大综合行政执法一体化改革，制度更加健全。\n"
    told = [item for item in report(text).diagnostics if item.rule == "REF017"]
    assert [item.text for item in told] == [
        wording.replace("大综合一体化行政执法", "大综合行政执法一体化") for wording in found
    ]
    assert all("浙江省" in item.message for item in told)
