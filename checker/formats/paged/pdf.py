"""PDF, read with PDFium as positioned characters.

The spaces and line breaks that PDFium generates are ignored; lines are composed from the positions of the characters,
as for OFD.
"""

from __future__ import annotations

import ctypes
import unicodedata
from contextlib import closing
from math import cos, radians
from typing import Any

import pypdfium2 as pdfium
from msgspec import Struct
from pypdfium2 import raw

from checker.formats.paged import layout
from checker.formats.paged.lines import MAX_CHARACTERS, MIN_SIZE, Glyph, Line, page_lines
from checker.text.document import Document
from checker.text.errors import InputError

MAX_PAGES = 10_000
"""Maximum number of pages, far more than any report has. Pages are read one by one, and only their lines are kept."""
_MAX_UNREADABLE = 0.3
"""Maximum share of characters that no font maps to Unicode; above it the file has no usable text."""
_MIN_COSINE = 0.99
"""Minimum cosine of the angle of horizontal text; text at a larger angle is a watermark."""
_EOF_MARKER = b"%%EOF"
_EOF_WINDOW = 2048

# Fonts of Chinese PDFs map some characters (一) to radicals (⼀ U+2F00).
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}


def read(path: str, data: bytes) -> Document:
    """Read a PDF.

    Raises :class:`~checker.text.errors.InputError` for a file that is not a PDF, and for one that is damaged,
    encrypted, too large or without text.
    """
    start = data[:1024].lstrip()
    if not start:
        raise InputError(path, "文件是空的")
    if b"%PDF-" not in start:
        raise InputError(path, "不是 PDF 文件(内容与扩展名不符)")
    if _EOF_MARKER not in data.rstrip(b"\0\r\n\t ")[-_EOF_WINDOW:]:
        raise InputError(path, "PDF 文件不完整(可能没有下载或复制完)")
    with closing(_open(path, data)) as pdf:
        lines = _lines(path, pdf)
    if not lines:
        raise InputError(path, "PDF 中没有文字(可能是扫描件),需先做 OCR")
    return layout.document(path, "pdf", lines)


def _open(path: str, data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise InputError(path, "PDF 已加密,需要密码;请先解除密码") from None
        raise InputError(path, "PDF 文件已损坏,无法打开") from None


def _lines(path: str, pdf: pdfium.PdfDocument) -> list[Line]:
    if len(pdf) > MAX_PAGES:
        raise InputError(path, f"PDF 有 {len(pdf)} 页,超过 {MAX_PAGES} 页,不是报告")
    lines: list[Line] = []
    read = unreadable = 0
    for index in range(len(pdf)):
        try:
            glyphs, page_width = _glyphs(path, pdf, index, MAX_CHARACTERS - read)
        except pdfium.PdfiumError:
            raise InputError(path, f"PDF 第{index + 1}页已损坏,无法读取") from None
        read += len(glyphs)
        unreadable += sum(not _readable(glyph.text) for glyph in glyphs)
        lines.extend(page_lines(index + 1, glyphs, len(lines), page_width))
    if unreadable > _MAX_UNREADABLE * read:
        raise InputError(path, "PDF 的字体没有文字编码,提取不出文字;请改用原稿或先做 OCR")
    return lines


def _readable(character: str) -> bool:
    return unicodedata.category(character) not in ("Co", "Cn", "Cc") and character != "\ufffd"


def _glyphs(path: str, pdf: pdfium.PdfDocument, index: int, left: int) -> tuple[list[Glyph], float]:
    """Return the visible horizontal characters of a page, and its width.

    Characters outside the page and slanted ones (watermarks) are ignored. ``left`` is the number of characters that
    may still be read.
    """
    with closing(pdf[index]) as page, closing(page.get_textpage()) as text:
        if text.count_chars() > left:
            raise InputError(path, f"PDF 超过 {MAX_CHARACTERS} 字,不是报告")
        box: tuple[float, float, float, float] = page.get_bbox()
        geometry = _PageGeometry(*box, page.get_rotation())
        found = (_glyph(text.raw, number, geometry) for number in range(text.count_chars()))
        return [glyph for glyph in found if glyph], float(page.get_width())


class _PageGeometry(Struct, frozen=True):
    """The box of a page in PDF coordinates (points, ``y`` upward) and its rotation for display (degrees, clockwise)."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def to_reading(self, x: float, y: float) -> tuple[float, float]:
        """Convert a point to its distances from the left and top edges of the displayed page."""
        match self.rotation:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
        return x - self.left, self.top - y

    def contains(self, x: float, y: float) -> bool:
        """Return True when a point is on the page."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


def _glyph(text: Any, number: int, geometry: _PageGeometry) -> Glyph | None:
    if raw.FPDFText_IsGenerated(text, number) == 1:
        return None
    character = _character(raw.FPDFText_GetUnicode(text, number))
    if cos(raw.FPDFText_GetCharAngle(text, number) + radians(geometry.rotation)) < _MIN_COSINE:
        return None
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    placed = raw.FPDFText_GetLooseCharBox(text, number, box) and raw.FPDFText_GetCharOrigin(text, number, x, y)
    if not placed or not geometry.contains((box.left + box.right) / 2, (box.top + box.bottom) / 2):
        return None
    corner, opposite = geometry.to_reading(box.left, box.top), geometry.to_reading(box.right, box.bottom)
    size = max(abs(corner[1] - opposite[1]), MIN_SIZE)
    left, right = sorted((corner[0], opposite[0]))
    return Glyph(character, left, right, geometry.to_reading(x.value, y.value)[1], size)


def _character(code: int) -> str:
    """Return the character of a code point; U+FFFD for one that no font maps."""
    if code in _RADICALS:
        return _RADICALS[code]
    return "\ufffd" if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 else chr(code)
