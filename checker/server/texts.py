"""Texts that are open in an editor, and their conversion to documents."""

from __future__ import annotations

import codecs
from functools import cached_property
from pathlib import PurePath

from lsprotocol import types
from msgspec import Struct
from msgspec.structs import replace
from pygls.uris import to_fs_path

from checker.formats import read
from checker.server.positions import Encoding, Positions, apply_change, replace_surrogates
from checker.text.diagnostic import Edit
from checker.text.document import Document
from checker.text.span import Span

LANGUAGES = {"plaintext": ".txt", "text": ".txt", "txt": ".txt", "markdown": ".md", "html": ".html", "xhtml": ".html"}
"""The file name extension for each language identifier of editors."""
_EXTENSIONS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml")
_BOM = "\ufeff"


class OpenText(Struct, frozen=True, dict=True):
    """A version of a text.

    ``path`` is its file, or its name when it has none. ``extension`` determines its format; it is empty for a text that
    is not linted.
    """

    uri: str
    path: str
    extension: str
    version: int | None
    text: str
    encoding: Encoding

    @cached_property
    def positions(self) -> Positions:
        """The LSP positions in this version."""
        return Positions(self.text, self.encoding)

    @property
    def mark_length(self) -> int:
        """The number of characters before the source: 1 for a byte order mark that the editor keeps as text, else 0."""
        return int(self.text.startswith(_BOM))

    def range(self, source: Span) -> types.Range:
        """Return the LSP range of a span of the source."""
        return self.positions.range(source.shift(self.mark_length))

    def text_edit(self, edit: Edit) -> types.TextEdit:
        """Convert an edit of the source to an LSP text edit."""
        return types.TextEdit(self.range(edit.span), edit.text)

    def source_span(self, lsp_range: types.Range) -> Span:
        """Return the span of the source for an LSP range."""
        span = self.positions.span(lsp_range)
        return Span(max(0, span.start - self.mark_length), max(0, span.end - self.mark_length))


def open_text(item: types.TextDocumentItem, encoding: Encoding) -> OpenText:
    """Create the first version of a text from the notification that it was opened."""
    path = to_fs_path(item.uri) or item.uri.rpartition(":")[2]
    suffix = PurePath(path).suffix.lower()
    extension = suffix if suffix in _EXTENSIONS else LANGUAGES.get(item.language_id.lower(), "")
    return OpenText(item.uri, path, extension, item.version, replace_surrogates(item.text), encoding)


def apply_changes(text: OpenText, params: types.DidChangeTextDocumentParams) -> OpenText:
    """Return the next version of a text."""
    content = text.text
    for change in params.content_changes:
        content = apply_change(content, change, text.encoding)
    return replace(text, version=params.text_document.version, text=content)


def with_source(text: OpenText, source: str) -> OpenText:
    """Return the text with another source after its byte order mark."""
    return replace(text, text=f"{text.text[: text.mark_length]}{source}")


def read_document(text: OpenText) -> Document:
    """Read a text as a document; its source is the text without a byte order mark.

    The bytes begin with a byte order mark, so that an encoding declared in the text is ignored.
    Raises :class:`~checker.text.errors.InputError` for a text without content.
    """
    data = codecs.BOM_UTF8 + text.text[text.mark_length :].encode()
    return read(text.path, data, name=f"text{text.extension}")
