"""The language server's settings: the editor's, and those of the nearest ``fazhi.toml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from editor import CAPABILITIES, Editor, Message, at

from checker.server.preferences import Preferences, parse_preferences, section_of
from checker.text.diagnostic import Confidence
from checker.text.errors import FazhiError

TEXT = "云岭镇会议纪要\n\n检查、等,帐户清零,调处矛盾纠纷@件。\n"
ALL = ["PUN023", "WRD007", "PLH001"]


def codes(found: list[Message]) -> list[str]:
    return [item["code"] for item in found]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (None, ALL),
        ({"select": ["PUN,PLH001"]}, ["PUN023", "PLH001"]),
        ({"fazhi": {"ignore": "confused-character, PLH"}}, ["PUN023"]),
        ({"minConfidence": "high", "path": "/usr/bin/fazhi", "trace": {"server": "off"}}, ALL),
    ],
)
def test_settings_come_with_the_beginning(tmp_path: Path, options: Message | None, expected: list[str]) -> None:
    with Editor(tmp_path, options) as editor:
        assert codes(editor.open("a.txt", TEXT)) == expected


def test_the_preset_is_that_of_the_settings(tmp_path: Path) -> None:
    with Editor(tmp_path, {"preset": "draft"}) as editor:
        assert [item["severity"] for item in editor.open("a.txt", TEXT)] == [2, 2, 2]


def test_changed_settings_lint_again(tmp_path: Path) -> None:
    with Editor(tmp_path, {"select": ["PUN"]}) as editor:
        assert codes(editor.open("a.txt", TEXT)) == ["PUN023"]
        editor.tell("workspace/didChangeConfiguration", {"settings": {"fazhi": {"select": ["WRD"]}}})
        assert codes(editor.findings("a.txt")) == ["WRD007"]
        # A client that only announces a change is asked for its configuration.
        editor.settings = {"ignore": ["PUN", "WRD"]}
        editor.tell("workspace/didChangeConfiguration", {"settings": None})
        assert codes(editor.findings("a.txt")) == ["PLH001"]


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"presett": "draft"}, "设置 fazhi.presett：没有这个设置，是不是“preset”？"),
        ({"select": [1]}, "设置 fazhi.select：应为文本列表"),
        ({"profile": ["street"]}, "设置 fazhi.profile：应为文本"),
        ({"minConfidence": "hihg"}, "设置 fazhi.minConfidence：不认识“hihg”，是不是“high”？（可用：high medium low）"),
    ],
)
def test_wrong_settings_are_told_and_the_last_right_ones_stay(tmp_path: Path, settings: Message, line: str) -> None:
    with Editor(tmp_path, {"select": ["PUN"]}) as editor:
        editor.tell("workspace/didChangeConfiguration", {"settings": {"fazhi": settings}})
        assert editor.next_message() == line
        assert codes(editor.open("a.txt", TEXT)) == ["PUN023"]


@pytest.mark.parametrize(
    ("settings", "start"),
    [
        ({"select": ["PUN999"]}, "没有规则“PUN999”，是不是“PUN"),
        ({"preset": "drat"}, "没有预设“drat”，是不是“draft”？"),
        ({"profile": "stret"}, "没有报告类型“stret”，是不是“street”？"),
        ({"configuration": "nowhere.toml"}, "{folder}/nowhere.toml：没有这个配置文件"),
    ],
)
def test_settings_that_name_what_there_is_not_are_told_once(tmp_path: Path, settings: Message, start: str) -> None:
    with Editor(tmp_path, settings) as editor:
        assert editor.open("a.txt", TEXT) == []
        assert editor.next_message().startswith(start.format(folder=tmp_path))
        editor.change("a.txt", 2, {"text": TEXT})
        assert editor.findings("a.txt", 2) == []
        assert editor.receives_none("window/showMessage", 0.1)
        editor.tell("workspace/didChangeConfiguration", {"settings": {"fazhi": {}}})
        assert codes(editor.findings("a.txt", 2)) == ALL


def test_the_nearest_configuration_counts(tmp_path: Path) -> None:
    (tmp_path / "town").mkdir()
    (tmp_path / "fazhi.toml").write_text('ignore = ["PLH"]\n', encoding="utf-8")
    (tmp_path / "town" / "fazhi.toml").write_text('accept = ["帐户"]\n', encoding="utf-8")
    with Editor(tmp_path) as editor:
        assert codes(editor.open("a.txt", TEXT)) == ["PUN023", "WRD007"]
        assert codes(editor.open("town/b.txt", TEXT)) == ["PUN023", "PLH001"]


def test_a_configuration_that_is_named_counts(tmp_path: Path) -> None:
    (tmp_path / "fazhi.toml").write_text('ignore = ["PLH"]\n', encoding="utf-8")
    (tmp_path / "other.toml").write_text('ignore = ["PUN"]\n', encoding="utf-8")
    with Editor(tmp_path, {"configuration": "other.toml"}) as editor:
        assert codes(editor.open("a.txt", TEXT)) == ["WRD007", "PLH001"]


def test_a_wrong_configuration_is_told_and_shown_in_its_place(tmp_path: Path) -> None:
    configuration = tmp_path / "fazhi.toml"
    configuration.write_text('names = []\nselekt = ["PUN"]\n', encoding="utf-8")
    line = "selekt：没有这个键，是不是“select”？"
    with Editor(tmp_path) as editor:
        assert editor.open("a.txt", TEXT) == []
        assert editor.open("b.txt", TEXT) == []
        assert editor.next_message() == f"{configuration}:2:{line}"
        (told,) = editor.findings("fazhi.toml")
        assert (told["range"]["start"], told["message"], told["severity"]) == ({"line": 1, "character": 0}, line, 1)
        assert editor.actions("a.txt", at(2, 2)) == []
        configuration.write_text('select = ["PUN"]\n', encoding="utf-8")
        changed = {"uri": editor.uri("fazhi.toml"), "type": 2}
        editor.tell("workspace/didChangeWatchedFiles", {"changes": [changed]})
        assert codes(editor.findings("a.txt")) == ["PUN023"]
        assert codes(editor.findings("b.txt")) == ["PUN023"]
        assert editor.findings("fazhi.toml") == []
        assert editor.receives_none("window/showMessage", 0.1)
        # A new error is reported again, also with an editor that does not watch files.
        configuration.write_text('select = ["PUM"]\n', encoding="utf-8")
        editor.change("a.txt", 2, {"text": TEXT})
        assert editor.next_message().startswith("没有规则“PUM”，是不是“PUN”？")
        assert [item["range"]["start"]["line"] for item in editor.findings("fazhi.toml")] == [0]


@pytest.mark.parametrize("watching", [True, False])
def test_watching_is_asked_for_where_the_editor_can(tmp_path: Path, watching: bool) -> None:  # noqa: FBT001
    files: dict[str, Any] = {"dynamicRegistration": watching}
    with Editor(tmp_path, capabilities={**CAPABILITIES, "workspace": {"didChangeWatchedFiles": files}}) as editor:
        editor.open("a.txt", TEXT)
        if watching:
            asked = editor.wait(lambda message: message.get("method") == "client/registerCapability")
            (registration,) = asked["params"]["registrations"]
            assert registration["method"] == "workspace/didChangeWatchedFiles"
            assert registration["registerOptions"]["watchers"] == [
                {"globPattern": f"**/{name}"} for name in ("fazhi.toml", "pyproject.toml")
            ]
        else:
            assert editor.receives_none("client/registerCapability", 0.1)


def test_preferences_are_checked() -> None:
    section = section_of({"fazhi": {"select": "PUN, WRD", "minConfidence": "low", "profile": None}})
    assert section is not None
    assert parse_preferences(section) == Preferences(select=("PUN", "WRD"), minimum_confidence=Confidence.LOW)
    assert section_of({"other": {"a": 1}}) is None
    assert section_of(None) is None
    with pytest.raises(FazhiError, match="没有这个设置"):
        parse_preferences({"rules": []})
