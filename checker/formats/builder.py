"""A builder for documents whose text consists of pieces of the source."""

from __future__ import annotations

from msgspec.structs import replace

from checker.text.document import Block, BlockKind, Directive, Document, Piece
from checker.text.span import Span


class TextBuilder:
    """Appends text and records its origin; separates blocks by line breaks.

    The line breaks between blocks belong to no piece, because they are not in the source.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._closed: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._pieces: list[Piece] = []
        self._blocks: list[Block] = []
        self._block_start = 0
        self._pending_directives: list[Directive] = []
        self._directives: list[Directive] = []

    def add(self, start: int, end: int) -> None:
        """Append ``source[start:end]``."""
        if start < end:
            self._append(self._source[start:end], Span(start, end), verbatim=True)

    def add_reference(self, text: str, start: int, end: int) -> None:
        """Append a text that stands for ``source[start:end]``, such as ``&`` for ``&amp;``."""
        if text:
            self._append(text, Span(start, end), verbatim=False)

    @property
    def last(self) -> str:
        """The last character of the open block; empty when it has none."""
        return self._parts[-1][-1] if self._parts else ""

    def add_directive(self, directive: Directive) -> None:
        """Add a directive at the current position; its target is the open block, if that has text when closed."""
        self._pending_directives.append(directive)

    def add_directive_on(self, directive: Directive, target: Span | None) -> None:
        """Add a directive with a target."""
        self._directives.append(replace(directive, target=target))

    def _append(self, text: str, origin: Span, *, verbatim: bool) -> None:
        last = self._pieces[-1] if self._pieces else None
        joins = last and verbatim and last.verbatim and last.origin.end == origin.start and last.end == self._length
        if last and joins:
            self._pieces[-1] = Piece(last.start, last.end + len(text), Span(last.origin.start, origin.end))
        else:
            self._pieces.append(Piece(self._length, self._length + len(text), origin, verbatim))
        self._parts.append(text)
        self._length += len(text)

    def close(
        self,
        kind: BlockKind = "paragraph",
        level: int = 0,
        context: tuple[str, ...] = (),
        table: int = 0,
        row: int = 0,
        column: int = 0,
    ) -> Span | None:
        """End the open block and return its span; None, and no block, when it has no text."""
        text = "".join(self._parts)
        content = text.strip()
        span = None
        if content:
            start = self._block_start + len(text) - len(text.lstrip())
            span = Span(start, start + len(content))
            self._blocks.append(Block(span, kind, level, context, table, row, column))
        for directive in self._pending_directives:
            self.add_directive_on(directive, span)
        self._pending_directives.clear()
        if text:
            self._closed.append(text + "\n")
            self._parts.clear()
            self._length += 1
        self._block_start = self._length
        return span

    def document(self, path: str, file_format: str, encoding: str = "utf-8", bom: bytes = b"") -> Document:
        """Return the finished document; ``encoding`` and ``bom`` are those of its file."""
        self.close()
        text, blocks, pieces = "".join(self._closed), tuple(self._blocks), tuple(self._pieces)
        directives = tuple(self._directives)
        return Document(path, file_format, text, blocks, pieces, self._source, encoding, bom, directives=directives)
