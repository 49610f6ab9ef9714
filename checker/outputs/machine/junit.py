"""JUnit's XML: a suite a file, a failed case a finding, for build servers that show test results."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from checker.lint.report import Report
from checker.outputs.display import Display
from checker.outputs.machine.findings import Found, shown_findings
from checker.outputs.severities import SEVERITIES
from checker.outputs.visible import visible

_NO_CHARACTERS = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}


def write(reports: Sequence[Report], display: Display) -> str:
    """The suites; never empty, because build servers take an empty report for a broken one."""
    whole = Element("testsuites", {"name": "fazhi"})
    for report in reports:
        _suite(whole, report, shown_findings([report], display), display)
    if not reports:
        suite = SubElement(whole, "testsuite", {"name": "fazhi", "tests": "1", "failures": "0", "errors": "0"})
        SubElement(
            SubElement(suite, "testcase", {"classname": "fazhi", "name": display.say("没有可报告的文件")}), "skipped"
        )
    suites = list(whole)
    for name in ("tests", "failures", "errors"):
        whole.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    indent(whole)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(whole, encoding="unicode")}\n'


def _suite(whole: Element, report: Report, found: Sequence[Found], display: Display) -> None:
    path = xml_text(report.document.path)
    counts = {"tests": str(len(found) or 1), "failures": str(len(found)), "errors": "0"}
    suite = SubElement(whole, "testsuite", {"name": path, **counts})
    for one in found:
        _case(suite, path, one, display)
    if not found:
        SubElement(suite, "testcase", {"classname": path, "name": display.say("没有发现问题"), "file": path})


def _case(suite: Element, path: str, found: Found, display: Display) -> None:
    item, say = found.item, display.say
    place = display.place(item.place.label)
    name = xml_text(f"{item.rule} {item.name} {place}")
    case = SubElement(suite, "testcase", {"classname": path, "name": name, "file": path, "line": str(item.place.line)})
    failure = SubElement(case, "failure", {"type": str(item.severity), "message": xml_text(item.message)})
    lines = (
        f"{say(SEVERITIES[item.severity])} {item.path} {place}",
        item.message,
        say("改法:{mend}", mend=item.mend),
        say("依据:{source}", source=item.source),
    )
    failure.text = "\n".join(xml_text(line) for line in lines)


def xml_text(text: str) -> str:
    """One line of characters that XML allows; others are made visible."""
    return visible(text).translate(_NO_CHARACTERS)
