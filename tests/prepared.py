"""The files that the documentation mentions, for running its commands."""

from __future__ import annotations

from pathlib import Path

import paper
from word_files import from_text

from checker.lint.baseline import Baseline

REPORT = """{place}{year}年法治政府建设年度报告

一、主要举措和成效

{year}年,{place}布署普法工作,开展检查12次,排查隐患432余处,调解纠纷{count}件。

二、存在的不足和原因

执法力量不足。主要原因是人员流动较大。

三、党政主要负责人履行推进法治建设第一责任人职责情况

镇长主持召开法治建设专题会议3次,听取司法所工作汇报2次。

四、下一年度主要安排

{next}年,补充执法力量,开展培训。
"""
RULES = """
[[rule]]
id = "OWN001"
name = "old-village-name"
summary = "旧村名"
summary-en = "the old name of a village"
why = "已更名。"
source = "通知"
kind = "wording"
severity = "error"
message = "“{text}”已更名"
mend = "改为“{right}”"
fix = "unsafe"
[rule.options.words]
"石头沟村" = "石泉村"
[[rule.example]]
bad = "在⟦石头沟村⟧。"
"""
CATALOG = """title,kind,issuer,promulgated,effective_from,ended,replaced_by,evidence,confidence
青石县烟花爆竹燃放管理办法,规范性文件,青石县人民政府,2019-12-01,2020-01-01,2024-12-31,,县政府公报,high
"""
REPORTS = (
    "报告.txt", "报告.md", "报告.html", "report.txt", "report.html", "a.txt", "last-year.txt", "上年报告.txt",
    "报告.docx", "report.docx", "上年报告.docx",
    "报告目录/甲镇.docx", "报告目录/乙镇.pdf", "报告目录/丙镇.ofd", "报告目录/丁镇.txt",
    "报告/甲镇.docx", "报告/乙镇.txt", "目录/甲镇.txt", "reports/a.txt", "reports/b.txt", "上年/甲镇.txt",
    "seeds/a.txt", "历年报告/2022.txt", "历年报告/2023.txt", "历年报告/2024.txt", "past-reports/2022.txt", "past-reports/2023.txt",
)  # fmt: skip
OTHERS = {
    **dict.fromkeys(("规则.toml", "自己的规则.toml", "our-rules.toml", "own.toml", "范围.toml"), RULES),
    "统一.toml": 'preset = "publish"\n',
    "目录.csv": CATALOG,
    "users.txt": "张三:$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
    "fazhi-baseline.json": Baseline("fazhi-baseline.json", ()).to_json(),
    "README.md": "说明\n",
}


def report(path: str) -> bytes:
    """Create a small report in the format of a path."""
    name = Path(path).stem
    year = 2023 if "上年" in path or "last" in path else int(name) if name.isdigit() else 2024
    place = name if name.endswith("镇") else "青石镇"
    text = REPORT.format(place=place, year=year, next=year + 1, count=200 + len(path))
    written = {
        ".docx": lambda: from_text(text),
        ".pdf": lambda: paper.pdf(paper.lay_out(text)),
        ".ofd": lambda: paper.ofd(paper.lay_out(text)),
        ".html": lambda: "".join(f"<p>{line}</p>\n" for line in text.split("\n") if line).encode(),
    }
    return written.get(Path(path).suffix, text.encode)()
