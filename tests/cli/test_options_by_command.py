"""Options that several commands share take effect in each of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from command import fazhi
from helpers import SEEDS
from prepared import CATALOG, RULES, report
from word_files import from_text

TEXT = "青石镇会议纪要\n\n检查、等12次,排查隐患432余处,石头沟村布署工作。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A report with one safe and one unsafe fix, an own rule, and a configuration that ignores both."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "own.toml").write_text(RULES, encoding="utf-8")
    (tmp_path / "own.csv").write_text(CATALOG, encoding="utf-8")
    (tmp_path / "other.toml").write_text('ignore = ["WRD", "PUN", "FIG"]\n', encoding="utf-8")
    return tmp_path


MENDED = TEXT.replace("检查、等", "检查等").replace("布署", "部署")


@pytest.mark.parametrize(
    ("flags", "text"),
    [
        ((), MENDED),
        (("--ignore", "WRD"), MENDED.replace("部署", "布署")),
        (("--config", "other.toml"), TEXT),
        (("--ruleset", "own.toml"), MENDED.replace("石头沟村", "石泉村")),
        (("--catalog", "own.csv", "--profile", "generic", "--preset", "strict"), MENDED),
    ],
)
def test_fix(folder: Path, flags: tuple[str, ...], text: str) -> None:
    result = fazhi("fix", "--unsafe-fixes", *flags, "a.txt", cwd=folder)
    assert result.returncode == 0, result.stderr
    assert (folder / "a.txt").read_text(encoding="utf-8") == text


def test_fix_reads_standard_input_as_the_file_that_is_named(folder: Path) -> None:
    (folder / "fazhi.toml").write_text('[[per-file]]\nfiles = "b.md"\nignore = ["PUN"]\n', encoding="utf-8")
    for name, text in (("a.md", "检查等12次。\n"), ("b.md", "检查、等12次。\n")):
        result = fazhi("fix", "-", "--stdin-filename", name, cwd=folder, data="检查、等12次。\n".encode())
        assert result.stdout.decode() == text


@pytest.mark.parametrize("command", [("fix",), ("check", "--fix"), ("baseline",), ("check",)])
@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (("--profile", "twonship"), "没有报告类型“twonship”,是不是“township”?"),
        (("--preset", "stric"), "没有预设“stric”,是不是“strict”?"),
        (("--catalog", "no.csv", "--select", "REF"), "no.csv:无法读取"),
        (("--ruleset", "no.toml"), "no.toml"),
        (("--config", "no.toml"), "no.toml:没有这个配置文件"),
    ],
)
def test_what_is_not_there_is_told(
    folder: Path, command: tuple[str, ...], flags: tuple[str, ...], expected: str
) -> None:
    (folder / "a.txt").write_text(
        "青石镇2024年法治政府建设年度报告\n\n落实《青石县燃放管理办法》。\n", encoding="utf-8"
    )
    result = fazhi(*command, *flags, "a.txt", cwd=folder)
    assert result.returncode == 2
    (line,) = [line for line in result.stderr.decode().splitlines() if line.startswith("fazhi: ")]
    assert expected in line


@pytest.mark.parametrize(
    ("flags", "rules"),
    [
        ((), {"FIG003", "PUN023", "WRD001"}),
        (("--ignore", "WRD"), {"FIG003", "PUN023"}),
        (("--config", "other.toml"), set()),
        (("--ruleset", "own.toml"), {"FIG003", "OWN001", "PUN023", "WRD001"}),
        (("--exclude", "a.txt", "."), {"FIG003"}),
        (("--catalog", "own.csv", "--profile", "generic", "--isolated"), {"FIG003", "PUN023", "WRD001"}),
    ],
)
def test_baseline(folder: Path, flags: tuple[str, ...], rules: set[str]) -> None:
    (folder / "b.txt").write_text("排查隐患432余处。\n", encoding="utf-8")
    paths = () if "." in flags else ("a.txt",)
    result = fazhi("baseline", *flags, *paths, cwd=folder)
    assert result.returncode == 0, result.stderr
    written = json.loads((folder / "fazhi-baseline.json").read_bytes())
    assert {item["rule"] for item in written["findings"]} == rules


def test_baseline_of_standard_input_is_that_of_the_file_that_is_named(folder: Path) -> None:
    result = fazhi("baseline", "--stdin-filename", "a.txt", "-", cwd=folder, data=TEXT.encode())
    assert result.returncode == 0
    assert fazhi("check", "--baseline", "fazhi-baseline.json", "a.txt", cwd=folder).returncode == 0


@pytest.mark.parametrize(
    ("flags", "code", "expected"),
    [
        ((), 1, True),
        (("--exit-zero",), 0, True),
        (("--ignore", "DUP011"), 0, False),
        (("--config", "quiet.toml"), 0, False),
        (("--config", "mild.toml"), 0, False),
        (("--config", "mild.toml", "--min-severity", "info"), 0, True),
        (("--config", "mild.toml", "--fail-level", "info"), 1, True),
    ],
)
def test_compare(folder: Path, flags: tuple[str, ...], code: int, *, expected: bool) -> None:
    for name in ("甲镇.txt", "乙镇.txt"):
        (folder / name).write_bytes(report(name))
    (folder / "quiet.toml").write_text('ignore = ["DUP"]\n', encoding="utf-8")
    (folder / "mild.toml").write_text('[severity]\nDUP011 = "info"\n', encoding="utf-8")
    result = fazhi("compare", *flags, "甲镇.txt", "乙镇.txt", cwd=folder)
    assert result.returncode == code, result.stderr
    assert ("DUP011" in result.stdout.decode()) is expected


def test_compare_in_colours_and_without_a_configuration(folder: Path) -> None:
    for name in ("甲镇.txt", "乙镇.txt"):
        (folder / name).write_bytes(report(name))
    (folder / "fazhi.toml").write_text('ignore = ["DUP"]\n', encoding="utf-8")
    assert fazhi("compare", "甲镇.txt", "乙镇.txt", cwd=folder).returncode == 0
    coloured = fazhi("compare", "--isolated", "--color", "always", "甲镇.txt", "乙镇.txt", cwd=folder)
    assert coloured.returncode == 1
    assert b"\x1b[" in coloured.stdout


def test_check_fix_keeps_the_original_and_writes_plainly(folder: Path) -> None:
    (folder / "a.docx").write_bytes(from_text("检查、等12次。"))
    for flags, tracked in (((), True), (("--no-track",), False)):
        shutil.copy(folder / "a.docx", folder / "b.docx")
        (folder / "b.docx.orig").unlink(missing_ok=True)
        assert fazhi("check", "--fix", "--backup", *flags, "b.docx", cwd=folder).returncode == 0
        assert (folder / "b.docx.orig").read_bytes() == (folder / "a.docx").read_bytes()
        with ZipFile(folder / "b.docx") as package:
            assert (b"<w:del " in package.read("word/document.xml")) is tracked


def test_check_shows_what_is_grave_enough() -> None:
    levels = {}
    for level in ("error", "warning", "info"):
        result = fazhi("check", "--min-severity", level, "--output-format", "json", str(SEEDS / "tangqi-2023.txt"))
        levels[level] = {item["severity"] for item in json.loads(result.stdout)["diagnostics"]}
    assert levels == {"error": {"error"}, "warning": {"error", "warning"}, "info": {"error", "warning", "info"}}


@pytest.mark.parametrize("command", ["init", "derive", "test", "completion"])
def test_help_in_english(command: str) -> None:
    page = fazhi(command, "--lang", "en", "--help").stdout.decode()
    assert page.startswith(f"Usage: fazhi {command}")
    assert not any("\u4e00" <= character <= "\u9fff" for character in page)


def test_config_of_the_file_that_is_given(folder: Path) -> None:
    lines = fazhi("config", "--show", "a.txt", "--config", "other.toml", cwd=folder).stdout.decode().splitlines()
    assert lines[:2] == ["报告:a.txt", "配置:other.toml"]
    assert "ignore          WRD  ← other.toml:1" in lines
