"""One text, its blocks, and the way back to where each character came from."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from functools import cached_property
from typing import Literal

from msgspec import Struct

from checker.text.span import LineIndex, Span

BlockKind = Literal["paragraph", "heading", "item", "cell"]

# One character to one character, so that offsets stay: full-width ASCII, ideographic and no-break
# space. Rules look at the real text; only matching looks at this.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_HALF = [(chr(full), chr(half)) for full, half in _FOLD.items()]
_LONG = 400
"""Characters; from here on looking for each full-width character is faster than looking at each of the text."""


def fold(text: str) -> str:
    """The same text with full-width ASCII made half-width, character for character."""
    if len(text) < _LONG:
        return text.translate(_FOLD)
    for full, half in _HALF:
        if full in text:
            text = text.replace(full, half)
    return text


class Place(Struct, frozen=True):
    """A position as it is told to people: line and column from 1, and words for it."""

    line: int
    column: int
    label: str


class Piece(Struct, frozen=True):
    """``start``..``end`` of the text came from ``origin`` onward in the source.

    ``verbatim`` pieces are the source's own characters and can be written back; a character
    reference (``&nbsp;``) is one character here and several there, and cannot.
    """

    start: int
    end: int
    origin: Span
    verbatim: bool = True


class Block(Struct, frozen=True):
    """A run of text that belongs together, without the white space around it.

    ``level`` is the depth of a heading that the format itself marks (1–6), ``context`` the names
    of the elements and classes around the block (HTML), innermost last, ``row`` and ``column``
    the place of a cell in its table, from 1.
    """

    span: Span
    kind: BlockKind = "paragraph"
    level: int = 0
    context: tuple[str, ...] = ()
    table: int = 0
    row: int = 0
    column: int = 0


class Label(Struct, frozen=True):
    """From ``start`` on, until the next label, places are told by these words: 第12段(二、(一)).

    ``line`` is the number for programs that know of nothing but lines.
    """

    start: int
    line: int
    text: str


class Directive(Struct, frozen=True):
    """What a writer says to the tool: a comment that begins with the tool's name, and is no part of the text.

    ``origin`` is where it stands in the source; a format that has ranges (a Word comment's) gives the
    ``target`` in the text in its place.
    """

    text: str
    origin: Span | None = None
    target: Span | None = None


class Document(Struct, frozen=True, dict=True):
    """What a reader makes of a file. ``text`` is never normalised; ``source`` is the decoded file.

    ``encoding`` and ``bom`` (a byte order mark, or nothing) are how the source was written. A format
    without lines has ``labels`` in order, and its text for ``source``; ``package`` are the bytes of one
    that is changed in place.
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

    @cached_property
    def folded(self) -> str:
        """The text for matching, same length: see :func:`fold`; between blocks there are line breaks only.

        An indented paragraph begins behind a line break like any other, so that expressions know a beginning.
        """
        folded, parts, behind = fold(self.text), [], 0
        for block in self.blocks:
            between = folded[behind : block.span.start]
            parts.append("\n" * len(between) if between.isspace() else between)
            parts.append(block.span.of(folded))
            behind = block.span.end
        return "".join((*parts, folded[behind:]))

    @cached_property
    def source_lines(self) -> LineIndex:
        """Lines of the source."""
        return LineIndex(self.source)

    @cached_property
    def _piece_starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def source_offset(self, offset: int, *, end: bool = False) -> int:
        """Where a character of the text stands in the source.

        With ``end`` the offset is an exclusive end, so it lies right behind the character before
        it and not at the next piece, which may be a tag or many lines away. With labels the text is
        its own source.
        """
        if self.labels or not self.pieces:
            return offset if self.labels else 0
        if end and offset > 0:
            piece = self._piece_at(offset - 1)
            return self._inside(piece, offset - 1) + 1 if piece.verbatim else piece.origin.end
        piece = self._piece_at(offset)
        return self._inside(piece, offset)

    def text_offset(self, source_offset: int) -> int:
        """The first character of the text that stands at a place of the source or behind it."""
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
    def _inside(piece: Piece, offset: int) -> int:
        if not piece.verbatim:
            return piece.origin.start
        return min(piece.origin.start + offset - piece.start, piece.origin.end)

    def source_span(self, span: Span) -> Span:
        """The stretch of the source from a span's first to its last character."""
        start = self.source_offset(span.start)
        return Span(start, max(start, self.source_offset(span.end, end=len(span) > 0)))

    def writable(self, span: Span) -> bool:
        """True when the span is one unbroken run of source characters."""
        if self.labels:
            pieces = self._pieces_in(span)
            joined = all(one.end == other.start for one, other in itertools.pairwise(pieces))
            return bool(pieces) and joined and all(piece.verbatim for piece in pieces) and span.end <= pieces[-1].end
        piece = self._piece_at(span.start) if self.pieces else None
        if piece and piece.verbatim and piece.start <= span.start and span.end <= piece.end:
            return True
        return self.source_span(span).of(self.source) == span.of(self.text)

    def place(self, offset: int, *, end: bool = False) -> Place:
        """The place of a character, as people are told it."""
        if self.labels:
            return self._labelled(offset - 1 if end and offset else offset, past=end and offset > 0)
        return self.source_place(self.source_offset(offset, end=end))

    def source_place(self, offset: int) -> Place:
        """The place of a character of the source, in a format that has lines."""
        line, column = self.source_lines.position(offset)
        return Place(line, column, f"第{line}行第{column}列")

    def line_label(self, offset: int) -> str:
        """The line of a character in words, or the place as it is named where there are no lines."""
        place = self.place(offset)
        return place.label if self.labels else f"第 {place.line} 行"

    def _pieces_in(self, span: Span) -> tuple[Piece, ...]:
        """The pieces that a span touches; nothing at all where it stands between two."""
        first = max(0, bisect_right(self._piece_starts, span.start) - 1)
        last = bisect_right(self._piece_starts, max(span.start, span.end - 1))
        return self.pieces[first:last]

    @cached_property
    def _label_starts(self) -> list[int]:
        return [label.start for label in self.labels]

    def _labelled(self, offset: int, *, past: bool) -> Place:
        label = self.labels[max(0, bisect_right(self._label_starts, offset) - 1)]
        return Place(label.line, offset - label.start + 1 + past, label.text)
