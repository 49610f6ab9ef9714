"""``fazhi.toml``: own names, accepted wordings, own rules; ``fazhi test`` runs their examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import fazhi

TEXT = "云岭镇布署“枫林布署”工作,建成布署湾村法治广场,帐户清零。\n"
RULE = """
[[rule]]
id = "OWN001"
name = "old-village-name"
summary = "旧村名"
summary-en = "the old name of a village"
why = "2023年起更名。"
source = "县民政局通知"
kind = "wording"
severity = "error"
message = "“{text}”已更名为“{right}”"
mend = "改为“{right}”"
fix = "unsafe"
[rule.options.words]
"石头沟村" = "石泉村"
[[rule.example]]
bad = "在⟦石头沟村⟧开展普法。"
fixed = "在石泉村开展普法。"
[[rule.example]]
good = "在石泉村开展普法,编印《石头沟村志》。"
"""


def findings_of(tmp_path: Path, *arguments: str) -> list[str]:
    result = fazhi(
        "check",
        "--select",
        "WRD001,WRD007,OWN001" if "OWN" in "".join(arguments) else "WRD001,WRD007",
        "--output-format",
        "concise",
        "a.txt",
        *[a for a in arguments if a != "OWN"],
        cwd=tmp_path,
    )
    assert result.stderr == b""
    return [line.split(" ")[2] + line.split("“")[1].split("”")[0] for line in result.stdout.decode().splitlines()]


@pytest.fixture(autouse=True)
def text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")


def test_names_and_accepted_wordings_are_left_alone(tmp_path: Path) -> None:
    assert findings_of(tmp_path) == ["WRD001布署", "WRD001布署", "WRD007帐户"]
    (tmp_path / "fazhi.toml").write_text('names = ["布署湾村"]\naccept = ["帐户"]\n', encoding="utf-8")
    assert findings_of(tmp_path) == ["WRD001布署"]
    assert findings_of(tmp_path, "--isolated") == ["WRD001布署", "WRD001布署", "WRD007帐户"]


def test_safe_and_unsafe_fixes_leave_names_alone(tmp_path: Path) -> None:
    (tmp_path / "fazhi.toml").write_text('names = ["布署湾村"]\n', encoding="utf-8")
    fazhi("fix", "--unsafe-fixes", "a.txt", cwd=tmp_path)
    assert (tmp_path / "a.txt").read_text(
        encoding="utf-8"
    ) == "云岭镇部署“枫林布署”工作,建成布署湾村法治广场,账户清零。\n"


def test_no_fix_reaches_into_a_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("云岭镇建成“法商、等你”驿站,开展检查、等12次。\n", encoding="utf-8")
    (tmp_path / "fazhi.toml").write_text('names = ["检查、等"]\n', encoding="utf-8")
    assert "没有可以直接作的修改" in fazhi("fix", "a.txt", cwd=tmp_path).stderr.decode()
    fazhi("fix", "--isolated", "a.txt", cwd=tmp_path)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "云岭镇建成“法商、等你”驿站,开展检查等12次。\n"


def test_the_nearest_file_above_is_read_unless_another_is_named(tmp_path: Path) -> None:
    (tmp_path / "fazhi.toml").write_text('accept = ["布署"]\n', encoding="utf-8")
    below = tmp_path / "2024"
    below.mkdir()
    (below / "a.txt").write_text(TEXT, encoding="utf-8")
    assert findings_of(below) == ["WRD007帐户"]
    (tmp_path / "other.toml").write_text('ignore = ["WRD007"]\n', encoding="utf-8")
    assert findings_of(below, "--config", "../other.toml") == ["WRD001布署", "WRD001布署"]


def test_paths_are_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(RULE, encoding="utf-8")
    (tmp_path / "fazhi.toml").write_text('rulesets = ["own.toml"]\n', encoding="utf-8")
    below = tmp_path / "2024"
    below.mkdir()
    (below / "a.txt").write_text("在石头沟村开展普法。\n", encoding="utf-8")
    assert findings_of(below, "OWN") == ["OWN001石头沟村"]


def test_own_rules_may_stand_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "fazhi.toml").write_text(f'names = ["甲村"]\n{RULE}', encoding="utf-8")
    (tmp_path / "a.txt").write_text("在石头沟村开展普法。\n", encoding="utf-8")
    assert findings_of(tmp_path, "OWN") == ["OWN001石头沟村"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('name = ["甲"]', "fazhi.toml:1:name：没有这个键，是不是“names”？"),
        ('names = "甲"', "fazhi.toml:1:names：应为文本列表"),
        ('accept = [" "]', "fazhi.toml:1:accept：不能是空的"),
        ('min-confidence = "hihg"', "fazhi.toml:1:min-confidence：不认识“hihg”，是不是“high”？"),
        ('profile = "twonship"', "没有报告类型“twonship”，是不是“township”？"),
        ("names = [", "fazhi.toml:1:TOML 语法错误"),
        (RULE.replace('"wording"', '"wordin"'), "rule.kind：不认识“wordin”，是不是“wording”？"),
        (RULE.replace("OWN001", "WRD001"), "规则 WRD001"),
    ],
)
def test_mistakes_are_one_line(tmp_path: Path, written: str, expected: str) -> None:
    (tmp_path / "fazhi.toml").write_text(written + "\n", encoding="utf-8")
    result = fazhi("check", "a.txt", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, b"")
    (line,) = result.stderr.decode().splitlines()
    assert expected in line


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    result = fazhi("check", "--config", "no.toml", "a.txt", cwd=tmp_path)
    assert (result.returncode, result.stderr.decode()) == (2, "fazhi: no.toml：没有这个配置文件\n")


def test_examples_of_own_rules_are_tried(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(RULE, encoding="utf-8")
    result = fazhi("test", "own.toml", cwd=tmp_path)
    assert (result.returncode, result.stdout.decode()) == (0, "own.toml:1 条规则，2 个例子，2 个相符\n")
    (tmp_path / "fazhi.toml").write_text('names = ["甲村"]\n' + RULE, encoding="utf-8")
    assert fazhi("test", "fazhi.toml", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("在⟦石头沟村⟧开展", "在石头⟦沟村⟧开展", "✗ OWN001 例 1:应找到 “沟村”(3)，实际找到 “石头沟村”(1)"),
        ("在石泉村开展普法,编印", "在石头沟村开展普法,编印", "✗ OWN001 例 2:应找到 无，实际找到 “石头沟村”(1)"),
        (
            'fixed = "在石泉村',
            'fixed = "在石山村',
            "✗ OWN001 例 1:改后应为“在石山村开展普法。”，实际为“在石泉村开展普法。”",
        ),
    ],
)
def test_a_wrong_example_is_told(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in RULE
    (tmp_path / "own.toml").write_text(RULE.replace(old, new), encoding="utf-8")
    result = fazhi("test", "own.toml", cwd=tmp_path)
    assert result.returncode == 1
    assert result.stdout.decode().splitlines() == [expected, "own.toml:1 条规则，2 个例子，1 个相符"]


def test_a_file_without_rules_is_told(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("", encoding="utf-8")
    result = fazhi("test", "own.toml", cwd=tmp_path)
    assert (result.returncode, result.stderr.decode()) == (2, "fazhi: own.toml：没有 [[rule]]\n")
