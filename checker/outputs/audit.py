"""Lines about what was checked and is correct, so that a report without findings still has a result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from checker.i18n.language import CHINESE, Say
from checker.lint.report import Report
from checker.outputs.grouping import label_of

_NAMES = {
    "share": "{count} 处比率",
    "parts": "{count} 处分项合计",
    "growth": "{count} 处增减",
    "granularity": "{count} 处百分比或平均数的整数可能性",
    "table": "{count} 处表格合计",
    "average": "{count} 处平均数",
    "rest": "{count} 处余数",
    "points": "{count} 处百分点",
    "difference": "{count} 处增减的数",
    "claim": "{count} 处说法",
    "same": "{count} 处前后一致",
}


def audit_line(verified: Mapping[str, int], say: Say = CHINESE.say) -> str:
    """Format the correct relations by kind: 「核对数字,相符的有:41 处比率、12 处分项合计」."""
    parts = [say(name, count=verified[kind]) for kind, name in _NAMES.items() if verified.get(kind)]
    return say("核对数字,相符的有:{parts}", parts=say("、").join(parts))


def statistics(reports: Sequence[Report], say: Say = CHINESE.say) -> str:
    """Format the lines of ``--statistics``: findings by rule, and correct relations."""
    rules = Counter((item.rule, label_of(item)) for report in reports for item in report.unsuppressed)
    verified: Counter[str] = Counter()
    for report in reports:
        verified.update(report.verified)
    return format_statistics(rules, verified, say)


def format_statistics(rules: Mapping[tuple[str, str], int], verified: Mapping[str, int], say: Say = CHINESE.say) -> str:
    """Format the lines of ``--statistics`` from counts."""
    lines = [f"{count:>6}  {rule}  {name}" for (rule, name), count in sorted(rules.items())]
    lines.append(audit_line(verified, say) if verified else say("没有可以核对的数字关系"))
    if verified:
        unsettled = {"open": verified.get("open", 0), "contradicted": verified.get("contradicted", 0)}
        lines.append(say("没有依据可核的 {open} 处,不符的 {contradicted} 处", **unsettled))
    return "\n".join(lines) + "\n"
