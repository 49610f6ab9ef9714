"""Short forms that a text defines, and what it writes later."""

from __future__ import annotations

import pytest
from helpers import findings, reading

TITLE = "临川县司法局2024年法治政府建设年度报告\n\n"


def test_the_full_name_before_a_definition_is_read() -> None:
    text = "落实《纲要(2021—2025年)》(以下简称《纲要》),由临川县调处中心(以下简称调处中心)办理。"
    assert [(item.short, item.full) for item in reading(text).abbreviations] == [
        ("纲要", "《纲要(2021—2025年)》"),
        ("调处中心", "由临川县调处中心"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县调解指导中心(以下简称指导中心)挂牌,指导中心培训3期,指引中心回访6次。", ["指引中心"]),
        ("县综合执法监督办公室(以下简称“县监督办”)收件12件,县监管办收件1件。", ["县监管办"]),
        ("县自然资源和规划局(以下简称县规划局)收件12件,县规划办收件3件。", ["县规划办"]),
        ("《临川县促进条例》(以下简称《促进条例》)施行,《临川县促进条例》(以下简称《县条例》)宣传12场。", ["县条例"]),
        ("《甲实施纲要》(以下简称《纲要》)和《乙实施纲要》(以下简称《纲要》)同步落实。", ["纲要"]),
    ],
)
def test_a_short_form_is_written_otherwise_or_defined_again(text: str, expected: list[str]) -> None:
    assert [found for _, found in findings(TITLE + text, "short-form-deviates")] == expected


@pytest.mark.parametrize(
    "text",
    [
        "县商务局(以下简称县商务局)会同县税务局、市商务局检查18次。",
        "县交通运输局(以下简称县交通运输局)牵头,县交通运输系统、县交通运输行业参与。",
        "县调解中心(以下简称调解中心)运行,调处中心、调处中心、调处中心另有职责。",
        "落实《调解指导中心管理办法》,调解指导中心(以下简称指导中心)运行,《指挥中心管理办法》另行印发。",
        "云浦经济技术开发区管委会(以下简称管委会)运行,村委会、居委会配合。",
        "《甲实施纲要》(以下简称《甲纲要》)和《乙实施纲要》(以下简称《乙纲要》)同步落实。",
    ],
)
def test_what_differs_for_a_reason_is_silent(text: str) -> None:
    assert findings(TITLE + text, "short-form-deviates") == []
