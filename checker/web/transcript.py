"""A document as a Word file: itself where it is one, else a plain one with the same paragraphs, headings and tables.

Positions are carried over block by block; what lies between blocks has no place in the other file.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import groupby
from pathlib import PurePath

import docx
from msgspec import Struct

from checker.formats import read
from checker.text.diagnostic import Edit
from checker.text.document import Block, Document
from checker.text.errors import FazhiError
from checker.text.span import Span

_MAX_LEVEL = 9
"""Of headings in Word."""
_REPLACEMENT = "\ufffd"


class Transcript(Struct, frozen=True, dict=True):
    """A Word document and the blocks of the original that its blocks stand for, one for one."""

    document: Document
    originals: tuple[Block, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [block.span.start for block in self.originals]

    def move(self, edit: Edit) -> Edit | None:
        """Return an edit of the original as one of the Word file; None for one that is not within a block."""
        if self._is_same:
            return edit
        index = bisect_right(self._starts, edit.span.start) - 1
        if index < 0 or edit.span not in self.originals[index].span:
            return None
        return Edit(edit.span.shift(self._shift(index)), edit.text)

    def nearest(self, span: Span) -> Span:
        """Return a span of the original in the Word file, cut to the blocks that it touches."""
        if self._is_same:
            return span
        start, end = self._moved(span.start), self._moved(span.end)
        return Span(start, max(start, end))

    @property
    def _is_same(self) -> bool:
        return self.originals is self.document.blocks

    def _moved(self, offset: int) -> int:
        index = max(0, bisect_right(self._starts, offset) - 1)
        block = self.originals[index].span
        return min(max(offset, block.start), block.end) + self._shift(index)

    def _shift(self, index: int) -> int:
        return self.document.blocks[index].span.start - self.originals[index].span.start


def transcribe(document: Document) -> Transcript:
    """Return a document as a Word file.

    Raises :class:`~checker.text.errors.FazhiError` for one that Word cannot hold.
    """
    if document.format == "docx":
        return Transcript(document, document.blocks)
    data = _word_file(document)
    copy = read(f"{PurePath(document.path).stem}.docx", data)
    texts = [_storable(block.span.of(document.text)) for block in document.blocks]
    if [block.span.of(copy.text) for block in copy.blocks] != texts:
        raise FazhiError("这份文字不能原样写成 Word 文件")
    return Transcript(copy, document.blocks)


def _word_file(document: Document) -> bytes:
    target = docx.Document()
    for table, blocks in groupby(document.blocks, key=lambda block: block.table):
        if table:
            _add_table(target, document, list(blocks))
            continue
        for block in blocks:
            text = _storable(block.span.of(document.text))
            if block.kind == "heading":
                target.add_heading(text, min(max(block.level, 1), _MAX_LEVEL))
            else:
                target.add_paragraph(text)
    stream = io.BytesIO()
    target.save(stream)
    return stream.getvalue()


def _add_table(target: docx.document.Document, document: Document, cells: Sequence[Block]) -> None:
    rows = [list(row) for _, row in groupby(cells, key=lambda block: block.row)]
    table = target.add_table(0, max(len(row) for row in rows), style="Table Grid")
    for row in rows:
        added = table.add_row().cells
        for cell, block in zip(added, row, strict=False):
            cell.text = _storable(block.span.of(document.text))


def _storable(text: str) -> str:
    """Return a text with the characters replaced that XML cannot hold, one for one."""
    return "".join(character if is_storable(character) else _REPLACEMENT for character in text)


def is_storable(character: str) -> bool:
    """Return True for a character that XML can hold."""
    code = ord(character)
    return code in {0x9, 0xA} or (code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code not in {0xFFFE, 0xFFFF})
