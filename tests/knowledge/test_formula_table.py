"""Tests of the fixed formulas of each period: the table, and the text that is told."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from helpers import findings, report

from checker.knowledge.formulas import COLUMNS, load_formulas
from checker.text.errors import RulesetError

TABLE = Path("rulesets/words/formulas/periods.csv")
FREE = Path("tests/data/formulas/free.tsv")
HEAD = "青石镇2024年法治政府建设年度报告\n\n一、主要举措\n"
EARLIER = HEAD.replace("2024", "2017")


def told(text: str, head: str = HEAD) -> list[str]:
    return [one for _, one in findings(head + text + "\n", "misquoted-formula")]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("构建人人有责、人人负责、人人享有的共同体。", ["人人有责、人人负责、人人享有"]),
        ("坚持简政放权、优化服务。", ["简政放权、优化服务"]),
        ("做到有件必备、有错必纠。", ["有件必备、有错必纠"]),
        ("做到有件必备、有备必查、有错必纠。", ["有件必备、有备必查、有错必纠"]),
        ("坚持以公开为常态、不公开为特例,依法公开。", ["以公开为常态、不公开为特例"]),
        ("深刻领悟“两个确立”的决定性作用,改进工作。", ["深刻领悟“两个确立”的决定性作用"]),
        ("推行“双公开、一随机”监管。", ["双公开、一随机"]),
        ("深化减政放权、放管结合、优化服务改革。", ["减政放权、放管结合、优化服务改革"]),
        ("吃透基本内涵、把握核心要义、明确工作要求,举办培训班。", ["吃透基本内涵、把握核心要义、明确工作要求"]),
        ("开展“幸福生活·民法典相伴”主题宣传。", ["幸福生活·民法典相伴"]),
        ("坚持权随事转、编随人转、钱随事转。", ["权随事转、编随人转、钱随事转"]),
        ("做到严肃问责、规范问责、慎重问责。", ["严肃问责、规范问责、慎重问责"]),
        ("随机抽取执法检查人员,随机选派检查对象,抽查情况及查处结果及时向社会公开。", None),
    ],
)
def test_changed_formula(text: str, wrong: list[str] | None) -> None:
    found = told(text)
    assert found == wrong if wrong else len(found) == 1


@pytest.mark.parametrize(
    "text",
    [
        "坚持简政放权、放管结合。",
        "推进治理体系和治理能力现代化。",
        "推进行政执法公示、重大执法决定法制审核等制度。",
        "坚持法治青石、法治政府、法治社会一体建设。",
        "推进乡村治理体系和治理能力现代化。",
        "用法治思维破难题、用法治方式解纠纷。",
        "全面建设社会主义现代化国家新的一步。",
        "做到小事不出村、大事不出镇。",
        "对重要工作亲自部署、重大问题亲自过问,多次主持会议。",
        "坚持把政府工作全面纳入法治轨道。",
        "深入推进审批服务马上办、网上办、就近办、一次办。",
        "大力推进决策、执行、管理、服务、结果“五公开”。",
        "及时回应群众急难愁盼事项。",
    ],
)
def test_a_part_or_a_free_use_of_a_formula(text: str) -> None:
    assert told(text) == []


def test_free_prose_near_a_formula() -> None:
    by_year: dict[str, list[str]] = {}
    for line in FREE.read_text(encoding="utf-8").splitlines():
        year, sentence = line.split("\t")
        by_year.setdefault(year, []).append(sentence)
    for year, sentences in by_year.items():
        assert told("\n".join(sentences), HEAD.replace("2024", year)) == []


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("深刻领悟“两个确立”的决定性作用。", ["warning"]),  # another word in a long phrase
        ("组织全民国家安全宣传日活动。", ["info"]),  # in a short one
        ("推进决策公开、执行公开、监督公开、服务公开、结果公开。", ["warning"]),  # another member in a long list
        ("落实马上办、网上办、限时办、一次办。", ["info"]),  # in a short one
        ("推进决策公开、执行公开、管里公开、服务公开、结果公开。", ["warning"]),  # another character
        ("推进决策公开、执行公开、服务公开、结果公开。", ["warning"]),  # a member lost inside
        ("推进执行公开、决策公开、管理公开、服务公开、结果公开。", ["warning"]),  # another order
        ("坚持不敢腐、不想腐。", ["info"]),  # few characters of a short list
        ("坚持统筹兼顾发展和安全。", []),  # another verb
        ("坚持有法可依、有法必依、执法必严、违法必究、司法便民。", []),  # a list of one's own
        ("先后经过入户征询、专家论证、风险评估、合法性审查和集体讨论。", []),  # another first member
        ("用办法优化营商环境。", []),  # half of a word
    ],
)
def test_how_sure_a_change_is_a_mistake(text: str, severities: list[str]) -> None:
    found = report(HEAD + text + "\n", "misquoted-formula").diagnostics
    assert [str(one.severity) for one in found] == severities


def test_a_right_formula_of_another_row_is_no_changed_one() -> None:
    assert told("构建共建共治共享的社会治理制度。构建共建共治共享的社会治理格局。") == []


def test_the_wording_of_the_year() -> None:
    goals = "职能科学、权责法定、执法严明、公开公正、廉洁高效、守法诚信"
    assert told(f"建设{goals}的法治政府。", EARLIER) == []
    assert len(told(f"建设{goals}的法治政府。")) == 1


def test_every_row_is_well_formed_and_unique() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    plain = Counter((row["formula"].replace("、", ""), row["context"]) for row in rows)
    assert [key for key, count in plain.items() if count > 1] == []
    for row in rows:
        assert row["source"].strip(), row["formula"]
        assert not (row["from"] and row["until"]) or int(row["from"]) <= int(row["until"]), row["formula"]
        assert int(row["count"]) >= 0, row["formula"]
        allowed = row["allowed"].split("|") if row["allowed"] else []
        assert len(allowed) == len(set(allowed)), row["formula"]
        assert row["formula"].replace("、", "") not in allowed, row["formula"]


def test_a_row_without_a_document_is_counted_in_official_texts() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["formula"] for row in rows if row["source"] == "官方文本里的固定写法" and int(row["count"]) < 2] == []


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("甲乙、丙丁,phrase,,,,,,,,,,来源", ""),
        ("甲乙、丙丁,row,,,,,,,,,,来源", "row"),
        ("甲乙、丙丁,phrase,,,,never,,,,,,来源", "never"),
        ("甲、,phrase,,,,,,,,,,来源", "甲、"),
    ],
)
def test_an_invalid_row_is_one_clear_line(tmp_path: Path, row: str, wrong: str) -> None:
    path = tmp_path / "periods.csv"
    path.write_text(",".join(COLUMNS) + "\n" + row + "\n", encoding="utf-8")
    if not wrong:
        assert [one.plain for one in load_formulas(path, "periods.csv")] == ["甲乙丙丁"]
        return
    with pytest.raises(RulesetError, match=wrong):
        load_formulas(path, "periods.csv")
