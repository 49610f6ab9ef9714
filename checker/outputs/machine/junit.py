"""JUnit XML for build servers: one test suite per file, one failed test case per finding."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from checker.lint.report import Report
from checker.outputs.display import Display
from checker.outputs.grouping import label_of
from checker.outputs.machine.findings import ReportedFinding, shown_findings
from checker.outputs.severities import SEVERITIES
from checker.outputs.visible import visible

_NONCHARACTERS = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}


def write(reports: Sequence[Report], display: Display) -> str:
    """Write the suites; never an empty document, which build servers take for a failure."""
    root = Element("testsuites", {"name": "fazhi"})
    for report in reports:
        _add_suite(root, report, shown_findings([report], display), display)
    if not reports:
        suite = SubElement(root, "testsuite", {"name": "fazhi", "tests": "1", "failures": "0", "errors": "0"})
        SubElement(
            SubElement(suite, "testcase", {"classname": "fazhi", "name": display.say("没有可报告的文件")}), "skipped"
        )
    suites = list(root)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _add_suite(root: Element, report: Report, found: Sequence[ReportedFinding], display: Display) -> None:
    path = xml_text(report.document.path)
    counts = {"tests": str(len(found) or 1), "failures": str(len(found)), "errors": "0"}
    suite = SubElement(root, "testsuite", {"name": path, **counts})
    for entry in found:
        _add_case(suite, path, entry, display)
    if not found:
        SubElement(suite, "testcase", {"classname": path, "name": display.say("没有发现问题"), "file": path})


def _add_case(suite: Element, path: str, found: ReportedFinding, display: Display) -> None:
    item, say = found.item, display.say
    place = display.place(item.place.label)
    name = xml_text(f"{item.rule} {label_of(item)} {place}")
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
    """Return a text as one line of characters that XML allows; others are made visible."""
    return visible(text).translate(_NONCHARACTERS)
