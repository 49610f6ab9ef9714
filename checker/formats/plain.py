"""Plain text: the text is the source, every line that is not blank is a block."""

from __future__ import annotations

import re

from checker.document import Block, Document, Piece
from checker.formats.encoding import read_source
from checker.span import Span

_LINE = re.compile(r"[^\r\n]+")


def line_blocks(text: str) -> tuple[Block, ...]:
    """One block a line, without the white space at its ends (indents are not text)."""
    blocks = []
    for match in _LINE.finditer(text):
        line = match.group()
        content = line.strip()
        if content:
            start = match.start() + len(line) - len(line.lstrip())
            blocks.append(Block(Span(start, start + len(content))))
    return tuple(blocks)


def read(path: str, data: bytes) -> Document:
    """Read a text file."""
    source = read_source(path, data)
    text = source.text
    whole = Span(0, len(text))
    return Document(
        path, "txt", text, line_blocks(text), (Piece(0, len(text), whole),), text, source.encoding, source.mark
    )
