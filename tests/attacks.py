"""What attackers put into a repository: hostile documents of any size, and commands that are stopped when they hang."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from helpers import ROOT
from pace import SLOW
from paper import package
from word_files import docx, paragraph, run

REPORT = "云岭镇2024年法治政府建设年度报告\n\n    全年成功调处矛盾纠纷100余件,审查合同432余件。\n"
"""It has a finding that is fixed safely or not at all, depending on the rules."""
MENDABLE = "云岭镇2024年法治政府建设年度报告\n\n    全年布署工作,,审查合同18件。\n"
"""The comma that stands twice is mended safely, the word 布署 when that is asked for."""
MENDED = MENDABLE.replace(",,", ",")


def some(items: Sequence[str], every: int) -> list[str]:
    """All items where there is time, else one of so many."""
    return list(items) if SLOW else list(items)[::every]


def environment(**more: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "FAZHI_CACHE_DIR": os.environ["FAZHI_CACHE_DIR"],
        "LC_ALL": "C",
        **more,
    }


def fazhi(
    *arguments: str | bytes, cwd: Path, seconds: float = 60, data: bytes = b"", **more: str
) -> subprocess.CompletedProcess[bytes]:
    """A command as a process of its own; one that hangs is ended, and fails the test."""
    return subprocess.run(
        [sys.executable, "-m", "checker", *arguments], cwd=cwd, input=data, capture_output=True,
        env=environment(**more), check=False, timeout=seconds,
    )  # fmt: skip


def measured(*arguments: str, cwd: Path, seconds: float = 60) -> tuple[int, str, int]:
    """Exit code, what was said on both streams, and the most memory that the command took, in megabytes."""
    said = cwd / ".said"
    with said.open("wb") as stream:
        process = subprocess.Popen(
            ["timeout", "-s", "KILL", str(seconds), sys.executable, "-c", _MEASURED, *arguments],
            cwd=cwd, env=environment(), stdout=stream, stderr=stream, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        code = process.wait()
    text = said.read_text(encoding="utf-8", errors="replace")
    said.unlink()
    lines = text.splitlines()
    memory = int(lines.pop().removeprefix("memory ")) if lines and lines[-1].startswith("memory ") else 0
    return code, "\n".join(lines), memory // 1024


_MEASURED = """
import resource, subprocess, sys
code = subprocess.call([sys.executable, "-m", "checker", *sys.argv[1:]])
print("memory", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, flush=True)
sys.exit(code)
"""


def _html_nested(size: int) -> bytes:
    return b"<p>" + "甲".encode() + b"<div>" * (size // 5)


def _html_open_tags(size: int) -> bytes:
    return b"<p>" + "甲".encode() + b"<a " * (size // 3)


def _html_comments(size: int) -> bytes:
    return b"<p>" + "甲".encode() + b"</p>" + b"<!--" * (size // 4)


def _html_blanks(size: int) -> bytes:
    return b"<p>" + b" " * size + "甲".encode()


def _html_classes(size: int) -> bytes:
    names = " ".join(f"c{number}" for number in range(100))
    return b"".join(f'<div class="{names}">甲\n'.encode() for _ in range(size // 410))


def _html_crossed(size: int) -> bytes:
    return b"<p>" + "甲".encode() + b"<b>" * (size // 7) + b"</i>" * (size // 7)


def _html_references(size: int) -> bytes:
    return b"<p>" + b"&a" * (size // 2) + "甲".encode()


def _html_scripts(size: int) -> bytes:
    return b"<script>" + b"</scrip" * (size // 7) + "甲".encode()


def _html_instructions(size: int) -> bytes:
    return b"<?" * (size // 6) + b"<!" * (size // 6) + b"</" * (size // 6) + "甲".encode()


def _html_declarations(size: int) -> bytes:
    return b"<![CDATA[" * (size // 9) + "甲".encode()


def _md_emphasis(size: int) -> bytes:
    return b"*a_" * (size // 3)


def _md_lists(size: int) -> bytes:
    return b"* " * (size // 2) + "甲".encode()


def _md_brackets(size: int) -> bytes:
    return b"[" * (size // 2) + "甲".encode() + b"](" * (size // 4)


def _md_quotes(size: int) -> bytes:
    return b"> " * (size // 2) + "甲".encode()


def _md_code(size: int) -> bytes:
    return b"".join(b"`" * (number % 200) + b" a " for number in range(size // 103))


def _md_comments(size: int) -> bytes:
    return b"<!-- fazhi: ignore " * (size // 19) + "甲".encode()


def _md_strong(size: int) -> bytes:
    return ("**甲：" * (size // 8)).encode()


def _txt_line(size: int) -> bytes:
    return ("的" * (size // 3)).encode()


def _txt_titles(size: int) -> bytes:
    return ("《" * (size // 3)).encode()


def _txt_quotes(size: int) -> bytes:
    return ("“" * (size // 3)).encode()


def _txt_digits(size: int) -> bytes:
    return b"1" * size


def _txt_blanks(size: int) -> bytes:
    return "甲".encode() + b" " * size + "乙".encode()


def _txt_lines(size: int) -> bytes:
    return ("一、甲\n" * (size // 10)).encode()


def _docx_table(size: int) -> bytes:
    row = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 50 + "</w:tr>"
    return docx(f"<w:tbl>{row * (size // 10)}</w:tbl>" + paragraph("甲"))


def _docx_tables(size: int) -> bytes:
    depth = min(200, size // 100)
    inside = paragraph("甲")
    for _ in range(depth):
        inside = f"<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>"
    return docx(inside)


def _docx_remarks(size: int) -> bytes:
    count = size // 13
    marks = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in range(count))
    said = "".join(
        f'<w:comment w:id="{number}"><w:p><w:r><w:t>fazhi: ignore[FIG003] x</w:t></w:r></w:p></w:comment>'
        for number in range(count)
    )
    return docx(f"<w:p>{marks}{run('甲') * min(count, 3000)}</w:p>", {"comments": said})


def _docx_references(size: int) -> bytes:
    count = size // 13
    marks = "".join(f'<w:r><w:commentReference w:id="{number}"/></w:r>' for number in range(count))
    said = "".join(
        f'<w:comment w:id="{number}"><w:p><w:r><w:t>fazhi: ignore[FIG003] x</w:t></w:r></w:p></w:comment>'
        for number in range(count)
    )
    return docx(f"<w:p>{run('甲') * 1000}{marks}</w:p>", {"comments": said})


def _docx_alternates(size: int) -> bytes:
    return docx(f"<w:p>{'<mc:Fallback/>' * (size // 3)}{run('甲')}</w:p>")


def _docx_fields(size: int) -> bytes:
    codes = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * (size // 20)
    return docx(f"<w:p>{codes}{run('甲') * (size // 20)}</w:p><w:p>{run('甲')}</w:p>")


def _docx_cells(size: int) -> bytes:
    return docx(f"<w:tbl>{'<w:tr><w:tc><w:p>' + run('甲') + '</w:p></w:tc></w:tr>'}</w:tbl>" * (size // 30))


def _ofd_pages(size: int) -> bytes:
    refers = '<ofd:Page ID="1" BaseLoc="Pages/Page_1/Content.xml"/>' * min(9999, size // 10)
    drawn = "".join(
        f'<ofd:TextObject ID="1" Size="5" Boundary="0 {number} 200 5"><ofd:TextCode X="0" Y="5">甲</ofd:TextCode></ofd:TextObject>'
        for number in range(5, 200, 5)
    )
    document = (
        '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297'
        f"</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{refers}</ofd:Pages></ofd:Document>"
    )
    return package({1: drawn}, {"Doc_0/Document.xml": document})


def _pdf(objects: list[bytes]) -> bytes:
    """A PDF of these objects, the first of which is the catalogue."""
    data = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(data + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def _stream(head: bytes, content: bytes) -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (head, len(content), content)


def pdf_forms(_: int = 0) -> bytes:
    """Thirty forms, each of which draws the next ten times."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, _stream(b"", b"/A Do ")]
    for number in range(30):
        head = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</A %d 0 R>>>>" % (6 + number)
        objects.append(_stream(head, b"/A Do " * 10))
    objects.append(_stream(b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]", b"0 0 m 1 1 l S"))
    return _pdf(objects)


HOSTILE: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "html-nested": ("a.html", _html_nested),
    "html-open-tags": ("a.html", _html_open_tags),
    "html-comments": ("a.html", _html_comments),
    "html-blanks": ("a.html", _html_blanks),
    "html-classes": ("a.html", _html_classes),
    "html-crossed": ("a.html", _html_crossed),
    "html-references": ("a.html", _html_references),
    "html-scripts": ("a.html", _html_scripts),
    "html-instructions": ("a.html", _html_instructions),
    "html-declarations": ("a.html", _html_declarations),
    "md-emphasis": ("a.md", _md_emphasis),
    "md-lists": ("a.md", _md_lists),
    "md-brackets": ("a.md", _md_brackets),
    "md-quotes": ("a.md", _md_quotes),
    "md-code": ("a.md", _md_code),
    "md-comments": ("a.md", _md_comments),
    "md-strong": ("a.md", _md_strong),
    "txt-line": ("a.txt", _txt_line),
    "txt-titles": ("a.txt", _txt_titles),
    "txt-quotes": ("a.txt", _txt_quotes),
    "txt-digits": ("a.txt", _txt_digits),
    "txt-blanks": ("a.txt", _txt_blanks),
    "txt-lines": ("a.txt", _txt_lines),
    "docx-table": ("a.docx", _docx_table),
    "docx-tables": ("a.docx", _docx_tables),
    "docx-remarks": ("a.docx", _docx_remarks),
    "docx-references": ("a.docx", _docx_references),
    "docx-alternates": ("a.docx", _docx_alternates),
    "docx-fields": ("a.docx", _docx_fields),
    "docx-cells": ("a.docx", _docx_cells),
    "ofd-pages": ("a.ofd", _ofd_pages),
}
"""Name → the name of a file, and its bytes, of about so many (of a .docx: of work for as many)."""


def zip_of(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()
