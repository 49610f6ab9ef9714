"""SARIF: valid according to the schema of the standard, with the correct regions."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema
import pytest
from helpers import ROOT, SEEDS, document, linter, report
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from samples import HOSTILE_PATH, clean, hostile_report, ordinary, write

from checker.formats import read
from checker.lint.report import Report
from checker.outputs.machine import sarif, sarif_parts
from checker.text.diagnostic import Edit, Fix, Severity, Suppression
from checker.text.span import Span


@cache
def schema() -> Any:
    text = (ROOT / "tests" / "data" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")
    return jsonschema.Draft4Validator(json.loads(text))


def run(*reports: Report) -> Any:
    log = json.loads(write("sarif", *reports))
    schema().validate(log)
    assert log["version"] == "2.1.0"
    return log["runs"][0]


@cache
def seeds() -> tuple[Report, ...]:
    return tuple(linter().lint(read(path.name, path.read_bytes())) for path in sorted(SEEDS.glob("*.txt")))


def test_every_region_is_the_text_of_its_finding() -> None:
    whole = run(*seeds())
    assert len(whole["results"]) == sum(len(one.diagnostics) for one in seeds())
    sources = {one.document.path: one.document for one in seeds()}
    texts = {(one.document.path, item.fingerprint): item.text for one in seeds() for item in one.diagnostics}
    assert whole["columnKind"] == "unicodeCodePoints"
    for result in whole["results"]:
        place = result["locations"][0]["physicalLocation"]
        path, region = place["artifactLocation"]["uri"], place["region"]
        found = sources[path]
        text = texts[path, result["partialFingerprints"]["primaryLocationLineHash"]]
        start = found.source_lines.offset(region["startLine"], region["startColumn"])
        end = found.source_lines.offset(region["endLine"], region["endColumn"])
        assert found.source[start:end] == text
        if "charOffset" in region:
            assert (region["charOffset"], region["charLength"]) == (start, end - start)
        else:
            assert region == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}


def test_rules_come_with_their_pages() -> None:
    driver = run(*seeds())["tool"]["driver"]
    rules = {rule.id: rule for rule in linter().all_rules}
    assert driver["name"] == "fazhi"
    spoken = {item.rule for one in seeds() for item in one.diagnostics}
    assert [rule["id"] for rule in driver["rules"]] == sorted(spoken)
    for shown in driver["rules"]:
        rule = rules[shown["id"]]
        assert shown["name"] == rule.name
        assert shown["shortDescription"]["text"] == rule.summary
        assert rule.why in shown["fullDescription"]["text"]
        assert len(shown["fullDescription"]["text"]) <= 1024
        assert shown["help"]["markdown"].startswith(f"# {rule.id} {rule.summary}\n")
        assert shown["properties"]["precision"] in ("high", "medium", "low")
        assert shown["properties"]["problem.severity"] in ("error", "warning", "recommendation")
        assert shown["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert len(shown["properties"]["tags"]) <= 10


def test_results_name_their_rule_and_errors_come_first() -> None:
    whole = run(*seeds())
    for result in whole["results"]:
        assert whole["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    levels = [result["level"] for result in whole["results"]]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    assert set(levels) == {"error", "warning", "note"}


def test_the_first_sentence_is_the_message() -> None:
    found = ordinary()
    item = next(item for item in found.diagnostics if item.rule == "PLH001")
    result = next(result for result in run(found)["results"] if result["ruleId"] == "PLH001")
    assert result["message"]["text"] == f"{item.message}。改法：{item.mend}。依据：{item.source}。"
    assert result["partialFingerprints"] == dict.fromkeys(("primaryLocationLineHash", "fazhi/v1"), item.fingerprint)


def test_addresses_are_percent_encoded() -> None:
    result = run(hostile_report("字", path=HOSTILE_PATH))["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "a%2Cb%3Ac%250A%7C%60%3Cb%3E%0A%3A%3Aerror%3A%3A%40all.txt"
    for path, expected in (
        ("./法治/a b.txt", "%E6%B3%95%E6%B2%BB/a%20b.txt"),
        ("/法/a.txt", "file:///%E6%B3%95/a.txt"),
        ("<stdin>", "%3Cstdin%3E"),
        ("a\udcff.txt", "a%FF.txt"),
    ):
        assert sarif_parts.artifact(path) == {"uri": expected}


def test_related_places_and_fixes() -> None:
    result = run(hostile_report("字"))["results"][0]
    related = result["relatedLocations"][0]
    assert (related["id"], related["message"]["text"]) == (1, "字")
    assert related["physicalLocation"]["region"]["startLine"] == 2
    fix = result["fixes"][0]
    assert fix["description"]["text"] == "字"
    assert fix["artifactChanges"][0]["replacements"] == [
        {
            "deletedRegion": {
                "startLine": 1, "startColumn": 2, "endLine": 1, "endColumn": 4, "charOffset": 1, "charLength": 2,
            },
            "insertedContent": {"text": "字"},
        }
    ]  # fmt: skip


def test_fixes_do_what_they_say() -> None:
    """The replacements, applied to the source, give the same result as the fix."""
    found = report("云岭镇2024年法治政府建设年度报告\n\n截止2024年底,成功调处矛盾纠份18件。\n")
    results = [result for result in run(found)["results"] if "fixes" in result]
    assert results
    sources = set()
    for result in results:
        for replacement in result["fixes"][0]["artifactChanges"][0]["replacements"]:
            region, new = replacement["deletedRegion"], replacement.get("insertedContent", {"text": ""})["text"]
            start = region["charOffset"]
            source = found.document.source
            sources.add(source[:start] + new + source[start + region["charLength"] :])
    assert any("截至2024年底" in source for source in sources)


def test_a_fix_beside_a_private_number_is_not_written_down() -> None:
    found = replace(hostile_report("字"), masked=(Span(2, 4),))
    for name in ("sarif", "json"):
        assert '"insertedContent"' not in write(name, found)
    assert json.loads(write("json", found))["diagnostics"][0]["fixes"] == []


def test_fixes_without_new_text_and_suppressions() -> None:
    deleted = hostile_report(
        "字", fixes=(Fix("删", "safe", (Edit(Span(1, 2), ""),)),), suppression=Suppression("comment", "原文如此")
    )
    results = run(deleted, hostile_report("字", path="b.txt"))["results"]
    assert "insertedContent" not in results[0]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert [result["suppressions"] for result in results] == [
        [{"kind": "inSource", "justification": "原文如此"}],
        [],
    ]
    assert "suppressions" not in run(hostile_report("字"))["results"][0]


def test_files_without_lines_have_places_in_words() -> None:
    found = hostile_report("字")
    result = run(replace(found, document=replace(found.document, format="docx")))["results"][0]
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "第1行第2列"}]
    assert result["relatedLocations"][0]["logicalLocations"] == [{"fullyQualifiedName": "第2行第1列"}]
    assert "charOffset" not in result["locations"][0]["physicalLocation"]["region"]
    assert "fixes" not in result
    assert "logicalLocations" not in run(found)["results"][0]["locations"][0]


def test_html_regions_are_in_the_source() -> None:
    page = "<h1>云岭镇2024年法治政府建设年度报告</h1>\n<p>成功调处矛盾纠纷<b>@</b>件。</p>"
    found = linter().lint(document(page, "x.html"))
    region = next(r for r in run(found)["results"] if r["ruleId"] == "PLH001")["locations"][0]["physicalLocation"]
    start = region["region"]["charOffset"]
    assert page[start : start + region["region"]["charLength"]] == "@</b>件"


def test_too_many_results_leave_the_gravest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MAX_RESULTS", 2)
    warning = hostile_report("字", path="w.txt", severity=Severity.WARNING)
    whole = run(warning, hostile_report("字"), hostile_report("字", path="b.txt"))
    assert [result["level"] for result in whole["results"]] == ["error", "error"]
    assert whole["properties"] == {"omitted": 1}


def test_nothing_found_is_a_run_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(clean())["results"] == []
    assert "informationUri" not in run()["tool"]["driver"]
    monkeypatch.setattr(sarif, "HOMEPAGE", "https://example.org/fazhi")
    assert run()["tool"]["driver"]["informationUri"] == "https://example.org/fazhi"


@given(st.text(max_size=40), st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
def test_any_text_is_valid_and_no_link(text: str, path: str) -> None:
    result = run(hostile_report(text, path=path))["results"][0]
    for message in (result["message"]["text"], result["relatedLocations"][0]["message"]["text"]):
        assert "](" not in message
        assert not set("\x00\x1b\n\r\u202e") & set(message)
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert not set(' <>"{}|\\^`\n\r') & set(uri)
