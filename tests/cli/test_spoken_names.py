"""What people type as it is printed: files without a command, Chinese names, names with blanks."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import fazhi
from pseudo_terminal import in_terminal

TEXT = "云岭镇2024年法治政府建设年度报告\n\n排查隐患432余处。。全年办理案件@件。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "报告.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def told(folder: Path, *arguments: str) -> str:
    result = fazhi(*arguments, cwd=folder)
    assert result.returncode in {0, 1}, result.stderr.decode()
    return result.stdout.decode()


def rules(folder: Path, *arguments: str) -> set[str]:
    lines = told(folder, "check", "--output-format", "concise", *arguments, "报告.txt").splitlines()
    return {line.split()[2] for line in lines}


@pytest.mark.parametrize("path", ["报告.txt", "."])
def test_a_file_or_folder_instead_of_a_command_is_checked(folder: Path, path: str) -> None:
    assert told(folder, path, "--quiet") == told(folder, "check", path, "--quiet")
    assert fazhi(path, "--quiet", cwd=folder).returncode == 1


def test_a_command_goes_before_a_file_of_its_name(folder: Path) -> None:
    (folder / "version").write_text(TEXT, encoding="utf-8")
    assert told(folder, "version").startswith("fazhi ")


def test_what_is_neither_is_no_command(folder: Path) -> None:
    result = fazhi("没有.txt", cwd=folder)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.decode().count("\n") == 1


@pytest.mark.parametrize("command", [(), ("check",), ("fix",)])
def test_a_name_with_blanks_must_be_quoted(folder: Path, command: tuple[str, ...]) -> None:
    (folder / "年度 报告 终稿.txt").write_text(TEXT, encoding="utf-8")
    result = fazhi(*command, "年度", "报告", "终稿.txt", cwd=folder)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.decode() == 'fazhi: 文件名里有空格，要加引号："年度 报告 终稿.txt"\n'
    assert b"PUN015" in fazhi("check", "年度 报告 终稿.txt", cwd=folder).stdout


@pytest.mark.parametrize(
    ("flags", "found"),
    [
        (("--select", "数字"), {"FIG003"}),
        (("--select", "FIG,标点连用"), {"FIG003", "PUN015"}),
        (("--select", "占位符,数字", "--ignore", "确数前后又加约数词"), {"PLH001"}),
        (("--select", "FIG003,PUN015", "--min-severity", "错误"), {"FIG003", "PUN015"}),
    ],
)
def test_rules_and_severities_by_their_chinese_names(folder: Path, flags: tuple[str, ...], found: set[str]) -> None:
    assert rules(folder, *flags) == found


def test_a_family_and_a_rule_in_the_configuration(folder: Path) -> None:
    (folder / "fazhi.toml").write_text(
        'select = ["数字", "标点连用"]\nmin-severity = "警告"\n[severity]\n"数字" = "提示"\n"标点连用" = "警告"\n',
        encoding="utf-8",
    )
    assert rules(folder) == {"PUN015"}
    assert rules(folder, "--min-severity", "提示") == {"PUN015", "FIG003"}


def test_fail_level_in_chinese(folder: Path) -> None:
    command = ("check", "--select", "PUN030", "报告.txt", "--fail-level")
    assert fazhi(*command, "提示", cwd=folder).returncode == 0
    assert fazhi("check", "--select", "FIG003", "报告.txt", "--fail-level", "错误", cwd=folder).returncode == 1
    assert fazhi(*command, "警示", cwd=folder).returncode == 2


def test_profiles_and_presets(folder: Path) -> None:
    assert "类型 街道办事处" in told(folder, "check", "--profile", "街道办事处", "报告.txt")
    unknown = fazhi("check", "--profile", "街道办", "报告.txt", cwd=folder)
    assert unknown.returncode == 2
    assert "street（街道办事处）" in unknown.stderr.decode()
    for chinese, english in (("起草", "draft"), ("发布", "publish"), ("严格", "strict"), ("公文", "gongwen")):
        assert rules(folder, "--preset", chinese) == rules(folder, "--preset", english)


def test_a_suppression_in_the_configuration_names_a_family_in_chinese(folder: Path) -> None:
    (folder / "fazhi.toml").write_text('[[ignore]]\nrule = "数字"\nreason = "台账如此"\n', encoding="utf-8")
    assert rules(folder, "--select", "FIG003,PUN015") == {"PUN015"}


def test_a_rule_is_laid_out_on_a_terminal_and_markdown_elsewhere() -> None:
    _, seen, _, _ = in_terminal(["rule", "FIG003"], variables={"NO_COLOR": "1"})
    assert "FIG003 确数前后又加约数词" in seen
    assert "#" not in seen
    assert "|" not in seen
    assert "▌ " in seen
    assert "⟦432余处⟧" in seen
    piped = fazhi("rule", "确数前后又加约数词").stdout.decode()
    assert piped.startswith("# FIG003 确数前后又加约数词\n")
