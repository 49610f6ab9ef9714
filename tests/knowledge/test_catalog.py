from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from command import fazhi
from helpers import ROOT, linter
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from checker.cache.store import PersistentCache
from checker.knowledge.catalog import Alias, Catalog, Event, Revision, Superseded, Title, Validity, tables, title_key
from checker.knowledge.catalog.store import _event_key
from checker.knowledge.catalog.tables import load_table
from checker.rules.kinds.references.misnamed_reference import _plausible
from checker.rules.kinds.references.variant_title import _tells, _variants
from checker.text.errors import RulesetError

RULESETS = ROOT / "rulesets"
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
    found = linter().knowledge.catalog.superseded(written)
    assert found is not None
    assert (found.validity, found.replaced_by) == (Validity.PERIOD_OVER, "法治政府建设实施纲要（2021—2025年）")


@pytest.mark.parametrize(
    "written", ["劳动合同法", "青石省信访条例", "国家安全法", "法治政府建设实施纲要", "土地增值税暂行条例"]
)
def test_near_names_are_other_norms(written: str) -> None:
    assert linter().knowledge.catalog.superseded(written) is None


def test_the_country_s_name_does_not_matter() -> None:
    assert title_key("中华人民共和国合同法") == title_key("合同法")


def test_every_row_is_dated_and_sourced() -> None:
    rows = linter().knowledge.catalog.all_superseded()
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
        ("甲,,repealed,2021-12-31,2021-01-01,乙,2021,2021,high,e,\n", "2:这一行有误（日期先后颠倒）"),
        ("甲,,repealed,2020-02-30,2021-01-01,乙,2021,2021,high,e,\n", "2:这一行有误"),
    ],
)
def test_an_invalid_row_is_reported_with_its_line(tmp_path: Path, row: str, reason: str) -> None:
    (tmp_path / "superseded.csv").write_text(HEADER + row, encoding="utf-8")
    with pytest.raises(RulesetError, match=reason):
        Catalog(tmp_path).all_superseded()


KEYS: dict[str, Callable[[str], str]] = {"aliases": str, "events": _event_key}
USER_TABLE = """title,kind,issuer,promulgated,effective_from,ended,replaced_by,evidence,confidence
青石县燃放管理办法,规范性文件,青石县人民政府,2019-12-01,2020-01-01,{ended},青石县燃放安全规定,{evidence},high
"""


@pytest.mark.parametrize(
    ("ended", "years"),
    [("2024-12-31", (2025, 2025)), ("2024-06-30", (2024, 2025)), ("", None)],
)
def test_user_rows_give_the_end_of_a_norm(tmp_path: Path, ended: str, years: tuple[int, int] | None) -> None:
    own = tmp_path / "own.csv"
    own.write_text(USER_TABLE.format(ended=ended, evidence="县政府公报"), encoding="utf-8")
    found = Catalog(RULESETS / "catalog", (own,)).superseded("青石县燃放管理办法")
    assert ((found.warn_from, found.error_from) if found else None) == years
    assert (found.replaced_by if found else "青石县燃放安全规定") == "青石县燃放安全规定"


def test_unverified_dates_end_nothing(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(USER_TABLE.format(ended="2024-12-31", evidence="collections"), encoding="utf-8")
    assert Catalog(RULESETS / "catalog", (own,)).superseded("青石县燃放管理办法") is None


def test_a_report_that_cites_a_superseded_norm_of_the_user(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(USER_TABLE.format(ended="2024-12-31", evidence="县政府公报"), encoding="utf-8")
    found = {}
    for year in (2024, 2025):
        text = f"青石镇{year}年法治政府建设年度报告\n\n一、主要举措\n\n贯彻落实《青石县燃放管理办法》,开展检查12次。\n"
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        flags = ("--select", "REF001", "--catalog", "own.csv", "--output-format", "concise")
        found[year] = fazhi("check", *flags, "a.txt", cwd=tmp_path).stdout.decode()
    assert found[2024] == ""
    assert found[2025].startswith(
        "a.txt:5:5: error REF001 2025年度的报告引用《青石县燃放管理办法》，该文件自2025年1月1日起"
    )


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("title,kind\n甲,乙\n", encoding="utf-8")
    result = fazhi("catalog", "--catalog", "own.csv", "甲", cwd=tmp_path)
    assert (result.returncode, result.stderr.decode()) == (2, "fazhi: own.csv:1:没有“issuer”这一列\n")


def test_a_row_is_parsed_on_first_use(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    rows = (
        '"甲, 乙办法",规章,"某\n市",2020-01-01,,,,公报,high',
        "丙规定,规章",
        "丁规定,规章,某县\x1f局,2020-01-01,,,,公报,high,多",
    )
    own.write_text("\n".join((USER_TABLE.partition("\n")[0], *rows)) + "\n", encoding="utf-8")
    catalog = Catalog(RULESETS / "catalog", (own,))
    found = [catalog.title(name) for name in ("甲乙办法", "甲, 乙办法", "丙规定", "丁规定")]
    assert [title and (title.title, title.issuer) for title in found] == [
        None,
        ("甲, 乙办法", "某\n市"),
        ("丙规定", ""),
        ("丁规定", "某县 局"),
    ]
    assert {"甲, 乙办法", "民法典"} <= set(catalog.names())
    assert set(catalog.names()) == {title.title for title in catalog.titles()}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("titles", Title), ("superseded", Superseded), ("aliases", Alias), ("revisions", Revision), ("events", Event)],
)
def test_a_cached_table_has_the_rows_of_its_file(
    name: str, kind: type[Title], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = RULESETS / "catalog" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [kind.from_row(row) for row in csv.DictReader(stream)]
    key = KEYS.get(name, title_key)
    for _ in range(2):  # as a new table, and as one that an earlier run has checked
        archive = PersistentCache("compiled-")
        archive.open(tmp_path / "cache")
        monkeypatch.setattr(tables, "COMPILED_CACHE", archive)
        table = load_table(path, kind, key=key)
        archive.save()
        assert len(rows) > 30
        assert dict(table) == {key(one): row for row in rows for one in row.names}
        assert "没有的名称" not in table
    monkeypatch.setattr(tables, "_validate", None)
    assert len(load_table(path, kind, key=key)) == len(table)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (
            USER_TABLE.partition("\n")[0] + f'\n甲办法,"{"a" * 140_000},规章,,,,,,\n',
            "own.csv:2:不是 CSV(field larger than",
        ),
        ("", "own.csv：文件是空的"),
        (USER_TABLE.partition("\n")[0] + "\n甲办法,规章\n《》,规章\n", "own.csv:3:这一行没有名称"),
        ("title,kind\n甲办法,规章\n", "own.csv:1:没有“issuer”这一列"),
    ],
)
def test_an_invalid_catalogue_is_reported_in_one_line(tmp_path: Path, written: str, found: str) -> None:
    (tmp_path / "own.csv").write_text(written, encoding="utf-8")
    (tmp_path / "a.txt").write_text("全年审查合同@件。\n", encoding="utf-8")
    result = fazhi("check", "--catalog", "own.csv", "a.txt", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.decode().startswith(f"fazhi: {found}")
    assert result.stderr.count(b"\n") == 1


def test_the_last_representable_day_ends_nothing(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(USER_TABLE.format(ended="9999-12-31", evidence="县政府公报"), encoding="utf-8")
    catalog = Catalog(RULESETS / "catalog", (own,))
    assert catalog.superseded("青石县燃放管理办法") is None
    assert catalog.contains("青石县燃放管理办法")


@given(st.text("甲乙1", max_size=7), st.text("甲乙1", max_size=7))
@example("甲1", "甲1乙1")
@example("甲乙", "乙甲")
def test_a_name_is_plausible_as_the_library_lays_it_out(one: str, other: str) -> None:
    wanted = True
    for edit in Levenshtein.opcodes(one, other):
        source, target = one[edit.src_start : edit.src_end], other[edit.dest_start : edit.dest_end]
        if edit.tag != "equal" and ("1" in source + target or (edit.tag == "replace" and len(source) > 1)):
            wanted = False
    assert _plausible(one, other, REF003) == wanted


REF003 = next(rule for rule in linter().all_rules if rule.kind == "misnamed-reference")
REF013 = next(rule for rule in linter().all_rules if rule.kind == "variant-title")
NAMES = st.text("甲乙1办法", max_size=7)


@given(NAMES, st.lists(NAMES, unique=True, max_size=4))
@example("甲乙甲", ["甲乙甲乙甲", "甲", "甲乙甲甲"])
@example("甲乙", ["乙甲"])
@example("乙1乙", ["1"])
@example("1", ["乙1乙"])
def test_variants_are_those_of_rapidfuzz_without_a_filter(key: str, others: list[str]) -> None:
    wanted = []
    for other in others:
        changes = [
            (key[edit.src_start : edit.src_end], other[edit.dest_start : edit.dest_end])
            for edit in Levenshtein.opcodes(key, other)
            if edit.tag != "equal"
        ]
        near = 0 < Levenshtein.distance(key, other) <= REF013.integer("maximum-distance")
        if near and not any(_tells(removed, added, REF013) for removed, added in changes):
            wanted.append(other)
    assert list(_variants(key, [other for other in others if other != key], REF013)) == wanted


def test_the_nearest_title_is_found() -> None:
    written = (
        "法治政府建设实施纲耍",
        "行政复议法实施条列",
        "青石县集市管理办法(试行)",
        "重大行政决策程序暂行条例",
        "优化营商环境条列",
    )
    catalog = Catalog(RULESETS / "catalog")
    found = [catalog.near.nearest(title_key(title), 2) for title in written]
    assert [near.title for near in found if near] == [
        "行政复议法实施条例",
        "重大行政决策程序暂行条例",
        "优化营商环境条例",
    ]
