"""PDF, read with PDFium as positioned characters, from which lines are composed as for OFD."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from contextlib import closing

import pypdfium2 as pdfium
from pypdfium2 import raw

from checker.formats.paged import layout
from checker.formats.paged.lines import MAX_CHARACTERS, Line, page_lines
from checker.formats.paged.pdf_page import read_page
from checker.text.document import Document, ReadingNote
from checker.text.errors import InputError

MAX_PAGES = 10_000
"""Maximum number of pages, far more than any report has. Pages are read one by one, and only their lines are kept."""
_MAX_UNREADABLE = 0.3
"""Maximum share of characters that no font maps to Unicode; above it the file has no usable text."""
_HEADER = b"%PDF-"
_HEADER_WITHIN = 1024
"""Viewers look for the header in the first kilobyte; white space before it does not count here."""
_END = b"%%EOF"
_BLANK = b"\0\r\n\t\f "
_OBJECT = re.compile(rb"\b\d{1,10}\s{1,9}\d{1,5}\s{1,9}obj\b")


def read(path: str, data: bytes) -> Document:
    """Read a PDF.

    Raises :class:`~checker.text.errors.InputError` for a file that is not a PDF, and for one that is damaged,
    encrypted, too large or without text.
    """
    content = data.lstrip(_BLANK)
    if not content:
        raise InputError(path, "文件是空的")
    start = content[:_HEADER_WITHIN].find(_HEADER)
    if start < 0:
        raise InputError(path, "不是 PDF 文件(内容与扩展名不符)")
    if _is_cut(content):
        raise InputError(path, "PDF 文件不完整(可能没有下载或复制完)")
    with closing(_open(path, content[start:])) as pdf:
        lines, notes = _read_pages(path, pdf)
    if not lines:
        raise InputError(path, "PDF 中没有文字(可能是扫描件),需先做 OCR")
    return layout.document(path, "pdf", lines, notes)


def _is_cut(data: bytes) -> bool:
    """Return True when the end is missing: nothing marks it, or objects follow the last mark.

    Each part of a file that was saved incrementally, or made to be shown while it is loaded, ends with a mark. Other
    bytes behind the last one were added on the way, and viewers pass over them.
    """
    end = data.rfind(_END)
    return end < 0 or _OBJECT.search(data, end) is not None


def _open(path: str, data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise InputError(path, "PDF 已加密,需要密码;请先解除密码") from None
        raise InputError(path, "PDF 文件已损坏,无法打开") from None


def _read_pages(path: str, pdf: pdfium.PdfDocument) -> tuple[list[Line], tuple[ReadingNote, ...]]:
    if len(pdf) > MAX_PAGES:
        raise InputError(path, f"PDF 有 {len(pdf)} 页,超过 {MAX_PAGES} 页,不是报告")
    lines: list[Line] = []
    counts: Counter[str] = Counter()
    recognised: list[int] = []
    pictures: list[int] = []
    for index in range(len(pdf)):
        try:
            page = read_page(pdf, index, MAX_CHARACTERS - counts.total())
        except pdfium.PdfiumError:
            raise InputError(path, f"PDF 第{index + 1}页已损坏,无法读取") from None
        if page is None:
            raise InputError(path, f"PDF 超过 {MAX_CHARACTERS} 字,不是报告")
        counts.update(glyph.text for glyph in page.glyphs)
        recognised.extend([index + 1] * page.recognised)
        pictures.extend([index + 1] * page.picture)
        lines.extend(page_lines(index + 1, page.glyphs, len(lines), page.width))
    unreadable = sum(count for character, count in counts.items() if not _readable(character))
    if unreadable > _MAX_UNREADABLE * counts.total():
        raise InputError(path, "PDF 的字体没有文字编码,提取不出文字;请改用原稿或先做 OCR")
    return lines, layout.notes_of(recognised, pictures)


def _readable(character: str) -> bool:
    return unicodedata.category(character) not in ("Co", "Cn", "Cc") and character != "\ufffd"
