"""The command in a process of its own: its output, and its exit code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command import CLEAN_REPORT, fazhi, lines
from helpers import ROOT, SEEDS


def test_findings_exit_1_and_go_to_standard_output() -> None:
    result = fazhi("check", "--output-format", "concise", str(SEEDS / "shenwan-2022.txt"))
    assert result.returncode == 1
    assert result.stderr == b""
    assert f"{SEEDS}/shenwan-2022.txt:36:323: error FIG001 142 宗，金额合计 405.23 元" in result.stdout.decode()


def test_a_clean_file_exits_0(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLEAN_REPORT, encoding="utf-8")
    result = fazhi("check", "a.txt", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, b"")
    assert "不像法治政府建设年度报告" in result.stdout.decode()


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        ((), 1),
        (("--exit-zero",), 0),
        (("--fail-level", "info"), 1),
        (("--select", "PUN"), 0),
        (("--select", "PUN", "--fail-level", "info"), 1),
        (("--ignore", "FIG,STR"), 0),
        (("--select", "implausible-money"), 1),
    ],
)
def test_exit_codes_by_level_and_selection(flags: tuple[str, ...], code: int) -> None:
    assert fazhi("check", *flags, str(SEEDS / "shenwan-2022.txt")).returncode == code


def test_bad_input_is_one_line_each_and_the_rest_is_checked(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "report.docy").write_bytes(b"x")
    (tmp_path / "nothing").mkdir()
    shutil.copy(SEEDS / "yanjiang-2024.txt", tmp_path / "good.txt")
    result = fazhi(
        "check",
        "--output-format",
        "concise",
        "missing.txt",
        "empty.txt",
        "binary.txt",
        "report.docy",
        "nothing",
        "good.txt",
        cwd=tmp_path,
    )
    assert result.returncode == 2
    assert lines(result.stderr) == [
        "fazhi: missing.txt：没有这个文件或目录",
        "fazhi: empty.txt：文件是空的",
        "fazhi: binary.txt：不是文本文件（二进制内容或无法识别的编码）",
        "fazhi: report.docy：不支持的文件类型“.docy”（可读：.doc .docx .htm .html .markdown .md .ofd .pdf .text .txt .wps .xhtml）",
        "fazhi: nothing：目录中没有可检查的报告",
    ]
    assert "good.txt:28:101: error PLH001" in result.stdout.decode()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("字", encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    result = fazhi("check", "a.txt", cwd=tmp_path)
    assert (result.returncode, lines(result.stderr)) == (2, ["fazhi: a.txt：无法读取（没有权限）"])


def test_a_file_that_cannot_be_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from checker.batch.check import check_files
    from checker.project.project import Project
    from checker.text.errors import InputError

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text("字", encoding="utf-8")
    project = Project()
    assert project.linter(".").rules
    monkeypatch.setattr(os, "open", refuse)
    result = list(check_files((str(tmp_path / "a.txt"),), project))
    assert [str(item) for item in result if isinstance(item, InputError)] == [f"{tmp_path}/a.txt：无法读取（没有权限）"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("check", "--select", "missing-titel", "."), "没有规则“missing-titel”，是不是“missing-title”？"),
        (("check", "--profile", "twonship", "."), "没有报告类型“twonship”，是不是“township”？"),
        (("check", "--nonsense"), "--nonsense"),
        (("chek",), "chek"),
        (("rule",), "请给出规则"),
        (("rule", "XYZ001"), "没有规则“XYZ001”"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_2(arguments: tuple[str, ...], expected: str) -> None:
    result = fazhi(*arguments)
    assert (result.returncode, result.stdout, len(lines(result.stderr))) == (2, b"", 1)
    assert expected in result.stderr.decode()


def test_a_broken_ruleset_is_one_line_and_exit_2(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "checker", tmp_path / "checker", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "rulesets", tmp_path / "rulesets")
    broken = tmp_path / "rulesets" / "figures.toml"
    broken.write_text(
        broken.read_text(encoding="utf-8").replace("minimum-average", "minimum-avarage"), encoding="utf-8"
    )
    result = subprocess.run(
        [sys.executable, "-m", "checker", "check", str(SEEDS)], cwd=tmp_path, capture_output=True, check=False
    )
    assert (result.returncode, result.stdout, len(lines(result.stderr))) == (2, b"", 1)
    assert "figures.toml:" in result.stderr.decode()
    assert "rule.options.minimum-avarage：没有这个键，是不是“minimum-average”？" in result.stderr.decode()


def test_standard_input_with_a_name() -> None:
    page = "<p>云岭镇2024年法治政府建设年度报告</p><p>成功调处矛盾纠纷<b>@</b>件。</p>"
    result = fazhi("check", "--output-format", "json", "--stdin-filename", "x.html", "-", data=page.encode("gb18030"))
    found = json.loads(result.stdout)
    assert found["files"][0] | {"characters": 0} == {
        "path": "x.html", "format": "html", "profile": "township", "year": 2024, "issuer": "云岭镇", "characters": 0, "indicators": [],
    }  # fmt: skip
    assert [item["text"] for item in found["diagnostics"] if item["rule"] == "PLH001"] == ["@件"]


def test_json_keeps_its_contract() -> None:
    result = fazhi("check", "--isolated", "--no-cache", "--output-format", "json", str(SEEDS))
    whole = json.loads(result.stdout)
    assert (whole["version"], whole["tool"]["name"]) == (1, "fazhi")
    assert list(whole["summary"]) == ["error", "warning", "info", "suppressed"]
    assert [item["path"] for item in whole["files"]] == sorted(item["path"] for item in whole["files"])
    rows = whole["diagnostics"]
    assert rows == sorted(rows, key=lambda row: (row["path"], row["start"], row["rule"]))
    assert sum(whole["summary"].values()) == len(rows)
    for row in rows:
        source = Path(row["path"]).read_text(encoding="utf-8")
        assert source[row["start"] : row["end"]] == row["text"]
        line = source.split("\n")[row["line"] - 1]
        if row["line"] == row["end_line"]:
            assert line[row["column"] - 1 : row["end_column"] - 1] == row["text"]
        if row["scope"] == "document":
            assert (row["line"], row["start"], row["end"]) == (1, 0, 0)
        assert len(row["fingerprint"]) == 16
    assert len({(row["path"], row["fingerprint"]) for row in rows}) == len(rows)


HOSTILE = "云岭镇[red]会议[/red]纪要\x1b[2J\x07\n\n成功调处\u202e矛盾纠纷@件,[bold]完毕。\x1b]0;标题\x07\n"


@pytest.mark.parametrize("output", ["full", "concise"])
@pytest.mark.parametrize("color", ["never", "always"])
def test_hostile_text_is_shown_and_not_obeyed(tmp_path: Path, output: str, color: str) -> None:
    (tmp_path / "a[red].txt").write_text(HOSTILE, encoding="utf-8")
    result = fazhi("check", "--color", color, "--output-format", output, "a[red].txt", cwd=tmp_path)
    text = result.stdout.decode()
    assert "a[red].txt" in text
    assert "\x1b]0" not in text
    assert "\x1b[2J" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    if output == "full":
        assert "<U+202E>矛盾纠纷" in text.replace("\x1b[0m", "")
        assert "[bold]完毕。␛]0;标题␇" in text
    if color == "never":
        assert "\x1b" not in text


def test_the_mark_stands_under_the_characters(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("全年abc成功调处矛盾纠纷@件,完。\n", encoding="utf-8")
    text = lines(fazhi("check", "--select", "PLH", "--sort", "place", "a.txt", cwd=tmp_path).stdout)
    row = next(number for number, line in enumerate(text) if "│ 全年abc" in line)
    cells = [2 if ord(character) > 0x2E80 else 1 for character in text[row]]
    at = text[row].index("@")
    assert text[row + 1].index("^") == sum(cells[:at])
    assert text[row + 1].count("^") == 3


def test_the_checklist_of_parts() -> None:
    text = fazhi("check", str(SEEDS / "tangqi-2023.txt")).stdout.decode()
    assert "✓  主要举措和成效" in text
    assert "✗  存在的不足" in text
    assert "✗  下一年度主要安排" in text
    assert "机关 塘栖镇" in text
    assert "年度 2023" in text
    assert "类型 乡镇人民政府" in text


def test_no_colour_without_a_terminal() -> None:
    assert b"\x1b" not in fazhi("check", str(SEEDS)).stdout
    assert b"\x1b[" in fazhi("check", "--color", "always", str(SEEDS)).stdout


def test_rule_pages() -> None:
    page = fazhi("rule", "FIG001").stdout.decode()
    assert page.startswith("# FIG001 金额小得与件数不相称")
    assert "⟦405.23元⟧" in page
    assert len(lines(fazhi("rule", "--all").stdout)) > 20


def test_a_directory_passes_over_readmes(tmp_path: Path) -> None:
    for name in ("README.md", "b.txt", "a.html", ".hidden.txt"):
        (tmp_path / name).write_text(CLEAN_REPORT, encoding="utf-8")
    whole = json.loads(fazhi("check", "--output-format", "json", cwd=tmp_path).stdout)
    assert [item["path"] for item in whole["files"]] == ["./a.html", "./b.txt"]


def test_a_reader_that_goes_away_is_no_failure() -> None:
    command = f"{sys.executable} -m checker check {SEEDS} | head -1"
    result = subprocess.run(
        command,
        shell=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "FAZHI_CACHE_DIR": os.environ["FAZHI_CACHE_DIR"]},
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, b"")


HEAVY = {"watchfiles", "jieba", "pypdfium2", "docx", "charset_normalizer", "tree_sitter", "html.parser"}


@pytest.mark.parametrize(
    ("arguments", "also"),
    [
        (["--version"], {"rich", "regex"}),
        (["check", "--output-format", "json", str(SEEDS / "shenwan-2022.txt")], {"rich"}),
    ],
)
def test_heavy_imports_stay_off_the_path(arguments: list[str], also: set[str]) -> None:
    program = f"import sys; from checker.cli.main import cli; cli.main({arguments!r}, standalone_mode=False) if '--version' in {arguments!r} else None\n"
    program += f"try:\n    cli.main({arguments!r}, standalone_mode=False)\nexcept SystemExit: pass\n"
    program += f"print('LOADED', sorted({HEAVY | also!r} & set(sys.modules)))"
    result = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "FAZHI_CACHE_DIR": os.environ["FAZHI_CACHE_DIR"]},
        check=False,
    )
    assert lines(result.stdout)[-1] == "LOADED []", result.stderr


def test_files_that_are_only_read_are_checked_and_never_fixed(tmp_path: Path) -> None:
    from paper import lay_out, ofd, pdf

    text = (SEEDS / "yanjiang-2024.txt").read_text(encoding="utf-8")
    files = {"a.pdf": pdf(lay_out(text)), "b.ofd": ofd(lay_out(text)), "c.txt": f"{text}。。".encode()}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    checked = fazhi("check", "--select", "PLH", "--output-format", "json", *files, cwd=tmp_path)
    found = [item for item in json.loads(checked.stdout)["diagnostics"] if item["text"] == "@件"]
    assert (checked.returncode, checked.stderr) == (1, b"")
    assert [(item["path"], item["place"]) for item in found] == [
        ("a.pdf", "第3页第13行"),
        ("b.ofd", "第3页第13行"),
        ("c.txt", "第28行第101列"),
    ]
    assert all(item["end"] - item["start"] == 2 for item in found)
    full = fazhi("check", "--select", "PLH001", "a.pdf", cwd=tmp_path).stdout.decode()
    assert "第3页第13行" in full
    both = fazhi("check", "--fix", "--diff", "--select", "PLH,PUN015", *files, cwd=tmp_path)
    assert (both.returncode, b"+++ b/c.txt" in both.stdout) == (1, True)
    both = fazhi("check", "--fix", "--select", "PLH,PUN015", "--output-format", "concise", *files, cwd=tmp_path)
    assert (both.returncode, [line.split(":")[0] for line in lines(both.stdout)]) == (1, list(files))
    fixed = fazhi("fix", *files, cwd=tmp_path)
    assert fixed.returncode == 2
    assert [line for line in lines(fixed.stderr) if "写回" in line] == [
        "fazhi: a.pdf：.pdf 不能写回，只能检查",
        "fazhi: b.ofd：.ofd 不能写回，只能检查",
    ]
    assert [(tmp_path / name).read_bytes() == data for name, data in files.items()] == [True, True, False]
    below = fazhi("fix", ".", cwd=tmp_path)
    assert (below.returncode, "写回" in below.stderr.decode()) == (0, False)


def test_broken_pages_are_one_line_each_and_the_rest_is_checked(tmp_path: Path) -> None:
    from paper import lay_out, ofd, pdf

    (tmp_path / "word.pdf").write_bytes(b"PK\x03\x04word/document.xml")
    (tmp_path / "cut.pdf").write_bytes(pdf(lay_out("全年办结案件。"))[:-200])
    (tmp_path / "cut.ofd").write_bytes(ofd(lay_out("全年办结案件。"))[:-200])
    (tmp_path / "image.doc").write_bytes(b"\x89PNG")
    (tmp_path / "good.txt").write_text("全年调处纠纷@件。\n", encoding="utf-8")
    result = fazhi("check", "--select", "PLH", "--output-format", "concise", ".", cwd=tmp_path)
    assert result.returncode == 2
    assert lines(result.stderr) == [
        "fazhi: ./cut.ofd：OFD 文件已损坏或不完整",
        "fazhi: ./cut.pdf：PDF 文件不完整（可能没有下载或复制完）",
        "fazhi: ./image.doc：不是 .doc 文件（内容与扩展名不符）",
        "fazhi: ./word.pdf：不是 PDF 文件（内容与扩展名不符）",
    ]
    assert "./good.txt:1:7: error PLH001" in result.stdout.decode()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "cut.ofd",
        "cut.pdf",
        "good.txt",
        "image.doc",
        "word.pdf",
    ]


def test_who_interrupts_while_the_program_loads_is_told_nothing() -> None:
    program = (
        "import os, signal, sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'click': os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from checker.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
