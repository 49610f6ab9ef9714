"""Tables as Excel and WPS save them."""

from __future__ import annotations

import codecs
import datetime
from pathlib import Path

import pytest
from command import fazhi

from checker.knowledge.catalog import Catalog
from checker.knowledge.catalog.rows import Title
from checker.knowledge.word_tables import load_words
from checker.resources.shipped import rulesets_directory
from checker.resources.tables import parse_date, parse_table, read_table
from checker.text.errors import RulesetError

HEAD = "title,kind,issuer,promulgated,effective_from,ended,replaced_by,evidence,confidence\n"
ROWS = "青石镇工作规则,,,,,,,,\n青石县燃放管理办法,规范性文件,青石县人民政府,2019/12/1,2020年1月1日,2024-6-30,燃放规定,公报,high\n"
MESSAGE = "青石镇2024年度法治政府建设工作报告\n\n工作。\n"


def saved(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "own.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        (HEAD + ROWS).encode(),
        (HEAD + ROWS).encode("gbk"),
        codecs.BOM_UTF8 + (HEAD + ROWS).replace("\n", "\r\n").encode(),
        codecs.BOM_UTF16_LE + (HEAD + ROWS).replace(",", "\t").encode("utf-16-le"),
        (f"sep=;\r\n{HEAD}{ROWS}").replace(",", ";").encode("gb18030"),
        (HEAD.replace("\n", ",,\n") + ROWS + ",,,,,,,,\n" * 30).encode("gbk"),
        HEAD.replace("title,", " title ,").encode() + ROWS.encode(),
    ],
    ids=["utf-8", "gbk", "excel-utf-8", "excel-unicode-text", "separator-line", "blank-rows", "blanks-in-head"],
)  # fmt: skip
def test_a_catalogue_may_be_saved_in_any_way(tmp_path: Path, data: bytes) -> None:
    own = Catalog(rulesets_directory() / "catalog", (saved(tmp_path, data),))
    assert own.contains("青石镇工作规则")
    found = own.title("青石县燃放管理办法")
    assert isinstance(found, Title)
    assert (found.promulgated, found.effective, found.ended) == (
        datetime.date(2019, 12, 1), datetime.date(2020, 1, 1), datetime.date(2024, 6, 30)
    )  # fmt: skip


def test_a_gbk_catalogue_is_used_by_the_command(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MESSAGE, encoding="utf-8")
    saved(tmp_path, (HEAD + "青石镇工作规则,,,,,,,,\n").encode("gbk"))
    found = fazhi(
        "check", "--isolated", "--no-cache", "--catalog", "own.csv", "--select", "WRD001", "a.txt", cwd=tmp_path
    )
    assert (found.returncode, found.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ((HEAD + ROWS).encode() + b"\xff\xfe,,,,,,,,\n", "own.csv:4:有不是 UTF-8 的字节；请另存为“CSV UTF-8”"),
        ((HEAD + ROWS).encode("gbk") + b"\xff,,,,,,,,\n", "own.csv:4:有不是 GBK 的字节；请另存为“CSV UTF-8”"),
        (codecs.BOM_UTF8 + HEAD.encode() + "规".encode()[:2], "own.csv:2:有不是 UTF-8 的字节；请另存为“CSV UTF-8”"),
    ],
)
def test_wrong_bytes_are_told_with_their_line(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(RulesetError) as caught:
        read_table(saved(tmp_path, data), "own.csv")
    assert str(caught.value) == message


def test_a_word_list_may_be_saved_as_gbk(tmp_path: Path) -> None:
    text = "wrong,right,except,source,since,severity,note,place\n老龄化程度,老龄化水平,,习惯,,,,\n"
    rows = load_words(saved(tmp_path, text.encode("gbk")), "own.csv").rows
    assert [(row.wrong.pattern, row.right) for row in rows] == [("老龄化程度", "老龄化水平")]


@pytest.mark.parametrize(
    "text",
    [
        "2024-12-01",
        "2024/12/1",
        "2024.12.1",
        "2024年12月1日",
        "2024/12/1 0:00",
        "2024-12-01 00:00:00",
        "45627",
        " 2024-12-1 ",
    ],
)
def test_dates_as_excel_writes_them(text: str) -> None:
    assert parse_date(text) == datetime.date(2024, 12, 1)


def test_the_last_day_of_excel() -> None:
    assert parse_date("2958465") == parse_date("9999-12-31") == datetime.date.max


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12/1/2024", "认不出日期“12/1/2024”，请写作 2024-12-31"),
        ("2024", "认不出日期“2024”，请写作 2024-12-31"),
        ("2024/2/30", "没有“2024/2/30”这一天"),
        ("2024年12月", "认不出日期“2024年12月”，请写作 2024-12-31"),
    ],
)
def test_dates_that_nobody_can_know(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason.split("“", maxsplit=1)[0]):
        parse_date(text)
    path = saved(tmp_path, f"{HEAD}青石县燃放管理办法,,,{text},,,,,\n".encode("gbk"))
    with pytest.raises(RulesetError) as caught:
        Catalog(rulesets_directory() / "catalog", (path,)).titles()
    assert str(caught.value).endswith(f"own.csv:2:这一行有误（{reason}）")


def test_lines_are_those_of_the_file() -> None:
    columns, rows = parse_table('a,b\n"x\ny",1\n,\nz,2\n', "own.csv")
    assert (columns, rows) == (("a", "b"), [(2, {"a": "x\ny", "b": "1"}), (5, {"a": "z", "b": "2"})])
