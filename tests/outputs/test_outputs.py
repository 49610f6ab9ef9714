"""Several outputs in one run: their destinations, and the errors when one cannot be written."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
from pathlib import Path

import pytest
from command import CLEAN_REPORT, fazhi, lines

from checker.cli.terminal import FORMATS
from checker.outputs import WRITERS
from checker.project.files import write_bytes
from checker.text.errors import FazhiError

REPORT = "云岭镇会议纪要\n\n全年成功调处矛盾纠纷@件。\n"
PASSAGE = (
    "镇司法所在便民服务中心设立窗口,对上门办理、预约办理、延时办理三项便民措施逐项登记、逐月公示、逐季回访。"
    "对柳溪、竹坞两处集贸市场的摊位纠纷,由驻点律师每周三上午坐班答疑,所涉卷宗一律编号入册、随时备查。"
)


def run(folder: Path, *flags: str, command: str = "check") -> subprocess.CompletedProcess[bytes]:
    return fazhi(command, *flags, "a.txt", cwd=folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


def test_every_format_has_a_writer() -> None:
    assert list(WRITERS) == FORMATS


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_tells_the_finding(folder: Path, name: str) -> None:
    result = run(folder, "--output-format", name)
    assert (result.returncode, result.stderr) == (1, b"")
    assert b"PLH001" in result.stdout


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_tells_that_there_is_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text(CLEAN_REPORT, encoding="utf-8")
    result = run(tmp_path, "--output-format", name, "--output-file", "out")
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")
    assert (tmp_path / "out").exists()


def test_several_formats_in_one_run(folder: Path) -> None:
    result = run(
        folder, "--output-format", "sarif:out.sarif", "--output-format", "concise", "--output-format", "csv:out.csv"
    )
    assert (result.returncode, result.stderr) == (1, b"")
    assert result.stdout.startswith(b"a.txt:3:11: error PLH001")
    assert json.loads((folder / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert (folder / "out.csv").read_bytes().startswith("\ufeff文件".encode())
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "out.csv", "out.sarif"]


def test_only_files_say_nothing(folder: Path) -> None:
    result = run(folder, "--output-format", "junit:out.xml")
    assert (result.returncode, result.stdout, result.stderr) == (1, b"", b"")
    assert "PLH001" in (folder / "out.xml").read_text(encoding="utf-8")


def test_the_output_file_is_for_the_format_without_one(folder: Path) -> None:
    result = run(folder, "--output-format", "json:a.json", "--output-format", "gitlab", "--output-file", "b.json")
    assert (result.returncode, result.stdout) == (1, b"")
    assert json.loads((folder / "a.json").read_text(encoding="utf-8"))["version"] == 1
    assert json.loads((folder / "b.json").read_text(encoding="utf-8"))[0]["check_name"] == "placeholder-sign"
    assert run(folder, "--output-file", "full.txt").stdout == b""
    assert "错误 量词前是符号而不是数字 PLH001" in (folder / "full.txt").read_text(encoding="utf-8")
    assert b"PLH001" in run(folder, "--output-file", "-").stdout
    assert b"PLH001" in run(folder, "--output-format", "concise:-").stdout


def test_by_rule_and_quiet(folder: Path) -> None:
    by_rule = run(folder, "--group-by", "rule").stdout.decode()
    assert re.search(r"^错误 量词前是符号而不是数字 PLH001  \d 处（\d 个文件）$", by_rule, re.MULTILINE)
    for flags in (("--quiet",), ("--quiet", "--group-by", "rule")):
        quiet = run(folder, *flags).stdout.decode().strip()
        assert all(re.search(r"：\d 处必须改", line) for line in quiet.splitlines())
        assert quiet


def test_a_file_is_coloured_only_when_asked_for(folder: Path) -> None:
    run(folder, "--output-file", "plain.txt")
    run(folder, "--output-file", "colour.txt", "--color", "always")
    assert b"\x1b" not in (folder / "plain.txt").read_bytes()
    assert b"\x1b[" in (folder / "colour.txt").read_bytes()


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (("--output-format", "sarf"), "没有输出格式“sarf”,是不是“sarif”?(可用:full concise json sarif "),
        (("--output-format", "sarf:x"), "没有输出格式“sarf”,是不是“sarif”?"),
        (("--output-format", ""), "没有输出格式“”(可用:"),
        (("--output-format", "sarif:"), "“sarif:”缺少文件名"),
        (("--output-format", "full", "--output-format", "json"), "只能有一种格式写到标准输出(full、json)"),
        (
            ("--output-format", "csv", "--output-format", "json", "--output-file", "x"),
            "不能把几种格式写到同一个文件“x”",
        ),
        (("--output-format", "csv:x", "--output-format", "json:./x"), "不能把几种格式写到同一个文件“x”"),
        (("--output-format", "csv:x", "--output-file", "y"), "不再需要 --output-file"),
    ],
)
@pytest.mark.parametrize("command", ["check", "compare"])
def test_a_wrong_call_is_one_line_and_nothing_is_written(
    folder: Path, command: str, flags: tuple[str, ...], expected: str
) -> None:
    result = run(folder, *flags, command=command)
    assert (result.returncode, result.stdout, len(lines(result.stderr))) == (2, b"", 1)
    assert expected in result.stderr.decode()
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


def test_a_file_that_cannot_be_written_does_not_stop_the_others(folder: Path) -> None:
    (folder / "folder").mkdir()
    result = run(
        folder,
        *("--output-format", "sarif:missing/out.sarif"),
        *("--output-format", "junit:folder"),
        *("--output-format", "csv:a.txt/out.csv"),
        *("--output-format", "gitlab:out.json"),
        *("--output-format", "concise"),
    )
    assert result.returncode == 2
    assert lines(result.stderr) == [
        "fazhi: missing/out.sarif:无法写入(没有这个文件或目录)",
        "fazhi: folder:无法写入(是目录)",
        "fazhi: a.txt/out.csv:无法写入(路径中有不是目录的)",
    ]
    assert b"PLH001" in result.stdout
    assert b"PLH001" in (folder / "out.json").read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "folder", "out.json"]


def test_a_checked_report_is_not_written_over(folder: Path) -> None:
    result = run(folder, "--output-file", "./a.txt")
    assert (result.returncode, result.stdout) == (2, b"")
    assert lines(result.stderr) == ["fazhi: ./a.txt:是被检查的文件,没有写入"]
    assert (folder / "a.txt").read_text(encoding="utf-8") == REPORT


def test_machine_formats_are_written_though_nothing_could_be_read(tmp_path: Path) -> None:
    result = fazhi(
        "check", *("--output-format", "sarif:o.sarif"), *("--output-format", "full"), "missing.txt", cwd=tmp_path
    )
    assert (result.returncode, result.stdout) == (2, b"")
    assert json.loads((tmp_path / "o.sarif").read_text(encoding="utf-8"))["runs"][0]["results"] == []


def test_hostile_names_of_files(folder: Path) -> None:
    name = "a,b:c%0A|`<b>\n::error::@all.txt"
    (folder / "a.txt").rename(folder / name)
    for form in FORMATS:
        result = fazhi("check", "--output-format", form, name, cwd=folder)
        assert (result.returncode, result.stderr) == (1, b"")
        assert "\n::error::@all" not in result.stdout.decode()


def test_a_name_that_is_no_text(folder: Path) -> None:
    name = b"\xff.txt"
    try:
        (folder / "a.txt").rename(folder / os.fsdecode(name))
    except OSError:
        pytest.skip("this file system takes text only")
    for form in FORMATS:
        result = fazhi("check", "--output-format", f"{form}:out", name, cwd=folder)
        assert (result.returncode, result.stderr) == (1, b"")
        assert b"PLH001" in (folder / "out").read_bytes()
    assert "%FF.txt" in fazhi("check", "--output-format", "sarif", name, cwd=folder).stdout.decode()


def test_compare_writes_them_too(tmp_path: Path) -> None:
    for name in ("青石镇", "白沙镇"):
        text = f"{name}2024年法治政府建设年度报告\n\n{PASSAGE}\n\n办理案件18件。\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    result = fazhi(
        "compare", *("--output-format", "sarif:o.sarif"), *("--output-format", "markdown"), ".", cwd=tmp_path
    )
    assert result.stderr == b""
    assert "DUP011" in result.stdout.decode()
    whole = json.loads((tmp_path / "o.sarif").read_text(encoding="utf-8"))["runs"][0]
    assert [rule["id"] for rule in whole["tool"]["driver"]["rules"]] == sorted({r["ruleId"] for r in whole["results"]})
    assert "没有成段相同的报告" not in fazhi("compare", ".", cwd=tmp_path).stdout.decode()
    fazhi("compare", "--output-file", "o.txt", ".", cwd=tmp_path)
    assert "比较了 2 份报告" in (tmp_path / "o.txt").read_text(encoding="utf-8")


def test_a_device_stays_a_device(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_bytes(str(pipe), b"text")
        assert os.read(reader, 10) == b"text"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    with pytest.raises(FazhiError, match="无法写入"):
        write_bytes(str(tmp_path), b"text")
