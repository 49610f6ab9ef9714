"""Synthetic reports in the usual layouts: a clean report has no findings, a planted defect exactly its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import linter

from checker.formats import read
from checker.lint.engine import lint

LAYOUTS = Path(__file__).parent.parent / "layouts"
NAMES = sorted(path.name for path in LAYOUTS.iterdir())


def lint_bytes(name: str, text: str) -> list[tuple[str, str]]:
    result = lint(read(name, text.encode()), linter().rules, linter().knowledge)
    assert not result.failures
    return [(item.name, item.text) for item in result.diagnostics]


def source(name: str) -> str:
    return (LAYOUTS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_clean_report_is_silent(name: str) -> None:
    assert lint_bytes(name, source(name)) == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".txt")])
def test_half_width_makes_no_difference_but_the_width(name: str) -> None:
    half = source(name).translate(str.maketrans("，：；（）", ",:;()"))
    assert {rule for rule, _ in lint_bytes(name, half)} <= {"halfwidth-document"}


SHORTCOMINGS = source("national.txt").split("二、存在的不足和原因")[1].split("三、党政主要")[0]
PLAN = source("national.txt").split("四、2025年工作安排")[1]
DUTY = source("national.txt").split("职责情况\n")[1].split("四、2025")[0]

PLANTED = [
    # required parts
    ("national.txt", f"二、存在的不足和原因{SHORTCOMINGS}", "", [("missing-shortcomings", ""), ("numbering-gap", "三、")]),
    ("national.txt", f"四、2025年工作安排{PLAN}", "", [("missing-next-year-plan", "")]),
    ("items.txt", "及原因\n\n一是社区法律顾问作用发挥不充分，原因是考核激励机制不健全，服务时间难以保证。二是执法协作不够顺畅，主要是信息共享渠道单一，部门数据尚未打通。", "\n\n一是社区法律顾问作用发挥不充分，服务时间难以保证，居民认可程度还有较大差距。二是执法协作不够顺畅，信息共享渠道单一，部门数据尚未打通。", [("missing-causes", "二、存在的不足")]),
    ("department.md", "# 青石县农业农村局关于2024年法治政府建设情况的报告\n", "", [("missing-title", "")]),
    ("themes.txt", "习近平法治思想", "上级精神", [("missing-required-mention", "")]),
    ("national.txt", DUTY, "\n镇党政主要负责人高度重视法治建设，切实增强法治意识，不断提高依法办事能力，把法治政府建设摆在重要位置来抓。\n\n", [("duty-without-action", "三、党政主要负责人履行推进法治建设第一责任人职责情况")]),
    ("national.txt", PLAN, "\n\n进一步加强法治政府建设。\n", [("hollow-part", "四、2025年工作安排"), ("unanswered-shortcoming", "普法宣传的针对性不强"), ("unanswered-shortcoming", "执法力量与任务不相适应")]),
    # outline
    ("national.txt", "（三）有效化解", "（四）有效化解", [("numbering-gap", "（四）")]),
    ("national.txt", "2.规范执法程序", "1.规范执法程序", [("numbering-gap", "1.")]),
    ("duty-first.txt", "4.强化合法性审核", "5.强化合法性审核", [("numbering-gap", "5."), ("numbering-gap", "5.")]),
    ("themes.txt", "四、推进严格规范", "三、推进严格规范", [("numbering-gap", "三、")]),
    ("items.txt", "二是抓审查", "三是抓审查", [("item-numbering-gap", "三是"), ("item-numbering-gap", "三是")]),
    ("items.txt", "开展执法人员轮训2期", "一是轮训，开展执法人员轮训2期。二是测试", [("nested-items", "一是")]),
    ("themes.txt", "五、依法有效化解矛盾纠纷\n", "五、依法有效化解矛盾纠纷。\n", [("heading-final-mark", "有效化解矛盾纠纷。")]),
    ("national.txt", "（二）规范行政执法行为\n", "（二）、规范行政执法行为\n", [("ordinal-mark", "（二）、")]),
    ("themes.txt", "四、推进严格规范公正文明执法", "四、完善依法行政制度体系", [("repeated-heading", "四、完善依法行政制度体系")]),
    ("themes.txt", "三、完善依法行政制度体系\n\n制定行政规范性文件9件，全部经过合法性审核、集体讨论和备案。清理规范性文件118件，其中继续有效92件、修改15件、废止11件。\n", "三、完善依法行政制度体系\n", [("empty-section", "三、完善依法行政制度体系")]),
    ("items.txt", "二、存在的不足及原因\n\n一是", "虽然工作取得进展，但还存在一些不足：一是", [("section-without-heading", "虽然工作取得进展，但还存在一些不足"), ("numbering-gap", "三、")]),
    ("duty-first.txt", "1.深化审批制度改革。", "1.深化审批制度改革推动政务服务提质增效全面落实行政许可事项清单管理和告知承诺制有关要求，健全工作机制，", [("heading-run-in", "1.深化审批制度改革推动政务服务提质增效全面落实行政许可事项清单管理和告知承诺制有关要求")]),
    # title, addressee, signature, issuer
    ("items.txt", "办事处2024年法治政府建设年度报告", "人民政府2024年法治政府建设年度报告", [("street-as-government", "街道人民政府")]),
    ("items.txt", "法治政府建设年度报告\n", "法治政府建设年度报\n", [("truncated-title", "年度报")]),
    ("national.txt", "年度报告\n\n2024", "年度报告\n\n云岭镇2024年法治政府建设年度报告\n\n2024", [("repeated-title", "云岭镇2024年法治政府建设年度报告")]),
    ("department.md", "县委、县人民政府：", "县司法局：", [("unfit-addressee", "县司法局：")]),
    ("department.md", "青石县农业农村局\n\n2025年2月18日", "青石县水利局\n\n2025年2月18日", [("issuer-mismatch", "青石县水利局")]),
    ("department.md", "\n\n青石县农业农村局\n\n2025年2月18日\n", "\n", [("incomplete-signature", "县委、县人民政府：")]),
    ("items.txt", "发布机构：望湖街道办事处", "发布机构：望湖镇人民政府", [("issuer-mismatch", "望湖镇人民政府")]),
    ("national.txt", "镇村两级调解组织", "我局和村级调解组织", [("foreign-self-reference", "我局")]),
    ("national.txt", "群众参与面不广。", "群众参与面不广。恳请县委增加编制2名。", [("request-in-report", "恳请县委增加编制")]),
    # dates
    ("national.txt", "2024年，云岭镇坚持", "2023年，云岭镇坚持", [("report-year-mismatch", "2023")]),
    ("national.txt", "四、2025年工作安排", "四、2024年工作安排", [("plan-year", "2024")]),
    ("national.txt", "全年办理行政处罚案件47件", "24年办理行政处罚案件47件", [("short-year", "24年")]),
    ("items.txt", "全年调解纠纷412件", "今年以来调解纠纷412件", [("relative-year", "今年以来")]),
    ("items.txt", "发布日期：2025-01-22", "发布日期：2025-04-22", [("late-publication", "2025-04-22")]),
    ("items.txt", "发布日期：2025-01-22", "发布日期：2025-01-12", [("date-order", "2025-01-20")]),
    ("items.txt", "成文日期：2025-01-20", "成文日期：2024-11-20", [("date-order", "2024-11-20")]),
    ("department.md", "2025年2月18日", "2025年3月18日", [("late-filing", "2025年3月18日")]),
    ("department.md", "2025年2月18日", "2025年2月29日", [("impossible-date", "2025年2月29日")]),
    ("themes.txt", "党的二十大精神", "党的二十届三中全会精神", [("anachronism", "二十届三中全会")]),
    ("national.txt", "党的二十届三中全会精神", "党的二十大三中全会精神", [("misnamed-meeting", "二十大三中全会")]),
    # residue
    ("items.txt", "索引号：113307020026/2025-00012", "首页 > 政务公开 > 望湖街道\n索引号：113307020026/2025-00012", [("page-furniture", "首页 > 政务公开 > 望湖街道")]),
    ("items.txt", "信息来源：望湖街道", "信息来源：望湖街道　浏览次数：", [("empty-metadata-field", "浏览次数")]),
    ("items.txt", "信息来源：望湖街道", "信息来源：望湖街道　信息来源：望湖街道", [("repeated-metadata", "信息来源：望湖街道")]),
    ("zone.html", "<p>推行“拿地即开工”", "<p>|</p><p>推行“拿地即开工”", [("stray-mark", "|")]),
    ("zone.html", "<p>推行“拿地即开工”", "<p>【打印本页】 【关闭窗口】</p><p>推行“拿地即开工”", [("page-furniture", "【打印本页】 【关闭窗口】")]),
    ("zone.html", "<span>412</span>", "<span>@</span>", [("placeholder-sign", "@件")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"), PLANTED, ids=[f"{index}-{row[0]}" for index, row in enumerate(PLANTED)]
)
def test_a_planted_defect_is_found_alone(name: str, old: str, new: str, expected: list[tuple[str, str]]) -> None:
    clean = source(name)
    assert old in clean
    assert sorted(lint_bytes(name, clean.replace(old, new, 1))) == sorted(expected)
