from __future__ import annotations

import os
import stat
import tempfile
from functools import cache
from pathlib import Path

import pytest

from checker.formats import read, revise
from checker.formats.word import legacy
from checker.text.errors import InputError

TEXT = "青石镇2024年法治政府建设年度报告\n一、主要举措\n全年办结@件。\n"
needs_office = pytest.mark.skipif(not legacy.find_libreoffice(), reason="LibreOffice is not installed")


@cache
def old_word() -> bytes:
    return legacy.convert(TEXT.encode(), ".txt", "doc")


@needs_office
@pytest.mark.parametrize("name", ["a.doc", "a.wps", "A.DOC"])
def test_legacy_files_are_converted_to_docx(name: str) -> None:
    assert old_word().startswith(legacy._OLE_SIGNATURE)
    found = read(name, old_word())
    assert [block.span.of(found.text) for block in found.blocks] == TEXT.splitlines()
    assert found.format == name.lower().removeprefix("a.")
    assert found.place(found.text.index("@")).label.startswith("第3段")
    assert not any(found.writable(block.span) for block in found.blocks)
    with pytest.raises(InputError, match="不能写回,只能检查"):
        revise(found, ())


@needs_office
def test_no_temporary_files_remain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert legacy.convert(old_word(), ".doc", "docx").startswith(b"PK")
    assert list(tmp_path.iterdir()) == []


@needs_office
def test_the_error_for_a_damaged_file() -> None:
    with pytest.raises(InputError) as caught:
        read("a.doc", old_word()[:3000])
    assert "\n" not in str(caught.value)


def test_the_error_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "find_libreoffice", lambda: "")
    for name, suffix in (("a.doc", ".doc"), ("a.wps", ".wps")):
        with pytest.raises(InputError) as caught:
            read(name, legacy._OLE_SIGNATURE + bytes(20) + b"\xfe\xff" + bytes(600))
        assert str(caught.value) == f"{name}:{suffix} 须由 LibreOffice 转换,未找到 LibreOffice;请另存为 .docx"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "文件是空的"),
        (b"PK\x03\x04", "不是 .doc 文件(像是 .docx)"),
        (b"\x89PNG", "不是 .doc 文件(内容与扩展名不符)"),
    ],
)
def test_other_files_are_not_converted(data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        read("a.doc", data)
    assert str(caught.value) == f"a.doc:{reason}"


def stand_in(folder: Path, script: str) -> str:
    """Create a shell script that stands in for LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return os.fspath(path)


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for LibreOffice")
@pytest.mark.parametrize(
    ("script", "reason"), [("sleep 60 & sleep 60", "超过 0.3 秒,已停止"), ("exit 1", "不能转换这个 .doc 文件")]
)
def test_a_conversion_that_hangs_or_fails_is_an_error(
    script: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = stand_in(tmp_path, script)
    monkeypatch.setattr(legacy, "find_libreoffice", lambda: command)
    with pytest.raises(legacy.ConversionError, match=reason):
        legacy.convert(b"x", ".doc", "docx", seconds=0.3)


def test_the_error_when_libreoffice_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "find_libreoffice", lambda: os.fspath(tmp_path / "missing"))
    with pytest.raises(legacy.ConversionError, match="无法启动"):
        legacy.convert(b"x", ".doc", "docx")
