"""Conversion between offsets in a text and LSP positions.

Lines of the protocol end with LF, CR LF or CR only. Columns count code units of the encoding that client and server
have negotiated, UTF-16 by default.
"""

from __future__ import annotations

from lsprotocol import types

from checker.text.span import LineIndex, Span

Encoding = types.PositionEncodingKind | str


class Positions:
    """The positions of one text in one encoding."""

    def __init__(self, text: str, encoding: Encoding) -> None:
        self._text, self._encoding = text, encoding
        self._lines = LineIndex(text)

    def position(self, offset: int) -> types.Position:
        """Return the position of an offset, which may be the end of the text."""
        line, column = self._lines.position(offset)
        before = self._text[offset - column + 1 : offset]
        return types.Position(line - 1, _unit_count(before, self._encoding))

    def range(self, span: Span) -> types.Range:
        """Return the range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """Return the offset of a position; one beyond the end of a line is its end, as the protocol requires."""
        if position.line >= self._line_count:
            return len(self._text)
        line = self._lines.line_span(position.line + 1)
        return line.start + _character_count(line.of(self._text), position.character, self._encoding)

    def span(self, lsp_range: types.Range) -> Span:
        """Return the span of a range, whose ends may be in either order."""
        start, end = sorted((self.offset(lsp_range.start), self.offset(lsp_range.end)))
        return Span(start, end)

    def line(self, offset: int) -> Span:
        """Return the line that contains an offset, without its line end."""
        return self._lines.line_span(self._lines.position(offset)[0])

    @property
    def _line_count(self) -> int:
        return self._lines.position(len(self._text))[0]


def apply_change(text: str, change: types.TextDocumentContentChangeEvent, encoding: Encoding) -> str:
    """Return the text after a change of a range, or of the whole text."""
    if isinstance(change, types.TextDocumentContentChangeWholeDocument):
        return replace_surrogates(change.text)
    span = Positions(text, encoding).span(change.range)
    return f"{text[: span.start]}{replace_surrogates(change.text)}{text[span.end :]}"


def replace_surrogates(text: str) -> str:
    """Replace lone surrogates, which cannot be encoded, by U+FFFD, which also is one code unit."""
    return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)


def _unit_count(text: str, encoding: Encoding) -> int:
    if encoding == types.PositionEncodingKind.Utf32:
        return len(text)
    if encoding == types.PositionEncodingKind.Utf8:
        return len(text.encode())
    return len(text.encode("utf-16-le")) // 2


def _character_count(line: str, units: int, encoding: Encoding) -> int:
    """The number of complete characters in the first ``units`` code units of a line."""
    if encoding == types.PositionEncodingKind.Utf32:
        return min(units, len(line))
    if encoding == types.PositionEncodingKind.Utf8:
        return len(line.encode()[:units].decode(errors="ignore"))
    return len(line.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore"))
