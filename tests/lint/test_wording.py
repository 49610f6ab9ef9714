"""Values in messages: quotation marks within quotation marks, and one line."""

from __future__ import annotations

import pytest
from helpers import report

from checker.lint.wording import fill, nested


@pytest.mark.parametrize(
    ("template", "text", "filled"),
    [
        ("“{text}”搭配不太妥当", "压实“谁执法谁普法”责任制", "“压实‘谁执法谁普法’责任制”搭配不太妥当"),
        ("“{text}”", "“内‘里’外”", "“‘内“里”外’”"),
        ("{text}没有文种", "“甲”", "“甲”没有文种"),
        ("“{text}”不配对", "”", "“””不配对"),
        ("“{text}”", "前“后", "“前“后”"),
        ("“甲”{text}“乙”", "“丙”", "“甲”“丙”“乙”"),
        ("{{{text}}}", "甲", "{甲}"),
        ("“{text}”", "一\r\n二\n三\r四", "“一 二 三 四”"),
    ],
)
def test_filled(template: str, text: str, filled: str) -> None:
    assert fill(template, {"text": text}) == filled


def test_nested_twice_is_the_text_again() -> None:
    assert nested(nested("“甲‘乙’”")) == "“甲‘乙’”"


def test_a_message_of_a_rule() -> None:
    found = report("云岭镇2024年法治政府建设年度报告\n\n全年压实“谁执法谁普法”责任制。\n").diagnostics
    (item,) = [item for item in found if item.rule == "WRD023"]
    assert item.message == "“压实‘谁执法谁普法’责任制”搭配不太妥当"
    assert item.text == "压实“谁执法谁普法”责任制"


WIDE = (
    "云岭镇2024年法治政府建设年度报告\n\n审查合同12件；；决策5件，其中采纳3件。\n\n（六）健全机制\n\n（六）规范执法\n"
)


def test_a_mark_that_a_fix_writes_has_the_width_of_the_report() -> None:
    found = {item.rule: item for item in report(WIDE).diagnostics}
    assert [edit.text for edit in found["PUN015"].fixes[0].edits] == ["；"]
    assert found["PUN015"].mend == "留一个：“；”"
    half = WIDE.translate(str.maketrans("，；（）", ",;()"))
    (item,) = [item for item in report(half).diagnostics if item.rule == "PUN015"]
    assert [edit.text for edit in item.fixes[0].edits] == [";"]


def test_an_ordinal_is_proposed_in_the_width_of_the_report() -> None:
    (item,) = [item for item in report(WIDE).diagnostics if item.rule == "STR010" and item.severity.name == "ERROR"]
    assert item.mend == "改为“（七）”，再核对其后的序号"
