"""The survey of an archive with known truth: store, workbook, pages, queries, changes, interruptions."""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import chromium
import duckdb
import openpyxl
import pytest
from archive import FACTOR, write_archive
from archive_truth import differences
from command import fazhi
from helpers import linter, reading

from checker.project.project import Project
from checker.resources.shipped import rulesets_directory
from checker.survey.reading import ReportRows, names_of_body, place_of_folder
from checker.survey.run import Options, Survey, survey
from checker.survey.settings import load_settings
from checker.survey.store import opened
from checker.survey.views import pages

COUNT = 120


def run(archive: Path, out: Path, wrap: Any = lambda results, _: results) -> Survey:
    return survey((str(archive),), str(out), Project(isolated=True), Options(), wrap)


def rows(out: Path, query: str) -> list[tuple[Any, ...]]:
    with opened(out, barred=True) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("survey")


@pytest.fixture(scope="module")
def truth(place: Path) -> Any:
    return write_archive(place / "archive", COUNT)


@pytest.fixture(scope="module")
def out(place: Path, truth: Any) -> Path:
    assert truth
    result = run(place / "archive", place / "out")
    assert result == Survey(COUNT, COUNT, 2, 0)
    return place / "out"


def relative(place: Path, path: str) -> str:
    return Path(path).relative_to(place / "archive").as_posix()


def test_every_planted_fact_is_in_the_store(place: Path, out: Path, truth: Any) -> None:
    missing = rows(out, "SELECT path, part FROM parts JOIN reports USING (report) WHERE rank = 0 AND part <> 'causes'")
    assert {relative(place, path): part for path, part in missing} == truth["missing"]
    outliers = rows(out, "SELECT path, value, peers, compared FROM outliers JOIN reports USING (report)")
    assert {relative(place, path): value for path, value, *_ in outliers} == truth["outliers"]
    assert {(peers >= 8, compared) for *_, peers, compared in outliers} == {(True, "peers")}
    broken = rows(out, "SELECT path, reason FROM reports WHERE reason IS NOT NULL")
    assert sorted(relative(place, path) for path, _ in broken) == sorted(truth["broken"])
    assert {reason for _, reason in broken} == {".docx 已损坏（BadZipFile）"}
    groups = defaultdict(list)
    for cluster, path, share in rows(out, "SELECT cluster, path, share FROM copies JOIN reports USING (report)"):
        assert share > 0.8
        groups[cluster].append(relative(place, path))
    assert sorted(sorted(group) for group in groups.values()) == sorted(truth["groups"])
    assert [len(group) for group in truth["groups"]] == [2, 3, 6]
    query = "SELECT one.path, two.path FROM rewritings JOIN reports one USING (report) JOIN reports two ON other = two.report"
    found = [sorted(relative(place, path) for path in pair) for pair in rows(out, query)]
    assert sorted(found) == sorted(truth["rewritten"])
    assert len(found) == 2
    assert all(share > 0.7 for (share,) in rows(out, "SELECT share FROM rewritings")), "all but the last parts is alike"
    assert {kind for (kind,) in rows(out, "SELECT DISTINCT format FROM reports")} > {"pdf", "ofd", "docx", "html"}


def test_the_matrix_of_a_group_has_both_directions_of_every_pair(out: Path, truth: Any) -> None:
    sizes = rows(out, "SELECT count(*), min(share) > 0.5 FROM shares GROUP BY cluster ORDER BY 1")
    assert sizes == [(len(group) * (len(group) - 1), True) for group in truth["groups"]]
    sheet = openpyxl.load_workbook(out / "普查.xlsx")["相同文本矩阵"]
    found: list[list[Any]] = [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert len(found) == sum(map(len, truth["groups"]))
    for row in found:
        assert row[3 + row[1]] is None, "a report beside itself"
        members = sum(other[0] == row[0] for other in found)
        assert sum(cell is not None for cell in row[4:]) == members - 1
    page = (out / "普查.html").read_text(encoding="utf-8")
    assert page.count('class="field"') == sum(len(group) * (len(group) - 1) for group in truth["groups"])


def test_nothing_differs_from_the_truth_in_store_workbook_and_pages(place: Path, out: Path, truth: Any) -> None:
    assert differences(place / "archive", out, truth) == []


def test_nothing_else_is_told_as_an_error(place: Path, out: Path, truth: Any) -> None:
    found = rows(out, "SELECT DISTINCT path FROM findings JOIN reports USING (report) WHERE severity = 'error'")
    assert {relative(place, path) for (path,) in found} == set(truth["missing"])


def test_reports_have_bodies_levels_and_places_above(out: Path) -> None:
    found = rows(
        out, "SELECT body, superior, level, year, filed::VARCHAR FROM reports WHERE path LIKE '%安坝县/2024安坝镇%'"
    )
    ((body, superior, level, year, filed),) = found
    assert (body, superior, level, year, filed[:8]) == ("安坝县安坝镇", "安坝县", "乡镇人民政府", 2024, "2025-01-")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("安坝县/2024/a.txt", "安坝县"),
        ("2024/安坝县/a.txt", "安坝县"),
        ("s3://bucket/云岭市/安坝县/2024/docx/a.docx", "安坝县"),
        ("reports/2024/a.txt", ""),
    ],
)
def test_the_place_above_is_the_nearest_folder_named_like_one(path: str, place: str) -> None:
    assert place_of_folder(f"/{path}" if "s3" not in path else path, linter().knowledge.copy_words) == place


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        ("江澜区人民政府桂井街道办事处", ("江澜区桂井街道", "桂井街道", "江澜区")),
        ("中共澜州市青垣区委 澜州市青垣区人民政府", ("澜州市青垣区", "青垣区", "澜州市")),
        ("青石镇人民政府", ("安坝县青石镇", "青石镇", "安坝县")),
    ],
)
def test_a_body_has_one_name_for_all_that_are_written(issuer: str, expected: tuple[str, str, str]) -> None:
    found = reading(f"{issuer}\n\n2024年法治政府建设年度报告\n\n一、主要举措和成效\n\n办理案件12件。\n")
    assert names_of_body(found.identity, "安坝县", found.copy_words, ("government", "township", "street")) == expected


def test_an_indicator_has_its_place(out: Path, truth: Any) -> None:
    path = min(truth["outliers"])
    query = f"SELECT value, unit, text, place FROM indicators JOIN reports USING (report) WHERE path LIKE '%{path}'"
    ((value, unit, text, where),) = rows(out, query)
    assert (value, unit) == (truth["outliers"][path], "件")
    assert text.endswith(f"行政处罚案件{value:.0f}件")
    assert where.startswith("第 ")
    assert value % FACTOR == 0


def test_the_workbook_opens_with_heads_filters_colours_and_numbers(out: Path, truth: Any) -> None:
    book = openpyxl.load_workbook(out / "普查.xlsx")
    assert book.sheetnames == [
        "概览", "应有部分", "规则×机关", "指标×机关", "相同文本", "相同段落", "相同文本矩阵", "改写的文本",
        "过时引用", "离群指标", "评议表", "评议依据", "要问各机关的", "读不出的文件",
    ]  # fmt: skip
    sheets = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    assert {sheet.freeze_panes for sheet in book} >= {"B2", "E2"}
    assert all(sheet.auto_filter.ref for sheet in book)
    assert book["应有部分"].conditional_formatting
    parts = sheets["应有部分"]
    absent = [row for row in parts[1:] if "缺" in row]
    assert len(absent) == len(truth["missing"])
    questions = book["要问各机关的"]
    rows_of = enumerate(questions.iter_rows(min_row=2, values_only=True), 2)
    heights = {str(row[4]): questions.row_dimensions[number].height for number, row in rows_of}
    assert min(height for text, height in heights.items() if len(text) > 30) > 15, "long questions take several lines"
    figures = {row[1]: row[3:5] for row in sheets["指标×机关"][1:]}
    assert all(isinstance(value, int) for pair in figures.values() for value in pair if value is not None)
    assert sheets["指标×机关"][0][3:5] == ["行政处罚案件（件）", "上年"]
    assert len(sheets["离群指标"]) - 1 == len(truth["outliers"])
    assert len(sheets["读不出的文件"]) - 1 == len(truth["broken"])
    assert len(sheets["相同文本"]) - 1 == sum(map(len, truth["groups"]))
    asked = [str(row[4]) for row in sheets["要问各机关的"][1:]]
    assert any("“存在的不足”，是写在别处" in text for text in asked)
    assert any("同级 " in text and "中位数" in text for text in asked)
    assert any("文件没能读出（.docx 已损坏" in text for text in asked)


def test_parquet_has_every_table(out: Path) -> None:
    count = duckdb.connect().execute(f"SELECT count(*) FROM '{out / 'parquet' / 'reports.parquet'}'").fetchall()
    assert count == [(COUNT,)]
    assert len(list((out / "parquet").glob("*.parquet"))) == 16


@pytest.fixture
def copied(place: Path, out: Path, truth: Any, tmp_path: Path) -> Path:
    """The archive with its store, to be changed."""
    assert truth
    shutil.copytree(place / "archive", tmp_path / "archive")
    assert out.is_dir()
    return tmp_path


def contents(out: Path) -> dict[str, list[tuple[Any, ...]]]:
    tables = ("reports", "parts", "findings", "indicators", "copies", "passages", "outliers", "shares", "rewritings")
    return {
        name: rows(
            out, f"SELECT * {'EXCLUDE (modified, engine)' if name == 'reports' else ''} FROM {name} ORDER BY ALL"
        )
        for name in tables
    }


class StoppedError(Exception):
    """Stands for an interruption."""


def stopping(results: Iterable[ReportRows], _: int) -> Iterator[ReportRows]:
    for number, result in enumerate(results):
        if number == COUNT * 2 // 3:
            raise StoppedError
        yield result


def test_only_what_changed_is_read_and_an_interrupted_run_is_resumed(copied: Path) -> None:
    archive, first, second = copied / "archive", copied / "first", copied / "second"
    with pytest.raises(StoppedError):
        run(archive, first, stopping)
    kept = rows(first, "SELECT count(*) FROM reports")[0][0]
    assert 0 < kept < COUNT
    resumed = run(archive, first)
    # Files that could not be read are tried again.
    assert resumed.read == COUNT - kept + rows(first, "SELECT 0")[0][0]
    run(archive, second)
    assert contents(first) == contents(second)
    before = (first / "普查.xlsx").stat().st_mtime_ns
    assert run(archive, first) == Survey(COUNT, 0, 2, 0)
    assert (first / "普查.xlsx").stat().st_mtime_ns == before
    texts = sorted(archive.rglob("*.txt"))
    texts[0].write_text(texts[0].read_text(encoding="utf-8").replace("我镇", "本镇") + "\n", encoding="utf-8")
    texts[1].unlink()
    assert run(archive, first) == Survey(COUNT - 1, 1, 2, 1)
    assert rows(
        first, "SELECT count(*) FROM findings f WHERE NOT EXISTS (FROM reports r WHERE r.report = f.report)"
    ) == [(0,)]
    assert rows(first, "SELECT count(*) FROM reports") == [(COUNT - 1,)]


def test_a_query_prints_a_table_csv_or_json(out: Path) -> None:
    sql = "SELECT level, count(*) AS reports FROM reports GROUP BY level ORDER BY reports DESC"
    table = fazhi("survey", "query", str(out), sql)
    assert (table.returncode, table.stderr) == (0, b"")
    assert "乡镇人民政府       118" in table.stdout.decode()
    asked = fazhi("survey", "query", str(out), sql, "--format", "json").stdout
    assert json.loads(asked) == [{"level": "乡镇人民政府", "reports": 118}, {"level": None, "reports": 2}]
    assert fazhi("survey", "query", str(out), sql, "--format", "csv").stdout.decode() == (
        "\ufefflevel,reports\r\n乡镇人民政府,118\r\n,2\r\n"
    )


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "COPY reports TO 'stolen.csv'",
        "ATTACH 'other.duckdb'",
        "SET enable_external_access = true",
        "INSERT INTO names VALUES (1, 'a', 'b')",
        "DROP TABLE reports",
        "INSTALL httpfs",
        "EXPORT DATABASE 'stolen'",
        "SELECT 1; COPY reports TO 'stolen.csv'",
        "nonsense",
    ],
)
def test_a_query_reaches_no_file_and_changes_nothing(out: Path, tmp_path: Path, sql: str) -> None:
    result = fazhi("survey", "query", str(out), sql, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, b"")
    (line,) = result.stderr.decode().splitlines()
    assert line.startswith("fazhi: SQL：")
    assert list(tmp_path.iterdir()) == []


def test_mistakes_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "archive").mkdir()
    (tmp_path / "full" / "a.txt").write_text("", encoding="utf-8")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad.toml").write_text(OWN.replace('"03-01"', '"13-01"'), encoding="utf-8")
    (tmp_path / "bad" / "survey.duckdb").write_bytes(b"no store")
    for arguments, line in (
        (("archive",), "请用 -o 写明结果目录"),
        (("archive", "-o", "full"), "full：不是空目录，也没有 survey.duckdb；结果请写到新的目录"),
        (("archive", "-o", "full/a.txt"), "full/a.txt：不能作为结果目录（已经存在）"),
        (("query", "full", "select 1"), "full：没有 survey.duckdb，不是 fazhi survey 的结果目录"),
        (("archive", "-o", "new", "--assessment", "none.toml"), "none.toml：无法读取（没有这个文件或目录）"),
        (("archive", "-o", "new", "--assessment", "bad.toml"), "bad.toml:7:criterion.by：应为 月-日，如 03-01"),
        (("nowhere", "-o", "new"), "nowhere：没有这个文件或目录"),
        (("archive/**/*.docx", "-o", "new"), "archive/**/*.docx：没有相符的报告"),
        (("s3://", "-o", "new"), "s3://"),
        (("query", "full"), "用法：fazhi survey query 结果目录 SQL"),
        (("archive", "-o", "bad"), "bad/survey.duckdb：打不开（"),
    ):
        result = fazhi("survey", *arguments, cwd=tmp_path)
        assert (result.returncode, result.stdout) == (2, b"")
        (told,) = result.stderr.decode().splitlines()
        assert told.startswith(f"fazhi: {line}")
    assert not (tmp_path / "new").exists()


def test_the_command_reads_in_processes_and_tells_the_places(place: Path, truth: Any, tmp_path: Path) -> None:
    assert truth
    county = place / "archive" / "安坝县"
    result = fazhi("survey", str(county), "--output-dir", "out", "--jobs", "2", "--isolated", cwd=tmp_path)
    assert result.stderr.decode() == "fazhi: 1 个文件没能读出，原因见 reports.reason\n"
    assert result.returncode == 2
    assert result.stdout.decode().startswith("共 40 个文件，这次读了 40 个；结果在 out\n")
    (line,) = (line for line in result.stdout.decode().splitlines() if "安坝县" in line)
    assert line.split()[:3] == ["安坝县", "40", "1"]


OWN = """[[criterion]]
id = "late"
name = "报送"
weight = 10
kind = "late"
date = "filed"
by = "03-01"
zero = 0
full = -100
[[criterion]]
id = "towns"
name = "说到镇"
weight = 2
kind = "words"
within = "first-responsible"
words = ["镇长"]
zero = 0
full = 1
"""


def test_the_assessment_scores_what_was_read_and_says_where(out: Path, truth: Any) -> None:
    found = rows(
        out,
        "SELECT path, criterion, points, weight, text, assessment.place FROM assessment JOIN reports USING (report)",
    )
    scored = {(path.split("archive/")[1], criterion): rest for path, criterion, *rest in found}
    plain = "安坝县/2024安坝镇.html"
    assert scored[plain, "filed"][:2] == [8.0, 8.0]
    assert scored[plain, "filed"][2].startswith("2025年1月")
    assert scored[plain, "published"] == [None, 8.0, "", ""], "no date of publication, no points"
    assert scored[plain, "findable"][0] is None
    assert scored[plain, "acts"] == [5.0, 5.0, "主持召开", "第 16 行"]
    assert scored[plain, "own-words"][:3] == [0.0, 8.0, "第 3 组"]
    lacking, part = next((path, part) for path, part in truth["missing"].items() if part == "shortcomings")
    assert scored[lacking, part][0] == 0.0
    assert scored[lacking, "answered"][:3] == [0.0, 6.0, "没有写“存在的不足”"]


def test_own_criteria_replace_the_shipped_ones(place: Path, truth: Any, tmp_path: Path) -> None:
    assert truth
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    county = str(place / "archive" / "白坝县")
    fazhi("survey", county, "-o", "out", "--isolated", "--assessment", "own.toml", cwd=tmp_path)
    found = rows(tmp_path / "out", "SELECT criterion, min(points), max(points) FROM assessment GROUP BY 1 ORDER BY 1")
    assert [criterion for criterion, *_ in found] == ["late", "towns"]
    assert 3 < found[0][1] < found[0][2] < 6
    assert found[1][2] == 2.0
    book = openpyxl.load_workbook(tmp_path / "out" / "普查.xlsx")
    assert [cell.value for cell in book["评议表"][1]][4:] == [
        "得分率",
        "得分",
        "计分的满分",
        "报送（10）",
        "说到镇（2）",
    ]


OUTLIERS = "[...document.querySelectorAll('polygon')].length"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_the_overview_names_every_planted_fact(out: Path, truth: Any) -> None:
    page = (out / "普查.html").read_text(encoding="utf-8")
    for path in [*truth["outliers"], *truth["broken"], *(path for group in truth["groups"] for path in group)]:
        assert f"/{path}<" in page
    drawn = re.findall(r"<text[^>]*>([^<]*)</text>", page)
    assert drawn[: 2 * len(truth["missing"])] == ["安坝县", "2", "白坝县", "1", "长坝县", "1"]
    assert next(text for text in drawn if "行政处罚案件" in text).endswith("，58 份")
    assert [text for text in drawn if text.endswith("0件") and "镇 " in text] == [
        "白坝县红源镇 9800件",
        "安坝县玉潭镇 15400件",
    ][::-1]


def test_links_lead_to_a_page_for_each_body_and_nothing_is_fetched(out: Path) -> None:
    page = (out / "普查.html").read_text(encoding="utf-8")
    links = re.findall(r'<a href="([^"]*)">([^<]*)</a>', page)
    bodies = [body for (body,) in rows(out, "SELECT DISTINCT body FROM reports WHERE body IS NOT NULL ORDER BY body")]
    assert links[-len(bodies) :] == [(f"pages/{pages.page_name(body)}", body) for body in bodies], "the list of all"
    assert set(links[: -len(bodies)]) < set(links[-len(bodies) :]), "and in the tables"
    outlier = rows(out, "SELECT body FROM outliers JOIN reports USING (report)")[0][0]
    assert f'<td><a href="pages/{pages.page_name(outlier)}">{outlier}</a></td>' in page
    assert {path.name for path in (out / "pages").iterdir()} == {link.removeprefix("pages/") for link, _ in links}
    for path in [out / "普查.html", *(out / "pages").iterdir()]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?:src|url|@import)\s*[=(]|https?:", text)
        assert "<script" not in text


def test_a_long_table_has_a_page_of_its_own(
    out: Path, truth: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(truth["broken"]) == 2
    monkeypatch.setattr(pages, "_MAX_ROWS", 1)
    with opened(out, barred=True) as connection:
        pages.write_pages(connection, tmp_path, load_settings(rulesets_directory()))
    overview = (tmp_path / "普查.html").read_text(encoding="utf-8")
    assert '<p>以上是前 1 行。<a href="pages/全部读不出的文件.html">全部 2 行</a></p>' in overview
    whole = (tmp_path / "pages" / "全部读不出的文件.html").read_text(encoding="utf-8")
    first, second = truth["broken"]
    assert f"/{first}<" in overview
    assert f"/{second}<" not in overview
    assert f"/{first}<" in whole
    assert f"/{second}<" in whole
    assert '<a href="../普查.html">普查概览</a>' in whole


def test_the_page_of_a_body_shows_its_parts_indicators_and_questions(out: Path, truth: Any) -> None:
    lacking = next(path for path, part in truth["missing"].items() if part == "shortcomings")
    county, name = lacking.split("/")
    body = county + name[4:].split(".")[0]
    found = (path.read_text(encoding="utf-8") for path in (out / "pages").iterdir())
    (page,) = (text for text in found if f"<h1>{body}</h1>" in text)
    assert "报告里没有找到“存在的不足”，是写在别处，还是没有写？" in page
    assert re.search(r'2024</th><td>存在的不足</td><td>缺</td><td class="count">0</td>', page)
    assert page.count("<td>行政处罚案件</td>") == 2, "this year and the last"
    assert list(re.findall("<h2>([^<]*)</h2>", page)) == [
        "要问的",
        "应有部分",
        "指标",
        "评议",
        "问题",
    ]


@pytest.mark.skipif(not chromium.PROGRAM, reason="Chromium is not installed (Debian: chromium)")
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_fit_a_telephone_and_a_screen(out: Path, truth: Any, tmp_path: Path, width: int) -> None:
    with chromium.browser(tmp_path / "profile") as page:
        for path in (out / "普查.html", min((out / "pages").iterdir())):
            page.open(path, width=width)
            assert page.value(TOO_WIDE) == 0
            assert page.complaints() == []
        page.open(out / "普查.html", width=width)
        assert page.value(OUTLIERS) == len(truth["outliers"])
        heights = page.value("[...document.querySelectorAll('.plot text')].map(t => t.getBoundingClientRect().height)")
        assert min(heights) > 10
