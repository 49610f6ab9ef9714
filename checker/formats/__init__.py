"""File types: each module reads bytes into a :class:`~checker.document.Document`.

The table below is explicit. A module is imported when a file of its type is read, so that a
Markdown parser costs nothing to somebody who lints a text file.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import PurePath

from checker.document import Document
from checker.errors import InputError

Reader = Callable[[str, bytes], Document]


def _plain(path: str, data: bytes) -> Document:
    from checker.formats import plain

    return plain.read(path, data)


def _markdown(path: str, data: bytes) -> Document:
    from checker.formats import markdown

    return markdown.read(path, data)


def _html(path: str, data: bytes) -> Document:
    from checker.formats import html

    return html.read(path, data)


READERS: dict[str, Reader] = {
    ".txt": _plain,
    ".text": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
}
"""File name ending → reader; directories are searched for these endings."""


def supported(name: str) -> bool:
    """True when the ending of a file name belongs to a file type that can be read."""
    return PurePath(name).suffix.lower() in READERS


def read(path: str, data: bytes, *, name: str = "") -> Document:
    """Read a report; ``name`` stands in for the path where the type is told by another name.

    Raises :class:`~checker.errors.InputError` for a type that is unknown, for bytes that are no
    text and for a file without text.
    """
    suffix = PurePath(name or path).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        known = " ".join(sorted(READERS))
        raise InputError(path, f"不支持的文件类型“{suffix or '无扩展名'}”(可读:{known})")
    document = reader(path, data)
    if not document.blocks:
        raise InputError(path, "文件中没有文字")
    return document


def write(document: Document, source: str) -> bytes:
    """The bytes of a changed source, in the encoding that the document came in.

    Raises :class:`~checker.errors.InputError` when the source cannot be written so without loss.
    """
    try:
        data = source.encode(document.encoding)
    except (UnicodeEncodeError, LookupError):
        raise InputError(document.path, f"改动后的文字不能用 {document.encoding} 编码写回") from None
    return document.mark + data


def written(document: Document, text: str) -> str:
    """A text as it stands in the source of a document: in HTML the signs of markup are references."""
    return escape(text, quote=False) if document.format == "html" else text
