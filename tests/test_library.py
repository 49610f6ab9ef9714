"""The library: ``import checker``."""

from __future__ import annotations

import doctest
import io
import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from helpers import ROOT, SEEDS
from word_files import from_text

import checker
from checker import library

TEXT = "布署工作,排查隐患432余处。\n"


def found(report: checker.Report) -> list[tuple[str, str, int, int]]:
    return [(item.rule, item.text, item.place.line, item.place.column) for item in report.unsuppressed]


def test_what_is_offered_is_named_in_one_way() -> None:
    assert set(checker.__all__) == set(library.__all__)
    for name in checker.__all__:
        assert getattr(checker, name) is getattr(library, name)
    with pytest.raises(AttributeError, match="chek_text"):
        _ = checker.chek_text  # type: ignore[attr-defined]


def test_the_example_is_right() -> None:
    assert doctest.testmod(checker).attempted == 3
    assert doctest.testmod(checker).failed == 0


def test_texts_bytes_and_files(tmp_path: Path) -> None:
    wanted = [("WRD001", "布署", 1, 1), ("FIG003", "432余处", 1, 10)]
    only = checker.Checker(select=["WRD001", "FIG003"], isolated=True)
    assert found(only.check_text(TEXT)) == wanted
    assert found(only.check_text(f"<meta charset=gbk><p>{TEXT}</p>", name="a.html"))[0][:2] == wanted[0][:2]
    assert found(only.check_bytes(TEXT.encode("gb18030"), name="a.txt")) == wanted
    path = tmp_path / "a.docx"
    path.write_bytes(from_text(TEXT))
    report = only.check_file(path)
    assert [item.place.label for item in report.unsuppressed] == ["第1段", "第1段"]
    assert found(checker.check_file(path, isolated=True)) == found(
        checker.check_bytes(path.read_bytes(), name="a.docx")
    )


def test_settings_are_those_of_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "fazhi.toml").write_text('ignore = ["FIG003"]\nselect = ["WRD001", "FIG003"]\n', encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert [item.rule for item in checker.check_file(tmp_path / "a.txt").unsuppressed] == ["WRD001"]
    named = checker.Checker(config=tmp_path / "fazhi.toml", accept=["布署"])
    assert found(named.check_text(TEXT)) == []
    assert [item.rule for item in checker.check_text(TEXT, name=f"{tmp_path}/b.txt").unsuppressed] == ["WRD001"]
    severe = checker.Checker(preset="strict", select="SUP005", isolated=True)
    assert found(severe.check_text("会议。<!-- fazhi: ignore[PUN] -->\n"))[0][0] == "SUP005"


def test_what_is_wrong_is_raised(tmp_path: Path) -> None:
    for wrong in (
        {"preset": "stric"},
        {"select": ["FIG3"]},
        {"profile": "twon"},
        {"min_confidence": "hihg"},
        {"config": "no.toml"},
    ):
        with pytest.raises(checker.FazhiError):
            checker.Checker(**wrong)
    with pytest.raises(checker.InputError, match="无法读取"):
        checker.check_file(tmp_path / "no.txt")
    with pytest.raises(checker.InputError, match="不支持的文件类型"):
        checker.check_bytes(b"", name="a.xyz")


def test_json_is_that_of_the_command_line() -> None:
    seed = SEEDS / "shenwan-2022.txt"
    command = [sys.executable, "-m", "checker", "check", "--isolated", "--output-format", "json", str(seed)]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False).stdout
    assert json.loads(checker.to_json([checker.check_file(seed, isolated=True)])) == json.loads(printed)


def test_importing_it_loads_nothing_heavy() -> None:
    program = "import sys, checker; print([name for name in ('regex', 'jieba', 'lxml', 'rich', 'click') if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


HEAD = "云岭镇2024年法治政府建设年度报告\n\n"


def test_fixes_are_made_and_told() -> None:
    fixed = checker.fix_bytes(f"{HEAD}布署工作。\n".encode(), name="a.txt", unsafe=True, isolated=True)
    assert fixed.data.decode() == f"{HEAD}部署工作。\n"
    assert [item.diagnostic.rule for item in fixed.applied] == ["WRD001"]
    assert not [item for item in fixed.report.unsuppressed if item.rule == "WRD001"]
    with pytest.raises(checker.InputError):
        checker.fix_bytes(b"%PDF-1.4 ", name="a.pdf", isolated=True)


def test_changes_of_a_word_file_are_tracked_when_a_time_is_given() -> None:
    data = from_text(f"{HEAD}布署工作。\n")
    time = datetime(2026, 1, 2, tzinfo=UTC)
    tracked = checker.fix_bytes(data, name="a.docx", unsafe=True, tracked=time, isolated=True).data
    plain = checker.fix_bytes(data, name="a.docx", unsafe=True, isolated=True).data
    parts = [zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode() for content in (tracked, plain)]
    assert 'w:author="fazhi 用词"' in parts[0]
    assert "2026-01-02T00:00:00Z" in parts[0]
    assert "w:ins" not in parts[1]


def test_comments_only_for_word_files() -> None:
    report = checker.check_bytes(from_text(f"{HEAD}布署工作。\n"), name="a.docx", isolated=True)
    marked = zipfile.ZipFile(io.BytesIO(checker.annotate(report, minimum=checker.Severity.ERROR)))
    assert "“布署”应为“部署”" in marked.read("word/comments.xml").decode()
    with pytest.raises(checker.FazhiError, match=r"docx"):
        checker.annotate(checker.check_text("布署工作。", isolated=True))


def test_reports_are_compared(tmp_path: Path) -> None:
    text = (SEEDS / "shenwan-2022.txt").read_text(encoding="utf-8")
    for name, town in (("a.txt", "神湾"), ("b.txt", "板芙")):
        (tmp_path / name).write_text(text.replace("神湾", town), encoding="utf-8")
    comparison = checker.compare([tmp_path], isolated=True)
    assert comparison.files == 2
    assert {item.rule for found in comparison.reports for item in found.unsuppressed} >= {"DUP011"}


def test_parts_figures_and_the_verdict() -> None:
    report = checker.check_file(SEEDS / "tangqi-2023.txt", isolated=True)
    missing = [part.title for part in report.parts if part.presence is checker.Presence.ABSENT]
    assert missing == ["存在的不足", "不足的原因", "下一年度主要安排"]
    assert all(isinstance(stated, checker.Stated) for stated in report.indicators)
    assert report.indicators
    assert checker.verdict(report).endswith("；缺 2 个部分")
