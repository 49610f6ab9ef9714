"""Role, subject and period of figures, and their spans."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from helpers import SEEDS, findings, reading
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.figures.arithmetic import Rounding, compare, rounded, totals
from checker.facts.figures.relations import RelationKind


def roles(text: str) -> list[tuple[str, str]]:
    return [(span.of(text), context.role.value) for span, context in reading(text).contexts.items()]


def contexts(text: str) -> list[tuple[str, tuple[str, int], tuple[str, int]]]:
    """Return (figure, (subject, its start), (period, its start)); the start is -1 if there is none."""

    def place(words: str, start: int) -> tuple[str, int]:
        return words, start if words else -1

    return [
        (
            span.of(text),
            place(context.subject.of(text), context.subject.start),
            place(context.period.of(text), context.period.start),
        )
        for span, context in reading(text).contexts.items()
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("清理634件,其中保留361件,废止273件。", [("634件", "total"), ("361件", "part"), ("273件", "part")]),
        (
            "受理纠纷11件,调解成功8件,调解成功率为72.73%。",
            [("11件", "denominator"), ("8件", "numerator"), ("72.73%", "rate")],
        ),
        ("案件由120件变为90件,下降25%。", [("120件", "before"), ("90件", "after"), ("25%", "growth")]),
        (
            "案件由2022年的12件下降到2023年的8件,下降33.3%。",
            [("12件", "before"), ("8件", "after"), ("33.3%", "growth")],
        ),
        ("执法事项从533项调整至367项。", [("533项", "before"), ("367项", "after")]),
        ("处罚案件173件,同比下降37.32%。", [("173件", "after"), ("37.32%", "growth")]),
        ("案件量同比上升12%,发案同比增加23件。", [("12%", "growth"), ("23件", "growth")]),
        ("增加执法人员12名,新增站点3个。", [("12名", "plain"), ("3个", "plain")]),
        ("上升案件占12%,镇村纠纷数占总数的80%以上。", [("12%", "rate"), ("80%", "rate")]),
        ("按期办结率均达 100%,持证上岗率保持100%。", [("100%", "rate"), ("100%", "rate")]),
        ("日均受理150余件,人均办案12件。", [("150余件", "average"), ("12件", "average")]),
        ("当事人均签收12份。", [("12份", "plain")]),
        (
            "力争办结率达到95%,年度目标为100件,实际完成120件。",
            [("95%", "target"), ("100件", "target"), ("120件", "actual")],
        ),
        ("制定工作计划12份。", [("12份", "plain")]),
        ("12个村开展讲座65场,平均每个村5.42场。", [("12个", "denominator"), ("65场", "plain"), ("5.42场", "average")]),
    ],
)
def test_the_role_of_a_figure(text: str, expected: list[tuple[str, str]]) -> None:
    assert roles(text) == expected


NONE = ("", -1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年全镇行政处罚案件共173件。", [("173件", ("全镇", 5), ("2023年", 0))]),
        ("2023年,县公安局立案20件,罚款3万元。", [
            ("20件", ("县公安局", 6), ("2023年", 0)), ("3万元", ("县公安局", 6), ("2023年", 0)),
        ]),
        ("上半年司法所共调解12件,下半年调解18件。", [
            ("12件", ("司法所", 3), ("上半年", 0)), ("18件", ("司法所", 3), ("下半年", 13)),
        ]),
        ("截至11月底,累计受理21件。", [("21件", NONE, ("截至11月底", 0))]),
        ("累计受理21件。", [("21件", NONE, ("累计", 0))]),
        ("近三年我镇共培训12场。", [("12场", ("我镇", 3), ("近三年", 0))]),
        ("本年度召开会议。审查合同12件。", [("12件", NONE, ("本年度", 0))]),
        ("2023年受理20件,较2022年增加5件。", [("20件", NONE, ("2023年", 0)), ("5件", NONE, ("2023年", 0))]),
        ("贯彻《2021年工作要点》,办理12件。", [("12件", NONE, NONE)]),
        ("街道办事处组织培训12场。", [("12场", ("街道办事处", 0), NONE)]),
        ("先后组织全镇68名干部参训。", [("68名", NONE, NONE)]),
        ("司法所所长带队检查12次。", [("12次", NONE, NONE)]),
        ("联合县公安局开展检查12次。", [("12次", NONE, NONE)]),
        ("神湾镇行政服务中心共接待群众38167人。", [("38167人", ("神湾镇行政服务中心", 0), NONE)]),
        ("全镇1501项事项网办。", [("1501项", ("全镇", 0), NONE)]),
    ],
)  # fmt: skip
def test_who_and_when(text: str, expected: list[tuple[str, tuple[str, int], tuple[str, int]]]) -> None:
    assert contexts(text) == expected


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_figure_of_a_report_has_a_context_before_it(path: Path) -> None:
    found = reading(path.read_text(encoding="utf-8"))
    figures = [quantity.span for _, quantities in found.quantities for quantity in quantities]
    assert list(found.contexts) == figures
    for span, context in found.contexts.items():
        block = found.block_of(span)
        assert all(part in block.span and part.end <= span.start for part in (context.subject, context.period))


def test_contexts_are_not_computed_unless_used() -> None:
    found = reading("全镇调解纠纷12件。")
    assert found.relations == ()
    assert "contexts" not in vars(found)


@given(st.integers(2, 120), st.integers(0, 5000), st.integers(1, 2))
def test_the_granularity_of_a_mean_agrees_with_brute_force(count: int, number: int, decimals: int) -> None:
    mean = Decimal(number).scaleb(-decimals)
    possible = any(
        compare(Decimal(total) / count, mean, decimals) is not Rounding.WRONG
        for total in range(int(mean * count) + count + 1)
    )
    feasible, near = totals(count, mean, decimals)
    assert feasible == possible or count >= 10**decimals
    assert feasible == (not near)
    assert all(rounded(total / count, decimals) != mean for total in near)


@given(st.integers(2, 99), st.integers(1, 3000))
def test_a_mean_that_is_computed_is_possible(count: int, total: int) -> None:
    mean = rounded(Decimal(total) / count, 2)
    text = f"{count}个村开展讲座,平均每个村{mean}场。"
    assert findings(text, "impossible-growth") == []
    assert [(relation.kind, relation.verdict) for relation in reading(text).relations] == [
        (RelationKind.GRANULARITY, "right")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12个村开展讲座,平均每个村5.38场。", ["5.38场"]),
        ("配备调解员15名,平均每人调解6.43件。", ["6.43件"]),
        ("现有12个村,全年平均每村开展讲座5.38场。", ["5.38场"]),
        ("共有12个工作站,平均每个5.38件。", ["5.38件"]),
        ("12个村,平均每个村5.42场。", []),
        ("12个村,平均每个村5.41场。", []),  # cut off, not rounded
        ("12个村、3个社区,平均每个5.38场。", []),  # which of them?
        ("12个村,平均每个社区5.38场。", []),
        ("12个村民小组,平均每个村5.38场。", []),
        ("12个村,平均每个村每月5.38场。", []),
        ("12个村,平均每个村罚款5.38元。", []),
        ("12个村,平均每个村学习5.38课时。", []),
        ("约12个村,平均每个村5.38场。", []),
        ("12个村,平均每个村约5.38场。", []),
        ("120个村,平均每个村5.38场。", []),  # any mean has a total
        ("12个村,平均每个村5.38万人次。", []),
    ],
)
def test_means_of_whole_things(text: str, expected: list[str]) -> None:
    assert [words for _, words in findings(text, "impossible-growth")] == expected
