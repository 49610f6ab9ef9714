"""Sentences with consistent figures are silent; one figure disturbed is exactly one finding."""

from __future__ import annotations

import doctest
from decimal import Decimal
from pathlib import Path

import pytest
from command import fazhi, lines
from helpers import findings, reading, report
from hypothesis import assume, given
from hypothesis import strategies as st

import checker.facts.figures.arithmetic
import checker.facts.figures.quantities
from checker.facts.figures.arithmetic import growth, rounded, share
from checker.facts.numerals import int_to_chinese

SUM, SHARE, GROWTH, GRAIN, LIST = (
    "parts-exceed-total",
    "share-mismatch",
    "growth-mismatch",
    "impossible-growth",
    "parts-exceed-total",
)
AUDIT = ("parts-exceed-total", "share-mismatch", "growth-mismatch", "impossible-growth", "table-total-mismatch")
UNITS = st.sampled_from(["件", "份", "起", "宗", "项"])
COUNTS = st.integers(30, 3000)


@given(COUNTS, COUNTS, UNITS)
def test_parts_and_total(one: int, other: int, unit: str) -> None:
    right = f"清理文件{one + other}{unit},其中保留{one}{unit},废止、修改{other}{unit}。"
    wrong = f"清理文件{one + other - 1}{unit},其中保留{one}{unit},废止、修改{other}{unit}。"
    assert findings(right, *AUDIT) == []
    assert findings(wrong, *AUDIT) == [(SUM, f"{one + other - 1}{unit}")]


@given(COUNTS, COUNTS, UNITS)
def test_a_complete_list(one: int, other: int, unit: str) -> None:
    text = "全年共审查{}{},分别为合同{}{}、文件{}{}。"
    assert findings(text.format(one + other, unit, one, unit, other, unit), *AUDIT) == []
    assert findings(text.format(one + other + 1, unit, one, unit, other, unit), *AUDIT) == [
        (LIST, f"{one + other + 1}{unit}")
    ]


@given(st.integers(20, 3000), st.data(), st.integers(1, 2))
def test_a_rate(whole: int, data: st.DataObject, decimals: int) -> None:
    part = data.draw(st.integers(whole // 2, whole - 1))
    rate = rounded(share(Decimal(part), Decimal(whole)), decimals)
    text = "受理纠纷{}件,调解成功{}件,调解成功率为{}%。"
    assert findings(text.format(whole, part, rate), *AUDIT) == []
    wrong = rate - 5
    assume(abs(100 - rate - wrong) > 1)  # the rate of those that failed is right too
    assert findings(text.format(whole, part, wrong), *AUDIT) == [(SHARE, f"{wrong}%")]


@given(st.integers(120, 3000), st.integers(120, 3000), st.integers(1, 2))
def test_growth_between_two_figures(before: int, after: int, decimals: int) -> None:
    percent = rounded(growth(Decimal(before), Decimal(after)), decimals)
    word = "下降" if percent < 0 else "增长"
    text = f"案件由{before}件变为{after}件,{word}{{}}%。"
    assert findings(text.format(abs(percent)), *AUDIT) == []
    wrong = abs(percent) + 7
    assert findings(text.format(wrong), *AUDIT) == [(GROWTH, f"{wrong}%")]


@pytest.mark.parametrize(("percent", "wrong"), [("33.3%", []), ("43.3%", [(GROWTH, "43.3%")])])
def test_growth_between_two_years(percent: str, wrong: list[tuple[str, str]]) -> None:
    assert findings(f"案件由2022年的12件下降到2023年的8件,下降{percent}。", *AUDIT) == wrong


@given(st.integers(20, 200), st.integers(20, 200))
def test_growth_of_a_count_alone(before: int, after: int) -> None:
    percent = rounded(growth(Decimal(before), Decimal(after)), 2)
    if percent == 0:
        return
    word = "下降" if percent < 0 else "增长"
    assert findings(f"处罚案件共{after}件,同比{word}{abs(percent)}%。", *AUDIT) == []


@given(st.integers(11, 99))
def test_chinese_numerals_are_read_before_measure_words(value: int) -> None:
    text = f"聘请{int_to_chinese(value)}名监督员。"
    assert [int(q.value) for _, items in reading(text).quantities for q in items] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "构建“1+3+29+X”体系和“4+X”清单。",
        "拨打12345、12348热线。",
        "2024年3月1日印发国办发〔2018〕118号文件第3条。",
        "落实三项制度,推进一体化,做到一件事一次办。",
        "开展“12·4”宪法日活动,形成“1+1>2”效果。",
        "连续第三年位居前列,第12届、二十届三中全会。",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert [q.span.of(text) for _, items in reading(text).quantities for q in items] == []


def test_a_table_s_total_in_markdown_and_html() -> None:
    rows = "| 领域 | 件数 |\n|---|---|\n| 农资 | 28 |\n| 渔业 | 21 |\n| 合计 | {} |\n"
    assert findings(rows.format(49), *AUDIT, name="a.md") == []
    assert findings(rows.format(59), *AUDIT, name="a.md") == [("table-total-mismatch", "59")]


def test_every_message_shows_the_calculation() -> None:
    text = "审查20件,其中合同12件、文件9件。调解结案11件,调解成功8件,调解成功率为72.72%。全镇处罚案件共173件,同比下降37.27%。"
    assert [item.message for item in report(text, *AUDIT).diagnostics] == [
        "总数 20件 与各项相加不符：12+9=21>20",
        "比率 72.72% 是直接截去尾数，没有四舍五入：8÷11=72.73%",
        "173件，增减 37.27%：上年不论是几，都得不出（上年275则下降37.09%、上年276则下降37.32%）",
    ]


def test_what_was_right_is_counted() -> None:
    text = "清理634件,其中保留361件,废止、修改273件。调处12033件,调解成功12015件,调处成功率99.9%。"
    assert report(text).verified == {"parts": 1, "share": 1}


def test_examples_in_the_documentation_run() -> None:
    for module in (checker.facts.figures.quantities, checker.facts.figures.arithmetic):
        result = doctest.testmod(module)
        assert result.attempted > 0
        assert result.failed == 0


def test_ranges_are_learned_and_applied(tmp_path: Path) -> None:
    for number in range(8):
        worded = ("调解矛盾纠纷", "调处纠纷")[number % 2]  # one indicator in two wordings
        text = f"云岭镇20{10 + number}年法治政府建设年度报告\n\n全年{worded}{200 + 13 * number}件,罚款{30 + number}.5万元。\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    done = fazhi("derive", str(tmp_path), "-o", "own.toml", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    learned = (tmp_path / "own.toml").read_text(encoding="utf-8")
    assert '"调解纠纷|件|' in learned
    assert '"罚没金额|元|' in learned
    assert learned.count("# 8 份") == 2
    (tmp_path / "new.txt").write_text("全年调解矛盾纠纷23600件,罚款31.5万元。\n", encoding="utf-8")
    checked = fazhi(
        "check", "--ruleset", "own.toml", "--select", "FIG900", "--output-format", "concise", "new.txt", cwd=tmp_path
    )
    assert len(lines(checked.stdout)) == 1
    assert lines(checked.stdout)[0].startswith("new.txt:1:9: warning FIG900 “调解矛盾纠纷”为 23600件，历年在 ")


def test_an_output_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    done = fazhi("derive", str(tmp_path.parent / "missing"), "-o", str(tmp_path / "no" / "own.toml"), cwd=tmp_path)
    assert done.returncode == 2
    assert "无法写入" in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_statistics_tell_what_was_right(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("清理634件,其中保留361件,废止、修改273件。\n", encoding="utf-8")
    result = fazhi("check", "--statistics", "a.txt", cwd=tmp_path)
    assert "核对数字，相符的有：1 处分项合计" in result.stderr.decode()
    assert "核对数字，相符的有：1 处分项合计" in result.stdout.decode()


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009", "\u202f"])
def test_a_space_parts_thousands(space: str) -> None:
    right = "办理案件2 640件,其中调解1 056件,占40.0%,挽回损失3 720.5万元。".replace(" ", space)
    assert findings(right, *AUDIT) == []
    assert findings(right.replace("40.0%", "48.0%"), *AUDIT) == [(SHARE, "48.0%")]
    found = [(one.value, one.span.of(right)) for _, line in reading(right).quantities for one in line]
    assert found[0] == (Decimal(2640), f"2{space}640件")
    assert found[-1] == (Decimal(37_205_000), f"3{space}720.5万元")


def test_columns_are_no_thousands() -> None:
    found = [one.value for _, line in reading("单位 12 640 330 件,表2 640 件").quantities for one in line]
    assert found == [330, 2640]
