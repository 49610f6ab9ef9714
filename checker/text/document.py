"""A document: its text, its blocks, and the mapping of each character to its source."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from functools import cached_property
from typing import Literal

from msgspec import Struct

from checker.text.span import LineIndex, Span

BlockKind = Literal["paragraph", "heading", "item", "cell"]

NoteKind = Literal["recognised", "picture"]
NOTE_KINDS: tuple[NoteKind, ...] = ("recognised", "picture")

NOTE = "note"
"""Context of a block of a footnote or endnote."""

# Full-width ASCII, ideographic space and no-break space. One character maps to one character, so that offsets are
# preserved. Only matching uses folded text; rules report on the original text.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_REPLACEMENTS = [(chr(full), chr(half)) for full, half in _FOLD.items()]
_REPLACE_FROM = 400
"""Length in characters from which ``str.replace`` for each full-width character is faster than ``str.translate``."""


def fold(text: str) -> str:
    """Replace full-width ASCII and wide spaces by their half-width forms; the length stays the same."""
    if len(text) < _REPLACE_FROM:
        return text.translate(_FOLD)
    for full, half in _REPLACEMENTS:
        if full in text:
            text = text.replace(full, half)
    return text


class Place(Struct, frozen=True):
    """A position for people: line and column from 1, and a label such as ``第3行第5列``."""

    line: int
    column: int
    label: str


class Piece(Struct, frozen=True):
    """A mapping of ``start``..``end`` of the text to the span ``origin`` of the source.

    A ``verbatim`` piece has the same characters in text and source and can be written back. A character reference
    (``&nbsp;``) is one character in the text and several in the source, and cannot.
    """

    start: int
    end: int
    origin: Span
    verbatim: bool = True


class Block(Struct, frozen=True):
    """A paragraph, heading, list item or table cell, without surrounding white space.

    ``level`` is the depth of a heading that the format itself marks (HTML and Markdown 1–6, Word 1–9), 0 for other
    blocks. ``context`` are the names of the elements and classes around the block (HTML), innermost last. ``table``
    is the number of the table of a cell, ``row`` and ``column`` its position there; all three count from 1 and are 0
    outside tables. ``number`` is the length of a number at the beginning that a word processor computes: its marks are
    those of a list format, and not the writer's.
    """

    span: Span
    kind: BlockKind = "paragraph"
    level: int = 0
    context: tuple[str, ...] = ()
    table: int = 0
    row: int = 0
    column: int = 0
    number: int = 0

    @property
    def written(self) -> Span:
        """The span without a computed number."""
        return Span(self.span.start + self.number, self.span.end) if self.number else self.span


class Label(Struct, frozen=True):
    """The label of all positions from ``start`` to the next label, such as ``第12段(二、(一))``.

    ``line`` is the line number for consumers that require one.
    """

    start: int
    line: int
    text: str


class Directive(Struct, frozen=True):
    """A comment addressed to the tool: it begins with the tool's name and is not part of the text.

    ``origin`` is its span in the source. A format whose comments have ranges (Word) gives the span ``target`` in the
    text instead.
    """

    text: str
    origin: Span | None = None
    target: Span | None = None


class ReadingNote(Struct, frozen=True):
    """What a reader has to say about pages of a file; ``pages`` count from 1, ``spans`` are their text.

    ``recognised``: their text was recognised in a picture, and may be misread; ``picture``: they have a picture and no
    text, so that nothing of them was read.
    """

    kind: NoteKind
    pages: tuple[int, ...]
    spans: tuple[Span, ...] = ()


class Document(Struct, frozen=True, dict=True):
    """The result of reading a file. ``text`` is never normalised; ``source`` is the decoded file.

    ``encoding`` and ``bom`` (a byte order mark or empty) are those of the file. A format without lines has ``labels``,
    ordered by offset, and its ``source`` equals its text. ``package`` is the content of a file that is edited in place
    (.docx), or of the .docx that a file was converted to. ``prompts`` are the places of content controls (Word) that
    nobody has filled in, so that they show their prompts. ``notes`` are what a reader has to say about it.
    """

    path: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    pieces: tuple[Piece, ...]
    source: str
    encoding: str = "utf-8"
    bom: bytes = b""
    labels: tuple[Label, ...] = ()
    package: bytes = b""
    directives: tuple[Directive, ...] = ()
    prompts: tuple[Span, ...] = ()
    notes: tuple[ReadingNote, ...] = ()

    @cached_property
    def folded(self) -> str:
        """The text for matching, of the same length: folded (:func:`fold`), with only line breaks between blocks.

        Indents become line breaks, so that an expression can recognise the start of a paragraph by one.
        """
        folded, parts, position = fold(self.text), [], 0
        for block in self.blocks:
            between = folded[position : block.span.start]
            parts.append("\n" * len(between) if between.isspace() else between)
            parts.append(block.span.of(folded))
            position = block.span.end
        return "".join((*parts, folded[position:]))

    def is_recognised(self, offset: int) -> bool:
        """Return True for a character that was recognised in a picture."""
        spans = (span for note in self.notes if note.kind == "recognised" for span in note.spans)
        return any(span.start <= offset < span.end for span in spans)

    @cached_property
    def source_lines(self) -> LineIndex:
        """The line index of the source."""
        return LineIndex(self.source)

    @cached_property
    def _piece_starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def source_offset(self, offset: int, *, end: bool = False) -> int:
        """Return the offset in the source of a character of the text.

        With ``end`` the offset is an exclusive end and maps to the position right after the preceding character, not
        to the start of the next piece, which may follow a tag or be many lines away. In a document with labels, text
        and source have the same offsets.
        """
        if self.labels or not self.pieces:
            return offset if self.labels else 0
        if end and offset > 0:
            piece = self._piece_at(offset - 1)
            return self._origin_offset(piece, offset - 1) + 1 if piece.verbatim else piece.origin.end
        piece = self._piece_at(offset)
        return self._origin_offset(piece, offset)

    def text_offset(self, source_offset: int) -> int:
        """Return the offset of the first character of the text that is at or after an offset of the source."""
        if self.labels or not self.pieces:
            return source_offset if self.labels else 0
        starts = self._origin_starts
        piece = self.pieces[max(0, bisect_right(starts, source_offset) - 1)]
        return piece.start + min(max(0, source_offset - piece.origin.start), piece.end - piece.start)

    @cached_property
    def _origin_starts(self) -> list[int]:
        return [piece.origin.start for piece in self.pieces]

    def _piece_at(self, offset: int) -> Piece:
        return self.pieces[max(0, bisect_right(self._piece_starts, offset) - 1)]

    @staticmethod
    def _origin_offset(piece: Piece, offset: int) -> int:
        if not piece.verbatim:
            return piece.origin.start
        return min(piece.origin.start + offset - piece.start, piece.origin.end)

    def source_span(self, span: Span) -> Span:
        """Return the span of the source from the first to the last character of a span of the text."""
        start = self.source_offset(span.start)
        return Span(start, max(start, self.source_offset(span.end, end=len(span) > 0)))

    def writable(self, span: Span) -> bool:
        """Return True when the span is one unbroken run of source characters."""
        if self.labels:
            pieces = self._pieces_in(span)
            adjacent = all(before.end == after.start for before, after in itertools.pairwise(pieces))
            return bool(pieces) and adjacent and all(piece.verbatim for piece in pieces) and span.end <= pieces[-1].end
        piece = self._piece_at(span.start) if self.pieces else None
        if piece and piece.verbatim and piece.start <= span.start and span.end <= piece.end:
            return True
        return self.source_span(span).of(self.source) == span.of(self.text)

    def place(self, offset: int, *, end: bool = False) -> Place:
        """Return the place of an offset of the text; with ``end`` the offset is an exclusive end."""
        if self.labels:
            return self._labelled_place(offset - 1 if end and offset else offset, past=end and offset > 0)
        return self.source_place(self.source_offset(offset, end=end))

    def source_place(self, offset: int) -> Place:
        """Return the place of an offset of the source, in a format that has lines."""
        line, column = self.source_lines.position(offset)
        return Place(line, column, f"第{line}行第{column}列")

    def line_label(self, offset: int) -> str:
        """Return the label of an offset's line (``第 3 行``), or of its place in a format without lines."""
        place = self.place(offset)
        return place.label if self.labels else f"第 {place.line} 行"

    def _pieces_in(self, span: Span) -> tuple[Piece, ...]:
        """Return the pieces that a span shares characters with."""
        first = max(0, bisect_right(self._piece_starts, span.start) - 1)
        last = bisect_right(self._piece_starts, max(span.start, span.end - 1))
        return self.pieces[first:last]

    @cached_property
    def _label_starts(self) -> list[int]:
        return [label.start for label in self.labels]

    def _labelled_place(self, offset: int, *, past: bool) -> Place:
        label = self.labels[max(0, bisect_right(self._label_starts, offset) - 1)]
        return Place(label.line, offset - label.start + 1 + past, label.text)
