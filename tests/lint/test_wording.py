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
