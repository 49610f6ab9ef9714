from __future__ import annotations

import base64
import io
import os
import stat
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import pytest
from command import fazhi

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
    with pytest.raises(InputError, match="不能写回，只能检查"):
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
        assert str(caught.value) == f"{name}：{suffix} 须由 LibreOffice 转换，未找到 LibreOffice；请另存为 .docx"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "文件是空的"),
        (b"PK\x03\x04", "不是 .doc 文件（像是 .docx）"),
        (b"\x89PNG", "不是 .doc 文件（内容与扩展名不符）"),
    ],
)
def test_other_files_are_not_converted(data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        read("a.doc", data)
    assert str(caught.value) == f"a.doc：{reason}"


def stand_in(folder: Path, script: str) -> str:
    """Create a shell script that stands in for LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return os.fspath(path)


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for LibreOffice")
@pytest.mark.parametrize(
    ("script", "reason"), [("sleep 60 & sleep 60", "超过 0.3 秒，已停止"), ("exit 1", "不能转换这个 .doc 文件")]
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


PAGE = '<html xmlns:w="urn:x"><head><meta charset="{0}"><style>p{{}}</style></head><body><p>青石镇报告</p><p>全年办结@件。</p></body></html>'
ARCHIVE = """MIME-Version: 1.0
X-Folded: a
 b
Content-Type: multipart/related; boundary="=_1"

--=_1
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--=_1
Content-Type: text/html; charset="{0}"
Content-Transfer-Encoding: base64

{1}
--=_1--
"""


def archive(charset: str) -> bytes:
    page = "<p>青石镇报告</p><p>全年办结@件。</p>".encode(charset)
    return ARCHIVE.format(charset, base64.encodebytes(page).decode()).encode()


@pytest.mark.parametrize("name", ["a.doc", "a.wps"])
@pytest.mark.parametrize(
    "data",
    [
        PAGE.format("utf-8").encode(),
        b"\xef\xbb\xbf\r\n<!DOCTYPE HTML>\n" + PAGE.format("utf-8").encode(),
        PAGE.format("gb2312").encode("gbk"),
        b"\xff\xfe" + PAGE.format("utf-16").encode("utf-16-le"),
        archive("gbk"),
        archive("utf-8").replace(b"\n", b"\r\n"),
        b'MIME-Version: 1.0\nContent-Type: text/html; charset="utf-8"\n\n' + PAGE.format("utf-8").encode(),
    ],
    ids=["page", "with a mark", "gbk", "utf-16", "archive", "archive of Windows", "archive of one page"],
)
def test_pages_in_old_word_files_are_read(name: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "find_libreoffice", lambda: "")
    found = read(name, data)
    assert [block.span.of(found.text) for block in found.blocks] == ["青石镇报告", "全年办结@件。"]
    assert found.format == name[2:]
    with pytest.raises(InputError, match="只能检查"):
        revise(found, ())


@pytest.mark.parametrize(
    "data", [b"MIME-Version: 1.0\n\n", b"MIME-Version: 1.0\nContent-Type: image/png\n\nx", archive("utf-8")[:200]]
)
def test_an_archive_without_a_page(data: bytes) -> None:
    with pytest.raises(InputError, match="其中没有网页"):
        read("a.doc", data)


WORD_2003 = (
    '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?><w:wordDocument '
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
    "<w:p><w:r><w:t>青石镇报告</w:t></w:r></w:p><w:p><w:r><w:t>全年办结@件。</w:t></w:r></w:p></w:body></w:wordDocument>"
).encode()
RICH = rb"{\rtf1\ansi\uc1 \u-26206?\u30707?\u-27431?\par \u20840?\u24180?@\u20214?\par}"


@needs_office
def test_word_2003_xml_and_rich_text_are_converted() -> None:
    found = read("a.doc", WORD_2003)
    assert [block.span.of(found.text) for block in found.blocks] == ["青石镇报告", "全年办结@件。"]
    assert read("a.doc", RICH).text.strip().endswith("全年@件")


def test_word_2003_xml_is_named_where_it_cannot_be_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "find_libreoffice", lambda: "")
    with pytest.raises(InputError, match=r"^a\.doc：是 Word 2003 的 XML，.*请另存为 \.docx$"):
        read("a.doc", WORD_2003)


@needs_office
@pytest.mark.parametrize("name", ["a.doc", "a.wps"])
def test_fixing_an_old_file_writes_tracked_changes_beside_it(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(legacy.convert("青石镇报告\n全年工作,,审查合同18件。\n".encode(), ".txt", "doc"))
    before = (tmp_path / name).read_bytes()
    done = fazhi("fix", "--isolated", name, cwd=tmp_path)
    assert (done.returncode, done.stderr.decode().splitlines()[0]) == (
        0,
        f"{name}：已转成 .docx，写在 a.docx，原文件没有改",
    )
    assert (tmp_path / name).read_bytes() == before
    result = (tmp_path / "a.docx").read_bytes()
    assert "全年工作,审查" in read("a.docx", result).text
    assert b"<w:del " in zipfile.ZipFile(io.BytesIO(result)).read("word/document.xml")
    again = fazhi("fix", "--isolated", name, cwd=tmp_path)
    assert (again.returncode, again.stderr.decode().splitlines()[0]) == (
        2,
        f"fazhi: {name}：转成的 a.docx 已经存在，没有写入",
    )
    assert (tmp_path / "a.docx").read_bytes() == result


@needs_office
def test_comments_on_an_old_file_go_into_a_docx(tmp_path: Path) -> None:
    (tmp_path / "a.wps").write_bytes(old_word())
    done = fazhi("check", "--isolated", "--no-cache", "--annotate", "b.docx", "a.wps", cwd=tmp_path)
    assert "a.wps：已转成 .docx，写在 b.docx，原文件没有改" in done.stderr.decode()
    assert "word/comments.xml" in zipfile.ZipFile(tmp_path / "b.docx").namelist()
    done = fazhi("check", "--isolated", "--annotate", "b.wps", "a.wps", cwd=tmp_path)
    assert (done.returncode, done.stderr.decode()) == (2, "fazhi: 转成 .docx 的文件，批注的副本也以 .docx 结尾\n")
    assert not (tmp_path / "b.wps").exists()
