"""The table of all configuration keys: their meaning, their type, and how the values of several files are merged.

Validation, the JSON schema, ``fazhi config`` and the file that ``fazhi init`` writes are generated from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from checker.text.diagnostic import Confidence, Severity

KeyType = Literal["text", "choice", "texts", "rules", "ignore", "paths", "path", "patterns", "severity", "tables"]
Merge = Literal["replace", "add", "update"]

SEVERITIES = tuple(str(severity) for severity in Severity)
LANGUAGES = ("zh", "en")
FILE = "fazhi.toml"
PYPROJECT = "pyproject.toml"


class Key(Struct, frozen=True):
    """A configuration key.

    ``merge`` determines how a value is combined with that of a lower layer. Keys with ``per_file`` are allowed in
    ``[[per-file]]``; the others hold for the run as a whole. ``flag`` is the equivalent command line option;
    ``example`` is a TOML value for the file of ``fazhi init``.
    """

    name: str
    type: KeyType
    summary: str
    summary_en: str
    example: str
    merge: Merge = "replace"
    per_file: bool = True
    choices: tuple[str, ...] = ()
    default: str = ""
    flag: str = ""


_KEYS = (
    Key("extend", "paths", "先读这些配置文件,再用本文件的值", "read these files first; this one overrides them",
        '["../fazhi.toml"]', "replace", per_file=False),
    Key("preset", "text", "成套设置:default(默认) draft(起草) publish(发布) strict(严格) gongwen(公文)",
        "a named set of settings", '"publish"', default="default", flag="--preset"),
    Key("profile", "text", "报告类型,默认按机关名称判断", "kind of report; told by the issuer's name by default",
        '"township"', flag="--profile"),
    Key("select", "rules", "只用这些规则(编号、名称或类别)", "use these rules only",
        '["STR", "REF", "FIG"]', flag="--select"),
    Key("extend-select", "rules", "另外启用这些规则,如默认不用的 LAY", "use these rules too",
        '["LAY"]', "add", flag="--extend-select"),
    Key("ignore", "ignore", "不用这些规则;写成 [[ignore]] 则忽略所述的几处",
        "do not use these rules, or these findings", '["WRD008"]', "add", flag="--ignore"),
    Key("extend-ignore", "rules", "也不用这些规则(已写 [[ignore]] 时用)", "do not use these rules either",
        '["PUN001"]', "add"),
    Key("severity", "severity", "改规则的级别:error(错误) warning(警告) info(提示)", "other severities for rules",
        '{ FIG003 = "error", PUN = "info" }', "update"),
    Key("min-confidence", "choice", "只显示此把握及以上", "show findings of at least this confidence",
        '"medium"', choices=tuple(str(confidence) for confidence in Confidence), default="medium",
        flag="--min-confidence"),
    Key("names", "texts", "本地的村名、企业名、品牌名:用词规则不看,修改不碰",
        "local names that wording rules leave alone", '["布署湾村"]', "add"),
    Key("accept", "texts", "认可的写法", "accepted wordings", '["掌上智村"]', "add"),
    Key("catalogs", "paths", "自己的文件目录(CSV,格式同 titles.csv)", "own catalogues of norms",
        '["目录.csv"]', "add", flag="--catalog"),
    Key("rulesets", "paths", "自己的规则文件", "own rulesets", '["规则.toml"]', "add", flag="--ruleset"),
    Key("previous", "paths", "与上年报告比较:文件或目录", "last year's reports to compare with",
        '["2023/"]', "replace", flag="--previous"),
    Key("exclude", "patterns", "搜索目录时跳过的文件和文件夹(写法同 .gitignore)", "files and folders to pass over",
        '["归档/", "*.tmp.docx"]', "add", flag="--exclude"),
    Key("baseline", "path", "基线文件:其中已有的问题不再报告", "a baseline whose findings are not told again",
        '"fazhi-baseline.json"', per_file=False, flag="--baseline"),
    Key("min-severity", "choice", "只显示此级别及以上;不写则终端上提示只计数",
        "show findings of at least this severity; without it the terminal shows hints as a count",
        '"info"', per_file=False, choices=SEVERITIES, flag="--min-severity"),
    Key("fail-level", "choice", "达到此级别时退出码为 1", "exit with 1 from this severity on",
        '"error"', per_file=False, choices=SEVERITIES, default="error", flag="--fail-level"),
    Key("output-format", "texts", "输出格式;写到文件只能在命令行上写", "output formats",
        '["full"]', per_file=False, default="full", flag="--output-format"),
    Key("lang", "choice", "说明的语言", "language of what people are told",
        '"zh"', per_file=False, choices=LANGUAGES, default="zh", flag="--lang"),
    Key("per-file", "tables", "某些文件另行设置:files 写哪些文件,其余同上", "settings for some files",
        "", "add", per_file=False),
    Key("rule", "tables", "自己的规则,写法见 docs/writing-rules.md", "own rules", "", "add", per_file=False),
)  # fmt: skip

KEYS: Mapping[str, Key] = {key.name: key for key in _KEYS}
PER_FILE = ("files", *(key.name for key in _KEYS if key.per_file))
IGNORE = ("rule", "path", "text", "reason", "until")
"""The keys of an ``[[ignore]]`` table; ``rule`` and ``reason`` are required."""
