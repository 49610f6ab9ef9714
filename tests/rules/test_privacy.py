"""Private numbers are recognised by their check digits and shown in no output."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import fazhi
from helpers import document, findings, linter, rule
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from checker.cli.terminal import FORMATS
from checker.lint.engine import lint
from checker.rules.kinds import KINDS
from checker.search.personal_numbers import is_identity_number, luhn, mask
from checker.text.diagnostic import Finding

IDENTITY, MOBILE = "110105198001011238", "13987654321"
"""Numbers other than those of the rules' examples, which SARIF contains in the help of the rules."""


@given(st.dates(min_value=__import__("datetime").date(1900, 1, 1)), st.integers(100000, 659999), st.integers(0, 999))
def test_only_the_right_check_digit_makes_an_identity_number(born: object, region: int, order: int) -> None:
    stem = f"{region}{born:%Y%m%d}{order:03d}"
    valid = [digit for digit in "0123456789X" if is_identity_number(stem + digit)]
    assert len(valid) == 1
    assert not is_identity_number(f"{region}20230230{order:03d}{valid[0]}")


@given(st.integers(10**15, 10**18))
def test_luhn_accepts_one_check_digit_of_ten(stem: int) -> None:
    assert sum(luhn(f"{stem}{digit}") for digit in range(10)) == 1


def test_what_is_shown_is_masked() -> None:
    assert mask(IDENTITY) == "11" + "*" * 16


def test_public_numbers_are_right() -> None:
    text = "索引号001008001003040/2024-02987,统一社会信用代码11330212002971679X,拨打12345、12348或0574-88012345,案号13812345678。"
    assert [name for name, _ in findings(text) if name.endswith(("number", "card"))] == []


def test_no_output_format_shows_a_private_number(tmp_path: Path) -> None:
    text = f"云岭镇2024年法治政府建设年度报告\n\n当事人王某(身份证{IDENTITY},电话{MOBILE})办理案件@件,{IDENTITY}。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    for output in FORMATS:
        shown = fazhi("check", "--output-format", output, "a.txt", cwd=tmp_path)
        assert shown.returncode == 1
        for number in (IDENTITY, MOBILE, IDENTITY[2:12], MOBILE[2:10]):
            assert number not in shown.stdout.decode() + shown.stderr.decode()
        assert "PRI001" in shown.stdout.decode()
    rows = json.loads(fazhi("check", "--output-format", "json", "a.txt", cwd=tmp_path).stdout)["diagnostics"]
    found = [row for row in rows if row["rule"] == "PRI001"]
    assert [text[row["start"] : row["end"]] for row in found] == [IDENTITY, IDENTITY]
    assert {row["text"] for row in found} == {mask(IDENTITY)}


def test_a_number_is_hidden_by_any_selection_and_in_comparisons(tmp_path: Path) -> None:
    line = f"联系人身份证号{IDENTITY},电话{MOBILE},对镇司法所窗口开展上门办理、预约办理、延时办理三项便民措施逐项登记,每周由值班长抽查两次,差错当面讲清,群众一次办成。"
    for name in ("青石镇", "白沙镇"):
        body = f"{name}2024年法治政府建设年度报告\n\n{line}\n\n办理案件18件。\n\n{line}\n"
        (tmp_path / f"{name}.txt").write_text(body, encoding="utf-8")
    for written in FORMATS:
        one = fazhi("check", "--select", "DUP002", "--output-format", written, "青石镇.txt", cwd=tmp_path)
        two = fazhi("compare", "--output-format", written, ".", cwd=tmp_path)
        assert b"DUP002" in one.stdout
        assert b"DUP011" in two.stdout
        for shown in (one.stdout.decode(), two.stdout.decode()):
            assert IDENTITY[:6] not in shown
            assert MOBILE[:5] not in shown


def test_a_masking_rule_that_breaks_does_not_take_the_others_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Iterator[Finding]:
        raise ValueError("坏了")

    kind = KINDS["personal-number"]
    monkeypatch.setitem(KINDS, kind.name, replace(kind, check=broken))
    text = "青石镇2024年法治政府建设年度报告\n\n成功调处矛盾纠纷@件。\n"
    chosen = (rule("placeholder-sign"),)
    result = lint(document(text), chosen, linter().knowledge, masking_rules=linter().masking_rules)
    assert [(item.rule, item.text) for item in result.diagnostics] == [("PLH001", "@件")]
    assert [failure.split("（")[0] for failure in result.failures] == [
        f"report.txt：规则 PRI00{number} 出错" for number in (1, 2, 3)
    ]


def test_a_diff_hides_private_numbers(tmp_path: Path) -> None:
    text = f"云岭镇2024年法治政府建设年度报告\n\n当事人王某(身份证{IDENTITY},电话{MOBILE}),开展检查、等12次。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    shown = fazhi("fix", "--diff", "--show-fixes", "a.txt", cwd=tmp_path)
    assert "+当事人王某" in shown.stdout.decode()
    assert "开展检查等12次" in shown.stdout.decode()
    for number in (IDENTITY, MOBILE):
        assert number not in shown.stdout.decode() + shown.stderr.decode()
    fazhi("fix", "a.txt", cwd=tmp_path)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == text.replace("、等", "等")


@pytest.mark.parametrize("row", ["市本级\t1486\t1461\t702", "市本级 1486 1461 702", "合计\t1325\t130\t4611"])
def test_a_row_of_a_table_is_no_number(row: str) -> None:
    assert findings(f"{row}\n", "mobile-number", "bank-card", "identity-number") == []
