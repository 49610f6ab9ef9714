"""JUnit: well-formed for any text, never empty."""

from __future__ import annotations

from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from hypothesis import given
from hypothesis import strategies as st
from samples import HOSTILE, HOSTILE_PATH, clean, hostile_report, ordinary, write

from checker.lint.report import Report
from checker.text.diagnostic import Suppression


def suites(*reports: Report) -> Element:
    """Parse the output from bytes, as build servers do."""
    return ET.fromstring(write("junit", *reports).encode())


def only(whole: Element, name: str) -> Element:
    found = list(whole.iter(name))
    assert len(found) == 1
    return found[0]


def test_text_and_place() -> None:
    whole = suites(ordinary())
    item = next(item for item in ordinary().diagnostics if item.rule == "PLH001")
    case = next(case for case in whole.iter("testcase") if case.get("name", "").startswith("PLH001"))
    assert case.attrib == {
        "classname": "report.txt", "name": "PLH001 量词前是符号而不是数字 第3行第11列", "file": "report.txt", "line": "3",
    }  # fmt: skip
    failure = only(case, "failure")
    assert failure.attrib == {"type": "error", "message": item.message}
    assert (failure.text or "").split("\n") == [
        "错误 report.txt 第3行第11列", item.message, f"改法:{item.mend}", f"依据:{item.source}",
    ]  # fmt: skip


def test_counts() -> None:
    whole = suites(ordinary(), clean())
    found = len(ordinary().diagnostics)
    assert (whole.get("tests"), whole.get("failures"), whole.get("errors")) == (str(found + 1), str(found), "0")
    first, second = whole
    assert (first.get("name"), first.get("tests"), first.get("failures")) == ("report.txt", str(found), str(found))
    assert (second.get("name"), second.get("tests"), second.get("failures")) == ("clean.txt", "1", "0")
    assert list(only(second, "testcase")) == []


def test_a_report_is_never_empty() -> None:
    assert only(only(suites(), "testcase"), "skipped").tag == "skipped"
    assert suites().get("tests") == "1"
    assert (
        only(suites(hostile_report("字", suppression=Suppression("comment", "原文如此"))), "testcase").get("name")
        == "没有发现问题"
    )


def test_hostile_texts_are_text() -> None:
    whole = suites(hostile_report(HOSTILE, path=HOSTILE_PATH))
    message = only(whole, "failure").get("message", "")
    assert "<script>alert(1)</script> ::error::x" in message
    assert "]]>&" in message
    assert [element.tag for element in whole.iter()] == ["testsuites", "testsuite", "testcase", "failure"]


@given(st.text(), st.text())
def test_any_text_is_well_formed(text: str, path: str) -> None:
    assert len(list(suites(hostile_report(text, path=path)).iter("failure"))) == 1
