"""CSV: one row per finding, and no cell is a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import HOSTILE, clean, hostile_report, ordinary, write

from checker.lint.report import Report
from checker.outputs.machine.csv import HEADER, cell
from checker.text.diagnostic import Suppression


def rows(*reports: Report) -> list[dict[str, str]]:
    text = write("csv", *reports)
    assert text.startswith("\ufeff文件,行,列,")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_text_and_place() -> None:
    row = next(row for row in rows(ordinary()) if row["规则"] == "PLH001")
    item = next(item for item in ordinary().diagnostics if item.rule == "PLH001")
    assert row == dict(
        zip(
            HEADER,
            ("report.txt", "3", "11", "第3行第11列", "错误", "高", "PLH001", "量词前是符号而不是数字", "'@件", item.message,
             item.mend, item.source),
            strict=True,
        )
    )  # fmt: skip


def test_nothing_found_is_the_header() -> None:
    assert (
        write("csv", clean(), hostile_report("字", suppression=Suppression("comment", "原文如此")))
        == "\ufeff" + ",".join(HEADER) + "\r\n"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "' =1"),
        ("\r=1", "' =1"),
        ("\n1", "' 1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("1=1", "1=1"),
        ("", ""),
        ("第3行", "第3行"),
    ],
)
def test_formulas_are_guarded(text: str, shown: str) -> None:
    assert cell(text) == shown
    assert rows(hostile_report(text))[0]["原文"] == shown


def test_hostile_texts_stay_in_their_cells() -> None:
    text = write("csv", hostile_report(f'{HOSTILE}",=1\r\n=2', path="=a,b\n.txt"))
    assert text.count("\r\n") == 2
    row = rows(hostile_report(f'{HOSTILE}",=1\r\n=2', path="=a,b\n.txt"))[0]
    assert row["文件"] == "'=a,b .txt"
    assert row["说明"].endswith('",=1  =2')
    assert not set("\x00\x1b\u202e") & set(text)


@given(st.text(), st.text())
def test_any_text_is_one_row_without_formulas(text: str, path: str) -> None:
    found = rows(hostile_report(text, path=path))
    assert len(found) == 1
    assert list(found[0]) == list(HEADER)
    for value in found[0].values():
        assert not value.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))
