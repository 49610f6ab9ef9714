"""Options that no other test covers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import fazhi
from helpers import ROOT
from prepared import RULES

from checker.version import VERSION

TEXT = "青石镇会议纪要\n\n排查隐患432余处,布署工作。\n"


def rows(folder: Path, *arguments: str) -> list[str]:
    """The path, line and rule of the findings of ``check``."""
    result = fazhi("check", "--output-format", "concise", *arguments, cwd=folder)
    assert result.stderr == b""
    return [" ".join(line.split(" ")[:3:2]) for line in result.stdout.decode().splitlines()]


@pytest.mark.parametrize("flag", ["-V", "--version"])
def test_the_version(flag: str) -> None:
    result = fazhi(flag)
    assert (result.returncode, result.stdout.decode()) == (0, f"fazhi {VERSION}\n")


def test_more_rules_than_the_usual_ones(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("排查隐患432余处。<!-- fazhi: ignore[FIG003] -->\n", encoding="utf-8")
    assert rows(tmp_path, "a.txt") == []
    assert rows(tmp_path, "--extend-select", "SUP005", "a.txt") == ["a.txt:1:11: SUP005"]
    # Ordinary ones are kept.
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    assert {row[-6:] for row in rows(tmp_path, "--extend-select", "SUP005", "b.txt")} >= {"FIG003", "WRD001"}


def test_findings_that_are_not_sure_are_counted_and_shown_when_asked_for() -> None:
    seeds = str(ROOT / "seeds" / "yunlong-2023.txt")
    confidences = {}
    for level in ("low", "medium", "high"):
        result = fazhi("check", "--min-confidence", level, "--output-format", "json", seeds)
        confidences[level] = [item["confidence"] for item in json.loads(result.stdout)["diagnostics"]]
    assert set(confidences["high"]) == {"high"}
    assert set(confidences["medium"]) == {"high", "medium"}
    assert len(confidences["high"]) < len(confidences["medium"]) <= len(confidences["low"])


def test_a_baseline_of_more_rules_goes_to_the_file_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("排查隐患432余处。<!-- fazhi: ignore[FIG003] -->\n", encoding="utf-8")
    result = fazhi("baseline", "--extend-select", "SUP005", "--output", "known.json", "a.txt", cwd=tmp_path)
    assert (result.returncode, result.stderr.decode()) == (0, "known.json：共 1 处，新增 1 处，去掉 0 处\n")
    assert [item["rule"] for item in json.loads((tmp_path / "known.json").read_bytes())["findings"]] == ["SUP005"]
    assert rows(tmp_path, "--extend-select", "SUP005", "--baseline", "known.json", "a.txt") == []


def test_fix_with_more_rules_and_without_some_files(tmp_path: Path) -> None:
    (tmp_path / "归档").mkdir()
    for name in ("a.txt", "归档/b.txt"):
        (tmp_path / name).write_text("会议开过、等等。检查、等12次。\n", encoding="utf-8")
    result = fazhi("fix", "--select", "WRD", "--extend-select", "PUN", "--exclude", "归档/", ".", cwd=tmp_path)
    assert result.returncode == 0
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "会议开过等等。检查等12次。\n"
    assert (tmp_path / "归档/b.txt").read_text(encoding="utf-8") == "会议开过、等等。检查、等12次。\n"


def test_ranges_are_learned_from_as_many_reports_as_asked_for(tmp_path: Path) -> None:
    for year, count in ((2022, 110), (2023, 120), (2024, 130)):
        text = f"青石镇{year}年法治政府建设年度报告\n\n一、主要举措\n\n全年调解矛盾纠纷{count}件。\n"
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    for least, known in (("3", True), ("4", False)):
        result = fazhi("derive", "--least", least, "--output", "own.toml", ".", cwd=tmp_path)
        assert result.returncode == 0, result.stderr
        assert ("调解纠纷|件" in (tmp_path / "own.toml").read_text(encoding="utf-8")) is known


def test_a_baseline_of_nothing_is_not_written(tmp_path: Path) -> None:
    result = fazhi("baseline", "nowhere", cwd=tmp_path)
    assert (result.returncode, result.stderr.decode()) == (2, "fazhi: nowhere：没有这个文件或目录\n")
    assert list(tmp_path.iterdir()) == []


def test_rules_in_a_project_file_are_tried_too(tmp_path: Path) -> None:
    rule = RULES.replace("[[rule", "[[tool.fazhi.rule").replace("[rule.", "[tool.fazhi.rule.")
    path = tmp_path / "pyproject.toml"
    path.write_text(f'[project]\nname = "a"\n[tool.fazhi]\nnames = ["甲"]\n{rule}', encoding="utf-8")
    result = fazhi("test", "pyproject.toml", cwd=tmp_path)
    assert (result.returncode, result.stdout.decode()) == (0, "pyproject.toml:1 条规则，1 个例子，1 个相符\n")
    path.write_text('[project]\nname = "a"\n', encoding="utf-8")
    result = fazhi("test", "pyproject.toml", cwd=tmp_path)
    assert (result.returncode, result.stderr.decode()) == (2, "fazhi: pyproject.toml：没有 [[rule]]\n")


def test_a_missing_word_is_told_in_one_language() -> None:
    (line,) = fazhi("completion").stderr.decode().splitlines()
    assert line.startswith("fazhi: 缺少参数 'bash|zsh|fish'（可用：")
    assert "Choose" not in line


def test_the_cache_goes_where_it_is_told_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    for command in (("check", "--select", "FIG003,WRD001"), ("baseline",), ("fix", "--diff", "--unsafe-fixes")):
        first = fazhi(*command, "--cache-dir", f"cache-{command[0]}", "a.txt", cwd=tmp_path)
        assert any((tmp_path / f"cache-{command[0]}").rglob("*"))
        again = fazhi(*command, "--cache-dir", f"cache-{command[0]}", "a.txt", cwd=tmp_path)
        without = fazhi(*command, "--no-cache", "a.txt", cwd=tmp_path)
        assert first.stdout == again.stdout == without.stdout


def test_as_many_processes_as_wanted_tell_the_same(tmp_path: Path) -> None:
    for number in range(24):
        (tmp_path / f"{number:02}.txt").write_text(TEXT.replace("432", str(401 + 2 * number)), encoding="utf-8")
    one = rows(tmp_path, "--jobs", "1", ".")
    assert len(one) >= 48
    assert rows(tmp_path, "--jobs", "3", ".") == one
