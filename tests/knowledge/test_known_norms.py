"""The rows of the shipped tables, and the second tier of titles."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import cited
import norms
import pytest
from command import fazhi
from helpers import ROOT, linter

from checker.knowledge.catalog import title_key
from checker.knowledge.catalog.known import Known, KnownNorms
from checker.knowledge.catalog.rows import UNDATED

CATALOG = ROOT / "rulesets" / "catalog"
DAYS = {"promulgated", "effective_from", "ended", "last_valid", "since", "right_from", "right_until", "announced"}
DAYS |= {"start", "end", "last_revised", "last_effective"}
TABLES = [*sorted(CATALOG.glob("*.csv")), *sorted((ROOT / "tests" / "data" / "norms").glob("*.csv"))]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_day_is_well_formed(path: Path) -> None:
    for row in rows(path):
        assert None not in row, row
        for column in DAYS & row.keys():
            assert not row[column] or datetime.date.fromisoformat(row[column]), row


@pytest.mark.parametrize(
    "path",
    [CATALOG / "titles.csv", *(path for path in TABLES if path.stem in {"documents", "local"})],
    ids=lambda path: path.stem,
)
def test_days_are_in_order(path: Path) -> None:
    wrong = []
    for row in rows(path):
        promulgated, effective, ended = (row.get(key, "") for key in ("promulgated", "effective_from", "ended"))
        plan = "规划" in row["title"] or "纲要" in row["title"]  # it is in force from the first day of its period
        if not plan and effective and promulgated > effective:
            wrong.append(row["title"])
        if ended and max(promulgated, effective) > ended:
            wrong.append(row["title"])
    assert not wrong


def test_days_of_the_second_tier_are_in_order() -> None:
    wrong = []
    for row in norms.shipped():
        known = Known(*row[1:])
        days = [known.promulgated, known.effective, known.ended, known.revised, known.revised_effective]
        assert all(not day or datetime.date.fromisoformat(day) for day in days), row
        if known.ended and max(known.promulgated, known.effective) > known.ended:
            wrong.append(known.title)
        if known.never_revised and known.effective < known.promulgated:
            wrong.append(known.title)
    assert not wrong


@pytest.mark.parametrize(
    ("table", "first", "last"),
    [("superseded", "last_valid", "since"), ("aliases", "right_from", "right_until"), ("events", "start", "end")],
)
def test_the_first_day_is_before_the_last(table: str, first: str, last: str) -> None:
    assert not [row for row in rows(CATALOG / f"{table}.csv") if row[last] and row[first] > row[last]]


def test_a_successor_is_not_over_before_the_norm_it_follows() -> None:
    catalog = linter().knowledge.catalog
    ends = {row["title"]: row for row in rows(CATALOG / "superseded.csv") if row["replaced_by"]}
    later = {title: catalog.superseded(row["replaced_by"]) for title, row in ends.items()}
    assert not [title for title, end in later.items() if end and end.last_valid.isoformat() < ends[title]["last_valid"]]


@pytest.mark.parametrize("name", ["titles", "numbers", "revisions", "superseded"])
def test_keys_are_unique(name: str) -> None:
    keys = [title_key(row["title"]) for row in rows(CATALOG / f"{name}.csv")]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("name", "column"), [("aliases", "alias"), ("events", "name")])
def test_names_are_unique(name: str, column: str) -> None:
    names = [row[column] for row in rows(CATALOG / f"{name}.csv")]
    assert len(names) == len(set(names))


def test_no_norm_ends_itself() -> None:
    own = [
        row["title"]
        for name in ("superseded", "titles")
        for row in rows(CATALOG / f"{name}.csv")
        if row["replaced_by"] and title_key(row["replaced_by"]) == title_key(row["title"])
    ]
    assert not own
    shipped = [row for row in norms.shipped() if row[7] and title_key(row[7]) == row[0]]
    assert not shipped


def test_an_ended_title_is_listed_as_ended() -> None:
    catalog = linter().knowledge.catalog
    ended = [
        row["title"]
        for row in rows(CATALOG / "titles.csv")
        if row["confidence"] == "high" and row["evidence"] != UNDATED and "2018" < row["ended"] < "9999"
    ]
    assert not [title for title in ended if catalog.superseded(title) is None]


def test_the_file_that_ships_is_made_of_the_tables() -> None:
    assert norms.rows() == norms.shipped()
    assert len(norms.shipped()) > 9000


def test_the_second_tier_knows_titles_and_ends() -> None:
    catalog = linter().knowledge.catalog
    assert catalog.title("交通行政处罚程序规定") is None
    ended = catalog.superseded("交通行政处罚程序规定")
    assert ended is not None
    assert (ended.replaced_by, ended.error_from) == ("交通运输行政执法程序规定", 2020)
    assert catalog.contains("习近平法治思想学习问答")
    assert not catalog.contains("青石县某某办法")


@pytest.mark.parametrize("content", [None, b"", b"not a database"])
def test_without_a_readable_file_nothing_is_known(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "known.sqlite"
    if content is not None:
        path.write_bytes(content)
    assert KnownNorms(path).get("环境行政处罚办法") is None


@pytest.mark.parametrize(
    "written",
    [
        "重大行政决策程序暂行条例",
        "重大行政决策程序暂行条例（国务院令第713号）",
        "中华人民共和国行政处罚法（2021年修订）",
        "国务院关于加强数字政府建设的指导意见",
        "关于加强数字政府建设的指导意见",
        "国务院关于印发〈全面推进依法行政实施纲要〉的通知",
    ],
)
def test_a_title_is_known_in_its_forms(written: str) -> None:
    assert linter().knowledge.catalog.contains(written)


def test_a_draft_is_not_the_norm() -> None:
    catalog = linter().knowledge.catalog
    assert catalog.contains("公平竞争审查条例（草案）")
    assert catalog.title("公平竞争审查条例（草案）") is None
    assert catalog.superseded("信访条例（征求意见稿）") is None


def test_the_command_tells_the_source_in_words() -> None:
    told = fazhi("catalog", "环境行政处罚办法", "--year", "2024").stdout.decode()
    assert "依据  国家法律法规数据库的公开副本(高)" in told
    assert "不应再作为依据" in told
    assert "没有查到失效的记录" in fazhi("catalog", "城市绿线管理办法", "--year", "2024").stdout.decode()
    assert "@" not in fazhi("catalog", "农村集体经济组织法").stdout.decode()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("行政处罚法", "法律、法规、规章和文件"),
        ("关于深化行政管理体制和机构改革的意见", "法律、法规、规章和文件"),
        ("青石市物业管理条例", "地方的文件"),
        ("纲要", "草案、建议、简称"),
        ("青石省国民经济和社会发展第十五个五年规划纲要", "五年规划"),
        ("我的大观园", "著作、报刊、栏目"),
    ],
)
def test_the_class_of_a_title(title: str, kind: str) -> None:
    named = {rule.name: rule for rule in linter().all_rules}
    assert cited.classify(title, linter().knowledge.catalog, named.__getitem__) == kind


def test_titles_are_read_from_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("落实《行政 处罚法》《关于贯彻〈宪法〉的通知》。", encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"not a document")
    assert list(cited.titles([tmp_path], linter())) == ["行政处罚法", "关于贯彻〈宪法〉的通知"]
