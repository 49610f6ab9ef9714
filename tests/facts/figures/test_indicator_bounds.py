"""Measures that are parts of others: what is more than its whole is told, what may have another scope or time is not."""

from __future__ import annotations

import pytest
from helpers import linter, report

INDICATORS = linter().knowledge.lexicon.indicators


def told(text: str) -> list[str]:
    found = report(text).diagnostics
    return [one.span.of(text) for one in found if one.rule == "FIG047"]


def test_a_part_in_another_paragraph_that_is_more_than_its_whole() -> None:
    text = "全年评查案卷126卷。\n经复核,评定优秀162卷,发现共性问题9个。"
    (found,) = [one for one in report(text).diagnostics if one.rule == "FIG047"]
    assert found.span.start == text.index("162卷")
    assert "优秀案卷162卷，比案卷评查126卷还多" in found.message
    assert [one.span.of(text) for one in found.related] == ["126卷"]


def test_a_whole_of_two_measures() -> None:
    text = "全年受理行政复议案件65件。\n上年结转8件,审结行政复议案件{}件。"
    assert told(text.format(81)) == ["81件"]
    assert told(text.format(73)) == []


@pytest.mark.parametrize(
    "text",
    [
        "全年受理行政复议案件65件。\n审结行政复议案件71件。",  # nothing is said of what was carried over
        "上半年评查案卷60卷。\n全年评定优秀82卷。",
        "2022年评查案卷60卷。\n2023年评定优秀82卷。",
        "城关镇评查案卷60卷。\n区司法局评定优秀82卷。",
        "近三年评查案卷60卷。\n全年评定优秀82卷。",
        "评查案卷60余卷。\n评定优秀82卷。",
        "评查案卷60卷,年底又评查案卷30卷。\n评定优秀82卷。",
        "评查案卷60件。\n评定优秀82卷。",
        "下沉执法人员26名。\n持证执法人员104名。",
        "全年评查案卷60卷。\n明年计划评定优秀82卷。",
    ],
)
def test_another_scope_time_or_unit_says_nothing(text: str) -> None:
    assert told(text) == []


def test_relations_are_between_known_measures_that_share_a_unit() -> None:
    listed = {one.id: one for one in INDICATORS.listed}
    for part, wholes in INDICATORS.bounds:
        assert all(listed[part].units & listed[whole].units for whole in wholes), part
