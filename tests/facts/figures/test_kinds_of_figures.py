"""Kinds of relations: what is right says nothing, and one figure that does not follow is told, alone and in its place."""

from __future__ import annotations

import pytest
from helpers import linter, report

RULES = tuple(rule.name for rule in linter().all_rules if rule.id.startswith("FIG"))

REMAINDERS = (
    ("从原有86项中收回17项,保留⟦89项⟧。", "从原有86项中收回17项,保留69项。"),
    (
        "全县132名渔民退捕上岸,有就业意愿的117人全部转产,余下的⟦25人⟧纳入保障。",
        "全县132名渔民退捕上岸,有就业意愿的117人全部转产,余下的15人纳入保障。",
    ),
    ("市级保留事项由1846项减至⟦1952项⟧。", "市级保留事项由1946项减至1852项。"),
    ("办理时限由平均12天压至⟦15天⟧。", "办理时限由平均15天压至12天。"),
)
SIBLINGS = (
    (
        "全市办结案件3120件。适用简易程序2340件,占75.0%;适用普通程序780件,占⟦52.0%⟧。",
        "全市办结案件3120件。适用简易程序2340件,占75.0%;适用普通程序780件,占25.0%。",
    ),
    (
        "事项共1460项,其中1416项实现“最多跑一次”,占97.0%;1230项实现全程网办,占⟦48.2%⟧。",
        "事项共1460项,其中1416项实现“最多跑一次”,占97.0%;1230项实现全程网办,占84.2%。",
    ),
    # a share of the part before it stays right
    (
        "受理案件640件,其中简易程序512件,占80.0%,其中当场处罚128件,占简易程序的⟦52.0%⟧。",
        "受理案件640件,其中简易程序512件,占80.0%,其中当场处罚128件,占简易程序的25.0%。",
    ),
    (
        "全年收件64150件,办结63240件,办结率98.6%,其中当场办结38430件,占办结总数的⟦59.9%⟧。",
        "全年收件64150件,办结63240件,办结率98.6%,其中当场办结38430件,占办结总数的60.8%。",
    ),
    (
        "现有监督员46人,按专业分,卫生26人、法律8人、其他12人,法律专业人员占比⟦14.7%⟧。",
        "现有监督员46人,按专业分,卫生26人、法律8人、其他12人,法律专业人员占比17.4%。",
    ),
    ("企业接受检查由户均4.8次下降到3.6次,⟦降幅75%⟧。", "企业接受检查由户均4.8次下降到3.6次,降幅25%。"),
)
SUMS = (
    (
        "罚款52.3万元,案均罚款5000元;没收违法所得3.14万元,罚没款合计⟦54.55万元⟧。",
        "罚款52.3万元,案均罚款5000元;没收违法所得3.14万元,罚没款合计55.44万元。",
    ),
    (
        "核查图斑⟦64个⟧,其中合法用地48个,实地未变化17个,需整改9个,年底前9个图斑全部整改到位。",
        "核查图斑74个,其中合法用地48个,实地未变化17个,需整改9个,年底前9个图斑全部整改到位。",
    ),
)
CASES = (*REMAINDERS, *SIBLINGS, *SUMS)


def told(text: str) -> list[tuple[int, str]]:
    found = report(text, *RULES).diagnostics
    return [(one.span.start, one.text) for one in found if one.severity.name != "INFO"]


@pytest.mark.parametrize("right", [right for _, right in CASES])
def test_right_figures_say_nothing(right: str) -> None:
    assert told(right) == []


@pytest.mark.parametrize("marked", [wrong for wrong, _ in CASES])
def test_the_wrong_figure_is_told_in_its_place(marked: str) -> None:
    before, figure, behind = marked.replace("⟧", "⟦").split("⟦")
    ((start, text),) = told(before + figure + behind)
    assert figure.endswith(text)
    assert start == len(before) + len(figure) - len(text)
