"""A search of a folder passes over what the tool has written there, and says so."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from command import fazhi, lines
from word_files import from_text

from checker.formats import read
from checker.formats.copies import COPY_MARK, mark_copy
from checker.i18n.language import CHINESE
from checker.project.own_results import is_own_result, passed_over

TEXT = "青石镇2024年法治政府建设年度报告\n全年认真布署工作，审查合同18件。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "报告.docx").write_bytes(from_text(TEXT))
    return tmp_path


def checked(folder: Path, *more: str) -> tuple[set[str], list[str]]:
    """Return the names of the files with findings, and the lines on standard error."""
    found = fazhi(
        "check", "--isolated", "--no-cache", "--select", "WRD", "--output-format", "concise", *more, cwd=folder
    )
    return {line.split(":")[0].removeprefix("./") for line in lines(found.stdout) if "布署" in line}, lines(
        found.stderr
    )


def test_pages_and_copies_are_passed_over_and_told(folder: Path) -> None:
    for arguments in (
        ("--output-format", "html", "--output-file", "结果.html"),
        ("--output-format", "markdown", "--output-file", "结果.md"),
        ("--annotate", "批注.docx"),
    ):
        fazhi("check", "--isolated", "--no-cache", *arguments, "报告.docx", cwd=folder)
    (folder / "报告.docx.orig").write_bytes(b"x")
    said = "跳过了 fazhi 自己写的 4 个文件(批注.docx、报告.docx.orig、结果.html等);要查就写明文件名"
    assert checked(folder) == ({"报告.docx"}, [said])
    assert checked(folder, "报告.docx") == ({"报告.docx"}, [])
    assert checked(folder, "批注.docx") == ({"批注.docx"}, [])


def test_a_folder_of_results_only_has_no_reports(folder: Path) -> None:
    fazhi("check", "--isolated", "--no-cache", "--annotate", "结果/批注.docx", "报告.docx", cwd=folder)
    (folder / "结果").mkdir()
    fazhi("check", "--isolated", "--no-cache", "--annotate", "结果/批注.docx", "报告.docx", cwd=folder)
    found = fazhi("check", "--isolated", "--no-cache", "结果", cwd=folder)
    assert found.returncode == 2
    assert lines(found.stderr) == [
        "fazhi: 结果:目录中没有可检查的报告",
        "跳过了 fazhi 自己写的 1 个文件(批注.docx);要查就写明文件名",
    ]


def test_a_report_that_was_fixed_in_its_place_is_checked(folder: Path) -> None:
    fazhi("fix", "--isolated", "--no-cache", "--unsafe-fixes", "--backup", "报告.docx", cwd=folder)
    (folder / "另一份.txt").write_text(TEXT, encoding="utf-8")
    assert not is_own_result(str(folder / "报告.docx"))
    assert checked(folder)[1] == ["跳过了 fazhi 自己写的 1 个文件(报告.docx.orig);要查就写明文件名"]


def test_the_mark_is_in_a_sound_zip_and_goes_when_it_is_saved_again(tmp_path: Path) -> None:
    original = from_text(TEXT)
    marked = mark_copy(original)
    assert mark_copy(marked) == marked
    with zipfile.ZipFile(io.BytesIO(marked)) as archive, zipfile.ZipFile(io.BytesIO(original)) as before:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            name: before.read(name) for name in before.namelist()
        }
        assert archive.infolist()[-1].extra.endswith(COPY_MARK)
        saved = io.BytesIO()
        with zipfile.ZipFile(saved, "w") as again:
            for name in archive.namelist():
                again.writestr(name, archive.read(name))
    assert read("a.docx", marked).text == read("a.docx", original).text
    (tmp_path / "a.docx").write_bytes(marked)
    assert is_own_result(str(tmp_path / "a.docx"))
    (tmp_path / "a.docx").write_bytes(saved.getvalue())
    assert not is_own_result(str(tmp_path / "a.docx"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", '<html><head><meta name="generator" content="WPS"></head><body>fazhi</body></html>'),
        ("a.md", "# 报告\n\n### fazhi:1 处\n"),
        ("a.txt", "### fazhi:1 处\n"),
        ("a.docx", "fazhi copy"),
        ("a.docx", ""),
        ("orig.txt", "x"),
    ],
)
def test_files_of_others(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert not is_own_result(str(tmp_path / name))
    assert not is_own_result(str(tmp_path / "missing.docx"))


def test_nothing_is_said_about_nothing() -> None:
    assert passed_over([], CHINESE.say) == ""
