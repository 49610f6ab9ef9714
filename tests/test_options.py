"""Options that no other test uses, and the commands around a configuration: ``fazhi config`` and ``fazhi init``."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from helpers import ROOT
from jsonschema import Draft202012Validator
from test_cli import fazhi

from checker.config import KEYS
from checker.version import VERSION

TEXT = "青石镇会议纪要\n\n排查隐患432余处,布署工作。\n"


def rows(folder: Path, *arguments: str) -> list[str]:
    """Path, line and rule of what ``check`` tells."""
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
    # The ones that are usual stay.
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    assert {row[-6:] for row in rows(tmp_path, "--extend-select", "SUP005", "b.txt")} >= {"FIG003", "WRD001"}


def test_findings_that_are_not_sure_are_counted_and_shown_when_asked_for() -> None:
    seeds = str(ROOT / "seeds" / "yunlong-2023.txt")
    told = {}
    for level in ("low", "medium", "high"):
        result = fazhi("check", "--min-confidence", level, "--output-format", "json", seeds)
        told[level] = [item["confidence"] for item in json.loads(result.stdout)["diagnostics"]]
    assert set(told["high"]) == {"high"}
    assert set(told["medium"]) == {"high", "medium"}
    assert len(told["high"]) < len(told["medium"]) <= len(told["low"])


def test_a_baseline_of_more_rules_goes_to_the_file_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("排查隐患432余处。<!-- fazhi: ignore[FIG003] -->\n", encoding="utf-8")
    result = fazhi("baseline", "--extend-select", "SUP005", "--output", "known.json", "a.txt", cwd=tmp_path)
    assert (result.returncode, result.stderr.decode()) == (0, "known.json:共 1 处,新增 1 处,去掉 0 处\n")
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
        assert ("调解矛盾纠纷" in (tmp_path / "own.toml").read_text(encoding="utf-8")) is known


def test_the_schema_knows_every_key_and_tells_mistakes() -> None:
    result = fazhi("config", "--schema")
    schema = json.loads(result.stdout)
    assert set(schema["properties"]) == set(KEYS)
    validator = Draft202012Validator(schema)
    right = tomllib.loads('preset = "publish"\n[[ignore]]\nrule = "FIG003"\nreason = "甲"\n[[per-file]]\nfiles = "a"\n')
    assert list(validator.iter_errors(right)) == []
    for wrong in ({"nams": []}, {"fail-level": "fatal"}, {"ignore": [{"rule": "FIG003"}]}):
        assert list(validator.iter_errors(wrong))


def test_keys_are_listed_and_a_report_s_settings_explained(tmp_path: Path) -> None:
    listed = fazhi("config").stdout.decode()
    assert [name for name in KEYS if f"\n{name} " not in f"\n{listed}"] == []
    (tmp_path / "fazhi.toml").write_text('names = ["甲村"]\n[severity]\nPUN = "info"\n', encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    told = fazhi("config", "--show", "a.txt", "--preset", "publish", cwd=tmp_path).stdout.decode().splitlines()
    assert told[:2] == ["报告:a.txt", "配置:fazhi.toml"]
    assert "names           甲村  ← fazhi.toml:1" in told
    assert "                PUN = info  ← fazhi.toml:2" in told
    assert "severity        RES001 = warning  ← presets/publish.toml:5" in told
    assert "preset          publish  ← 命令行" in told


def test_init_writes_what_works_and_nothing_over_what_is_there(tmp_path: Path) -> None:
    flags = ("init", "--preset", "publish", "--pre-commit", "--ci", "github", "--ci", "gitlab")
    result = fazhi(*flags, cwd=tmp_path)
    files = ["fazhi.toml", ".pre-commit-config.yaml", ".github/workflows/fazhi.yml", ".gitlab-ci.yml"]
    assert result.stderr.decode().splitlines() == [f"写了 {name}" for name in files]
    for name in files[1:]:
        assert yaml.safe_load((tmp_path / name).read_text(encoding="utf-8")), name
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert fazhi("check", "a.txt", cwd=tmp_path).returncode == 1
    (tmp_path / "fazhi.toml").write_text("# 自己的\n", encoding="utf-8")
    again = fazhi(*flags, cwd=tmp_path)
    assert (again.returncode, again.stdout) == (2, b"")
    assert "已有 fazhi.toml、.pre-commit-config.yaml" in again.stderr.decode()
    assert (tmp_path / "fazhi.toml").read_text(encoding="utf-8") == "# 自己的\n"
    assert fazhi(*flags, "--force", cwd=tmp_path).returncode == 0
    assert 'preset = "publish"' in (tmp_path / "fazhi.toml").read_text(encoding="utf-8")


def test_every_line_of_the_written_configuration_may_be_switched_on(tmp_path: Path) -> None:
    """Each example value is one that the key takes, where the file or preset that it names is there."""
    fazhi("init", cwd=tmp_path)
    written = (tmp_path / "fazhi.toml").read_text(encoding="utf-8")
    lines = [line[2:] for line in written.splitlines() if line.startswith("# ") and " = " in line][: len(KEYS)]
    settings = [line for line in lines if line.partition(" = ")[0] in KEYS]
    assert {line.partition(" = ")[0] for line in settings} == {key.name for key in KEYS.values() if key.example}
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "2023").mkdir()
    for line in settings:
        if line.startswith(("extend =", "catalogs", "rulesets", "baseline", "previous")):
            continue
        (tmp_path / "fazhi.toml").write_text(f"{line}\n", encoding="utf-8")
        result = fazhi("check", "a.txt", cwd=tmp_path)
        assert result.stderr == b"", line


def test_server_says_where_it_waits() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "checker", "server", "--stdio"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=60) in (0, 1)
