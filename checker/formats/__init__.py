"""Input files: .txt, .md, .html, .docx, .pdf … are read to documents, and edits are written back.

The table below is explicit. Modules are imported when a file of their type is read, so that checking a text file does
not load the Markdown parser. Imports ``text`` and ``disk`` only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from checker.disk.reading import PACKED_BYTES, TEXT_BYTES
from checker.formats.encoding import DAMAGED
from checker.text.diagnostic import Edit
from checker.text.document import Document
from checker.text.errors import InputError

if TYPE_CHECKING:
    from checker.formats.word.appearance import Appearance

Reader = Callable[[str, bytes], Document]


def _plain(path: str, data: bytes) -> Document:
    from checker.formats import plain

    return plain.read(path, data)


def _markdown(path: str, data: bytes) -> Document:
    from checker.formats.markup import markdown

    return markdown.read(path, data)


def _html(path: str, data: bytes) -> Document:
    from checker.formats.markup import html

    return html.read(path, data)


def _word(path: str, data: bytes) -> Document:
    from checker.formats import word

    return word.read(path, data)


def _pdf(path: str, data: bytes) -> Document:
    from checker.formats.paged import pdf

    return pdf.read(path, data)


def _ofd(path: str, data: bytes) -> Document:
    from checker.formats.paged import ofd

    return ofd.read(path, data)


def _legacy(path: str, data: bytes) -> Document:
    from checker.formats.word import legacy

    return legacy.read(path, data, _word, _html)


def appearance_of(document: Document) -> Appearance | None:
    """Return the fonts, sizes and page setup of a Word document; None for other formats."""
    if document.format != "docx":
        return None
    from checker.formats.word.appearance import read_appearance

    return read_appearance(document.path, document.package)


READERS: dict[str, Reader] = {
    ".txt": _plain,
    ".text": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".docx": _word,
    ".doc": _legacy,
    ".wps": _legacy,
    ".pdf": _pdf,
    ".ofd": _ofd,
}
"""File name suffix → reader; directories are searched for files with these suffixes."""
_TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"})
WRITABLE_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx"})
"""The suffixes of the file types that can be written."""
TEXT_FORMATS = ("txt", "markdown", "html")
"""The formats whose files are text, so that changes can be shown as a diff."""


def is_supported(name: str) -> bool:
    """Return True when files with the suffix of a name can be read."""
    return PurePath(name).suffix.lower() in READERS


def read(path: str, data: bytes, *, name: str = "") -> Document:
    """Read a report. The suffix of ``name``, or of the path, determines its type.

    Raises :class:`~checker.text.errors.InputError` for an unknown type, for data that its reader rejects, and for a
    file without text.
    """
    suffix = PurePath(name or path).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        supported = " ".join(sorted(READERS))
        raise InputError(path, f"不支持的文件类型“{suffix or '无扩展名'}”(可读:{supported})")
    document = reader(path, data)
    if not document.blocks:
        raise InputError(path, "文件中没有文字")
    return document


def max_bytes(name: str) -> int:
    """Return the maximum size of a file of that name; a larger one need not be read to be refused."""
    suffix = PurePath(name).suffix.lower()
    return TEXT_BYTES if suffix in _TEXT_SUFFIXES or suffix not in READERS else PACKED_BYTES


def reads_foreign_code(name: str) -> bool:
    """Return True for a file that is read by code that cannot be interrupted, and may hang or crash (PDFium)."""
    return PurePath(name).suffix.lower() == ".pdf"


def is_writable(name: str) -> bool:
    """Return True when files with the suffix of a name can be written."""
    return PurePath(name).suffix.lower() in WRITABLE_SUFFIXES


def is_converted(document: Document) -> bool:
    """Return True for a document that was converted to the .docx in its ``package``."""
    return bool(document.package) and document.format != "docx"


def write_error(document: Document) -> InputError | None:
    """Return the error to report when a read-only document is to be changed; None for a writable one."""
    if document.format in (*TEXT_FORMATS, "docx"):
        return None
    return InputError(document.path, f".{document.format} 不能写回,只能检查")


def file_bytes(document: Document) -> bytes:
    """Return the content of a document's file.

    Raises :class:`~checker.text.errors.InputError` when the text cannot be written in its encoding.
    """
    return document.package or _encoded(document, document.source)


def revise(document: Document, edits: Sequence[Edit], date: str = "") -> bytes:
    """Return the content of a document's file after edits of its text, which do not overlap.

    In a .docx the edits become tracked changes dated ``date`` (as 2026-11-22T08:00:00Z), or plain changes when it is
    empty. Raises :class:`~checker.text.errors.InputError` for a read-only format, and when the text cannot be written
    in its encoding.
    """
    if document.format == "docx":
        from checker.formats.word import revisions

        return revisions.revise(document.path, document.package, edits, date)
    if error := write_error(document):
        raise error
    return _encoded(document, apply_edits(document.source, to_source_edits(document, edits)))


def to_source_edits(document: Document, edits: Sequence[Edit]) -> list[Edit]:
    """Convert edits of a document's text to edits of its source."""
    return [Edit(document.source_span(edit.span), _escaped(document, edit.text)) for edit in edits]


def _encoded(document: Document, source: str) -> bytes:
    if document.encoding.endswith(DAMAGED):
        raise InputError(document.path, "文字里有不合编码的字节(显示为 �),先改正这些地方才能写回")
    try:
        data = source.encode(document.encoding)
    except (UnicodeEncodeError, LookupError):
        raise InputError(document.path, f"改动后的文字不能用 {document.encoding} 编码写回") from None
    return document.bom + data


def _escaped(document: Document, text: str) -> str:
    """Return a text as it is written in the source; HTML needs character references for markup characters."""
    if document.format != "html":
        return text
    from html import escape

    return escape(text, quote=False)


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return a text after edits, which do not overlap and may be in any order."""
    parts: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        parts.extend((text[position : edit.span.start], edit.text))
        position = edit.span.end
    return "".join((*parts, text[position:]))
