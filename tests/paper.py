"""Texts printed on pages, as PDF and as OFD with the same layout (A4, 28 characters per line)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
EM, STEP = 16.0, 28.0
LEFT, TOP, COLUMN, ROWS = 79.0, 105.0, 28 * 16.0, 22
MILLIMETRES = 25.4 / 72


@dataclass(frozen=True)
class Printed:
    """A text at a place on a page, in points from the left and from the top to the baseline."""

    page: int
    x: float
    y: float
    size: float
    text: str


def width(text: str, size: float = EM) -> float:
    return sum(size if ord(character) > 0x7F else size / 2 for character in text)


def wrapped(text: str, room: float = COLUMN, indent: float = 2 * EM) -> Iterator[tuple[float, str]]:
    """Break a paragraph into lines with their indentation; no line begins with a closing mark."""
    line, left = "", indent
    for character in text:
        if width(line + character) > room - left and character not in "，。、；：？！）》”,.;:)":
            yield left, line
            line, left = "", 0.0
        line += character
    if line:
        yield left, line


def lay_out(text: str, header: str = "", *, numbered: bool = True) -> list[Printed]:
    """Lay out a text with one paragraph per line, and with headers and page numbers as in official documents."""
    found: list[Printed] = []
    row = 0
    for paragraph in text.split("\n"):
        for indent, line in wrapped(paragraph.strip()):
            page, place = row // ROWS, row % ROWS
            found.append(Printed(page, LEFT + indent, TOP + place * STEP, EM, line))
            row += 1
    for page in range(-(-row // ROWS)):
        if header:
            found.append(Printed(page, LEFT, 50.0, 10.0, header))
        if numbered:
            found.append(Printed(page, WIDTH / 2 - 20, 790.0, 12.0, f"— {page + 1} —"))
    return sorted(found, key=lambda item: (item.page, item.y))


def pdf(printed: Sequence[Printed], *, password: str = "") -> bytes:
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDTH, HEIGHT), invariant=1, encrypt=password or None)
    page = 0
    for item in printed:
        while page < item.page:
            canvas.showPage()
            page += 1
        canvas.setFont(FONT, item.size)
        canvas.drawString(item.x, HEIGHT - item.y, item.text)
    canvas.showPage()
    canvas.save()
    return data.getvalue()


def ofd(printed: Sequence[Printed]) -> bytes:
    pages: dict[int, list[str]] = {}
    for item in printed:
        x, y, size = item.x * MILLIMETRES, item.y * MILLIMETRES, item.size * MILLIMETRES
        deltas = " ".join(f"{width(character, size):.4f}" for character in item.text[:-1])
        pages.setdefault(item.page, []).append(
            f'<ofd:TextObject ID="1" Size="{size}" Boundary="{x} {y - size} 200 {size}">'
            f'<ofd:TextCode X="0" Y="{size}" DeltaX="{deltas}">{escape(item.text)}</ofd:TextCode></ofd:TextObject>'
        )
    return package({page: "".join(found) for page, found in pages.items()})


NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def package(pages: dict[int, str], extra: dict[str, str | bytes] | None = None) -> bytes:
    """Build an OFD file of page contents; ``extra`` adds or replaces files."""
    refers = "".join(f'<ofd:Page ID="{page}" BaseLoc="Pages/Page_{page}/Content.xml"/>' for page in sorted(pages))
    files: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {NAMES}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NAMES}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{refers}</ofd:Pages></ofd:Document>",
    }
    for page, drawn in pages.items():
        files[f"Doc_0/Pages/Page_{page}/Content.xml"] = (
            f"<ofd:Page {NAMES}><ofd:Content><ofd:Layer>{drawn}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (files | (extra or {})).items():
            archive.writestr(name, content)
    return data.getvalue()
