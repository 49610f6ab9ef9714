"""Malformed configurations: an error is one line with the correct place, and never a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command import fazhi
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from own_rule import GOOD
from test_settings import RULES, TEXT, error_output, rows, write_files

from checker.formats import read
from checker.project.config import KEYS, load_config
from checker.project.config.keys import IGNORE, PER_FILE
from checker.project.config.schema import schema
from checker.project.project import Project
from checker.resources.toml_lines import find_line
from checker.text.errors import FazhiError

SCHEMA = Draft202012Validator(schema())


def toml_of(value: Any) -> str:
    """Format a value as inline TOML."""
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(key, ensure_ascii=False)} = {toml_of(item)}" for key, item in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_of, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


NAMES = ("FIG003", "fig", "ALL", "misspelled-word", "error", "info", "high", "default", "zh", "full", "a.txt", "*.txt")
ODD = ("", " ", "!", "/", "\\", "[", "\u0000", "\n", "2026-12-31", "2026-02-30", "，", "a\\b", "..", "甲" * 300)
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x7f")
WORDS = st.one_of(st.sampled_from(NAMES), st.sampled_from(ODD), st.text(LETTERS, max_size=4))
ATOMS = st.one_of(
    WORDS, st.integers(-(2**63), 2**63 - 1), st.booleans(), st.floats(allow_nan=False, allow_infinity=False)
)
INNER = st.one_of(st.sampled_from((*IGNORE, *PER_FILE)), st.text(LETTERS, max_size=3))
VALUES = st.recursive(
    ATOMS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(INNER, inner, max_size=4), max_leaves=8
)
ENTRY = st.fixed_dictionaries(
    {"rule": st.one_of(WORDS, st.lists(WORDS, max_size=2)), "reason": WORDS},
    optional={"path": st.one_of(WORDS, st.lists(WORDS, max_size=2)), "text": WORDS, "until": WORDS},
)
PLAIN = {"names": st.lists(WORDS, max_size=2), "severity": st.dictionaries(WORDS, WORDS, max_size=2), "profile": WORDS}
TABLE = st.fixed_dictionaries({"files": st.one_of(WORDS, st.lists(WORDS, max_size=2))}, optional=PLAIN)
LIKELY = {
    "ignore": st.lists(st.one_of(WORDS, ENTRY), max_size=3),
    "per-file": st.lists(TABLE, max_size=2),
    "select": st.lists(WORDS, max_size=3),
    "exclude": st.lists(WORDS, max_size=2),
    "lang": WORDS,
    "fail-level": WORDS,
    **PLAIN,
}
FILES = st.one_of(
    st.dictionaries(st.sampled_from(tuple(KEYS)), VALUES, min_size=1, max_size=2),
    st.sampled_from(tuple(LIKELY)).flatmap(lambda key: LIKELY[key].map(lambda value: {key: value})),
)
MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@MANY
@given(FILES)
def test_whatever_stands_in_it_is_taken_or_told_in_one_line(tmp_path: Path, values: dict[str, Any]) -> None:
    file = tmp_path / "fazhi.toml"
    file.write_text("".join(f"{key} = {toml_of(value)}\n" for key, value in values.items()), encoding="utf-8")
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    try:
        project = Project()
        project.lint(read(str(path), TEXT.encode()))
        project.excluded(str(path))
    except FazhiError:
        return


@MANY
@given(FILES)
def test_the_schema_and_the_tool_agree(tmp_path: Path, values: dict[str, Any]) -> None:
    file = tmp_path / "fazhi.toml"
    file.write_text("".join(f"{key} = {toml_of(value)}\n" for key, value in values.items()), encoding="utf-8")
    accepted = SCHEMA.is_valid(values)
    try:
        load_config(file)
    except FazhiError as error:
        told = str(error)
        # Errors that the schema cannot express: missing files, patterns, dates, the options of a rule.
        beyond = ("没有这个配置文件", "绕回", "看不懂", "分隔", "应为日期", "空字符", "仓库以外", "无法读取")
        assert not accepted or any(word in told for word in beyond), told
    else:
        assert accepted or "rule" in values, [error.message for error in SCHEMA.iter_errors(values)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('names = []\n\nseverity = { PUN = "info", FIG003 = "eror" }\n', "fazhi.toml:3:severity.FIG003"),
        ('names = []\nseverity.FIG003 = "eror"\n', "fazhi.toml:2:severity.FIG003"),
        ('names = ["""\nfail-level = 3\n"""]\n\nfail-level = "x"\n', "fazhi.toml:5:fail-level"),
        ('names = [ # [a\n "x",\n "[[ignore]]",\n]\nprofile = 3\n', "fazhi.toml:5:profile"),
        ('ignore = [\n "FIG003",\n { rule = "FIG003", reason = "甲" },\n { rule = "FIG003" }\n]\n', "fazhi.toml:4:ignore.reason"),
        ('[[per-file]]\nfiles = "a"\n[[per-file]]\nfiles = "b"\n[per-file.severity]\n\nFIG = "x"\n', "fazhi.toml:7:per-file.severity.FIG"),
        ("\n\nnames = [\n", "fazhi.toml:3:TOML 语法错误"),
        ("\nnames == []\n", "fazhi.toml:2:TOML 语法错误"),
        ("x = " + "[" * 5000, "fazhi.toml：TOML 语法错误：括号套得太深"),
        ("x = " + "9" * 5000, "fazhi.toml：TOML 语法错误：数太大"),
        ('exclude = ["!"]\n', "fazhi.toml:1:exclude：看不懂“!”"),
        ("[[per-file]]\nfiles = '2024\\某镇.docx'\n", "fazhi.toml:2:per-file.files：“2024\\某镇.docx”：路径用“/”分隔"),
        ("[[per-file]]\nfiles = []\n", "fazhi.toml:2:per-file.files：不能是空的"),
        ('[[ignore]]\nrule = "FIG003"\nreason = "甲"\npath = []\n', "fazhi.toml:4:ignore.path：不能是空的"),
        ('[[ignore]]\nrule = "FIG003"\nreason = "甲"\nuntil = 20261231\n', "fazhi.toml:4:ignore.until：应为日期"),
        ('extend = "a\\u0000b"\n', "fazhi.toml:1:extend：不能含有空字符"),
        ('baseline = ""\n', "fazhi.toml:1:baseline：不能是空的"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_line(tmp_path: Path, text: str, expected: str) -> None:
    write_files(tmp_path, {"fazhi.toml": text, "a.txt": TEXT})
    assert f"fazhi: {expected}" in error_output(tmp_path)


@given(st.integers(0, 5), st.integers(0, 5))
def test_lines_of_tables_in_lists(before: int, behind: int) -> None:
    entries = [f'{{ rule = "R{number}" }},\n' for number in range(before + behind + 1)]
    source = f'# x = [\nnames = [\'{{\', "\\"["]\nignore = [\n{"".join(entries)}]\n'
    assert find_line(source, ("ignore", before, "rule")) == 4 + before


def test_a_name_of_two_lines_is_told_in_one(tmp_path: Path) -> None:
    write_files(tmp_path, {"fazhi.toml": 'ignore = ["FIG\\n3"]\n', "a.txt": TEXT})
    assert "没有规则" in error_output(tmp_path)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    write_files(tmp_path, {"fazhi.toml": '\ufeffignore = ["FIG003"]\r\n', "a.txt": TEXT})
    assert [row[1] for row in rows(tmp_path, "a.txt")] == ["WRD001"]


def test_a_pattern_of_a_flag_is_checked_too(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.txt": TEXT})
    assert error_output(tmp_path, "--exclude", "!", ".") == "fazhi: --exclude 看不懂“!”，写法同 .gitignore"


def test_a_pyproject_of_others_may_be_broken(tmp_path: Path) -> None:
    write_files(tmp_path, {"pyproject.toml": '[project]\ndependencies = ["fazhi"\n', "a.txt": TEXT})
    assert len(rows(tmp_path, "a.txt")) == 2
    write_files(tmp_path, {"pyproject.toml": "[tool.fazhi]\nignore = [\n"})
    assert "pyproject.toml:2:TOML 语法错误" in error_output(tmp_path)


def test_a_name_that_is_too_long_is_no_crash(tmp_path: Path) -> None:
    result = fazhi("check", "--stdin-filename", "x" * 300 + "/a.txt", "-", cwd=tmp_path, data=TEXT.encode())
    assert (result.returncode, result.stderr) == (1, b"")


def test_two_bases_may_rest_on_one(tmp_path: Path) -> None:
    rule = (
        '[[rule]]\nid = "OWN001"\nname = "own-rule"\nsummary = "甲"\nsummary-en = "x"\nwhy = "甲"\nsource = "甲"\nkind = "wording"\n'
        'severity = "error"\nmessage = "“{text}”"\nmend = "甲"\n[rule.options.words]\n"布署" = "部署"\n'
    )
    write_files(tmp_path, {
        "ground.toml": f'min-severity = "info"\nnames = ["甲村"]\n{rule}', "one.toml": 'extend = "ground.toml"\nmin-severity = "error"\n',
        "two.toml": 'extend = "./ground.toml"\n', "fazhi.toml": 'extend = ["one.toml", "two.toml"]\n', "a.txt": TEXT,
    })  # fmt: skip
    assert [row[1] for row in rows(tmp_path, "a.txt", select="OWN001")] == ["OWN001"]
    project = Project(given=str(tmp_path / "fazhi.toml"))
    assert project.run.text("min-severity") == "error"
    assert project.run.texts("names") == ("甲村",)


def test_an_entry_of_a_common_base_is_used_when_one_folder_needs_it(tmp_path: Path) -> None:
    write_files(tmp_path, {
        "base.toml": '[[ignore]]\nrule = "FIG003"\nreason = "甲"\n',
        "2023/fazhi.toml": 'extend = "../base.toml"\n', "2024/fazhi.toml": 'extend = "../base.toml"\n',
        "2023/a.txt": "会议开过。\n", "2024/a.txt": TEXT,
    })  # fmt: skip
    found = rows(tmp_path, ".", select=f"{RULES},SUP")
    assert [(row[0], row[1], row[3]) for row in found] == [
        ("./2024/a.txt", "WRD001", False), ("./2024/a.txt", "FIG003", True),
    ]  # fmt: skip
    write_files(tmp_path, {"2024/a.txt": "会议开过。\n"})
    assert [row[:2] for row in rows(tmp_path, ".", select=f"{RULES},SUP")] == [("base.toml", "SUP001")]


def test_an_entry_for_one_of_two_files_of_a_name_is_not_called_unused(tmp_path: Path) -> None:
    write_files(tmp_path, {
        "fazhi.toml": '[[ignore]]\nrule = "FIG003"\npath = "a.txt"\nreason = "甲"\n', "a.txt": TEXT, "b/a.txt": "会议开过。\n",
    })  # fmt: skip
    assert rows(tmp_path, "b/a.txt", select=f"{RULES},SUP") == []
    write_files(tmp_path, {"a.txt": "会议开过。\n"})
    assert [row[:2] for row in rows(tmp_path, "a.txt", select=f"{RULES},SUP")] == [("fazhi.toml", "SUP001")]


def test_every_value_is_shown_with_its_line(tmp_path: Path) -> None:
    write_files(tmp_path, {
        "base.toml": '\npreset = "publish"\nnames = ["甲村"]\n',
        "fazhi.toml": 'extend = "base.toml"\nnames = ["乙村"]\n\n[[per-file]]\nfiles = ["2019/**", "!2019/好*"]\nignore = ["PUN"]\n'
        '\n[[ignore]]\nrule = "FIG003"\nreason = "甲"\n',
        "2019/a.txt": TEXT, "2019/好.txt": TEXT,
    })  # fmt: skip

    def shown(path: str) -> list[str]:
        lines = fazhi("config", "--show", path, cwd=tmp_path).stdout.decode().splitlines()
        return [
            " ".join(line.split()[-3:]) for line in lines if "村" in line or "fazhi.toml:" in line or "base" in line
        ]

    both = [
        "base.toml ← fazhi.toml:1", "publish ← base.toml:2", "FIG003:甲 ← fazhi.toml:8", "甲村 ← base.toml:3",
        "乙村 ← fazhi.toml:2", "!2019/好*:ignore ← fazhi.toml:4",
    ]  # fmt: skip
    assert shown("2019/好.txt")[1:] == both
    assert shown("2019/a.txt")[1:] == [*both[:3], "PUN ← fazhi.toml:6", *both[3:]]


def test_every_line_of_the_first_file_may_be_taken_into_use(tmp_path: Path) -> None:
    folder = tmp_path / "2024"
    folder.mkdir()
    assert fazhi("init", cwd=folder).returncode == 0
    lines = (folder / "fazhi.toml").read_text(encoding="utf-8").splitlines()
    tables = next(number for number, line in enumerate(lines) if line == "# [[per-file]]")
    write_files(tmp_path, {"fazhi.toml": ""})
    keys = [number for number, line in enumerate(lines[:tables]) if line.startswith("# ") and " = " in line]
    assert len(keys) == len([key for key in KEYS.values() if key.example])
    for number in keys:
        text = "\n".join([*lines[:number], lines[number].removeprefix("# "), *lines[number + 1 :]])
        write_files(folder, {"fazhi.toml": text})
        name = lines[number].removeprefix("# ").split(" ")[0]
        assert name in load_config(folder / "fazhi.toml").layers[-1].values
    inside = [line.removeprefix("# ") if not line.endswith(("：", ":")) else line for line in lines[tables:]]
    write_files(folder, {"fazhi.toml": "\n".join([*lines[:tables], *inside]), "a.txt": TEXT})
    assert [row[1] for row in rows(folder, "a.txt")] == ["WRD001", "FIG003"]
    (found,) = load_config(folder / "fazhi.toml").per_file
    assert found.files.lines == ("2019/**",)


def test_python_s_own_warnings_are_not_told(tmp_path: Path) -> None:
    """The pattern ``[[a]`` makes the regex modules warn about nested sets; its meaning is unchanged."""
    rule = GOOD.replace("甲(?&count)", "[[甲乙]村").replace("⟦甲件⟧", "在⟦甲村⟧办理。")
    settings = 'exclude = ["[[b]*.txt"]\nrulesets = ["own.toml"]\nselect = ["FIG900"]\n'
    for name, text in (
        ("a.txt", "在甲村办理。\n"),
        ("b.txt", "在甲村办理。\n"),
        ("own.toml", rule),
        ("fazhi.toml", settings),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    told = fazhi("check", ".", "--no-cache", "--output-format", "concise", cwd=tmp_path)
    lines = told.stdout.decode().splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["./a.txt:1:2:"]
    assert (told.returncode, told.stderr) == (0, b"")  # a warning fails no run
