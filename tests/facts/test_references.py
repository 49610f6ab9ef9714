"""Citations as of the report year: the findings, the catalogue, the command."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from command import fazhi, lines
from helpers import ROOT, linter, report

OUTLINE_OLD = "《法治政府建设实施纲要(2015—2020年)》"
OUTLINE_NEW = "《法治政府建设实施纲要（2021—2025年）》"
RULES = {
    "outdated-reference", "early-reference", "misnamed-reference", "stale-revision-claim", "outdated-alias",
    "incomplete-title", "nested-title-marks", "unpaired-title-mark", "lost-dash",
}  # fmt: skip


def verdicts(year: int, sentence: str, *, plan: bool = False) -> list[tuple[str, str]]:
    """Return (rule, severity) of the findings on a sentence in a report on that year."""
    body = "一、主要举措和成效\n\n全年审查合同18件。\n\n二、下一步打算\n\n" + sentence if plan else sentence
    text = f"青石镇{year}年法治政府建设年度报告\n\n{body}\n"
    return [(item.name, str(item.severity)) for item in report(text, *RULES).diagnostics]


ERROR, WARNING, INFO = "error", "warning", "info"
OUTDATED, EARLY, MISNAMED = "outdated-reference", "early-reference", "misnamed-reference"

TABLE = [
    # a plan whose period is over
    (2019, f"认真落实{OUTLINE_OLD}。", []),
    (2020, f"认真落实{OUTLINE_OLD}。", []),
    (2021, f"认真落实{OUTLINE_OLD}。", [(OUTDATED, WARNING)]),
    (2022, f"认真落实{OUTLINE_OLD}。", [(OUTDATED, ERROR)]),
    (2024, f"认真落实{OUTLINE_OLD}。", [(OUTDATED, ERROR)]),
    (2024, "认真落实《法治政府建设实施纲要(2015-2020)》。", [(OUTDATED, ERROR)]),
    (2024, f"认真落实{OUTLINE_NEW}。", []),
    (2026, f"认真落实{OUTLINE_NEW}。", [(OUTDATED, INFO)]),
    # … but not when the sentence looks back
    (2021, f"{OUTLINE_OLD}实施五年来,依法行政水平明显提高。", []),
    (2022, f"总结{OUTLINE_OLD}落实情况。", []),
    (2021, f"{OUTLINE_OLD}圆满收官。", []),
    (2022, f"清理文件时废止了依据{OUTLINE_OLD}制定的方案。", []),
    # repealed laws
    (2020, "宣传《物权法》。", []),
    (2021, "宣传《物权法》。", [(OUTDATED, ERROR)]),
    (2021, "宣传《中华人民共和国物权法》。", [(OUTDATED, ERROR)]),
    (2023, "宣传《合同法》。", [(OUTDATED, ERROR)]),
    (2023, "宣传《劳动合同法》。", []),
    (2021, "落实《信访条例》。", []),
    (2022, "落实《信访条例》。", [(OUTDATED, WARNING)]),
    (2023, "落实《信访条例》。", [(OUTDATED, ERROR)]),
    (2023, "落实《青石省信访条例》。", []),
    (2023, "落实《信访工作条例》。", []),
    (2024, "宣传《国家安全法》。", []),
    (2019, "落实《行政监察法》。", [(OUTDATED, ERROR)]),
    (2023, "宣传《噪声污染防治法》。", []),
    (2023, "宣传《环境噪声污染防治法》。", [(OUTDATED, ERROR)]),
    (2024, "落实《法律援助条例》。", [(OUTDATED, INFO)]),
    # not yet made, not yet in force
    (2024, "落实《法治宣传教育法》。", [(EARLY, ERROR)]),
    (2025, "宣传《法治宣传教育法》。", []),
    (2025, "依据《行政执法监督条例》开展监督。", [(EARLY, WARNING)]),
    (2025, "组织学习《行政执法监督条例》。", []),
    (2026, "依据《行政执法监督条例》开展监督。", []),
    (2023, "落实《民营经济促进法》。", [(EARLY, ERROR)]),
    (2020, "认真落实《法治社会建设实施纲要(2020—2025年)》。", []),
    (2019, "认真落实《法治社会建设实施纲要(2020—2025年)》。", [(EARLY, ERROR)]),
    # names
    (2023, "履行《党政主要负责人履行推进法治政府建设第一责任人职责规定》。", [(MISNAMED, WARNING)]),
    (2023, "落实《法治政府建设纲要(2021—2025年)》。", [(MISNAMED, WARNING)]),
    (2023, "落实《重大行政决策暂行条例》。", [(MISNAMED, WARNING)]),
    (2023, "落实《法治政府建设与责任落实督查工作规定》。", [(MISNAMED, WARNING)]),
    (2023, "落实《法治中国建设规划(2021—2025年)》。", [(MISNAMED, ERROR)]),
    (2023, "落实《法治浙江建设规划(2021—2025年)》。", []),
    (2023, "落实《青石市重大行政决策程序实施规定》。", []),
    (2023, "落实《行政复议法》《行政诉讼法》《行政许可法》。", []),
    # claims of newness
    (2021, "学习新修订的《行政处罚法》。", []),
    (2022, "学习新修订的《行政处罚法》。", []),
    (2024, "学习新修订的《行政处罚法》。", [("stale-revision-claim", WARNING)]),
    (2024, "学习新修订的《行政复议法》。", []),
    # short forms
    (2020, "落实“七五”普法规划。", []),
    (2021, "落实“七五”普法规划。", [("outdated-alias", INFO)]),
    (2022, "落实“七五”普法规划。", [("outdated-alias", WARNING)]),
    (2022, "荣获“七五”普法先进集体。", []),
    (2023, "落实“八五”普法规划。", []),
    (2024, "对标“一规划两纲要”。", []),
    # titles and marks
    (2023, "转发《关于印发〈行政处罚案卷评查办法〉的通知》。", []),
    (2023, "转发《关于印发《行政处罚案卷评查办法》的通知》。", [("nested-title-marks", WARNING)]),
    (2023, "落实《关于公布证明事项告知承诺清单》。", [("incomplete-title", WARNING)]),
    (2023, "落实《关于加强人民调解员队伍建设的实施意见》。", []),
    (2023, "落实《青石区法治政府建设实施方案(20212025年)》。", [("lost-dash", ERROR)]),
    (2023, "宣传《行政处罚法、《行政复议法》。", [("unpaired-title-mark", ERROR)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("year", "sentence", "expected"), TABLE, ids=[f"{year}-{text[:20]}" for year, text, _ in TABLE]
)
def test_the_verdict_on_a_citation(year: int, sentence: str, expected: list[tuple[str, str]]) -> None:
    assert verdicts(year, sentence) == expected


@pytest.mark.parametrize("sentence", ["认真落实《行政执法监督条例》。", "认真落实《法治宣传教育法》。"])
def test_the_plan_may_look_ahead(sentence: str) -> None:
    assert verdicts(2024, sentence, plan=True) == []


def test_the_plan_looks_ahead_to_the_signing_date_only() -> None:
    text = (
        "青石镇2024年法治政府建设年度报告\n发布日期: 2025-02-20\n\n一、下一步打算\n\n认真落实《行政执法监督条例》。\n"
    )
    assert [item.name for item in report(text, EARLY).diagnostics] == [EARLY]


def test_a_title_cut_by_a_line_end_is_one_title() -> None:
    text = "青石镇2024年法治政府建设年度报告\n\n2024年,认真落实《法治政府建设实施\n纲要(2015—2020年)》,推进依法行政。\n"
    found = [(item.name, item.text) for item in report(text, OUTDATED, "unpaired-title-mark").diagnostics]
    assert found == [(OUTDATED, "《法治政府建设实施\n纲要(2015—2020年)》")]


def test_the_catalogue_holds_together() -> None:
    catalog = linter().knowledge.catalog
    titles = list(catalog.titles())
    assert len(titles) > 1500
    assert all(title.evidence for title in titles)
    late = [
        title.title for title in titles if title.promulgated and title.effective and title.effective < title.promulgated
    ]
    assert all("规划" in name or "纲要" in name for name in late), late
    known = {row.replaced_by for row in catalog.all_superseded() if row.replaced_by and row.error_from < 2026}
    assert len([name for name in known if catalog.contains(name)]) > 0.6 * len(known)
    assert catalog.aliases["七五普法"].right_until is not None
    assert catalog.revision("行政处罚法") is not None


def test_a_hundred_citations_cost_little() -> None:
    """The limit does not measure the speed of the machine, only that a look-up does not compare all titles."""
    catalog = linter().knowledge.catalog
    catalog.near.nearest("青石县关于进一步加强合法性审查工作的实施意见", 2)
    start = time.process_time()
    for number in range(100):
        catalog.near.nearest(f"青石县关于进一步加强合法性审查工作的实施意见{number}", 2)
    assert time.process_time() - start < 1


def test_own_rows_are_known(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "title,kind,issuer,promulgated,effective_from,ended,replaced_by,evidence,confidence\n"
        "重大行政决策暂行条例,规范性文件,某区,2020-01-01,2020-01-01,,,本区公报,high\n",
        encoding="utf-8",
    )
    (tmp_path / "a.txt").write_text(
        "青石镇2024年法治政府建设年度报告\n\n落实《重大行政决策暂行条例》。\n", encoding="utf-8"
    )
    plain = fazhi("check", "--select", "REF003", "--output-format", "concise", "a.txt", cwd=tmp_path)
    known = fazhi(
        "check", "--select", "REF003", "--output-format", "concise", "--catalog", "own.csv", "a.txt", cwd=tmp_path
    )
    assert (len(lines(plain.stdout)), lines(known.stdout)) == (1, [])
    own.write_text("title,kind\n甲,乙\n", encoding="utf-8")
    broken = fazhi("check", "--catalog", "own.csv", "a.txt", cwd=tmp_path)
    assert (broken.returncode, len(lines(broken.stderr))) == (2, 1)
    assert "own.csv:1:没有“issuer”这一列" in broken.stderr.decode()


def test_the_catalog_command() -> None:
    old = fazhi("catalog", "法治政府建设实施纲要(2015-2020年)", "--year", "2024").stdout.decode()
    assert "失效  2020-12-31(规划期满，由《法治政府建设实施纲要（2021—2025年）》接替)" in old
    assert "2024年度  不应再作为依据" in old
    assert (
        "最接近的是《法治政府建设与责任落实督察工作规定》"
        in fazhi("catalog", "法治政府建设与责任落实督查工作规定").stdout.decode()
    )
    assert "没有《青石县某某办法》" in fazhi("catalog", "青石县某某办法").stdout.decode()
    assert (ROOT / "rulesets" / "catalog" / "README.md").is_file()
