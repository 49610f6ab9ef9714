"""GitLab's Code Quality report: an array with unique fingerprints."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from samples import HOSTILE, HOSTILE_PATH, clean, hostile_report, ordinary, write

from checker.lint.report import Report
from checker.text.diagnostic import Severity, Suppression


def rows(*reports: Report) -> list[dict[str, Any]]:
    found = json.loads(write("gitlab", *reports))
    assert isinstance(found, list)
    return found


def test_text_and_place() -> None:
    row = next(row for row in rows(ordinary()) if row["check_name"] == "placeholder-sign")
    item = next(item for item in ordinary().diagnostics if item.rule == "PLH001")
    assert row == {
        "description": f"PLH001 {item.message}（改法：{item.mend}）",
        "check_name": "placeholder-sign",
        "fingerprint": row["fingerprint"],
        "severity": "major",
        "location": {"path": "report.txt", "lines": {"begin": 3}},
    }


def test_severities() -> None:
    found = [rows(hostile_report("字", severity=severity))[0]["severity"] for severity in Severity]
    assert found == ["info", "minor", "major"]


def test_equal_findings_have_fingerprints_of_their_own() -> None:
    found = rows(hostile_report("字"), hostile_report("字"), hostile_report("字", path="b.txt"), *[ordinary()] * 2)
    prints = [row["fingerprint"] for row in found]
    assert len(set(prints)) == len(prints)
    assert [row["fingerprint"] for row in rows(hostile_report("字"))] == prints[:1]


def test_nothing_found_is_an_empty_array() -> None:
    assert rows(clean()) == rows() == rows(hostile_report("字", suppression=Suppression("comment", "原文如此"))) == []


def test_hostile_texts() -> None:
    row = rows(hostile_report(HOSTILE, path=f"./{HOSTILE_PATH}"))[0]
    assert row["location"]["path"] == HOSTILE_PATH
    assert not set("\x00\x1b\r\n\u202e") & set(row["description"])


@given(st.text(), st.text())
def test_any_text(text: str, path: str) -> None:
    assert rows(hostile_report(text, path=path))[0]["location"]["lines"] == {"begin": 1}
