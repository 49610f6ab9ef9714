from __future__ import annotations

from pathlib import Path

import pytest
from helpers import toolbox

from checker.catalog import Catalog, Validity, title_key
from checker.errors import RulesetError

HEADER = "title,aliases,validity,last_valid,since,replaced_by,warn_from,error_from,confidence,evidence,note\n"


@pytest.mark.parametrize(
    "written",
    [
        "法治政府建设实施纲要(2015-2020年)",
        "法治政府建设实施纲要（2015—2020年）",
        "法治政府建设实施纲要（2015年－2020年）",
        "法治政府建设实施纲要 (2015～2020 年)",
        "法治政府建设实施纲要2015-2020年",
    ],
)
def test_spellings_of_one_title(written: str) -> None:
    found = toolbox().knowledge.catalog.superseded(written)
    assert found is not None
    assert (found.validity, found.replaced_by) == (Validity.PERIOD_OVER, "法治政府建设实施纲要（2021—2025年）")


@pytest.mark.parametrize(
    "written", ["劳动合同法", "青石省信访条例", "国家安全法", "法治政府建设实施纲要", "土地增值税暂行条例"]
)
def test_near_names_are_other_norms(written: str) -> None:
    assert toolbox().knowledge.catalog.superseded(written) is None


def test_the_country_s_name_does_not_matter() -> None:
    assert title_key("中华人民共和国合同法") == title_key("合同法")


def test_every_row_is_dated_and_sourced() -> None:
    rows = toolbox().knowledge.catalog.rows()
    assert len(rows) > 100
    assert not [row.title for row in rows if not row.evidence]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            "甲,,repealed,2020-12-31,2021-01-01,乙,2021,2021,high,e,\n甲,,repealed,2020-12-31,2021-01-01,乙,2021,2021,high,e,\n",
            "3:“甲”重复",
        ),
        ("甲,,gone,2020-12-31,2021-01-01,乙,2021,2021,high,e,\n", "2:这一行有误"),
        ("甲,,repealed,2021-12-31,2021-01-01,乙,2021,2021,high,e,\n", r"2:这一行有误\(日期先后颠倒\)"),
        ("甲,,repealed,2020-02-30,2021-01-01,乙,2021,2021,high,e,\n", "2:这一行有误"),
    ],
)
def test_a_wrong_row_is_told_by_its_line(tmp_path: Path, row: str, reason: str) -> None:
    (tmp_path / "superseded.csv").write_text(HEADER + row, encoding="utf-8")
    with pytest.raises(RulesetError, match=reason):
        Catalog(tmp_path).rows()
