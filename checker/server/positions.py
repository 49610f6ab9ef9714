"""Offsets in a text ↔ positions as an editor counts them.

The protocol's lines end with LF, CR LF or a lone CR and nothing else; its columns count units of the
encoding that both sides agreed on, UTF-16 unless they did.
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
        """Where a character stands; the end of the text is a place too."""
        line, column = self._lines.position(offset)
        before = self._text[offset - column + 1 : offset]
        return types.Position(line - 1, _units(before, self._encoding))

    def range(self, span: Span) -> types.Range:
        """Where a span stands."""
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """The character at a position; one behind the end of a line is its end, as the protocol asks."""
        if position.line >= self._count:
            return len(self._text)
        line = self._lines.line_span(position.line + 1)
        return line.start + _characters(line.of(self._text), position.character, self._encoding)

    def span(self, where: types.Range) -> Span:
        """The characters of a range; one that is turned round is taken the right way."""
        ends = sorted((self.offset(where.start), self.offset(where.end)))
        return Span(ends[0], ends[1])

    def line(self, offset: int) -> Span:
        """The line around a character, without its end."""
        return self._lines.line_span(self._lines.position(offset)[0])

    @property
    def _count(self) -> int:
        return self._lines.position(len(self._text))[0]


def changed(text: str, change: types.TextDocumentContentChangeEvent, encoding: Encoding) -> str:
    """The text after a change: of a part, or, when no part is named, of the whole."""
    if isinstance(change, types.TextDocumentContentChangeWholeDocument):
        return clean(change.text)
    span = Positions(text, encoding).span(change.range)
    return f"{text[: span.start]}{clean(change.text)}{text[span.end :]}"


def clean(text: str) -> str:
    """The text with U+FFFD for halves of surrogate pairs: they cannot be encoded, and count one unit as it does."""
    return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)


def _units(text: str, encoding: Encoding) -> int:
    if encoding == types.PositionEncodingKind.Utf32:
        return len(text)
    if encoding == types.PositionEncodingKind.Utf8:
        return len(text.encode())
    return len(text.encode("utf-16-le")) // 2


def _characters(line: str, units: int, encoding: Encoding) -> int:
    """How many characters the first ``units`` of a line are; one that is only half in does not count."""
    if encoding == types.PositionEncodingKind.Utf32:
        return min(units, len(line))
    if encoding == types.PositionEncodingKind.Utf8:
        return len(line.encode()[:units].decode(errors="ignore"))
    return len(line.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore"))
