"""Formats that are rendered report by report give the same text as all reports at once."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from command import fazhi
from helpers import SEEDS, report
from msgspec.structs import replace
from reports import write_reports

from checker.lint.report import Report
from checker.outputs import WRITERS
from checker.outputs.display import Display
from checker.outputs.rendering import RENDERERS
from checker.text.diagnostic import Suppression

TEXT = "云岭镇2024年法治政府建设年度报告\n\n全年办理案件@件,开展开展培训。\n"


def made() -> list[Report]:
    seeds = [report((SEEDS / name).read_text(encoding="utf-8")) for name in ("tangqi-2023.txt", "yanjiang-2024.txt")]
    other = report(TEXT)
    first, *others = other.diagnostics
    ignored = (replace(first, suppression=Suppression("comment", "原文如此")), *others)
    return [*seeds, replace(other, diagnostics=ignored), report("会议纪要\n")]


@pytest.mark.parametrize("name", sorted(RENDERERS))
@pytest.mark.parametrize("count", [0, 1, 4])
def test_a_format_rendered_report_by_report(name: str, count: int) -> None:
    reports, display, renderer = made()[:count], Display(), RENDERERS[name]
    parts = [renderer.render_file(one, display) for one in reports]
    written = "".join(renderer.join(parts, display))
    assert written == (WRITERS[name](reports, display) if count or name != "concise" else "")


def test_sarif_names_the_rule_of_every_result_and_says_what_is_suppressed() -> None:
    run = json.loads(WRITERS["sarif"](made(), Display()))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert all("suppressions" in result for result in run["results"])
    assert [len(result["suppressions"]) for result in run["results"]].count(1) == 1
    levels = [result["level"] for result in run["results"]]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)


@pytest.mark.skipif(not os.environ.get("FAZHI_SLOW"), reason="FAZHI_SLOW=1")
@pytest.mark.parametrize("name", ["sarif", "html"])
def test_many_reports_take_little_memory(name: str, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    write_reports(tmp_path / "reports", 325)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    fazhi("check", "--no-cache", "--output-format", name, "--output-file", "out", "reports", cwd=tmp_path)
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert max(after, before) <= 120 * 1024 or after == before
