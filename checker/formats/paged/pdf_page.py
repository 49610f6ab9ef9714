"""The characters of a page of a PDF. What PDFium adds to the text, spaces and line breaks, is left out."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from functools import lru_cache
from math import atan2, pi

import pypdfium2 as pdfium
from msgspec import Struct
from msgspec.structs import replace
from pypdfium2 import raw

from checker.formats.paged.lines import MIN_SIZE, Glyph
from checker.text.ideographs import standard_form

_MAX_TILT = 0.14
"""Maximum angle in radians by which the text of a page may be inclined; text at a larger angle is a watermark."""
_GENERATED = frozenset({0x0A, 0x0D, 0x20})
"""The codes of the characters that PDFium adds."""
_HYPHENS = frozenset({0x02, 0xAD, 0xFFFE})
"""Hyphens: at the end of a line as PDFium gives it, and the soft one, which some fonts name the hyphen they print."""
_WIDE = 1.5
"""Minimum width in ems of a shape that stands for the same character twice."""
_FIRST_WIDE = 0x2000
"""The first of the characters that may be as wide as an em, which is more than the height of its box in some fonts."""
_QUARTERS = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))
"""The matrices (a, b, c, d) that turn a page by 0, 90, 180 and 270 degrees counterclockwise."""

_unicode = raw.FPDFText_GetUnicode
_loose_box = raw.FPDFText_GetLooseCharBox
_text_object = raw.FPDFText_GetTextObject

Box = tuple[float, float, float, float]
"""Left, bottom, right and top edge in points; ``y`` grows upward."""


class PdfPage(Struct, frozen=True):
    """The characters of a page as it is read, and its width.

    ``recognised`` is True for text that is not printed and lies behind the picture of a page, ``picture`` for a page
    without text that has a picture.
    """

    glyphs: list[Glyph]
    width: float
    recognised: bool = False
    picture: bool = False


class _Run(Struct):
    """Consecutive characters of one object of a page. ``stop`` grows while they are found.

    ``turn`` is the number of quarter turns counterclockwise that make them upright, None if they are slanted.
    """

    start: int
    stop: int
    turn: int | None
    invisible: bool


def read_page(pdf: pdfium.PdfDocument, index: int, limit: int) -> PdfPage | None:
    """Read the characters of a page in the direction of most of them; the others are ignored (watermarks).

    Returns None for a page of more than ``limit`` characters. Raises :class:`pypdfium2.PdfiumError` for a damaged one.
    """
    with closing(pdf[index]) as page:
        box = page.get_bbox()
        with closing(page.get_textpage()) as text:
            if text.count_chars() > limit:
                return None
            runs = [_Run(0, text.count_chars(), 0, invisible=False)] if _is_plain(page) else _runs(text)
            turn = _direction(page, runs)
            if turn == 0:
                return _composed(page, text, runs, box)
        matrix = pdfium.PdfMatrix(*_QUARTERS[turn])
        for element in page.get_objects(max_depth=1):
            element.transform(matrix)
        with closing(page.get_textpage()) as text:
            return _composed(page, text, _runs(text), _turned(box, turn))


def _is_plain(page: pdfium.PdfPage) -> bool:
    """Return True for a page whose text is all upright and visible, as on most; its objects are few, its text long."""
    if page.get_rotation():
        return False
    count: int = raw.FPDFPage_CountObjects(page)
    matrix = raw.FS_MATRIX()
    for number in range(count):
        element = raw.FPDFPage_GetObject(page, number)
        mode = raw.FPDFTextObj_GetTextRenderMode(element)
        if mode == raw.FPDF_TEXTRENDERMODE_UNKNOWN:  # no text
            if raw.FPDFPageObj_GetType(element) == raw.FPDF_PAGEOBJ_FORM:
                return False
            continue
        if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            return False
        if not raw.FPDFPageObj_GetMatrix(element, matrix) or _quarter(atan2(matrix.c, matrix.a)) != 0:
            return False
    return count > 0


def _runs(text: pdfium.PdfTextPage) -> list[_Run]:
    """Return the runs of a page in the order of its text."""
    handle = text.raw
    runs: list[_Run] = []
    previous = b""
    for number in range(text.count_chars()):
        element = _text_object(handle, number)
        if not element:  # a character that PDFium has added
            continue
        address = bytes(element)
        if address != previous:
            previous = address
            invisible = raw.FPDFTextObj_GetTextRenderMode(element) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
            runs.append(_Run(number, number, _quarter(raw.FPDFText_GetCharAngle(handle, number)), invisible))
        runs[-1].stop = number + 1
    return runs


def _quarter(angle: float) -> int | None:
    turns = round(angle / (pi / 2))
    return turns % 4 if abs(angle - turns * pi / 2) < _MAX_TILT else None


def _direction(page: pdfium.PdfPage, runs: Sequence[_Run]) -> int:
    """Return the direction of most characters of a page, or that in which it is displayed.

    PDFium leaves out text that stands sideways in a font without heights, so objects are counted too where it found
    none that is upright.
    """
    displayed: int = -(page.get_rotation() // 90) % 4
    counts: Counter[int] = Counter({displayed: 0})
    for run in runs:
        if run.turn is not None:
            counts[run.turn] += run.stop - run.start
    if not counts[displayed]:
        for element in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1):
            matrix = element.get_matrix()
            turn = _quarter(atan2(matrix.c, matrix.a))
            if turn is not None:
                counts[turn] += 1
    return counts.most_common(1)[0][0]


def _turned(box: Box, turn: int) -> Box:
    a, b, c, d = _QUARTERS[turn]
    left, bottom, right, top = box
    x0, x1 = sorted((a * left + c * bottom, a * right + c * top))
    y0, y1 = sorted((b * left + d * bottom, b * right + d * top))
    return x0, y0, x1, y1


def _composed(page: pdfium.PdfPage, text: pdfium.PdfTextPage, runs: Sequence[_Run], box: Box) -> PdfPage:
    """Return the upright characters of a page inside its box.

    Invisible text is ignored, unless it is all or most of what a page says: then a program that recognised the
    characters of a picture has written it.
    """
    upright = [run for run in runs if run.turn == 0]
    hidden = sum(run.stop - run.start for run in upright if run.invisible)
    recognised = 2 * hidden > sum(run.stop - run.start for run in upright)
    glyphs = _glyphs(text, [run for run in upright if recognised or not run.invisible], box)
    picture = not glyphs and next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None
    return PdfPage(glyphs, box[2] - box[0], recognised and bool(glyphs), picture)


def _glyphs(text: pdfium.PdfTextPage, runs: Sequence[_Run], page_box: Box) -> list[Glyph]:
    """Return the characters of runs inside the page, as distances from its left and upper edge.

    Characters of a run whose boxes have the same upper and lower edge have one baseline.
    """
    handle = text.raw
    left, bottom, right, top = page_box
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    base = size = 0.0
    found: list[Glyph] = []
    previous = (0.0, 0.0, 0.0)
    first = 0  # of the characters in the same place
    for run in runs:
        height = (0.0, 0.0)
        for number in range(run.start, run.stop):
            code = _unicode(handle, number)
            if code in _GENERATED and raw.FPDFText_IsGenerated(handle, number) == 1:
                continue
            if not _loose_box(handle, number, box):
                continue
            x0, x1, y0, y1 = box.left, box.right, box.bottom, box.top
            if number == run.start or height != (y0, y1):
                height = (y0, y1)
                size = max(y1 - y0, MIN_SIZE)
                raw.FPDFText_GetCharOrigin(handle, number, x, y)
                base = top - y.value
            if left <= (x0 + x1) / 2 <= right and bottom <= top - base <= top:
                em = x1 - x0 if code >= _FIRST_WIDE and size < x1 - x0 < _WIDE * size else size
                found.append(Glyph(_character(code), x0 - left, x1 - left, base, em))
                if previous == (x0, x1, base):
                    found[first:] = _divided(found[first:], x0 - left, x1 - left)
                else:
                    previous, first = (x0, x1, base), len(found) - 1
    return found


def _divided(glyphs: list[Glyph], x0: float, x1: float) -> list[Glyph]:
    """Divide the width of a shape that stands for several characters, such as a long dash, among them.

    The same character twice in the width of one was printed twice.
    """
    is_bold = len({glyph.text for glyph in glyphs}) == 1 and x1 - x0 < _WIDE * glyphs[0].size
    if is_bold:
        return glyphs
    width = (x1 - x0) / len(glyphs)
    return [replace(glyph, x0=x0 + width * place, x1=x0 + width * (place + 1)) for place, glyph in enumerate(glyphs)]


@lru_cache(maxsize=10_000)
def _character(code: int) -> str:
    """Return the character of a code point; U+FFFD for one that no font maps."""
    if code in _HYPHENS:
        return "-"
    return "\ufffd" if code in (0, 0xFFFF) or 0xD800 <= code < 0xE000 else standard_form(chr(code))
