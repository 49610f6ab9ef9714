"""``fazhi config`` and ``fazhi init``."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from command import fazhi
from helpers import ROOT
from hypothesis import given
from hypothesis import strategies as st

from checker.formats import READERS
from checker.project.config import KEYS, load_config
from checker.project.config.schema import schema
from checker.project.config.show import keys_table
from checker.text.errors import FazhiError

VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_the_file_explains_every_key_and_each_line_holds_when_it_is_taken_up(tmp_path: Path) -> None:
    assert fazhi("init", cwd=tmp_path).returncode == 0
    text = (tmp_path / "fazhi.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {}
    for key in KEYS.values():
        if not key.example:
            assert f"# [[{key.name}]]" in text or key.name == "rule"
            continue
        line = f"{key.name} = {key.example}"
        assert text.count(f"# {line}\n") == 1
        (tmp_path / "one.toml").write_text(text.replace(f"# {line}\n", f"{line}\n"), encoding="utf-8")
        if key.name != "extend":
            assert key.name in load_config(tmp_path / "one.toml").layers[-1].values
        VALIDATOR.validate(tomllib.loads(line))
    tables = text[text.index("# [[per-file]]") :]
    uncommented = "\n".join(line.removeprefix("# ") for line in tables.splitlines() if not line.startswith("# 忽略"))
    (tmp_path / "one.toml").write_text(uncommented, encoding="utf-8")
    assert set(load_config(tmp_path / "one.toml").layers[-1].values) == {"per-file", "ignore"}


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text("mine\n", encoding="utf-8")
    result = fazhi("init", "--ci", "gitlab", "--ci", "jenkins", "--pre-commit", cwd=tmp_path)
    assert (result.returncode, result.stderr.decode()) == (
        2,
        "fazhi: 已有 .gitlab-ci.yml，没有写任何文件（--force 覆盖）\n",
    )
    assert [path.name for path in tmp_path.iterdir()] == [".gitlab-ci.yml"]
    result = fazhi(
        "init",
        "--ci",
        "gitlab",
        "--ci",
        "jenkins",
        "--ci",
        "gitee",
        "--ci",
        "github",
        "--pre-commit",
        "--force",
        cwd=tmp_path,
    )
    assert result.returncode == 0
    assert (tmp_path / ".gitlab-ci.yml").read_bytes() == (ROOT / "ci" / "gitlab.yml").read_bytes()
    hooks = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    (hook,) = hooks["repos"][0]["hooks"]
    manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (check,) = [item for item in manifest if item["id"] == "fazhi-check"]
    assert (hook["entry"], hook["require_serial"]) == (check["entry"], True)
    for name in (
        "a.xlsx",
        "a.py",
        *(f"报告{ending}" for ending in READERS),
        *(f"报告{ending.upper()}" for ending in READERS),
    ):
        assert bool(re.search(hook["files"], name)) == bool(re.search(check["files"], name))


def test_init_into_another_folder_and_with_a_preset(tmp_path: Path) -> None:
    assert (
        fazhi("init", "--preset", "stric", cwd=tmp_path)
        .stderr.decode()
        .startswith("fazhi: 没有预设“stric”，是不是“strict”？")
    )
    assert fazhi("init", "nowhere", cwd=tmp_path).returncode == 2
    (tmp_path / "reports").mkdir()
    assert fazhi("init", "--preset", "strict", "reports", cwd=tmp_path).stderr.decode() == "写了 reports/fazhi.toml\n"
    assert load_config(tmp_path / "reports" / "fazhi.toml").layers[-1].values == {"preset": "strict"}


def test_show_says_where_each_value_comes_from(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text('names = ["甲村"]\nprofile = "township"\n', encoding="utf-8")
    (tmp_path / "fazhi.toml").write_text(
        'extend = "base.toml"\npreset = "publish"\nnames = ["乙村"]\nprofile = "street"\n'
        '[severity]\nFIG003 = "info"\n[[per-file]]\nfiles = "2019/*"\nignore = ["PUN"]\n', encoding="utf-8"
    )  # fmt: skip
    (tmp_path / "2019").mkdir()
    (tmp_path / "2019" / "a.txt").write_text("会议。\n", encoding="utf-8")
    lines = fazhi("config", "--show", "2019/a.txt", cwd=tmp_path).stdout.decode().splitlines()
    assert lines[:2] == ["报告：2019/a.txt", "配置：base.toml → fazhi.toml"]
    shown = [" ".join(line.split()) for line in lines]
    for line in (
        "preset publish ← fazhi.toml:2", "profile street ← fazhi.toml:4（代替 base.toml:2）", "names 甲村 ← base.toml:1",
        "乙村 ← fazhi.toml:3", "ignore PUN ← fazhi.toml:9", "severity RES001 = warning ← presets/publish.toml:5",
        "FIG003 = info ← fazhi.toml:5", "min-confidence medium ← 默认",
    ):  # fmt: skip
        assert line in shown
    assert "ignore" not in fazhi("config", "--show", ".", "--isolated", cwd=tmp_path).stdout.decode()
    assert fazhi("config", "--show", "nothing.txt", cwd=tmp_path).returncode == 2


def test_all_keys_are_listed(tmp_path: Path) -> None:
    printed = fazhi("config", cwd=tmp_path).stdout.decode()
    for key in KEYS.values():
        assert f"\n{key.name} " in f"\n{printed}"
        assert f"| `{key.name}` |" in keys_table()
    assert json.loads(fazhi("config", "--schema", cwd=tmp_path).stdout) == schema()


values = st.one_of(
    st.sampled_from(["default", "FIG003", "error", "high", "zh", "a.toml", "x", ""]),
    st.lists(st.sampled_from(["FIG003", "a", ""]), max_size=2),
    st.booleans(),
    st.integers(),
    st.dictionaries(st.sampled_from(["FIG003", "rule"]), st.sampled_from(["error", "fatal"]), max_size=1),
    st.just([{"rule": "FIG003", "reason": "甲"}]),
    st.just([{"files": ["a"], "ignore": ["FIG"]}]),
)


def toml_of(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {toml_of(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml_of(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


@given(key=st.sampled_from([*KEYS, "nams"]), value=values)
def test_schema_and_tool_agree(tmp_path_factory: pytest.TempPathFactory, key: str, value: Any) -> None:
    if key in ("extend", "rule"):
        return
    path = tmp_path_factory.mktemp("settings") / "fazhi.toml"
    path.write_text(f"{key} = {toml_of(value)}\n", encoding="utf-8")
    valid = VALIDATOR.is_valid({key: value})
    try:
        load_config(path)
        loaded = True
    except FazhiError:
        loaded = False
    assert loaded == valid, (key, value)


def test_what_is_still_to_be_filled_in_is_told(tmp_path: Path) -> None:
    said = fazhi("init", "--ci", "github", "--pre-commit", cwd=tmp_path).stderr.decode().splitlines()
    lines = (tmp_path / ".github" / "workflows" / "fazhi.yml").read_text(encoding="utf-8").splitlines()
    number = next(at for at, line in enumerate(lines, 1) if "uses: <仓库地址>" in line)
    assert said[-3:] == [
        f"还要填：.github/workflows/fazhi.yml 第 {number} 行的 <仓库地址>",
        f"还要填：.github/workflows/fazhi.yml 第 {number} 行的 <版本>",
        "fazhi 从 PyPI 安装；那里没有的，用 --package 写明从哪里装，再写一遍（--force）",
    ]


def test_with_its_sources_nothing_is_left_to_fill_in(tmp_path: Path) -> None:
    source = "fazhi @ git+https://git.example.invalid/fazhi.git@v1"
    options = [part for name in ("github", "gitlab", "gitee", "jenkins") for part in ("--ci", name)]
    result = fazhi(
        "init", *options, "--pre-commit", "--package", source, "--action", "example/fazhi@v1", cwd=tmp_path
    )  # fmt: skip
    assert all(line.startswith("写了 ") for line in result.stderr.decode().splitlines())
    assert (
        yaml.safe_load((tmp_path / ".gitlab-ci.yml").read_text("utf-8"))["fazhi"]["variables"]["FAZHI_PACKAGE"]
        == source
    )
    hooks = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text("utf-8"))
    assert hooks["repos"][0]["hooks"][0]["additional_dependencies"] == [source]
    assert f'pip install --quiet "{source}"' in (tmp_path / ".workflow" / "fazhi.yml").read_text("utf-8")
    yaml.safe_load((tmp_path / ".workflow" / "fazhi.yml").read_text("utf-8"))
    assert f"FAZHI_PACKAGE = '{source}'" in (tmp_path / "Jenkinsfile").read_text("utf-8")
    assert "uses: example/fazhi@v1" in (tmp_path / ".github" / "workflows" / "fazhi.yml").read_text("utf-8")


def test_a_source_that_no_file_can_hold(tmp_path: Path) -> None:
    result = fazhi("init", "--pre-commit", "--package", 'a"b', cwd=tmp_path)
    assert (result.returncode, result.stderr.decode()) == (2, 'fazhi: “a"b”里不能有引号、反斜杠和换行\n')
    assert not list(tmp_path.iterdir())


def test_an_own_rule_needs_no_english(tmp_path: Path) -> None:
    rule = (
        '[[rule]]\nid = "OWN001"\nsummary = "村名写错"\nwhy = "本镇没有这个村。"\nsource = "常理：村名"\n'
        'kind = "pattern"\nseverity = "error"\nmessage = "“{text}”写错了"\nmend = "改为石山村"\n'
        '[rule.options]\npatterns = ["石泉村"]\n[[rule.example]]\nbad = "在⟦石泉村⟧普法。"\n'
    )
    (tmp_path / "own.toml").write_text(rule, encoding="utf-8")
    assert fazhi("test", "own.toml", cwd=tmp_path).returncode == 0
    (tmp_path / "a.txt").write_text("会议纪要\n\n在石泉村普法。\n", encoding="utf-8")
    told = fazhi("check", "--ruleset", "own.toml", "--output-format", "concise", "a.txt", cwd=tmp_path).stdout.decode()
    assert told.startswith("a.txt:3:2: error OWN001 “石泉村”写错了")
