"""Workflow commands: one per finding, at its place, and no text contains another one."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from samples import HOSTILE, HOSTILE_PATH, clean, hostile_report, ordinary, write

from checker.text.diagnostic import Severity, Suppression
from checker.text.document import Place

_COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def properties(line: str) -> dict[str, str]:
    match = _COMMAND.fullmatch(line)
    assert match, line
    return dict(pair.split("=", 1) for pair in match[2].split(","))


def test_text_and_place() -> None:
    lines = write("github", ordinary()).splitlines()
    line = next(line for line in lines if "PLH001" in line)
    item = next(item for item in ordinary().diagnostics if item.rule == "PLH001")
    assert line == (
        "::error file=report.txt,line=3,endLine=3,col=11,endColumn=13,title=PLH001 量词前是符号而不是数字::"
        f"{item.message}%0A改法:{item.mend}%0A依据:{item.source}"
    )


def test_errors_come_first_and_the_minimum_is_kept() -> None:
    kinds = [line.split(" ", 1)[0] for line in write("github", ordinary()).splitlines()]
    assert kinds == sorted(kinds, key=["::error", "::warning", "::notice"].index)
    assert set(map(str, Severity)) >= {kind.strip(":").replace("notice", "info") for kind in kinds}
    assert all(line.startswith("::error") for line in write("github", ordinary(), minimum=Severity.ERROR).splitlines())
    assert write("github", hostile_report("字", severity=Severity.INFO)).startswith("::notice ")


def test_nothing_found_says_nothing() -> None:
    assert write("github", clean()) == ""
    assert write("github", hostile_report("字", suppression=Suppression("comment", "原文如此"))) == ""


def test_columns_only_on_one_line() -> None:
    across = properties(write("github", hostile_report("字", end_place=Place(2, 3, ""))).strip())
    assert across == {"file": "a.txt", "line": "1", "endLine": "2", "title": across["title"]}
    assert "col" not in properties(write("github", hostile_report("字", scope="document")).strip())


def test_files_without_lines_say_the_place() -> None:
    found = hostile_report("缺字")
    line = write("github", replace(found, document=replace(found.document, format="docx"))).strip()
    assert "line" not in properties(line)
    assert "::第1行第2列:缺字%0A" in line


def test_paths_are_those_of_the_repository() -> None:
    assert properties(write("github", hostile_report("字", path="./b/a.txt")).strip())["file"] == "b/a.txt"


def test_hostile_texts_are_one_command() -> None:
    text = write("github", hostile_report(HOSTILE, path=HOSTILE_PATH))
    assert text.count("\n") == 1
    found = properties(text.strip("\n"))
    assert found["file"] == "a%2Cb%3Ac%250A|`<b>%0A%3A%3Aerror%3A%3A@all.txt"
    assert not set("\x00\x1b\r\u202e") & set(text)


@given(st.text(), st.text(min_size=1))
def test_any_text_is_one_command(text: str, path: str) -> None:
    lines = write("github", hostile_report(text, path=path)).split("\n")
    assert lines[1:] == [""]
    assert properties(lines[0])["line"] == "1"
