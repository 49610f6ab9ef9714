"""Suppression comments in unusual places and spellings; private numbers in them stay masked."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from command import fazhi
from helpers import SEEDS, linter
from test_suppressing import commented, findings_of, marked
from word_files import docx, paragraph, run

from checker.facts.suppressions import SuppressionRequest, read_requests
from checker.formats import read

REMARK = "<!-- fazhi: ignore[FIG003] 甲 -->"
WRONG = "隐患432余处。"


def targets(name: str, text: str) -> list[str]:
    """The text that each comment applies to."""
    document = read(name, text.encode())
    return [request.target.of(document.text) for request in read_requests(document) if request.target is not None]


def parse_request(remark: str) -> SuppressionRequest:
    (request,) = read_requests(read("a.txt", f"{WRONG}<!-- {remark} -->\n".encode()))
    return request


@pytest.mark.parametrize(
    ("name", "text", "about"),
    [
        ("a.html", f"<div><h1>一</h1><p>{REMARK}二</p></div>", "二"),
        ("a.html", f"<table><tr><td>一</td><td>{REMARK}二</td></tr></table>", "二"),
        ("a.html", f"<p>一<br>{REMARK}二</p>", "二"),
        ("a.html", f"<p>一</p>{REMARK}<p>二</p>", "一"),
        ("a.html", f"<p>一</p>\n{REMARK}\n<p>二</p>", "二"),
        ("a.html", f"<p>一{REMARK}</p><p>二</p>", "一"),
        ("a.md", f"| 一 | 二 |\n|---|---|\n| 三 | {REMARK} 四 |\n", "四"),
        ("a.md", f"| 一 | 二 |\n|---|---|\n| 三 {REMARK} | 四 |\n", "三"),
        ("a.md", f"| 一 | 二 |\n|---|---|\n| 三 | 四 | {REMARK}\n", "三 \n四"),
        ("a.md", f"- 一\n- {REMARK} 二\n- 三\n", "二"),
        ("a.md", f"---\ntitle: 无\n---\n{REMARK}\n一\n", "一"),
        ("a.txt", f"一{REMARK}二\n三\n", "一二"),
        ("a.txt", "一。<!--\nfazhi: ignore[FIG003]\n甲\n-->\n二\n", "一。"),
        ("a.txt", f"一\r\n{REMARK}\r\n二\r\n", "二"),
    ],
)
def test_what_a_remark_is_about(name: str, text: str, about: str) -> None:
    assert targets(name, text) == [about]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", f'<p title="{REMARK}">{WRONG}</p>'),
        ("a.html", f'<script>var x = "{REMARK}"</script><p>{WRONG}</p>'),
        ("a.html", f"<!-- 旧 {REMARK} --><p>{WRONG}</p>"),
        ("a.md", f"```\n{REMARK}\n```\n\n{WRONG}\n"),
        ("a.md", f"`{REMARK}`{WRONG}\n"),
    ],
)
def test_what_is_shown_or_part_of_a_tag_is_no_remark(name: str, text: str) -> None:
    assert read(name, text.encode()).directives == ()
    assert [(item[0], item[2]) for item in findings_of(name, text)] == [("FIG003", False)]


@pytest.mark.parametrize(
    ("remark", "reason", "until"),
    [
        ("fazhi: ignore[FIG003] 等台账until=2026-12-31", "等台账", (2026, 12, 31)),
        ("fazhi: ignore[FIG003] until=2026-12-31,等台账", "等台账", (2026, 12, 31)),
        ("fazhi: ignore[FIG003] until=2026-12-31等台账", "等台账", (2026, 12, 31)),
        ("fazhi：ignore［FIG003］until＝２０２６年６月１日　等台账", "等台账", (2026, 6, 1)),
        ("fazhi: ignore[FIG003],until 2026-12-31 等台账", "等台账", (2026, 12, 31)),
        ("fazhi: ignore[FIG003] 写明 until 之意", "写明 until 之意", None),
        ("fazhi ignore[FIG003] 甲", "甲", None),
        ("　fazhi：ignore〔FIG003〕甲　", "甲", None),
    ],
)
def test_spellings_of_those_who_type_chinese(remark: str, reason: str, until: tuple[int, int, int] | None) -> None:
    request = parse_request(remark)
    assert request.fault == ""
    assert (request.names, request.reason) == (("FIG003",), reason)
    assert request.until == (datetime.date(*until) if until else None)


@pytest.mark.parametrize("date", ["2026-02-30", "2026-12-311", "明年", "2026", ""])
def test_a_day_that_is_none_is_told(date: str) -> None:
    assert "不是日期" in parse_request(f"fazhi: ignore[FIG003] until={date} 等台账").fault


def test_all_means_every_rule_everywhere(tmp_path: Path) -> None:
    assert [item[2] for item in findings_of("a.txt", f"{WRONG}<!-- fazhi: ignore[all] 甲 -->\n")] == [True]
    (tmp_path / "fazhi.toml").write_text('[[ignore]]\nrule = "ALL"\nreason = "甲"\n', encoding="utf-8")
    (tmp_path / "a.txt").write_text(WRONG, encoding="utf-8")
    result = fazhi("check", "--select", "FIG003,SUP", "a.txt", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.parametrize("way", ["above", "alone", "before", "inside", "behind"])
def test_a_report_with_remarks_everywhere_is_read_as_without(way: str) -> None:
    source = (SEEDS / "shenwan-2022.txt").read_text(encoding="utf-8")
    put = {
        "above": "{0}",
        "alone": f"{REMARK}\n{{0}}",
        "before": f"{REMARK}{{0}}",
        "inside": f"{{1}}{REMARK}{{2}}",
    }.get(way, f"{{0}}{REMARK}")
    lines = [put.format(line, line[:3], line[3:]) if line.strip() else line for line in source.split("\n")]
    text = "\n".join([REMARK, *lines] if way == "above" else lines)
    one, two = (linter().lint(read("a.txt", form.encode())) for form in (source, text))
    assert (two.issuer, two.year, two.profile, two.parts) == (one.issuer, one.year, one.profile, one.parts)
    found = [[(item.rule, item.text) for item in report.diagnostics if item.rule[:3] != "SUP"] for report in (one, two)]
    assert found[0]
    assert found[0] == found[1]


def test_many_remarks_take_little_time() -> None:
    text = "".join(f"第{number}项。{REMARK}\n" for number in range(20000))
    document = read("a.txt", text.encode())
    started = datetime.datetime.now(datetime.UTC)
    assert len(read_requests(document)) == 20000
    assert (datetime.datetime.now(datetime.UTC) - started).total_seconds() < 10


def test_a_word_comment_at_the_beginning_of_a_paragraph_is_about_it() -> None:
    mark = '<w:r><w:commentReference w:id="0"/></w:r>'
    empty = '<w:commentRangeStart w:id="0"/><w:commentRangeEnd w:id="0"/>'
    for before in (mark, f"{empty}{mark}"):
        body = paragraph("隐患432余处。") + f"<w:p>{before}{run('隐患512余处。')}</w:p>"
        data = docx(body, {"comments": commented("fazhi: ignore[FIG003] 台账如此")})
        assert [(item[1], item[2]) for item in findings_of("a.docx", data)] == [("432余处", False), ("512余处", True)]


def test_word_comments_that_are_broken_do_not_hide_the_text() -> None:
    body = f"<w:p>{marked(run(WRONG))}</w:p>"
    data = docx(body, {"comments": '<w:comment w:id="0"><w:p>'})
    assert [(item[1], item[2]) for item in findings_of("a.docx", data)] == [("432余处", False)]


NUMBERS = ("13812345699", "13987654321", "13912345670", "13712345670")
FORMATS = "full concise json sarif github gitlab junit markdown csv html".split()


@pytest.mark.parametrize("form", FORMATS)
def test_no_output_shows_a_private_number_of_a_remark(tmp_path: Path, form: str) -> None:
    one, two, three, four = NUMBERS
    (tmp_path / "a.txt").write_text(
        f"手机{one}。<!-- fazhi: ignore[PRI] 手机{one} 已公开,另有{two} -->\n布署工作。<!-- fazhi: ignore[FIG9] 手机{three} -->\n",
        encoding="utf-8",
    )
    (tmp_path / "fazhi.toml").write_text(
        f'ignore = [{{ rule = "FIG003", text = "{four}", reason = "{four}" }}]\n[[per-file]]\nfiles = ["*"]\nignore = [{{ rule = "PRI002", text = "{one}", reason = "公开 {one}" }}]\n',
        encoding="utf-8",
    )
    flags = ("--select", "PRI,SUP,WRD001,FIG003", "--output-format", form)
    result = fazhi("check", *flags, ".", cwd=tmp_path)
    assert result.returncode == 1, result.stderr.decode()
    output = result.stdout.decode()
    assert "SUP002" in output
    assert "SUP001" in output
    assert [number for number in NUMBERS if number in output] == []
    if form == "json":
        reasons = {row["suppression"]["reason"] for row in json.loads(output)["diagnostics"] if row["suppressed"]}
        assert reasons == {"手机13********* 已公开,另有13*********"}
    fazhi("baseline", *flags[:2], ".", cwd=tmp_path)
    known = (tmp_path / "fazhi-baseline.json").read_text(encoding="utf-8")
    assert "SUP002" in known
    assert [number for number in NUMBERS if number in known] == []


def test_a_fingerprint_holds_no_number_of_a_remark() -> None:
    marks = []
    for number in NUMBERS[:2]:
        text = f"布署。<!-- fazhi: ignore[FIG9] 手机{number[:2]}{number[2:]} -->\n"
        report = linter().lint(read("a.txt", text.replace(number[:2], "13", 1).encode()))
        marks.append([item.fingerprint for item in report.diagnostics if item.rule == "SUP002"])
    assert marks[0] == marks[1] != []


def test_what_is_over_is_over_when_reports_are_compared(tmp_path: Path) -> None:
    passage = "全镇坚持以人民为中心,组织开展送法下乡活动四十二场,发放宣传册一万三千份,群众法治意识明显增强。\n"
    more = "镇司法所联合派出所对辖区二十一家企业逐一上门走访,帮助完善用工合同管理制度并建立纠纷台账。\n"
    for name, town, remark in (("a.txt", "甲山镇", ""), ("b.txt", "乙水镇", "<!-- fazhi: ignore-file[DUP,CPY,COP] until=2020-01-01 甲 -->\n")):  # fmt: skip
        (tmp_path / name).write_text(f"{town}2024年法治政府建设年度报告\n{remark}{passage}{more}", encoding="utf-8")
    result = fazhi("compare", "--output-format", "json", "a.txt", "b.txt", cwd=tmp_path)
    rows = json.loads(result.stdout)["diagnostics"]
    assert rows
    assert not any(row["suppressed"] for row in rows)
    (tmp_path / "fazhi.toml").write_text('[[ignore]]\nrule = "DUP"\nreason = "同一上级部署"\n', encoding="utf-8")
    rows = json.loads(fazhi("compare", "--output-format", "json", "a.txt", "b.txt", cwd=tmp_path).stdout)["diagnostics"]
    assert [row["suppressed"] for row in rows] == [True] * len(rows)
