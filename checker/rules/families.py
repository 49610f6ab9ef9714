"""The names by which people call the families and severities of rules."""

from __future__ import annotations

FAMILIES = {
    "STR": "结构", "DAT": "日期", "REF": "引用", "PLH": "占位符", "FIG": "数字", "DUP": "重复", "NAM": "名称",
    "PUN": "标点", "WRD": "用词", "RES": "残留", "PRI": "隐私", "LAY": "版式", "SUP": "忽略", "RUN": "工具",
}  # fmt: skip
"""The first three letters of a rule's id → the name of the family."""
SEVERITY_WORDS = {"错误": "error", "警告": "warning", "提示": "info"}
"""The Chinese names of severities, which options and configurations accept too."""
