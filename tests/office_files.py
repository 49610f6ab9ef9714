"""Reports as Word files, pages, Markdown and texts, written as several programs write them."""

from __future__ import annotations

import base64
import codecs
import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path

from docx import Document
from docx.shared import Cm
from markdown_it import MarkdownIt
from official import OFFICE, web_page, word_file
from word_files import docx, paragraph, run

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
EXTRA = ("附表", "项目", "情况", "法治培训", "已完成")
"""What the writers with tables set below the report."""
Writer = Callable[[Sequence[str]], bytes]


# Word


def with_everything(lines: Sequence[str]) -> bytes:
    """Write with python-docx: header, page number, a picture in a paragraph of its own, a table."""
    document = Document(io.BytesIO(word_file([*lines, EXTRA[0]])))
    document.sections[0].header.paragraphs[0].text = "法治政府建设年度报告"
    document.add_picture(io.BytesIO(PICTURE), width=Cm(1))
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), EXTRA[1:], strict=True):
        cell.text = text
    document.core_properties.title = lines[0]
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _marked_up(text: str, number: int) -> str:
    """Write a paragraph as Word saves one that was edited for weeks: cut runs, bookmarks, signs of the spelling check."""
    third = max(1, len(text) // 3)
    first, second, last = text[:third], text[third : 2 * third], text[2 * third :]
    return (
        f'<w:p w:rsidR="00A{number:05}"><w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:rPr><w:b/></w:rPr></w:pPr>'
        f'<w:bookmarkStart w:id="{number}" w:name="_Toc{number}"/>{run(first, "<w:b/>")}<w:proofErr w:type="spellStart"/>'
        f'<w:smartTag w:uri="urn:x" w:element="place">{run(second)}</w:smartTag><w:proofErr w:type="spellEnd"/>'
        f'<w:lastRenderedPageBreak/><w:bookmarkEnd w:id="{number}"/><w:hyperlink w:anchor="_Toc{number}">{run(last)}</w:hyperlink></w:p>'
    )


def by_hand(lines: Sequence[str]) -> bytes:
    """Write the parts of the file: a content control around each fifth paragraph, notes, styles, a table."""
    body = []
    for number, line in enumerate(lines):
        text = _marked_up(line, number)
        body.append(f"<w:sdt><w:sdtPr/><w:sdtContent>{text}</w:sdtContent></w:sdt>" if number % 5 == 2 else text)
    note = f'<w:p>{run(EXTRA[0])}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    cells = "".join(f"<w:tc><w:tcPr/>{paragraph(text)}</w:tc>" for text in EXTRA[2:])
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{cells}</w:tr></w:tbl>{paragraph('')}"
    notes = f'<w:footnote w:id="2">{paragraph(EXTRA[1])}</w:footnote>'
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    return docx("".join(body) + note + table, {"footnotes": notes, "styles": styles})


def plain_runs(lines: Sequence[str]) -> bytes:
    """Write each character with a run of its own, as converters from PDF do, and the headings with styles."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{level}"><w:name w:val="heading {level}"/>'
        f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>' for level in (1, 2)
    )  # fmt: skip
    body = (
        paragraph(
            line, '<w:pStyle w:val="1"/>' if re.match(r"[一二三四五六七八九十]+、.{2,18}$", line) else "", cut=True
        )
        for line in lines
    )
    return docx("".join(body), {"styles": styles})


WORD_WRITERS: Mapping[str, Writer] = {"library": with_everything, "by hand": by_hand, "by character": plain_runs}


# Pages


def filtered(lines: Sequence[str]) -> bytes:
    """Write a page as Word saves one: its styles in a comment, lines of 76 characters, in the encoding of Windows."""
    styles = (
        "<!--\n /* Font Definitions */\n @font-face\n\t{font-family:宋体;\n\tpanose-1:2 1 6 0 3 1 1 1 1 1;}\n"
        ' p.MsoNormal, li.MsoNormal\n\t{margin:0cm;\n\ttext-align:justify;\n\tmso-style-name:"正文";}\n'
        "span.hid\n\t{display:none;}\n@page WordSection1\n\t{size:595.3pt 841.9pt;}\ndiv.WordSection1\n\t{page:WordSection1;}\n-->"
    )
    body = "".join(
        "<p class=MsoNormal style='text-indent:32.0pt'><span class=hid>旧稿</span><span\nstyle='font-size:16.0pt;font-family:仿宋'>"
        + re.sub("(.{34,}?[一-鿿])(?=[一-鿿])", r"\1\n", escape(line, quote=False))
        + "<o:p></o:p></span></p>\n\n"
        for line in lines
    )
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office">\n\n<head>\n<meta http-equiv=Content-Type content="text/html; '
        f'charset=gb2312">\n<meta name=Generator content="Microsoft Word 15 (filtered)">\n<style>\n{styles}\n</style>\n\n</head>\n\n'
        f"<body lang=ZH-CN>\n\n<div class=WordSection1>\n\n{body}</div>\n\n</body>\n\n</html>\n"
    )
    return page.replace("\n", "\r\n").encode("gb18030")


def published(lines: Sequence[str]) -> bytes:
    """Write a page as the editor of a government site does: breaks for paragraphs, nested spans, blanks for indents."""
    body = "<br/>".join(
        f'&nbsp;&nbsp;&nbsp;&nbsp;<span style="font-family: 仿宋;"><span>{escape(line[: len(line) // 2])}</span>'
        f"{escape(line[len(line) // 2 :])}</span>" for line in lines
    )  # fmt: skip
    style = ".nav { display: none } .TRS_Editor span { white-space: normal }"
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><style>{style}</style></head><body><div class="nav">首页</div>'
        f'<div class="TRS_Editor"><p style="text-indent: 2em">{body}</p></div></body></html>'
    ).encode()


def marked_down(lines: Sequence[str]) -> str:
    """Write Markdown: a title, headings, an emphasis at the beginning of paragraphs, marks escaped."""
    found = [f"# {_escaped(lines[0])}"]
    for line in lines[1:]:
        text = _escaped(line)
        if re.match(r"[一二三四五六七八九十]+、.{2,18}$", line):
            text = f"## {text}"
        elif opening := re.match(r"[一二三四五六七八九十]是\w{2,10}(?=[。，])", text):
            text = f"**{opening[0]}**{text[opening.end() :]}"
        found.append(text)
    return "\n\n".join(found) + "\n"


def _escaped(line: str) -> str:
    text = re.sub(r"([\\`*_\[\]<>#|~&])", r"\\\1", line)
    return re.sub(r"^(\d+|[-+])([.) ])", r"\1\\\2", re.sub(r"^([-+=])", r"\\\1", text))


PAGE_WRITERS: Mapping[str, Writer] = {
    "by hand": lambda lines: web_page(lines).encode(),
    "word processor": filtered,
    "site": published,
    "from Markdown": lambda lines: MarkdownIt().render(marked_down(lines)).encode(),
}
MARKDOWN_WRITERS: Mapping[str, Writer] = {
    "headings": lambda lines: marked_down(lines).encode(),
    "breaks": lambda lines: "  \n".join(map(_escaped, lines)).encode() + b"\n",
    "windows": lambda lines: marked_down(lines).replace("\n", "\r\n").encode("utf-8-sig"),
}
TEXT_WRITERS: Mapping[str, Writer] = {
    "utf-8": lambda lines: "\n".join(lines).encode(),
    "notepad": lambda lines: "\r\n".join(f"　　{line}" for line in lines).encode("utf-8-sig"),
    "gbk": lambda lines: "\r\n".join(lines).encode("gb18030"),
    "utf-16": lambda lines: codecs.BOM_UTF16_LE + "\r\n".join(lines).encode("utf-16-le"),
    "utf-16-be": lambda lines: codecs.BOM_UTF16_BE + "\n\n".join(lines).encode("utf-16-be"),
    "manual breaks": lambda lines: "\v".join(lines).encode(),
}


# Other programs


OFFICE_FORMATS: Mapping[str, tuple[str, str]] = {
    "docx": ("docx:MS Word 2007 XML", "a.docx"),
    "doc": ("doc:MS Word 97", "a.doc"),
    "wps": ("doc:MS Word 97", "a.wps"),
    "rtf": ("rtf:Rich Text Format", "a.doc"),
    "xml": ("xml:MS Word 2003 XML", "a.doc"),
    "html": ("html:HTML (StarWriter)", "a.html"),
    "txt": ("txt:Text (encoded):UTF8,CRLF", "a.txt"),
}
"""What a word processor exports: the filter, and the name under which the file is read."""


def exported(reports: Sequence[Sequence[str]], to: str, folder: Path) -> list[bytes]:
    """Save reports with LibreOffice in one of :data:`OFFICE_FORMATS`."""
    given, made = folder / "given", folder / to
    given.mkdir(parents=True)
    for number, lines in enumerate(reports):
        (given / f"{number}.docx").write_bytes(word_file(lines))
    chosen, _ = OFFICE_FORMATS[to]
    command = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", chosen]
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"}
    names = [str(given / f"{number}.docx") for number in range(len(reports))]
    subprocess.run(
        [*command, "--outdir", str(made), *names], check=True, capture_output=True, timeout=600, env=environment
    )
    return [(made / f"{number}.{chosen.partition(':')[0]}").read_bytes() for number in range(len(reports))]


NODE_MODULES = os.environ.get("FAZHI_NODE_MODULES", "")
"""A folder with the package ``docx`` of npm, when there is one."""
NODE = shutil.which("node") if NODE_MODULES else None
_SCRIPT = """
const { Document, Packer, Paragraph, TextRun, Header, HeadingLevel } = require('docx');
let read = ''; process.stdin.on('data', part => read += part).on('end', () => {
  const [title, ...rest] = JSON.parse(read);
  const children = [new Paragraph({ text: title, heading: HeadingLevel.TITLE }),
    ...rest.map(line => new Paragraph({ children: [new TextRun({ text: line, size: 32, font: '仿宋' })] }))];
  const headers = { default: new Header({ children: [new Paragraph('法治政府建设年度报告')] }) };
  Packer.toBuffer(new Document({ sections: [{ headers, children }] })).then(data => process.stdout.write(data));
});
"""


def by_node(lines: Sequence[str]) -> bytes:
    """Write a Word file with npm's docx, as web systems do."""
    command = [str(NODE), "-e", _SCRIPT]
    given = json.dumps(list(lines)).encode()
    environment = {"PATH": os.environ["PATH"], "NODE_PATH": NODE_MODULES}
    return subprocess.run(command, input=given, check=True, capture_output=True, timeout=60, env=environment).stdout
