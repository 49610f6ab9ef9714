"""The language server with Markdown, HTML and byte order marks, where the text differs from the source."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import fazhi
from editor import Editor, Message, apply_lsp_edits, at, edits_of, place
from helpers import SEEDS, linter
from lsprotocol import types

from checker.server.diagnostics import diagnostics
from checker.server.texts import open_text, read_document


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    with Editor(tmp_path_factory.mktemp("texts")) as client:
        yield client


def offered(editor: Editor, name: str, found: Message, start: str) -> Message:
    (action,) = [
        action
        for action in editor.actions(name, found["range"], only=["quickfix"])
        if action["title"].startswith(start) and action["diagnostics"][0]["code"] == found["code"]
    ]
    return action


def only(found: list[Message], code: str) -> Message:
    (one,) = [item for item in found if item["code"] == code]
    return one


def without(found: list[Message], code: str) -> list[str]:
    """The codes of findings, without those of one rule."""
    return [item["code"] for item in found if item["code"] != code]


def test_places_in_markdown_are_those_of_the_source(editor: Editor) -> None:
    text = "# 云岭镇会议纪要\r\n\r\n- [𠮷村](http://a/b)**帐户**\\*清零、等12件。\r\n"
    found = editor.open("a.md", text, "markdown")
    account, comma = only(found, "WRD007"), only(found, "PUN023")
    assert (place(account), place(comma)) == ((2, 21, 2, 23), (2, 29, 2, 30))
    assert apply_lsp_edits(text, edits_of(offered(editor, "a.md", account, "改为"))) == text.replace("帐户", "账户")
    assert apply_lsp_edits(text, edits_of(offered(editor, "a.md", comma, "删去"))) == text.replace("、等", "等")
    (everything,) = editor.actions("a.md", at(0, 0), only=["source.fixAll.fazhi"])
    assert apply_lsp_edits(text, edits_of(everything)) == text.replace("、等", "等")


def test_places_in_html_are_those_of_the_source(editor: Editor) -> None:
    # The page declares GB 2312, but the editor has already decoded it.
    text = '<meta charset="gb2312">\n<p>𠮷村<b>帐</b>户 A&amp;检查、等,\n<i>帐户</i>。</p>\n'
    found = editor.open("a.html", text, "html")
    accounts = [item for item in found if item["code"] == "WRD007"]
    assert [place(item) for item in accounts] == [(1, 9, 1, 15), (2, 3, 2, 5)]
    comma = only(found, "PUN023")
    assert apply_lsp_edits(text, edits_of(offered(editor, "a.html", comma, "删去"))) == text.replace("、等", "等")
    # Text with a tag inside cannot be written back, so no fix is offered.
    titles = [action["title"] for action in editor.actions("a.html", accounts[0]["range"], only=["quickfix"])]
    assert titles == ["忽略此处：WRD007（“账”“帐”、“截至”“截止”等用混）"]


def test_a_byte_order_mark_that_the_editor_shows_counts(editor: Editor) -> None:
    text = "\ufeff检查、等@件。\r\n"
    found = editor.open("marked.txt", text)
    assert [(item["code"], place(item)) for item in found] == [("PUN023", (0, 3, 0, 4)), ("PLH001", (0, 5, 0, 7))]
    assert apply_lsp_edits(text, edits_of(offered(editor, "marked.txt", found[0], "删去"))) == "\ufeff检查等@件。\r\n"
    (everything,) = editor.actions("marked.txt", at(0, 0), only=["source.fixAll"])
    assert apply_lsp_edits(text, edits_of(everything)) == "\ufeff检查等@件。\r\n"
    assert (editor.hover("marked.txt", 0, 3) or {})["range"] == at(0, 3, 4)


def test_a_half_of_a_surrogate_pair_counts_as_one(editor: Editor) -> None:
    assert place(only(editor.open("half.txt", "\ud842检查、等12次。\n"), "PUN023")) == (0, 3, 0, 4)


REPORT = "# 云岭镇2024年法治政府建设年度报告\n\n## 一、主要做法\n\n开展检查12次。\n"


@pytest.mark.parametrize(
    ("name", "language", "before", "after"),
    [
        ("top.md", "markdown", "", REPORT),
        ("matter.md", "markdown", "---\ntitle: 报告\n---\n", REPORT),
        ("mark.md", "markdown", "\ufeff", REPORT),
        ("top.txt", "plaintext", "", REPORT.replace("#", "").replace("\n", "\r\n")),
        ("top.html", "html", "", f"<!DOCTYPE html>\n<html><body>{REPORT.replace('#', '<p>')}</body></html>\n"),
    ],
)
def test_what_the_whole_text_lacks_is_passed_over_above_it(
    editor: Editor, name: str, language: str, before: str, after: str
) -> None:
    found = editor.open(name, before + after, language)
    missing = only(found, "STR007")
    assert missing["range"]["start"] == {"line": 0, "character": before.count("\ufeff")}
    action = offered(editor, name, missing, "忽略")
    assert action["title"].startswith("忽略本文件：STR007（")
    end = "\r\n" if "\r\n" in after else "\n"
    commented = apply_lsp_edits(before + after, edits_of(action))
    assert commented == f"{before}<!-- fazhi: ignore-file[STR007] 原因 -->{end}{after}"
    # The comment suppresses the finding and no other one.
    assert [item["code"] for item in editor.open(name, commented, language, 2)] == without(found, "STR007")


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("line.txt", "plaintext", "检查、等12次。@\r\n其余。\r\n"),
        ("end.txt", "plaintext", "其余。\n检查、等12次。@"),
        ("line.md", "markdown", "# 纪要\n\n- **检查**、等12次。@\n- 其余。\n"),
        ("heading.md", "markdown", "## 检查、等12次@\n\n其余。\n"),
        ("table.md", "markdown", "| 甲 | 乙 |\n|---|---|\n| 检查、等12次@ | 其余 |\n"),
        ("last.md", "markdown", "| 甲 | 乙 |\n|---|---|\n| 其余 | 检查、等12次@ |\n"),
        ("break.md", "markdown", "检查、等12次。  @\n其余。\n"),
        ("line.html", "html", "<p>检查、等12次。</p>@\n<p>其余。</p>\n"),
        ("long.html", "html", "<p>检查、等12次。@</p><p>其余。</p>\n"),
        ("tag.html", "html", '<p>检查、等12次。@</p><p\nclass="a">其余。</p>\n'),
    ],
)
def test_a_line_is_passed_over_where_the_comment_breaks_nothing(
    editor: Editor, name: str, language: str, text: str
) -> None:
    shown = text.replace("@", "")
    found = editor.open(name, shown, language)
    commented = apply_lsp_edits(shown, edits_of(offered(editor, name, only(found, "PUN023"), "忽略")))
    assert commented == text.replace("@", "<!-- fazhi: ignore[PUN023] 原因 -->")
    assert [item["code"] for item in editor.open(name, commented, language, 2)] == without(found, "PUN023")
    assert editor.actions(name, at(0, 0), only=["source.fixAll"]) == []


@pytest.mark.parametrize(("name", "language"), [("unused.txt", "plaintext"), ("unused.md", "markdown")])
def test_a_comment_that_is_wrong_is_shown_where_it_stands(editor: Editor, name: str, language: str) -> None:
    text = "𠮷村检查等12次。<!-- fazhi: ignore[PUN023] 原因 -->\n\n<!-- fazhi: ignore-file[XYZ001] 原因 -->\n其余。\n"
    found = editor.open(name, text, language)
    assert [(item["code"], place(item)) for item in found] == [("SUP001", (0, 10, 0, 43)), ("SUP002", (2, 0, 2, 38))]
    assert editor.actions(name, at(0, 20)) == []
    assert (editor.hover(name, 2, 9) or {})["contents"]["value"].startswith("# SUP002 ")


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_editor_is_told_what_the_command_tells(editor: Editor, path: Path) -> None:
    printed = fazhi("check", "--output-format", "json", str(path))
    told = json.loads(printed.stdout)["diagnostics"]
    found = editor.open(path.name, path.read_text(encoding="utf-8"))
    assert {item["data"]["fingerprint"] for item in found} == {row["fingerprint"] for row in told}
    rows = {row["fingerprint"]: row for row in told if row["scope"] == "span"}
    found = [item for item in found if item["data"]["fingerprint"] in rows]
    expected = [
        (row["rule"], row["line"], row["column"], row["end_line"], row["end_column"], row["fingerprint"],
         [(other["line"], other["column"], other["message"]) for other in row["related"]])
        for row in rows.values()
    ]  # fmt: skip
    assert len(found) > 5
    # No seed has a character of two code units, so that columns differ only by one.
    assert [
        (item["code"], *(number + 1 for number in place(item)), item["data"]["fingerprint"],
         [(*(number + 1 for number in place(other["location"])[:2]), other["message"])
          for other in item.get("relatedInformation", [])])
        for item in found
    ] == expected  # fmt: skip


def test_other_places_of_a_finding_are_told_to_editors_that_take_them(tmp_path: Path) -> None:
    text = (SEEDS / "yunlong-2023.txt").read_text(encoding="utf-8")
    with Editor(tmp_path) as one, Editor(tmp_path, capabilities={}) as other:
        taken = [item["relatedInformation"] for item in one.open("a.txt", text) if "relatedInformation" in item]
        assert {place["location"]["uri"] for places in taken for place in places} == {one.uri("a.txt")}
        assert not [item for item in other.open("a.txt", text) if "relatedInformation" in item]
        # It receives no Markdown either.
        shown = other.hover("a.txt", 0, 0)
        assert shown is not None
        assert shown["contents"]["kind"] == "plaintext"


def test_the_tools_address_is_told_when_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    item = types.TextDocumentItem("file:///a.txt", "plaintext", 1, "帐户。")
    text = open_text(item, "utf-16")
    report = linter().lint(read_document(text))
    assert diagnostics(text, report, related=True)[0].code_description is None
    monkeypatch.setattr("checker.server.diagnostics.HOMEPAGE", "https://example.org/fazhi")
    assert diagnostics(text, report, related=True)[0].code_description == types.CodeDescription(
        "https://example.org/fazhi"
    )
