"""Passages that look faulty and are right: no rule about names, places, copies, dates, left-overs, structure or marks fires.

``data/traps/world.jsonl`` holds them with the reason why each is right.
"""

from __future__ import annotations

import json

import pytest
from helpers import ROOT, document, linter

from checker.lint.engine import lint
from checker.text.diagnostic import Confidence, Severity

FAMILIES = ("NAM", "RES", "DUP", "DAT", "PLH", "STR", "PUN")
TRAPS = [json.loads(line) for line in (ROOT / "tests/data/traps/world.jsonl").read_text(encoding="utf-8").splitlines()]
KINDS = ("街道", "开发区", "镇", "县", "局", "市", "区")
SUPERIORS = {
    "街道": "区委、区政府",
    "开发区": "市委、市政府",
    "镇": "县委、县政府",
    "县": "市委、市政府",
    "局": "县委、县政府",
    "市": "省委、省政府",
    "区": "市委、市政府",
}
SIGNATURES = {"街道": "办事处", "开发区": "管理委员会", "局": ""}
TEXT = """{issuer}{year}年法治政府建设年度报告

{year}年，{issuer}坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，在{superior}领导下，扎实推进法治政府建设。现将有关情况报告如下。

一、主要举措和成效

（一）完善工作机制。健全合法性审查制度，全年审查合同36份，提出意见41条，采纳39条。

（二）推进重点工作。{passage}

（三）加强法治宣传。在集市设置宣传台12处，接待咨询860余人次。

二、党政主要负责人履行推进法治建设第一责任人职责情况

主要负责人主持召开法治建设专题会议3次，听取工作汇报2次，带头述法1次，督促解决执法装备、人员编制等具体问题6个。

三、存在的不足和原因

执法人员的业务能力还不均衡，个别人员对新修订的程序规定掌握不牢，全年有3卷案卷评查不合格，原因是新进人员没有经过系统培训，老带新的安排也没有落到人头。

四、{next}年工作安排

组织执法人员轮训2期，由法制审核人员逐案讲评，案卷评查不合格的3卷所涉人员全部补训；建立老带新名册，每季度通报一次带教情况，年底组织一次闭卷测试。

{issuer}{body}

{signed}
"""


def report_with(trap: dict[str, str | int]) -> str:
    issuer, year = str(trap["issuer"]), int(trap["year"])
    kind = next(kind for kind in KINDS if issuer.endswith(kind))
    return TEXT.format(
        issuer=issuer, year=year, next=year + 1, superior=SUPERIORS[kind], passage=trap["passage"],
        body=SIGNATURES.get(kind, "人民政府"), signed=trap.get("signed", f"{year + 1}年2月18日"),
    )  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap["passage"][:12])
def test_nothing_is_said_about_what_is_right(trap: dict[str, str | int]) -> None:
    rules = tuple(rule for rule in linter().rules if rule.id.startswith(FAMILIES))
    found = lint(document(report_with(trap)), rules, linter().knowledge, "", Confidence.MEDIUM)
    assert not found.failures
    assert [(item.rule, item.text) for item in found.diagnostics if item.severity >= Severity.WARNING] == [], trap[
        "why_ok"
    ]
