"""Settings for files: nearest configuration, extend, pyproject.toml, per-file, severities, presets, [[ignore]]."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import fazhi

TEXT = "布署工作,排查隐患432余处。\n"
RULES = "WRD001,FIG003"


def write_files(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def rows(folder: Path, *arguments: str, select: str = RULES) -> list[tuple[str, str, str, bool]]:
    """The path, rule, severity and suppression of each finding."""
    flags = ("--select", select) if select else ()
    result = fazhi("check", *flags, "--output-format", "json", *arguments, cwd=folder)
    assert result.stderr == b"", result.stderr.decode()
    found = json.loads(result.stdout)["diagnostics"]
    return [(row["path"], row["rule"], row["severity"], row["suppressed"]) for row in found]


def error_output(folder: Path, *arguments: str) -> str:
    result = fazhi("check", *(arguments or ("a.txt",)), cwd=folder)
    assert result.returncode == 2
    (line,) = result.stderr.decode().splitlines()
    return line


def test_each_file_has_the_settings_nearest_to_it(tmp_path: Path) -> None:
    write_files(tmp_path, {
        "fazhi.toml": 'ignore = ["FIG003"]\n', "a.txt": TEXT, "2023/a.txt": TEXT,
        "2024/fazhi.toml": 'severity = { FIG = "info" }\n', "2024/east/a.txt": TEXT,
    })  # fmt: skip
    assert rows(tmp_path, ".") == [
        ("./2023/a.txt", "WRD001", "error", False), ("./2024/east/a.txt", "WRD001", "error", False),
        ("./2024/east/a.txt", "FIG003", "info", False), ("./a.txt", "WRD001", "error", False),
    ]  # fmt: skip
    assert {row[1] for row in rows(tmp_path, "--config", "fazhi.toml", ".")} == {"WRD001"}
    assert {row[1] for row in rows(tmp_path, "--isolated", "2023")} == {"WRD001", "FIG003"}


def test_a_file_may_extend_others(tmp_path: Path) -> None:
    write_files(tmp_path, {
        "base.toml": 'names = ["布署湾"]\nignore = ["WRD001"]\n[severity]\nFIG003 = "info"\n',
        "2024/fazhi.toml": 'extend = "../base.toml"\n[severity]\nFIG003 = "error"\n', "2024/a.txt": TEXT,
    })  # fmt: skip
    assert rows(tmp_path, "2024") == [("2024/a.txt", "FIG003", "error", False)]
    write_files(tmp_path, {"base.toml": 'extend = ["2024/fazhi.toml"]\n'})
    assert "extend 绕回了自己" in error_output(tmp_path / "2024")
    write_files(tmp_path, {"2024/fazhi.toml": 'extend = "no.toml"\n'})
    assert "no.toml：没有这个配置文件" in error_output(tmp_path / "2024")


def test_pyproject_holds_settings_too(tmp_path: Path) -> None:
    write_files(
        tmp_path, {"pyproject.toml": '[project]\nname = "x"\n[tool.fazhi]\nignore = ["WRD001"]\n', "a.txt": TEXT}
    )
    assert rows(tmp_path, "a.txt") == [("a.txt", "FIG003", "error", False)]
    write_files(tmp_path, {"pyproject.toml": '[tool.other]\n[tool.fazhi]\nignored = ["WRD001"]\n'})
    assert error_output(tmp_path) == "fazhi: pyproject.toml:3:tool.fazhi.ignored：没有这个键，是不是“ignore”？"
    write_files(tmp_path, {"pyproject.toml": "[tool.other]\n", "fazhi.toml": ""})
    assert len(rows(tmp_path, "a.txt")) == 2


def test_settings_for_some_files(tmp_path: Path) -> None:
    write_files(tmp_path, {
        "fazhi.toml": '[[per-file]]\nfiles = ["2019/**", "*.old.txt"]\nignore = ["FIG"]\n'
        '[[per-file]]\nfiles = "2019/b.txt"\naccept = ["布署"]\n',
        "2019/a.txt": TEXT, "2019/b.txt": TEXT, "2020/x.old.txt": TEXT, "2020/a.txt": TEXT,
    })  # fmt: skip
    assert [row[:2] for row in rows(tmp_path, ".")] == [
        ("./2019/a.txt", "WRD001"), ("./2020/a.txt", "WRD001"), ("./2020/a.txt", "FIG003"), ("./2020/x.old.txt", "WRD001"),
    ]  # fmt: skip
    assert [row[:2] for row in rows(tmp_path / "2019", "a.txt", "../2020/a.txt")] == [
        ("../2020/a.txt", "WRD001"), ("../2020/a.txt", "FIG003"), ("a.txt", "WRD001"),
    ]  # fmt: skip


def test_severities_by_family_name_and_id(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {"fazhi.toml": '[severity]\nFIG003 = "info"\nfig = "warning"\nmisspelled-word = "warning"\n', "a.txt": TEXT},
    )
    assert [row[1:3] for row in rows(tmp_path, "a.txt")] == [("WRD001", "warning"), ("FIG003", "info")]


def test_presets_may_be_strict(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.txt": "帐户清零。\n"})
    assert fazhi("check", "--select", "WRD007", "a.txt", cwd=tmp_path).returncode == 0
    write_files(tmp_path, {"fazhi.toml": 'preset = "strict"\n'})
    assert fazhi("check", "--select", "WRD007", "a.txt", cwd=tmp_path).returncode == 1
    assert fazhi("check", "--select", "WRD007", "--preset", "publish", "a.txt", cwd=tmp_path).returncode == 0
    write_files(tmp_path, {"fazhi.toml": 'preset = "stric"\n'})
    assert "没有预设“stric”，是不是“strict”？" in error_output(tmp_path)


def test_more_rules_and_fewer_files(tmp_path: Path) -> None:
    write_files(tmp_path, {
        "fazhi.toml": 'select = ["WRD001"]\nextend-select = ["FIG003"]\nexclude = ["归档/", "*.bak.txt", "!好.bak.txt"]\n',
        "a.txt": TEXT, "归档/a.txt": TEXT, "b/归档/a.txt": TEXT, "x.bak.txt": TEXT, "好.bak.txt": "布署工作。\n", "c/d.txt": TEXT,
    })  # fmt: skip
    assert [row[:2] for row in rows(tmp_path, ".", "--exclude", "c/", select="")] == [
        ("./a.txt", "WRD001"), ("./a.txt", "FIG003"), ("./好.bak.txt", "WRD001"),
    ]  # fmt: skip
    assert {row[0] for row in rows(tmp_path, "归档/a.txt", select="")} == {"归档/a.txt"}


IGNORED = """
[[ignore]]
rule = "FIG003"
path = "2024/*.txt"
text = "432"
reason = "与台账核对过"
[[ignore]]
rule = ["misspelled-word", "PUN"]
path = "/a.txt"
reason = "原文如此"
until = 2999-12-31
"""


def test_findings_are_set_aside_by_the_configuration(tmp_path: Path) -> None:
    write_files(tmp_path, {"fazhi.toml": IGNORED, "2024/a.txt": TEXT + "排查隐患512余处。\n", "a.txt": TEXT})
    assert rows(tmp_path, ".") == [
        ("./2024/a.txt", "WRD001", "error", False), ("./2024/a.txt", "FIG003", "error", True),
        ("./2024/a.txt", "FIG003", "error", False), ("./a.txt", "WRD001", "error", True),
        ("./a.txt", "FIG003", "error", False),
    ]  # fmt: skip
    result = fazhi("check", "--output-format", "json", "--select", RULES, "a.txt", cwd=tmp_path)
    (aside,) = [row for row in json.loads(result.stdout)["diagnostics"] if row["suppressed"]]
    assert aside["suppression"] == {"by": "configuration", "reason": "原文如此"}


def test_an_entry_that_does_nothing_is_told_where_it_stands(tmp_path: Path) -> None:
    write_files(tmp_path, {"fazhi.toml": IGNORED, "2024/a.txt": "会议开过。\n", "a.txt": "会议开过。\n"})
    flags = ("check", "--select", f"{RULES},SUP", "--output-format", "concise")
    assert fazhi(*flags, ".", cwd=tmp_path).stdout.decode().splitlines() == [
        "fazhi.toml:3:1: warning SUP001 FIG003 在这里没有要忽略的问题，这一条忽略用不着了 [忽略的注释没有用到]",
        "fazhi.toml:8:1: warning SUP001 misspelled-word 在这里没有要忽略的问题，这一条忽略用不着了 [忽略的注释没有用到]",
    ]
    # A hook that passes one of many files cannot evaluate entries about the others, only those about that file.
    assert fazhi(*flags, "2024/a.txt", cwd=tmp_path).stdout == b""
    assert "SUP001 misspelled-word 在这里没有" in fazhi(*flags, "a.txt", cwd=tmp_path).stdout.decode()
    write_files(tmp_path, {"fazhi.toml": IGNORED.replace("2999-12-31", '"2025-12-31"'), "a.txt": TEXT})
    output = fazhi(*flags, "a.txt", cwd=tmp_path).stdout.decode()
    assert "fazhi.toml:8:1: warning SUP004 忽略 misspelled-word, PUN 的日期到 2025-12-31 为止，已经过了" in output
    assert "a.txt:1:1: error WRD001" in output


def test_an_entry_for_files_that_do_not_exist_is_told(tmp_path: Path) -> None:
    write_files(tmp_path, {"fazhi.toml": IGNORED, "2023/a.txt": TEXT, "a.txt": TEXT})
    flags = ("check", "--select", f"{RULES},SUP", "--output-format", "concise")
    output = fazhi(*flags, ".", cwd=tmp_path).stdout.decode()
    assert "fazhi.toml:3:1: warning SUP001 没有与 path 相符的文件，忽略 FIG003 不起作用 [" in output
    assert output.count("SUP001") == 1
    # Below another folder, nobody knows.
    assert "SUP001" not in fazhi(*flags, "2023", cwd=tmp_path).stdout.decode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[[ignore]]\nrule = "FIG003"\n', "fazhi.toml:1:ignore.reason：缺少这个键"),
        ('[[ignore]]\nreason = "甲"\n', "fazhi.toml:1:ignore.rule：缺少这个键"),
        ('[[ignore]]\nrule = "FIG003"\nreason = "甲"\nfile = "a.txt"\n', "fazhi.toml:4:ignore.file：没有这个键"),
        ('[[ignore]]\nrule = "FIG003"\nreason = "甲"\nuntil = "明年"\n', "fazhi.toml:4:ignore.until：应为日期"),
        ('[[ignore]]\nrule = "FIG3"\nreason = "甲"\n', "没有规则“FIG3”"),
        ('ignore = ["FIG3"]\n', "没有规则“FIG3”"),
        ('[severity]\nFIG003 = "eror"\n', "fazhi.toml:2:severity.FIG003：不认识“eror”，是不是“error”？"),
        ('[severity]\nFIG3 = "error"\n', "（fazhi.toml:1）"),
        ('[[per-file]]\nignore = ["FIG"]\n', "fazhi.toml:1:per-file.files：缺少这个键"),
        ('[[per-file]]\nfiles = ["a"]\nbaseline = "x"\n', "fazhi.toml:3:per-file.baseline：没有这个键"),
        ('ignore = ["WRD001"]\n[[ignore]]\nrule = "FIG003"\nreason = "甲"\n', "extend-ignore"),
        ('fail-level = "fatal"\n', "fazhi.toml:1:fail-level：不认识“fatal”"),
    ],
)
def test_what_is_wrong_is_one_line(tmp_path: Path, text: str, expected: str) -> None:
    write_files(tmp_path, {"fazhi.toml": text, "a.txt": TEXT})
    assert expected in error_output(tmp_path)


def test_a_wrong_file_in_a_folder_stops_only_its_folder(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.txt": TEXT, "2024/fazhi.toml": "nams = []\n", "2024/a.txt": TEXT, "2024/b.txt": TEXT})
    result = fazhi(
        "check", "--select", RULES, "--output-format", "concise", "a.txt", "2024/a.txt", "2024/b.txt", cwd=tmp_path
    )
    assert result.returncode == 2
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr.decode() == "fazhi: 2024/fazhi.toml:1:nams：没有这个键，是不是“names”？\n"


def test_output_settings_come_from_the_current_folder(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "fazhi.toml": 'output-format = ["concise"]\nmin-severity = "error"\nfail-level = "info"\n',
            "a.txt": "布署工作,帐户清零。\n",
        },
    )
    result = fazhi("check", "--select", "WRD001,WRD007", "a.txt", cwd=tmp_path)
    assert (result.returncode, len(result.stdout.splitlines())) == (1, 1)
    assert fazhi("check", "--select", "WRD007", "--fail-level", "error", "a.txt", cwd=tmp_path).returncode == 0
