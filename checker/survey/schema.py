"""The tables of the store, with the meaning of every column; ``docs/survey-tables.md`` is made of them."""

from __future__ import annotations

from msgspec import Struct

REPORT = ("report", "BIGINT", "报告的编号")
PLACE = ("place", "VARCHAR", "在报告中的位置")


class TableSchema(Struct, frozen=True):
    """A table: its name, what a row is, and the name, the SQL type and the meaning of each column."""

    name: str
    meaning: str
    columns: tuple[tuple[str, str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(name for name, _, _ in self.columns)


REPORTS = TableSchema(
    "reports",
    "一份报告；读不出的文件也是一行，reason 写着为什么",
    (
        ("report", "BIGINT", "编号，由路径算出"),
        ("path", "VARCHAR", "路径"),
        ("format", "VARCHAR", "格式"),
        ("issuer", "VARCHAR", "机关，如报告所写"),
        ("body", "VARCHAR", "机关，各年各种写法归一"),
        ("own_place", "VARCHAR", "机关所在的地方，如青石镇"),
        ("superior", "VARCHAR", "上一级地方；机关名称里没有时，是上面最近的以地名为名的文件夹"),
        ("level", "VARCHAR", "机关类型"),
        ("profile", "VARCHAR", "所用的报告要求"),
        ("year", "INTEGER", "报告年度"),
        ("is_report", "BOOLEAN", "是不是年度报告"),
        ("title", "VARCHAR", "标题"),
        ("characters", "INTEGER", "全文字数"),
        ("body_characters", "INTEGER", "正文字数"),
        ("errors", "INTEGER", "差错处数"),
        ("warnings", "INTEGER", "警告处数"),
        ("hints", "INTEGER", "提示处数"),
        ("suppressed", "INTEGER", "已注明不报的处数"),
        ("filed", "DATE", "落款日期"),
        ("published", "DATE", "公布日期"),
        ("reason", "VARCHAR", "读不出的原因"),
        ("size", "BIGINT", "文件大小，字节"),
        ("modified", "BIGINT", "文件修改时间，纳秒"),
        ("content", "VARCHAR", "内容的散列值"),
        ("engine", "VARCHAR", "程序、规则和设置的散列值；变了就重读"),
    ),
)
PARTS = TableSchema(
    "parts",
    "一份报告的一个应有部分",
    (
        REPORT,
        ("part", "VARCHAR", "部分的编号"),
        ("title", "VARCHAR", "部分的名称"),
        (
            "presence",
            "VARCHAR",
            "怎样写到：section 有标题，opening 有段落，implied 有内容，acted 提及并有行动，mentioned 提及，absent 没有",
        ),
        ("rank", "INTEGER", "同上，5 到 0"),
        ("characters", "INTEGER", "这一部分的字数"),
        ("share", "DOUBLE", "占正文的比例，0 到 1"),
        ("text", "VARCHAR", "凭什么认出"),
        PLACE,
    ),
)
FINDINGS = TableSchema(
    "findings",
    "一处问题",
    (
        REPORT,
        ("rule", "VARCHAR", "规则"),
        ("name", "VARCHAR", "规则的名称"),
        ("severity", "VARCHAR", "级别：error warning info"),
        ("confidence", "VARCHAR", "把握：high medium low"),
        ("message", "VARCHAR", "说明"),
        ("mend", "VARCHAR", "改法"),
        ("line", "INTEGER", "行"),
        ("position", "INTEGER", "列"),
        PLACE,
        ("text", "VARCHAR", "原文"),
        ("suppressed", "BOOLEAN", "已注明不报"),
        ("fingerprint", "VARCHAR", "指纹"),
    ),
)
FIGURES = TableSchema(
    "figures",
    "正文里的一个带单位的数",
    (
        REPORT,
        ("value", "DOUBLE", "数值，以单个单位计"),
        ("unit", "VARCHAR", "单位"),
        ("approximate", "BOOLEAN", "是不是约数"),
        ("text", "VARCHAR", "原文"),
        PLACE,
    ),
)
INDICATORS = TableSchema(
    "indicators",
    "报告所说的一个指标",
    (
        REPORT,
        ("indicator", "VARCHAR", "指标的编号"),
        ("name", "VARCHAR", "指标的名称"),
        ("value", "DOUBLE", "数值，以单个单位计"),
        ("unit", "VARCHAR", "单位"),
        ("approximate", "BOOLEAN", "是不是约数"),
        ("scope", "VARCHAR", "句中说的是谁的"),
        ("period", "VARCHAR", "句中说的是何时的"),
        ("text", "VARCHAR", "原文"),
        PLACE,
        ("ordinal", "INTEGER", "这一指标在报告中第几次出现，从 0 起"),
    ),
)
CITATIONS = TableSchema(
    "citations",
    "正文引用的一个文件",
    (REPORT, ("title", "VARCHAR", "标题"), ("number", "VARCHAR", "文号"), PLACE),
)
NAMES = TableSchema("names", "正文里的一个专名", (REPORT, ("name", "VARCHAR", "名称"), PLACE))
SENTENCES = TableSchema(
    "sentences",
    "一份报告中参加比较的句子",
    (
        REPORT,
        ("hashes", "BLOB", "各句的散列值，每句 8 字节"),
        ("weights", "BLOB", "各句的字数，每句 2 字节"),
    ),
)
CHUNKS = TableSchema(
    "chunks",
    "一份报告中参加比较的一段，约六十字",
    (
        REPORT,
        ("ordinal", "INTEGER", "第几段，从 0 起"),
        ("characters", "INTEGER", "字数，不计标点；数字和自己的名称各算一字"),
        ("signature", "BLOB", "MinHash 签名，每个散列值取最低一字节；有几成相同，两段就约有几成相似"),
    ),
)
MEASURES = TableSchema(
    "measures",
    "评议时在正文里数到的",
    (
        REPORT,
        ("criterion", "VARCHAR", "评议项"),
        ("value", "DOUBLE", "数到多少；没有读到的为空"),
        ("text", "VARCHAR", "第一处的原文"),
        PLACE,
    ),
)
READ = (REPORTS, PARTS, FINDINGS, FIGURES, INDICATORS, CITATIONS, NAMES, SENTENCES, CHUNKS, MEASURES)
"""The tables with what is read in each report by itself."""

COPIES = TableSchema(
    "copies",
    "与别的机关有共同底稿的一份报告",
    (
        ("cluster", "INTEGER", "组的编号，从 1 起"),
        REPORT,
        ("characters", "INTEGER", "相同的字数"),
        ("share", "DOUBLE", "占全文（不计套话）的比例，0 到 1"),
    ),
)
PASSAGES = TableSchema(
    "passages",
    "一组报告相同的一段",
    (
        ("cluster", "INTEGER", "组的编号"),
        ("report", "BIGINT", "位置在哪一份报告中"),
        ("sentences", "INTEGER", "句数"),
        ("characters", "INTEGER", "字数"),
        ("members", "INTEGER", "有此段的份数"),
        ("text", "VARCHAR", "开头"),
        PLACE,
    ),
)
SHARES = TableSchema(
    "shares",
    "同组两份报告相同的部分",
    (
        ("cluster", "INTEGER", "组的编号"),
        REPORT,
        ("other", "BIGINT", "另一份报告的编号"),
        ("share", "DOUBLE", "前一份也在后一份里的部分，0 到 1"),
    ),
)
REWRITINGS = TableSchema(
    "rewritings",
    "各段相近、句子改过的两份报告（不在同一组的）",
    (
        REPORT,
        ("other", "BIGINT", "另一份报告的编号"),
        ("characters", "INTEGER", "前一份里相近的字数"),
        ("share", "DOUBLE", "占前一份的比例，0 到 1"),
    ),
)
OUTLIERS = TableSchema(
    "outliers",
    "一个离群的指标",
    (
        REPORT,
        ("indicator", "VARCHAR", "指标的编号"),
        ("name", "VARCHAR", "指标的名称"),
        ("value", "DOUBLE", "数值"),
        ("unit", "VARCHAR", "单位"),
        ("compared", "VARCHAR", "与谁比：peers 同级同年的机关，own 自己往年"),
        ("peers", "INTEGER", "比了几个"),
        ("median", "DOUBLE", "它们的中位数"),
        ("low", "DOUBLE", "它们中最小的"),
        ("high", "DOUBLE", "它们中最大的"),
        ("deviations", "DOUBLE", "离中位数几个标准差（按对数）"),
        ("confidence", "VARCHAR", "把握"),
        ("text", "VARCHAR", "原文"),
        PLACE,
    ),
)
ASSESSMENT = TableSchema(
    "assessment",
    "一份报告在一个评议项上的分",
    (
        REPORT,
        ("criterion", "VARCHAR", "评议项"),
        ("name", "VARCHAR", "评议项的名称"),
        ("points", "DOUBLE", "得分；没有读到的为空"),
        ("weight", "DOUBLE", "满分"),
        ("value", "DOUBLE", "量到多少"),
        ("text", "VARCHAR", "依据"),
        PLACE,
    ),
)
DERIVED = (COPIES, PASSAGES, SHARES, REWRITINGS, OUTLIERS, ASSESSMENT)
"""The tables with what is made of all reports together, anew in every run."""


def create_statement(table: TableSchema) -> str:
    """Return the SQL that creates a table unless it exists."""
    columns = ", ".join(f"{name} {kind}" for name, kind, _ in table.columns)
    return f"CREATE TABLE IF NOT EXISTS {table.name} ({columns})"


def schema_page() -> str:
    """Return the page of the documentation about the tables."""
    lines = ["# fazhi survey 的表", "", "<!-- 由 docs/generate.py 生成，请勿手改 -->", ""]
    for table in (*READ, *DERIVED):
        lines += [f"## {table.name}", "", f"{table.meaning}。", "", "| 列 | 类型 | 意思 |", "|---|---|---|"]
        lines += [f"| `{name}` | {kind} | {meaning} |" for name, kind, meaning in table.columns]
        lines.append("")
    return "\n".join(lines)
