"""A text that is open in an editor, and how it is read as a document."""

from __future__ import annotations

import codecs
from functools import cached_property
from pathlib import PurePath

from lsprotocol import types
from msgspec import Struct
from msgspec.structs import replace
from pygls.uris import to_fs_path

from checker.formats import read
from checker.server.positions import Encoding, Positions, changed, clean
from checker.text.diagnostic import Edit
from checker.text.document import Document
from checker.text.span import Span

LANGUAGES = {"plaintext": ".txt", "text": ".txt", "txt": ".txt", "markdown": ".md", "html": ".html", "xhtml": ".html"}
"""What editors call the languages that are read here → file name ending."""
_ENDINGS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml")
_MARK = "\ufeff"


class OpenText(Struct, frozen=True, dict=True):
    """A version of a text. ``path`` is its file, or its name where there is none; ``ending`` says how it is read.

    An ending that is empty is that of a text which is none of ours.
    """

    uri: str
    path: str
    ending: str
    version: int | None
    text: str
    encoding: Encoding

    @cached_property
    def positions(self) -> Positions:
        """The editor's positions in this version."""
        return Positions(self.text, self.encoding)

    @property
    def marked(self) -> int:
        """How many characters stand before the source: a byte order mark that the editor shows as text."""
        return int(self.text.startswith(_MARK))

    def range(self, source: Span) -> types.Range:
        """Where a stretch of a document's source stands in the editor."""
        return self.positions.range(source.shift(self.marked))

    def text_edit(self, edit: Edit) -> types.TextEdit:
        """An edit of the source as the editor makes it."""
        return types.TextEdit(self.range(edit.span), edit.text)

    def source_span(self, where: types.Range) -> Span:
        """The stretch of the source that a range of the editor means."""
        span = self.positions.span(where)
        return Span(max(0, span.start - self.marked), max(0, span.end - self.marked))


def opened(item: types.TextDocumentItem, encoding: Encoding) -> OpenText:
    """The text as it was opened."""
    path = to_fs_path(item.uri) or item.uri.rpartition(":")[2]
    suffix = PurePath(path).suffix.lower()
    ending = suffix if suffix in _ENDINGS else LANGUAGES.get(item.language_id.lower(), "")
    return OpenText(item.uri, path, ending, item.version, clean(item.text), encoding)


def after(text: OpenText, params: types.DidChangeTextDocumentParams) -> OpenText:
    """The next version of a text."""
    content = text.text
    for change in params.content_changes:
        content = changed(content, change, text.encoding)
    return replace(text, version=params.text_document.version, text=content)


def with_source(text: OpenText, source: str) -> OpenText:
    """The text as it is with another source behind its byte order mark."""
    return replace(text, text=f"{text.text[: text.marked]}{source}")


def document_of(text: OpenText) -> Document:
    """The document that a text is; its source is the text, less a byte order mark.

    The bytes carry a mark, so that no declared encoding is believed: the editor has decoded them.
    Raises :class:`~checker.text.errors.InputError` for a text without text.
    """
    data = codecs.BOM_UTF8 + text.text[text.marked :].encode()
    return read(text.path, data, name=f"text{text.ending}")
