"""Files as offices make them: one report set as official documents are, by several programs and in several ways."""

from __future__ import annotations

import base64
import io
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from xml.sax.saxutils import escape as escape_xml

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from helpers import ROOT, SEEDS
from paper import EM, MILLIMETRES, NAMES, WIDTH, Printed, package, pdf, width, wrapped

OFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""
TEXTS = (*sorted(SEEDS.glob("*.txt")), *sorted((ROOT / "tests" / "data" / "drafts").glob("?/*.txt")))
"""Reports to set: real ones and drafts."""
HEADER = "法治政府建设年度报告"


def paragraphs(path: Path) -> list[str]:
    """Return the paragraphs of a report, without blanks around them; lines of blanks leave no trace on paper."""
    lines = (" ".join(line.split()) for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


# Printed by the tests themselves, with the library that makes PDFs, or as OFD.


def printed(lines: Sequence[str], *, columns: int = 28, rows: int = 22, em: float = EM) -> list[Printed]:
    """Set a title in larger type over the text, with headers and page numbers."""
    left, step = (WIDTH - columns * em) / 2, 1.75 * em
    found: list[Printed] = []
    row = 0
    title, *rest = lines
    for indent, line in wrapped(title, columns * 22.0, 0.0):
        found.append(Printed(0, (WIDTH - width(line, 22)) / 2 + indent, 105 + row * step, 22, line))
        row += 2
    for paragraph in rest:
        for indent, line in wrapped(paragraph, columns * EM, 2 * EM):
            page, place = row // rows, row % rows
            found.append(Printed(page, left + indent * em / EM, 105 + place * step, em, line))
            row += 1
    for page in range(-(-row // rows)):
        found.append(Printed(page, left, 50.0, 9.0, HEADER))
        found.append(Printed(page, WIDTH / 2 - 20, 790.0, 12.0, f"— {page + 1} —"))
    return sorted(found, key=lambda item: (item.page, item.y))


PDF_LAYOUTS: Mapping[str, Callable[[Sequence[str]], bytes]] = {
    "official": lambda lines: pdf(printed(lines)),
    "narrow": lambda lines: pdf(printed(lines, columns=24, rows=20)),
    "small": lambda lines: pdf(printed(lines, columns=34, rows=30, em=12.0)),
}


def _object(item: Printed, code: str, *, size: float | None = None, more: str = "") -> str:
    x, y, em = item.x * MILLIMETRES, item.y * MILLIMETRES, item.size * MILLIMETRES
    return (
        f'<ofd:TextObject ID="1" Size="{size or em:.4f}" Boundary="{x:.4f} {y - em:.4f} 200 {em * 1.3:.4f}"{more}>'
        f"{code}</ofd:TextObject>"
    )


def _code(text: str, y: float, deltas: str = "") -> str:
    given = f' DeltaX="{deltas}"' if deltas else ""
    return f'<ofd:TextCode X="0" Y="{y:.4f}"{given}>{escape_xml(text)}</ofd:TextCode>'


def _steps(item: Printed) -> list[float]:
    return [width(character, item.size) * MILLIMETRES for character in item.text]


def _by_line(item: Printed) -> str:
    deltas = " ".join(f"{step:.4f}" for step in _steps(item)[:-1])
    return _object(item, _code(item.text, item.size * MILLIMETRES, deltas))


def _grouped(item: Printed) -> str:
    """Write equal steps as a group, as most converters do."""
    words: list[str] = []
    steps = [f"{step:.3f}" for step in _steps(item)[:-1]]
    while steps:
        count = next((index for index, step in enumerate(steps) if step != steps[0]), len(steps))
        words.append(f"g {count} {steps[0]}" if count > 1 else steps[0])
        steps = steps[count:]
    return _object(item, _code(item.text, item.size * MILLIMETRES, " ".join(words)))


def _by_character(item: Printed) -> str:
    """Write an object for each character, as converters from PDF do."""
    parts, x = [], item.x
    for character in item.text:
        one = Printed(item.page, x, item.y, item.size, character)
        parts.append(_object(one, _code(character, item.size * MILLIMETRES)))
        x += width(character, item.size)
    return "".join(parts)


def _scaled(item: Printed) -> str:
    """Write type of size 1 that a matrix enlarges."""
    em = item.size * MILLIMETRES
    deltas = " ".join(f"{step / em:.5f}" for step in _steps(item)[:-1])
    return _object(item, _code(item.text, 1.0, deltas), size=1.0, more=f' CTM="{em:.5f} 0 0 {em:.5f} 0 0"')


def _in_block(item: Printed) -> str:
    return f"<ofd:PageBlock>{_by_line(item)}</ofd:PageBlock>"


def _ofd(draw: Callable[[Printed], str], lines: Sequence[str], *, encoding: str = "") -> bytes:
    pages: dict[int, str] = {}
    for item in printed(lines):
        pages[item.page] = pages.get(item.page, "") + draw(item)
    extra: dict[str, str | bytes] = {}
    for page, drawn in pages.items() if encoding else ():
        content = f"<ofd:Page {NAMES}><ofd:Content><ofd:Layer>{drawn}</ofd:Layer></ofd:Content></ofd:Page>"
        declared = f'<?xml version="1.0" encoding="{encoding}"?>{content}'
        extra[f"Doc_0/Pages/Page_{page}/Content.xml"] = declared.encode("gb18030")
    return package(pages, extra)


OFD_WRITERS: Mapping[str, Callable[[Sequence[str]], bytes]] = {
    "line": lambda lines: _ofd(_by_line, lines),
    "grouped": lambda lines: _ofd(_grouped, lines),
    "character": lambda lines: _ofd(_by_character, lines),
    "scaled": lambda lines: _ofd(_scaled, lines),
    "block": lambda lines: _ofd(_in_block, lines),
    "gb18030": lambda lines: _ofd(_by_line, lines, encoding="GB18030"),
}


# Made with a word processor, and with a browser.


def word_file(lines: Sequence[str]) -> bytes:
    """Return a report as clerks set it in Word: margins and type of official documents, page numbers below."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    title, *rest = lines
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.add_run(title).font.size = Pt(22)
    for line in rest:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Pt(32)
        paragraph.paragraph_format.line_spacing = Pt(28)
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(line).font.size = Pt(16)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instr", "PAGE")
    footer._p.append(field)
    footer.add_run(" —")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def converted(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Convert files to PDF with LibreOffice; their names are those of the files."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    command = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    names = [str(folder / name) for name in files]
    subprocess.run(
        [*command, "--outdir", str(folder), *names], check=True, capture_output=True, timeout=600, env=environment
    )
    return {name: (folder / name).with_suffix(".pdf").read_bytes() for name in files}


def web_page(lines: Sequence[str]) -> str:
    """Return a report as a page to print."""
    title, *rest = lines
    body = "".join(f"<p>{escape(line)}</p>" for line in rest)
    style = "h1 { font-size: 22pt; text-align: center } p { font-size: 16pt; text-indent: 2em; margin: 0; line-height: 28pt; text-align: justify }"
    return f'<!doctype html><html lang="zh"><meta charset="utf-8"><style>{style}</style><h1>{escape(title)}</h1>{body}</html>'


def browser_prints(files: Mapping[str, str], folder: Path) -> dict[str, bytes]:
    """Print pages to PDF with a browser, with its header and page numbers."""
    from chromium import browser

    found = {}
    with browser(folder / "browser") as page:
        for name, text in files.items():
            path = folder / f"{name}.html"
            path.write_text(text, encoding="utf-8")
            page.open(path)
            margins = {
                f"margin{side}": size for side, size in (("Top", 1.45), ("Bottom", 1.4), ("Left", 1.1), ("Right", 1.02))
            }
            answer = page.call(
                "Page.printToPDF", paperWidth=8.27, paperHeight=11.69, displayHeaderFooter=True, **margins,
                headerTemplate=f'<div style="font-size:9px;width:100%;text-align:center">{HEADER}</div>',
                footerTemplate='<div style="font-size:10px;width:100%;text-align:center">— <span class="pageNumber"></span> —</div>',
            )  # fmt: skip
            found[name] = base64.b64decode(answer["data"])
    return found
