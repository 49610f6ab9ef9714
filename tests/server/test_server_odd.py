"""Code actions about suppression comments, and baselines in the editor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from command import fazhi
from editor import Editor, apply_lsp_edits, edits_of, place
from test_server import codes_and_ranges

LINE = "调处矛盾纠纷@件。"


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    with Editor(tmp_path) as client:
        yield client


@pytest.mark.parametrize("byte_order_mark", ["", "\ufeff"])
def test_an_unused_comment_is_marked_itself(editor: Editor, byte_order_mark: str) -> None:
    text = f"{byte_order_mark}云岭镇会议纪要\n𠮷村会议开过。<!-- fazhi: ignore[WRD007] 甲 -->\n"
    (item,) = editor.open("a.txt", text)
    assert (item["code"], place(item)) == ("SUP001", (1, 8, 1, 40))
    assert editor.actions("a.txt", item["range"]) == []


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.html", f"<p>{LINE}</p>", "<p>会议开过。</p>\n"),
        ("a.html", f"<table><tr><td>{LINE}</td>", "<td>会议开过。</td></tr></table>\n"),
        ("a.md", f"| 甲 | 乙 |\n|---|---|\n| {LINE} | ", "会议开过。 |\n"),
        ("a.txt", LINE, "会议开过。\n"),
    ],
)
def test_the_comment_that_is_offered_passes_the_finding_over(
    editor: Editor, name: str, before: str, after: str
) -> None:
    text = before + after
    (item,) = [item for item in editor.open(name, text) if item["code"] == "PLH001"]
    (action,) = [one for one in editor.actions(name, item["range"]) if one["title"].startswith("忽略此处：PLH001")]
    changed = apply_lsp_edits(text, edits_of(action))
    assert changed != text
    editor.change(name, 2, {"text": changed})
    assert not [
        code for code, _ in codes_and_ranges(editor.findings(name, 2)) if code in ("PLH001", "SUP001", "SUP003")
    ]


def test_the_baseline_beside_the_configuration_holds_wherever_the_server_began(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "archive", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / "fazhi.toml").write_text('baseline = "known.json"\n', encoding="utf-8")
    (folder / "a.txt").write_text(f"{LINE}\n", encoding="utf-8")
    fazhi("baseline", ".", cwd=folder)
    with Editor(elsewhere) as editor:
        path = str(folder / "a.txt")
        assert editor.open(path, f"{LINE}\n") == []
        (folder / "known.json").write_text('{"version": 1, "findings": []}', encoding="utf-8")
        editor.change(path, 2, {"text": f"{LINE}\n\n"})
        assert [code for code, _ in codes_and_ranges(editor.findings(path, 2))] == ["PLH001"]
