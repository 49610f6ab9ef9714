"""The language server in a process of its own, over the protocol."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from editor import CAPABILITIES, Editor, Message, apply_lsp_edits, at, edits_of, place
from helpers import ROOT
from own_choices import CHOICES

TITLE = "云岭镇会议纪要"
TEXT = f"{TITLE}\r\n\r\n𠮷村开展检查、等12次,帐户清零,调处矛盾纠纷@件。\r\n"
COMMA, ACCOUNT, SIGN = (2, 7, 2, 8), (2, 13, 2, 15), (2, 24, 2, 26)
"""The ranges of “、” “帐户” “@件” in UTF-16, in which the first character of the line has two code units."""


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    with Editor(tmp_path) as client:
        yield client


def codes_and_ranges(found: list[Message]) -> list[tuple[str, tuple[int, int, int, int]]]:
    return [(item["code"], place(item)) for item in found]


def titled(found: list[Message], start: str) -> Message:
    (action,) = [action for action in found if action["title"].startswith(start)]
    return action


def whole(text: str) -> Message:
    return {"text": text}


def test_findings_stand_where_the_editor_counts_them(editor: Editor) -> None:
    found = editor.open("a.txt", TEXT)
    assert codes_and_ranges(found) == [("PUN023", COMMA), ("WRD007", ACCOUNT), ("PLH001", SIGN)]
    assert {item["source"] for item in found} == {"fazhi"}
    assert [item["severity"] for item in found] == [2, 2, 1]
    assert found[1]["message"].splitlines() == [
        "“帐户”应为“账户”", "改法：改为“账户”", "依据：《现代汉语词典》；《第一批异形词整理表》"
    ]  # fmt: skip
    assert len({item["data"]["fingerprint"] for item in found}) == 3


def test_the_server_says_what_it_can(editor: Editor) -> None:
    assert editor.capabilities["positionEncoding"] == "utf-16"
    assert editor.capabilities["textDocumentSync"]["change"] == 2
    assert editor.capabilities["codeActionProvider"]["codeActionKinds"] == ["quickfix", "source.fixAll.fazhi"]
    assert editor.capabilities["hoverProvider"] is True


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 19), ("utf-16", 7), ("utf-32", 6)])
def test_columns_are_counted_as_agreed(tmp_path: Path, encoding: str, character: int) -> None:
    capabilities = {**CAPABILITIES, "general": {"positionEncodings": [encoding, "utf-16"]}}
    with Editor(tmp_path, capabilities=capabilities) as editor:
        assert editor.capabilities["positionEncoding"] == encoding
        first = editor.open("a.txt", TEXT)[0]
        assert (first["code"], first["range"]["start"]) == ("PUN023", {"line": 2, "character": character})
        start, end = first["range"]["start"], first["range"]["end"]
        editor.change("a.txt", 2, {"range": {"start": start, "end": end}, "text": ""})
        assert [item["code"] for item in editor.findings("a.txt", 2)] == ["WRD007", "PLH001"]


def test_a_change_of_a_part_is_followed(editor: Editor) -> None:
    editor.open("a.txt", TEXT)
    # Two changes in one message: the positions of the second refer to the text after the first.
    editor.change("a.txt", 2, {"range": at(2, 7, 8), "text": ""}, {"range": at(0, 0, 0), "text": "关于𠮷村的\r\n"})
    assert codes_and_ranges(editor.findings("a.txt", 2)) == [("WRD007", (3, 12, 3, 14)), ("PLH001", (3, 23, 3, 25))]
    editor.change(
        "a.txt",
        3,
        {"range": {"start": {"line": 3, "character": 99}, "end": {"line": 9, "character": 0}}, "text": "帐户"},
    )
    assert codes_and_ranges(editor.findings("a.txt", 3))[2:] == [("WRD007", (3, 26, 3, 28))]


def test_line_separators_that_are_none_to_editors_end_no_line(editor: Editor) -> None:
    text = f"{TITLE}\n\n开展\u2028检查\u0085、\x0b等,帐户清零。\n"
    (found,) = [item for item in editor.open("a.txt", text) if item["code"] == "WRD007"]
    assert place(found) == (2, 10, 2, 12)
    editor.change("a.txt", 2, {"range": found["range"], "text": "账户"})
    assert "WRD007" not in [item["code"] for item in editor.findings("a.txt", 2)]


def test_a_fast_series_of_changes_gives_the_last_result(editor: Editor) -> None:
    editor.open("a.txt", "")
    text = f"{TITLE}\n\n"
    for version, character in enumerate("帐户清零,检查、等。", 2):
        text += character
        editor.change("a.txt", version, whole(text))
    assert codes_and_ranges(editor.findings("a.txt")) == [("WRD007", (2, 0, 2, 2)), ("PUN023", (2, 7, 2, 8))]
    assert editor.receives_none("textDocument/publishDiagnostics", 0.6)


def test_what_is_asked_in_the_middle_of_typing_is_answered_for_the_last_version(editor: Editor) -> None:
    editor.open("a.txt", TEXT)
    editor.change("a.txt", 2, whole(f"{TITLE}\n\n帐户。\n"))
    asked = editor.begin(
        "textDocument/codeAction",
        {"textDocument": {"uri": editor.uri("a.txt")}, "range": at(2, 0), "context": {"diagnostics": []}},
    )
    editor.change("a.txt", 3, whole(f"{TITLE}\n\n\n  帐户。\n"))
    # Where the answer was quicker than the next key, it is one for the version that was asked about.
    answered = editor.answer(asked)
    assert not answered or place(edits_of(answered[0])[0]) == (2, 0, 2, 2)
    (fix, ignore) = editor.actions("a.txt", at(3, 3))
    assert place(edits_of(fix)[0]) == (3, 2, 3, 4)
    assert ignore["title"] == "忽略此处：WRD007（“账”“帐”、“截至”“截止”等用混）"


def test_a_quick_fix_yields_the_text_expected(editor: Editor) -> None:
    found = editor.open("a.txt", TEXT)
    safe = titled(editor.actions("a.txt", at(2, 7), diagnostics=found), "删去")
    assert (safe["title"], safe["kind"], safe["isPreferred"]) == ("删去（PUN023）", "quickfix", True)
    assert safe["diagnostics"] == [found[0]]
    assert apply_lsp_edits(TEXT, edits_of(safe)) == TEXT.replace("、等", "等")
    unsafe = titled(editor.actions("a.txt", at(2, 14)), "改为")
    assert unsafe["title"] == "改为“账户”（WRD007，须人工确认）"
    assert "isPreferred" not in unsafe
    assert apply_lsp_edits(TEXT, edits_of(unsafe)) == TEXT.replace("帐户", "账户")


def test_every_candidate_is_an_action_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(CHOICES, encoding="utf-8")
    (tmp_path / "fazhi.toml").write_text('rulesets = ["own.toml"]\n', encoding="utf-8")
    text = f"{TITLE}\n\n荣获桂花江。\n"
    with Editor(tmp_path) as editor:
        (found,) = editor.open("a.txt", text)
        assert (found["code"], place(found)) == ("WRD900", (2, 2, 2, 5))
        first, second, ignore = editor.actions("a.txt", at(2, 3), diagnostics=[found])
        assert [first["title"], second["title"]] == [
            "改为“桂花奖”（WRD900，须人工确认）", "改为“桂花乡”（WRD900，须人工确认）"
        ]  # fmt: skip
        assert first["diagnostics"] == second["diagnostics"] == [found]
        assert "isPreferred" not in first
        assert "isPreferred" not in second
        assert apply_lsp_edits(text, edits_of(first)) == text.replace("桂花江", "桂花奖")
        assert apply_lsp_edits(text, edits_of(second)) == text.replace("桂花江", "桂花乡")
        assert ignore["title"].startswith("忽略此处：WRD900")


def test_edits_name_the_version_where_the_editor_can_tell(tmp_path: Path) -> None:
    capabilities = {**CAPABILITIES, "workspace": {"workspaceEdit": {"documentChanges": True}}}
    with Editor(tmp_path, capabilities=capabilities) as editor:
        editor.open("a.txt", TEXT, version=7)
        (change,) = titled(editor.actions("a.txt", at(2, 7)), "删去")["edit"]["documentChanges"]
        assert change["textDocument"] == {"uri": editor.uri("a.txt"), "version": 7}
        assert change["edits"] == [{"range": at(2, 7, 8), "newText": ""}]


def test_all_that_is_sure_is_mended_at_once(editor: Editor) -> None:
    text = TEXT + "走访企业、等6家,、服务群众。\r\n"
    editor.open("a.txt", text)
    (action,) = editor.actions("a.txt", at(0, 0), only=["source.fixAll"])
    assert (action["kind"], action["title"]) == ("source.fixAll.fazhi", "改正全部可靠的问题（3 处）")
    edits = edits_of(action)
    assert apply_lsp_edits(text, edits) == text.replace("、等", "等").replace(",、", "、")
    assert [(place(edit), edit["newText"]) for edit in edits] == [
        ((2, 7, 2, 8), ""), ((3, 4, 3, 5), ""), ((3, 8, 3, 9), "")
    ]  # fmt: skip
    assert editor.actions("a.txt", at(0, 0), only=["refactor"]) == []
    assert [one["kind"] for one in editor.actions("a.txt", at(2, 7), only=["quickfix"])] == ["quickfix"] * 2


def test_nothing_sure_to_mend_is_not_offered(editor: Editor) -> None:
    editor.open("a.txt", f"{TITLE}\n\n帐户。\n")
    assert editor.actions("a.txt", at(0, 0), only=["source.fixAll.fazhi"]) == []


def test_a_finding_is_passed_over_by_a_comment_behind_its_line(editor: Editor) -> None:
    editor.open("a.txt", TEXT)
    action = titled(editor.actions("a.txt", at(2, 24)), "忽略")
    assert action["title"] == "忽略此处：PLH001（量词前是符号而不是数字）"
    assert apply_lsp_edits(TEXT, edits_of(action)) == TEXT.replace("@件。", "@件。<!-- fazhi: ignore[PLH001] 原因 -->")


def test_hovering_shows_the_page_of_the_rule(editor: Editor) -> None:
    editor.open("a.txt", TEXT)
    shown = editor.hover("a.txt", 2, 14)
    assert shown is not None
    assert shown["range"] == at(2, 13, 15)
    assert shown["contents"]["kind"] == "markdown"
    assert shown["contents"]["value"].startswith("# WRD007 “账”“帐”、“截至”“截止”等用混\n")
    assert "## 为什么" in shown["contents"]["value"]
    assert editor.hover("a.txt", 1, 0) is None
    assert editor.hover("a.txt", 2, 18) is None


def test_closing_clears_the_findings(editor: Editor) -> None:
    editor.open("a.txt", TEXT)
    editor.tell("textDocument/didClose", {"textDocument": {"uri": editor.uri("a.txt")}})
    assert editor.findings("a.txt") == []
    assert editor.actions("a.txt", at(2, 7)) == []
    assert editor.hover("a.txt", 2, 7) is None


def test_saving_lints_again(editor: Editor) -> None:
    editor.open("a.txt", TEXT)
    editor.tell("textDocument/didSave", {"textDocument": {"uri": editor.uri("a.txt")}})
    assert [item["code"] for item in editor.findings("a.txt", 1)] == ["PUN023", "WRD007", "PLH001"]


def test_two_texts_are_kept_apart(editor: Editor) -> None:
    editor.open("a.txt", TEXT)
    assert codes_and_ranges(editor.open("b.md", f"# {TITLE}\n\n**帐户**清零。\n", "markdown")) == [
        ("WRD007", (2, 2, 2, 4))
    ]
    editor.change("a.txt", 2, whole(f"{TITLE}\n\n检查、等。\n"))
    editor.change("b.md", 2, whole(f"# {TITLE}\n\n- 账户@件。\n"))
    assert codes_and_ranges(editor.findings("b.md", 2)) == [("PLH001", (2, 4, 2, 6))]
    assert codes_and_ranges(editor.findings("a.txt", 2)) == [("PUN023", (2, 2, 2, 3))]


def test_a_private_number_is_shown_nowhere(editor: Editor) -> None:
    identity, mobile = "110105198001011238", "13987654321"
    text = f"{TITLE}\n\n当事人王某(身份证{identity},电话{mobile})办理、等帐户@件,{identity}。\n"
    found = editor.open("a.txt", text)
    assert [item["code"] for item in found].count("PRI001") == 2
    actions = editor.actions("a.txt", at(2, 0, 90), diagnostics=found)
    shown = [editor.hover("a.txt", 2, column) for column in range(0, 60, 5)]
    for number in (identity[2:12], identity[6:], mobile[:6], mobile[5:]):
        assert number not in str((found, actions, shown))
    assert apply_lsp_edits(text, edits_of(titled(actions, "改正全部"))) == text.replace("、等", "等")


def test_the_exit_code_tells_whether_the_client_took_leave(tmp_path: Path) -> None:
    with Editor(tmp_path) as editor:
        assert editor.end() == 0
    with Editor(tmp_path) as editor:
        editor.open("a.txt", TEXT)
        assert editor.hang_up() == 1
    assert bytes(editor.errors) == b""


def test_a_crash_is_logged_and_the_server_goes_on(tmp_path: Path) -> None:
    program = """
import sys
from checker.project.linter import Linter
from checker.__main__ import main
real = Linter.lint
def lint(self, document):
    print("printed by a library")
    if "坏" in document.text:
        raise ValueError(document.text)
    return real(self, document)
Linter.lint = lint
sys.argv = ["fazhi", "server"]
main()
"""
    with Editor(tmp_path, program=("-c", program)) as editor:
        assert editor.open("a.txt", "坏帐户。\n") == []
        logged = editor.next_message("window/logMessage")
        assert logged.startswith(f"{tmp_path}/a.txt：内部错误：ValueError（lint")
        assert "帐户" not in logged
        editor.change("a.txt", 2, whole("帐户。\n"))
        assert codes_and_ranges(editor.findings("a.txt", 2)) == [("WRD007", (0, 0, 0, 2))]
        assert editor.end() == 0
    assert bytes(editor.errors) == b"printed by a library\n" * 2


def test_typing_is_not_held_up_and_only_the_last_version_is_linted(tmp_path: Path) -> None:
    program = """
import pathlib, sys, time
from checker.project.linter import Linter
from checker.__main__ import main
real = Linter.lint
def lint(self, document):
    print("linted", len(document.text))
    while pathlib.Path("wait").exists():
        time.sleep(0.01)
    return real(self, document)
Linter.lint = lint
sys.argv = ["fazhi", "server"]
main()
"""
    wait = tmp_path / "wait"
    with Editor(tmp_path, program=("-c", program)) as editor:
        editor.open("a.txt", "帐户。")
        wait.touch()
        editor.tell("textDocument/didSave", {"textDocument": {"uri": editor.uri("a.txt")}})
        for version in range(2, 12):
            editor.change("a.txt", version, {"range": at(0, 0), "text": "好"})
            assert editor.hover("b.txt", 0, 0) is None  # answered although the linter is blocked
        wait.unlink()
        assert codes_and_ranges(editor.findings("a.txt", 11))[-1] == ("WRD007", (0, 10, 0, 12))
        assert editor.end() == 0
    # The saved version was being linted when the first change came.
    assert bytes(editor.errors).splitlines() in ([b"linted 3", b"linted 3", b"linted 13"], [b"linted 3", b"linted 13"])


def test_a_message_that_makes_no_sense_does_not_end_the_server(editor: Editor) -> None:
    editor.change("never-opened.txt", 2, whole("帐户"))
    editor.tell("textDocument/didOpen", {"textDocument": "?"})
    editor.tell("fazhi/unheardOf", {})
    assert [item["code"] for item in editor.open("a.txt", TEXT)] == ["PUN023", "WRD007", "PLH001"]


def test_empty_and_foreign_texts_have_no_findings(editor: Editor) -> None:
    assert editor.open("a.txt", "") == []
    assert editor.open("b.py", "帐户 = '@件'\n", "python") == []
    assert editor.open("README.md", "帐户\n", "markdown") == []
    assert [item["code"] for item in editor.open("untitled", "帐户。\n", "markdown")] == ["WRD007"]


def test_an_editor_that_crashes_leaves_no_traceback_behind(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "checker", "server"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "FAZHI_CACHE_DIR": os.environ["FAZHI_CACHE_DIR"]},
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    item = {"uri": tmp_path.as_uri() + "/a.txt", "languageId": "plaintext", "version": 1, "text": TEXT}
    process.stdout.close()
    for message in (
        {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
        {"method": "textDocument/didOpen", "params": {"textDocument": item}},
    ):
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
    process.stdin.flush()
    time.sleep(2)  # the server lints although the client has gone
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (1, b"")
