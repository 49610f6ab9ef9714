"""The order of findings, the verdict, and how much is shown."""

from __future__ import annotations

import re
from functools import cache

import pytest
from helpers import SEEDS, linter, report
from msgspec.structs import replace

from checker.cli.terminal import display
from checker.facts.outline.parts import Presence
from checker.formats import read
from checker.i18n.language import CHINESE
from checker.lint.engine import lint
from checker.lint.report import PartStatus, Report
from checker.outputs import WRITERS
from checker.outputs.display import Display
from checker.outputs.grouping import by_weight, without_mirrored
from checker.outputs.terminal import concise, full
from checker.outputs.verdict import verdict
from checker.text.diagnostic import Diagnostic, Severity, Suppression
from checker.text.span import Span

OPTIONS = {"min_severity": "", "color": "never", "fail_level": "error"}
SEED_LINES = 350


@cache
def seeds() -> tuple[Report, ...]:
    tools = linter()
    paths = sorted(SEEDS.glob("*.txt"))
    return tuple(lint(read(f"seeds/{path.name}", path.read_bytes()), tools.rules, tools.knowledge) for path in paths)


def headings(written: str) -> list[tuple[str, str]]:
    """The severities and rules of the titles of findings, as they follow each other."""
    return re.findall(r"^(错误|警告|提示) .*? ([A-Z]{3}\d{3})  ", written, re.MULTILINE)


def test_the_seeds_by_default_take_few_lines_and_show_no_hint() -> None:
    written = full.write(seeds(), display(OPTIONS, "full"))
    assert len(written.splitlines()) <= SEED_LINES
    assert "提示 " not in "".join(line for line in written.splitlines() if line.startswith("提示"))
    hints = sum(item.severity is Severity.INFO for found in seeds() for item in found.unsuppressed)
    assert sum(map(int, re.findall(r"另有 (\d+) 处提示未显示", written))) == hints


@pytest.mark.parametrize("number", range(5))
def test_no_warning_stands_before_the_last_error_and_missing_parts_come_first(number: int) -> None:
    written = full.write(seeds()[number : number + 1], Display(color=False))
    severities = [severity for severity, _ in headings(written)]
    assert severities == sorted(severities, key=["错误", "警告", "提示"].index)
    missing = [
        place for place, (severity, rule) in enumerate(headings(written)) if severity == "错误" and rule in PARTS
    ]
    assert missing == list(range(len(missing)))


PARTS = {"STR001", "STR002", "STR004", "STR005"}


def test_the_same_rule_is_told_once_with_all_its_places() -> None:
    for found in seeds():
        written = full.write([found], Display(color=False))
        titles = headings(written)
        assert len(titles) == len(set(titles))
        for item in found.unsuppressed:
            assert item.place.label in written
            assert item.rule in written


def test_by_place_the_findings_follow_the_text_one_by_one() -> None:
    for found in seeds():
        written = full.write([found], Display(color=False, sort="place"))
        assert [rule for _, rule in headings(written)] == [item.rule for item in without_mirrored(found.unsuppressed)]
        assert written.count("^") > 0


def test_findings_with_the_same_message_share_a_line() -> None:
    found = report("云岭镇2024年法治政府建设年度报告\n\n这是律师顾问和法律顾问。法律顾问到岗。\n\n律师顾问到岗。\n")
    written = full.write([found], Display(color=False))
    assert "第3行第3列、第5行第1列 “律师顾问”" in written


def test_concise_follows_the_text_unless_told_otherwise() -> None:
    (found,) = seeds()[:1]
    rules = [line.split()[2] for line in concise.write([found], Display()).splitlines()]
    assert rules == [item.rule for item in found.unsuppressed]
    rules = [line.split()[2] for line in concise.write([found], Display(sort="severity")).splitlines()]
    assert rules == [item.rule for item in by_weight(found, found.unsuppressed)]


def test_by_rule_over_all_files() -> None:
    written = full.write(seeds(), Display(Severity.WARNING, color=False, group_by="rule"))
    titles = headings(written)
    assert len(titles) == len(set(titles))
    assert [severity for severity, _ in titles] == sorted(
        (severity for severity, _ in titles), key=["错误", "警告"].index
    )
    for found in seeds():
        assert f"seeds/{found.document.path.rpartition('/')[2]}：" in written
        for item in found.unsuppressed:
            assert item.severity < Severity.WARNING or item.place.label in written


def test_quiet_is_a_line_a_report_and_none_without_findings() -> None:
    shown = Display(Severity.WARNING, color=False, quiet=True)
    written = full.write([*seeds(), replace(seeds()[0], diagnostics=())], shown)
    assert written.splitlines() == [
        f"{found.document.path}：{verdict(found, Severity.WARNING, CHINESE.say)}" for found in seeds()
    ]


def made(*severities: Severity, parts: tuple[PartStatus, ...] = (), **changes: object) -> Report:
    (found,) = seeds()[:1]
    item = next(item for item in found.diagnostics if item.scope == "span" and not item.rule.startswith("STR"))
    items = tuple(
        replace(item, severity=severity, span=Span(place, place + 1)) for place, severity in enumerate(severities)
    )
    lacking = next(item for item in seeds()[1].diagnostics if item.scope == "span")
    about = tuple(replace(lacking, rule="STR002", severity=Severity.ERROR) for part in parts if part is MISSING)
    return replace(found, diagnostics=(*items, *about), parts=parts, rules=linter().rules, **changes)


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
MISSING = PartStatus("存在的不足", Presence.ABSENT, "", "shortcomings")
THERE = PartStatus("主要举措和成效", Presence.SECTION, "一、成效", "achievements")


@pytest.mark.parametrize(
    ("found", "minimum", "told"),
    [
        (made(ERROR, ERROR, WARNING, parts=(MISSING, THERE)), WARNING, "2 处必须改，1 处多半要改；缺 1 个部分"),
        (made(ERROR, INFO), INFO, "1 处必须改，1 处可以再斟酌"),
        (made(WARNING, INFO), WARNING, "1 处多半要改"),
        (made(WARNING), ERROR, "没有必须改的地方"),
        (made(), INFO, "没有发现问题"),
        (made(parts=(MISSING,)), INFO, "缺 1 个部分"),
        (made(is_report=False), INFO, "这份文件不像法治政府建设年度报告，只查了通用的标点、用词、数字等"),
    ],
)
def test_the_verdict(found: Report, minimum: Severity, told: str) -> None:
    assert verdict(found, minimum, CHINESE.say) == told


def test_of_a_selection_the_verdict_counts_and_lists_what_is_selected() -> None:
    text = "云岭镇2024年法治政府建设年度报告\n\n一、主要举措和成效\n\n全年办理案件@件，推进推进工作。\n"
    every = report(text)
    assert "缺 " in verdict(every, INFO, CHINESE.say)
    some = report(text, "placeholder-sign")
    assert verdict(some, INFO, CHINESE.say) == "1 处必须改"
    assert not some.parts
    assert "✗" not in full.write([some], Display(color=False))


def test_the_head_counts_the_findings_below_it() -> None:
    for found in seeds():
        for minimum in (INFO, WARNING, ERROR):
            written = full.write([found], Display(minimum, color=False, sort="place"))
            counted = sum(map(int, re.findall(r"(\d+) 处(?:必须改|多半要改|可以再斟酌)", written.splitlines()[3])))
            missing = int(next(iter(re.findall(r"缺 (\d+) 个部分", written)), "0"))
            assert counted + missing == len(headings(written))


def test_missing_parts_are_no_places_of_the_verdict_and_suppressed_findings_do_not_count() -> None:
    found = report("云岭镇2024年法治政府建设年度报告\n\n一、主要举措和成效\n\n全年办理案件@件。\n")
    errors = [item for item in found.unsuppressed if item.severity is ERROR]
    missing = [item for item in errors if item.rule in PARTS]
    assert missing
    assert verdict(found, ERROR, CHINESE.say).startswith(f"{len(errors) - len(missing)} 处必须改；缺 ")
    quiet: tuple[Diagnostic, ...] = tuple(
        replace(item, suppression=Suppression("comment")) for item in found.diagnostics
    )
    assert verdict(replace(found, diagnostics=quiet), INFO, CHINESE.say) == "没有必须改的地方"


def test_the_checklist_never_stands_under_nothing_found() -> None:
    complete = full.write([made(parts=(THERE,))], Display(color=False))
    assert "没有发现问题" in complete
    assert "✓" not in complete
    lacking = full.write([made(parts=(MISSING,))], Display(color=False))
    assert "没有发现问题" not in lacking
    assert "✗" in lacking


def test_a_text_that_is_no_report_is_told_so_in_one_line() -> None:
    written = full.write([report("会议纪要\n\n会议审查了合同18件，通过。\n")], Display(color=False))
    assert written.count("不像法治政府建设年度报告") == 1
    assert "没有发现问题" not in written


@pytest.mark.parametrize("name", ["full", "concise", "markdown", "html", "csv", "junit", "github"])
def test_people_read_the_chinese_name_of_a_rule(name: str) -> None:
    (found,) = seeds()[:1]
    written = WRITERS[name]([found], Display())
    assert "比率与所列数字不符" in written
    assert "share-mismatch" not in written


@pytest.mark.parametrize("name", ["json", "sarif", "gitlab"])
def test_other_programs_read_the_english_one(name: str) -> None:
    assert "share-mismatch" in WRITERS[name](seeds()[:1], Display())
