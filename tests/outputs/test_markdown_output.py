"""Markdown: no text breaks a table or becomes markup, and the length is bounded."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace
from samples import HOSTILE, HOSTILE_PATH, clean, hostile_report, ordinary, write

from checker.outputs import markdown
from checker.outputs.markdown import MAX_LENGTH, escape_markdown
from checker.text.diagnostic import Severity, Suppression

_CELL = re.compile(r"<td>(.*?)</td>", re.DOTALL)


def page(text: str) -> str:
    """Render Markdown as code hosts do, with tables and links."""
    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


def tokens(text: str) -> list[Token]:
    inline = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [child for token in inline for child in token.children or ()]


def test_text_and_place() -> None:
    text = write("markdown", ordinary())
    item = next(item for item in ordinary().diagnostics if item.rule == "PLH001")
    errors = sum(item.severity is Severity.ERROR for item in ordinary().diagnostics)
    assert text.startswith(f"### fazhi:{errors} 处错误、")
    assert "(1 个文件)" in text
    cells = [html.unescape(cell).replace("\u200b", "") for cell in _CELL.findall(page(text))]
    at = cells.index("PLH001 量词前是符号而不是数字")
    assert cells[at - 2 : at + 3] == [
        "🔴 错误",
        "第3行第11列",
        "PLH001 量词前是符号而不是数字",
        item.message,
        item.mend,
    ]


def test_nothing_found() -> None:
    assert write("markdown", clean()) == (
        "### fazhi:0 处错误、0 处警告、0 处提示(1 个文件)\n\n"
        "这份文件不像法治政府建设年度报告，只查了通用的标点、用词、数字等。\n"
    )
    assert "没有发现问题" in write("markdown", hostile_report("字", suppression=Suppression("comment", "原文如此")))


def test_a_table_a_file() -> None:
    text = write(
        "markdown", hostile_report("字"), clean(), hostile_report("字", path="b.txt", severity=Severity.WARNING)
    )
    assert [html.unescape(found) for found in re.findall(r"<h4>(.*?)</h4>", page(text))] == [
        "a.txt:1 处错误、0 处警告、0 处提示",
        "b.txt:0 处错误、1 处警告、0 处提示",
    ]


def test_hostile_texts_are_text() -> None:
    shown = page(write("markdown", hostile_report(HOSTILE, path=HOSTILE_PATH)))
    assert shown.count("<tr>") == 2
    assert len(_CELL.findall(shown)) == 5
    for markup in ("<script", "<img", "<a ", "<code", "<b>", "<em"):
        assert markup not in shown
    assert "|`a`&lt;script&gt;alert(1)&lt;/script&gt; :" in shown
    assert "@all" not in shown
    assert "#1" not in shown


@pytest.mark.parametrize("text", ["@someone", "#12", "!12", "~label", "a@b.cn", ":smile:", "group/project#1", "&1"])
def test_code_hosts_see_no_references(text: str) -> None:
    shown = html.unescape(escape_markdown(text))
    assert shown != text
    assert shown.replace("\u200b", "") == text


@given(st.text(max_size=120))
def test_any_text_stays_in_its_cell(text: str) -> None:
    whole = write("markdown", hostile_report(text))
    assert {token.type for token in tokens(whole)} <= {"text", "text_special"}
    shown = page(whole)
    assert shown.count("<tr>") == 2
    assert len(_CELL.findall(shown)) == 5


def test_what_is_too_long_is_counted() -> None:
    item = hostile_report("字" * 1000).diagnostics[0]
    many = tuple(
        replace(item, severity=Severity.ERROR if number % 2 else Severity.INFO, fingerprint=str(number))
        for number in range(400)
    )
    reports = [replace(hostile_report("字", path=f"{name}.txt"), diagnostics=many) for name in "ab"]
    text = write("markdown", *reports)
    assert len(text) <= MAX_LENGTH
    kept = text.count("🔴") + text.count("🔵")
    assert kept < 400
    assert "🔵" not in text
    assert f"另有 {800 - kept} 处未列出" in text
    assert text.startswith("### fazhi:400 处错误、0 处警告、400 处提示(2 个文件)")


def test_one_file_too_many_leaves_the_totals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "MAX_LENGTH", 210)
    text = write("markdown", hostile_report("字"))
    assert text == "### fazhi:1 处错误、0 处警告、0 处提示(1 个文件)\n\n另有 1 处未列出,完整结果请看其他输出。\n"
