"""Suppression comments in text files, and as comments of Word documents."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from command import fazhi
from helpers import linter
from hypothesis import given
from hypothesis import strategies as st
from word_files import docx, paragraph, run

from checker.formats import file_bytes, read
from checker.lint.engine import ExternalRequests, lint
from checker.text.diagnostic import Diagnostic, source_span_of
from checker.text.document import Document

TODAY = datetime.date(2026, 3, 1)
WRONG = "布署工作,排查隐患432余处"


def found(name: str, text: str | bytes, *select: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The findings of the rules WRD001 and FIG003, and of those about suppression comments."""
    wanted = ("WRD001", "FIG003", "SUP001", "SUP002", "SUP003", "SUP004", "SUP005", *select)
    rules = tuple(rule for rule in linter().all_rules if rule.id in wanted)
    document = read(name, text.encode() if isinstance(text, str) else text)
    external = ExternalRequests(all_rules=linter().all_rules, today=TODAY)
    report = lint(document, rules, linter().knowledge, external=external)
    assert not report.failures
    return document, report.diagnostics


def findings_of(name: str, text: str | bytes) -> list[tuple[str, str, bool, str]]:
    """The rule, text, suppression and place of each finding."""
    return [(item.rule, item.text, item.suppressed, item.place.label) for item in found(name, text)[1]]


def test_a_remark_in_a_paragraph_is_about_it_and_no_text() -> None:
    text = f"{WRONG}。<!-- fazhi: ignore[FIG003] 原文如此 -->\n{WRONG}。\n"
    document, items = found("a.txt", text)
    assert document.text == f"{WRONG}。\n{WRONG}。\n"
    assert file_bytes(document) == text.encode()
    assert [(item.rule, item.text, item.suppressed, item.place.line) for item in items] == [
        ("WRD001", "布署", False, 1), ("FIG003", "432余处", True, 1), ("WRD001", "布署", False, 2), ("FIG003", "432余处", False, 2),
    ]  # fmt: skip
    assert items[1].suppression is not None
    assert (items[1].suppression.by, items[1].suppression.reason) == ("comment", "原文如此")


@pytest.mark.parametrize("written", ["<!-- fazhi: ignore[FIG003] 因为 -->", "<!--fazhi：ignore【fig】因为-->", "<!-- Fazhi:ignore[approximate-exact,WRD] -->",
        "<!-- fazhi：忽略【FIG003】因为 -->"])  # fmt: skip
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_alone_on_a_line_it_is_about_the_next_paragraph(name: str, written: str) -> None:
    one, two = (f"<p>{WRONG}。</p>" if name == "a.html" else f"{WRONG}。" for _ in range(2))
    items = [item for item in findings_of(name, f"{one}\n\n{written}\n{two}\n") if item[0] == "FIG003"]
    assert [(item[2], item[3][:3]) for item in items] == [(False, "第1行"), (True, "第4行")]


@pytest.mark.parametrize("verb", ["ignore-file", "忽略全文"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_of_the_whole_report(name: str, verb: str) -> None:
    one = f"<p>{WRONG}。</p>" if name == "a.html" else f"{WRONG}。"
    text = f"<!-- fazhi: {verb}[FIG003] until=2026-03-01 引用上级文件 -->\n\n{one}\n\n{one}\n"
    assert [(item[0], item[2]) for item in findings_of(name, text)] == [("WRD001", False), ("FIG003", True)] * 2


def test_of_a_missing_part() -> None:
    rules = tuple(rule for rule in linter().all_rules if rule.id in ("STR005", "SUP001", "STR006"))
    title = "云岭镇2024年法治政府建设年度报告\n"
    for remark, aside in (("ignore-file[STR]", True), ("ignore[STR]", False)):
        document = read("a.txt", f"<!-- fazhi: {remark} 分两次公开 -->\n{title}".encode())
        items = lint(document, rules, linter().knowledge, external=ExternalRequests(today=TODAY)).diagnostics
        missing = [item for item in items if item.scope == "document"]
        assert missing
        assert {item.suppressed for item in missing} == {aside}


@pytest.mark.parametrize(
    ("remark", "rule", "said"),
    [
        ("ignore[WRD001] 原文如此", "SUP001", "WRD001 在这里没有要忽略的问题，这一条忽略用不着了"),
        ("ignore[aproximate-exact] 原文如此", "SUP002", "没有规则“aproximate-exact”，是不是“approximate-exact”？"),
        ("ingore[FIG003] 原文如此", "SUP003", "只认得 ignore（忽略）和 ignore-file（忽略全文）"),
        ("ignore FIG003", "SUP003", "要在方括号里写明规则"),
        ("ignore[FIG003] until=2026-02-28 等台账", "SUP004", "忽略 FIG003 的日期到 2026-02-28 为止，已经过了"),
        ("ignore[FIG003] until=下月 等台账", "SUP003", "“下月”不是日期"),
        ("ignore[FIG003]", "SUP005", "忽略 FIG003 没有写原因"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_what_is_wrong_with_a_remark_is_told_in_its_place(name: str, remark: str, rule: str, said: str) -> None:
    written = f"<!-- fazhi: {remark} -->"
    text = (
        f"<p>会议开过。</p>\n<p>隐患432余处。{written}</p>\n"
        if name == "a.html"
        else f"会议开过。\n\n隐患432余处。{written}\n"
    )
    document, items = found(name, text)
    (item,) = [item for item in items if item.rule.startswith("SUP")]
    assert item.rule == rule
    assert said in item.message
    assert item.text == written
    assert source_span_of(document, item).of(text) == written
    line = text[: text.index(written)].split("\n")
    assert (item.place.line, item.place.column) == (len(line), len(line[-1]) + 1)


def test_what_was_not_looked_for_is_not_called_unused() -> None:
    rules = tuple(rule for rule in linter().all_rules if rule.id in ("WRD001", "SUP001"))
    document = read("a.txt", "会议开过。<!-- fazhi: ignore[FIG003,DUP010] 原文如此 -->\n".encode())
    assert not lint(
        document, rules, linter().knowledge, external=ExternalRequests(all_rules=linter().all_rules)
    ).diagnostics


def commented(*comments: str) -> str:
    return "".join(
        f'<w:comment w:id="{number}" w:author="李"><w:p>{run(text)}</w:p></w:comment>'
        for number, text in enumerate(comments)
    )


def marked(inside: str, number: int = 0) -> str:
    """Enclose runs in the range markers of a comment."""
    end = f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
    return f'<w:commentRangeStart w:id="{number}"/>{inside}{end}'


def test_a_word_comment_is_about_the_text_it_stands_on() -> None:
    body = f"<w:p>{marked(run('排查隐患432余处'))}{run(',整治隐患512余处。')}</w:p>"
    data = docx(body, {"comments": commented("fazhi:ignore【FIG003】台账如此")})
    assert findings_of("a.docx", data) == [("FIG003", "432余处", True, "第1段"), ("FIG003", "512余处", False, "第1段")]


def test_a_word_comment_without_a_range_is_about_its_paragraph() -> None:
    mark = '<w:r><w:commentReference w:id="0"/></w:r>'
    body = f"<w:p>{run('隐患432余处。')}{mark}</w:p>" + paragraph("隐患512余处。")
    data = docx(body, {"comments": commented("fazhi: ignore[FIG003] 台账如此")})
    assert findings_of("a.docx", data) == [("FIG003", "432余处", True, "第1段"), ("FIG003", "512余处", False, "第2段")]


def test_a_word_comment_over_several_paragraphs_and_of_the_whole() -> None:
    start, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    body = f"<w:p>{start}{run('隐患432余处。')}</w:p><w:p>{run('隐患512余处。')}{end}</w:p>" + paragraph(
        "隐患612余处。"
    )
    data = docx(body, {"comments": commented("fazhi: ignore[FIG003] 台账如此")})
    assert [item[2] for item in findings_of("a.docx", data)] == [True, True, False]
    whole = docx(f"<w:p>{marked(run('报告'))}</w:p>{paragraph('隐患432余处。')}", {"comments": commented("fazhi: ignore-file[FIG003] 台账如此")})  # fmt: skip
    assert [item[2] for item in findings_of("a.docx", whole)] == [True]


def test_an_unused_word_comment_is_told_where_it_stands() -> None:
    body = paragraph("会议开过。") + f"<w:p>{run('前文,')}{marked(run('隐患430余处'))}{run('。')}</w:p>"
    data = docx(body, {"comments": commented("fazhi: ignore[FIG003] 台账如此")})
    assert findings_of("a.docx", data) == [("SUP001", "隐患430余处", False, "第2段")]
    other = docx(body, {"comments": commented("请核对台账")})
    assert findings_of("a.docx", other) == []


def test_what_is_set_aside_is_counted_and_does_not_fail(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("隐患432余处。<!-- fazhi: ignore[FIG003] 台账如此 -->\n", encoding="utf-8")
    command = ("check", "--select", "FIG003", "--fail-level", "info")
    result = fazhi(*command, "--output-format", "json", "a.txt", cwd=tmp_path)
    output = json.loads(result.stdout)
    assert result.returncode == 0
    assert output["summary"] == {"error": 0, "warning": 0, "info": 0, "suppressed": 1}
    (row,) = output["diagnostics"]
    assert (row["suppressed"], row["suppression"]) == (True, {"by": "comment", "reason": "台账如此"})
    full = fazhi(*command, "a.txt", cwd=tmp_path).stdout.decode()
    assert "不像法治政府建设年度报告" in full
    assert "另有 1 处按注释、配置或基线忽略" in full
    assert fazhi(*command, "--output-format", "concise", "a.txt", cwd=tmp_path).stdout == b""


def test_a_fix_leaves_remarks_and_what_they_set_aside(tmp_path: Path) -> None:
    text = "布署工作。<!-- fazhi: ignore[WRD001] 原文如此 -->\n<!-- fazhi: ignore[FIG003] 无 -->\n布署工作。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    fazhi("fix", "--unsafe-fixes", "--select", "WRD001", "a.txt", cwd=tmp_path)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == text.replace("-->\n布署", "-->\n部署")


@given(
    st.lists(
        st.sampled_from([WRONG, "。", "\n", " ", "<!-- fazhi: ignore[FIG003] 甲 -->", "<!--", "-->", "𠮷", "\r\n"])
    )
)
def test_no_character_is_lost_or_moved(parts: list[str]) -> None:
    source = "".join(["字", *parts])
    document = read("a.txt", source.encode())
    assert file_bytes(document) == source.encode()
    for offset, character in enumerate(document.text):
        assert source[document.source_offset(offset)] == character
        assert document.text_offset(document.source_offset(offset)) == offset
    assert "fazhi: ignore[FIG003] 甲 -->" not in document.text
