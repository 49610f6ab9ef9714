"""Kinds of sentences that users of similar tools have reported: right ones that were told, wrong ones that were not.

Each kind has three sentences or more of its own, so that none of them is the one that a rule was made for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from helpers import linter

from checker.formats import read, revise
from checker.lint.fixer import fix
from checker.lint.report import Report
from checker.text.diagnostic import Diagnostic, Edit, Severity
from checker.text.document import Document

TITLE = "青石镇2024年度法治政府建设工作报告"
RIGHT: Mapping[str, Sequence[str]] = {
    "共 within words": (
        "公共文化设施共25处。", "共享单车停放点共14个。", "推进共同富裕示范村共6个。", "中共党员共312名。", "组建共建委员会共9个。",
    ),
    "a wrong word across the borders of words": (
        "新登记企业30家，其中中型企业12家。", "职工因该公司拖欠工资申请仲裁。", "清理当前形式化考核。", "在家长群中发布提示。",
        "在网格群中收集意见。", "联合检查长江禁渔情况。", "巩固奋发进取的良好局面。",
    ),
    "a word behind another that ends alike": (
        "合作组织组织社员学法。", "自二〇二〇年起施行。", "越来越多的群众参与。", "实事求是是党的思想路线。",
        "对对方提交的证据质证。", "统筹对对口支援工作的监督。", "与与会人员座谈。", "对对账单逐笔核对。", "被被告单位当庭反驳。",
        "明确标的的范围。", "落实规定规定的期限。",
    ),
    "a year before a decimal figure": (
        "投入由2023年1.2亿元增至2024年1.5亿元。", "2023年4.18万件降至2024年3.96万件。", "2024年2.5万人次参加活动。",
    ),
    "parts of a part, and a whole of two counts": (
        "审核合同52件，其中提出意见30件，包括建议修改18件、建议不签12件。", "组织28名干部和6名网格员考试，其中30名合格。",
        "收到信访40件，其中重复信访12件，包括来信5件、来访7件。",
    ),
    "numbers of sections and rates per head": (
        "详见附件3.2条。", "对照清单4.1项逐一整改。", "完成任务1.3项目验收。", "每万人发案数为0.62件。", "依据方案3.1款执行。", "对照评价办法4.2条整改。",
    ),
    "a blank or a number within brackets": (
        "详见统计表（附表 2）。", "（图 1）反映了办理情况。", "（附件 3 ）一并公布。",
    ),
    "about so much of a measure": ("距县城约27公里。", "绿化面积约86亩。", "河道全长约14千米。"),
    "a draft, and an issuer before a title": (
        "对《政务数据共享条例（征求意见稿）》提出意见3条。", "落实国务院《关于加强数字政府建设的指导意见》要求。",
        "组织讨论《中华人民共和国行政复议法实施条例（草案）》。",
    ),
    "titles of chapters set wide": ("第一章　总　　则", "附　　则", "罚　　则", "法　　人　　库"),
    "a set phrase across the borders of words": (
        "引导产业集群式发展。", "坚持因地因时制宜。", "集控室值班人员8名。", "集控中心值守人员6名。", "把民生排在首位。", "更加强化监督的作用。",
        "完善落实情况的通报制度。", "走访80多家上下游商户。", "调解20余户左右邻里矛盾。",
    ),
}  # fmt: skip
WRONG: Mapping[str, Sequence[tuple[str, str, str]]] = {
    "a character of the name of a law": (
        ("宣传《中华人民共和国行政诉颂法》。", "REF003", "《中华人民共和国行政诉颂法》"),
        ("宣传《中华人民共合国行政强制法》。", "", "共合国"),
        ("宣传《中国人民共和国国家赔偿法》。", "REF003", "《中国人民共和国国家赔偿法》"),
        ("宣传《行政强治法》。", "REF003", "《行政强治法》"),
    ),
    "the state, its leader, its organs": (
        ("维护中国人民共和国的统一。", "WRD002", "中国人民共和国"),
        ("选举全国人明代表大会代表。", "", "全国人明代表大会"),
        ("学习习习近平总书记讲话。", "WRD002", "习习近平"),
        ("贯彻以习近平同志为中心的党中央部署。", "WRD002", "以习近平同志为中心"),
        ("按照国务院办公室部署开展清理。", "WRD002", "国务院办公室"),
        ("增强“四个意思”。", "WRD002", "四个意思"),
        ("拥护中共中央办公室文件。", "WRD002", "中共中央办公室"),
    ),
    "characters of a name in another order": (
        ("贯彻习近平总记书批示。", "WRD029", "习近平总记书"),
        ("学习习近平总书计讲话精神。", "WRD029", "习近平总书计"),
        ("落实习近平总书纪指示。", "WRD029", "习近平总书纪"),
    ),
    "text in a wrong encoding": (
        ("全年锟斤拷开展检查。", "PUN011", "锟斤拷"),
        ("全年烫烫烫烫开展检查。", "PUN011", "烫烫烫烫"),
        ("鏀垮簻依法行政。", "PUN011", "鏀垮簻"),
        ("全年屯屯屯屯开展检查。", "PUN011", "屯屯屯屯"),
    ),
    "letters of full width, other marks around": (
        ("上线ＯＡ系统。", "PUN042", "ＯＡ"),
        ("评定ＡＡＡ级景区。", "PUN042", "ＡＡＡ"),
        ("开展‘一网通办’改革。", "PUN043", "‘一网通办’"),
        ("推进「掌上执法」应用。", "PUN043", "「掌上执法」"),
    ),
    "a straight mark that closes": (
        ('各村开展“普法夜校"，群众参加。', "PUN004", '"'),
        ('“一村一顾问"全覆盖。', "PUN004", '"'),
        ('推行"互联网+监管”。', "PUN004", '"'),
    ),
}  # fmt: skip


def told(sentence: str) -> Report:
    report: Report = linter().lint(read("a.txt", f"{TITLE}\n\n{sentence}\n".encode()))
    assert not report.failures
    return report


def prose(report: Report) -> list[Diagnostic]:
    """What is told of the sentence, not of the parts that a report of one sentence does not have."""
    return [item for item in report.diagnostics if not item.rule.startswith("STR")]


@pytest.mark.parametrize(("kind", "sentence"), [(kind, one) for kind, group in RIGHT.items() for one in group])
def test_a_right_sentence_is_silent(kind: str, sentence: str) -> None:
    assert [(item.rule, item.text) for item in prose(told(sentence)) if item.severity is not Severity.INFO] == [], kind


@pytest.mark.parametrize(("kind", "case"), [(kind, one) for kind, group in WRONG.items() for one in group])
def test_a_wrong_sentence_is_told(kind: str, case: tuple[str, str, str]) -> None:
    sentence, rule, text = case
    found = [(item.rule, item.text) for item in prose(told(sentence))]
    assert any(text in shown and rule in (name, "") for name, shown in found), (kind, found)
    assert "WRD025" not in {name for name, _ in found}


@pytest.mark.parametrize(
    ("sentence", "fixed"),
    [
        ("深化放管服“改革。", "深化“放管服”改革。"),
        ("推进放管服“改革，优化服务。", "推进“放管服”改革，优化服务。"),
        ("持续深化放管服“改革成效明显。", "持续深化“放管服”改革成效明显。"),
    ],
)
def test_a_fix_repairs_the_marks_that_are_there(sentence: str, fixed: str) -> None:
    def revised(document: Document, edits: Sequence[Edit]) -> Document:
        return read("a.txt", revise(document, edits))

    outcome = fix(read("a.txt", f"{TITLE}\n\n{sentence}\n".encode()), linter().lint, revised, unsafe=True)
    assert fixed in outcome.after.text
