"""Mechanical faults that repeat are one finding, with their number and places; they are fixed and ignored one by one."""

from __future__ import annotations

import json

import pytest
from helpers import linter, report
from msgspec.structs import replace

from checker.formats import read
from checker.i18n.language import CHINESE
from checker.outputs import WRITERS
from checker.outputs.display import Display
from checker.outputs.grouping import fold_repeats
from checker.outputs.localization import localize
from checker.outputs.verdict import verdict
from checker.text.diagnostic import Severity

LINES = [f"第{number}次会议讨论\u200b法治建设工作。" for number in "一二三四五六七"]
TEXT = "青石镇会议纪要\n\n" + "\n".join(LINES) + "\n"


def folded(text: str, *names: str) -> list[tuple[str, str, int]]:
    found = fold_repeats(report(text, *names))
    return [(item.rule, item.place.label, len(item.related)) for item in found.diagnostics]


def test_repeats_are_one_finding() -> None:
    found = fold_repeats(report(TEXT, "invisible-character"))
    (item,) = found.diagnostics
    assert (item.text, item.place.label) == ("\u200b", "第3行第8列")
    assert item.message.endswith("（同样的共 7 处，另见第4行、第5行、第6行、第7行、第8行等）")
    assert [related.span.of(TEXT) for related in item.related] == ["\u200b"] * 6
    assert [edit.span.start for edit in item.fixes[0].edits] == [TEXT.index(line) + 7 for line in LINES]


@pytest.mark.parametrize(("count", "told"), [(3, 3), (4, 1)])
def test_few_are_told_one_by_one(count: int, told: int) -> None:
    assert len(folded("青石镇会议纪要\n\n" + "\n".join(LINES[:count]), "invisible-character")) == told


def test_several_in_one_line_name_it_once() -> None:
    text = "青石镇会议纪要\n\n讨\u200b论法\u200b治工\u200b作和\u200b其他。\n"
    (item,) = fold_repeats(report(text, "invisible-character")).diagnostics
    assert item.message.endswith("（同样的共 4 处，另见第3行）")


def test_other_rules_and_suppressed_findings_stay() -> None:
    text = TEXT.replace("第三次", "<!-- fazhi: ignore[PUN010] 保留 -->第三次") + "办理@件,办理#件,办理?件,办理$件。\n"
    before = report(text, "invisible-character", "placeholder-sign")
    assert len(before.diagnostics) == 11
    after = fold_repeats(before)
    assert [item.rule for item in after.unsuppressed] == ["PUN010", *["PLH001"] * 4]
    assert len([item for item in after.diagnostics if item.suppressed]) == 1
    assert "共 6 处" in after.unsuppressed[0].message


def test_the_report_itself_keeps_all() -> None:
    found = report(TEXT, "invisible-character")
    assert len(found.diagnostics) == 7
    assert len({item.fingerprint for item in found.diagnostics}) == 7


def test_programs_get_all_and_people_one_group() -> None:
    (shown,) = localize([report(TEXT, "invisible-character")], Display().language)
    said = json.loads(WRITERS["json"]([shown], Display()))
    assert len(said["diagnostics"]) == said["summary"]["warning"] == 7
    assert len(WRITERS["concise"]([shown], Display()).splitlines()) == 7
    full = WRITERS["full"]([shown], Display())
    assert full.count("PUN010") == 1
    assert "PUN010  7 处" in full
    page = WRITERS["html"]([shown], Display())
    assert page.count("（同样的共 7 处") == 1
    for written in (full, page):
        assert "7 处多半要改" in written
    assert verdict(shown, Severity.INFO, CHINESE.say).startswith("7 处多半要改")


def test_many_places_are_told_by_their_number() -> None:
    lines = "\n".join(f"第{number}次会议讨论\u200b法治建设工作。" for number in range(20))
    (shown,) = localize([report(f"青石镇会议纪要\n\n{lines}\n", "invisible-character")], Display().language)
    full = WRITERS["full"]([shown], Display(width=200))
    assert "第8行第8列、… 共 20 处" in full
    assert "第9行" not in full


def test_word_names_paragraphs() -> None:
    from word_files import from_text

    document = read("a.docx", from_text(TEXT))
    (item,) = [one for one in fold_repeats(linter().lint(document)).diagnostics if one.rule == "PUN010"]
    assert "另见第3段、第4段" in item.message


def test_a_rule_without_the_key_folds_nothing() -> None:
    found = report(TEXT, "invisible-character")
    plain = replace(found, rules=tuple(replace(rule, repeats=0) for rule in found.rules))
    assert len(fold_repeats(plain).diagnostics) == 7
