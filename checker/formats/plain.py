"""Plain text: the text is the source without directives; each line that is not blank is a block.

Word processors save a manual line break (Shift+Enter) as U+000B or U+2028. A text in which one of them ends a sentence
or precedes a number uses them as line ends; in another, one is a stray character within a sentence.
"""

from __future__ import annotations

import re

from checker.formats.directives import find_directives, with_space
from checker.formats.encoding import read_source
from checker.text.document import Block, Document, Piece
from checker.text.span import Span

_LINE = re.compile(r"[^\r\n\f]+")
_LINE_OF_BREAKS = re.compile(r"[^\r\n\f\v\u0085\u2028\u2029]+")
_BREAKS = ("\v", "\u0085", "\u2028", "\u2029")
_USED_BREAK = re.compile(
    r"[。;；:：!！?？][”’）)]?[ \t\u3000]{0,8}[\v\u0085\u2028\u2029]"
    r"|[\v\u0085\u2028\u2029][ \t\u3000]{0,8}(?:[(（]?[一二三四五六七八九十]{1,3}[、)）]|\d{1,2}[.．、])"
)


def line_blocks(text: str) -> tuple[Block, ...]:
    """Return a block for each line that is not blank, without leading and trailing white space."""
    blocks = []
    for match in _line(text).finditer(text):
        line = match.group()
        content = line.strip()
        if content:
            start = match.start() + len(line) - len(line.lstrip())
            blocks.append(Block(Span(start, start + len(content))))
    return tuple(blocks)


def _line(text: str) -> re.Pattern[str]:
    has_breaks = any(mark in text for mark in _BREAKS) and _USED_BREAK.search(text)
    return _LINE_OF_BREAKS if has_breaks else _LINE


def read(path: str, data: bytes) -> Document:
    """Read a text file.

    Raises :class:`~checker.text.errors.InputError` like :func:`~checker.formats.encoding.read_source`.
    """
    source = read_source(path, data)
    directives = find_directives(source.text)
    pieces = _pieces(
        source.text, [with_space(source.text, directive.origin) for directive in directives if directive.origin]
    )
    text = "".join(piece.origin.of(source.text) for piece in pieces)
    return Document(
        path, "txt", text, line_blocks(text), pieces, source.text, source.encoding, source.bom, directives=directives
    )


def _pieces(source: str, excluded: list[Span]) -> tuple[Piece, ...]:
    """Return the pieces between the excluded spans; one empty piece for an empty text."""
    pieces: list[Piece] = []
    length = position = 0
    for gap in (*excluded, Span(len(source), len(source))):
        origin = Span(position, max(position, gap.start))
        if len(origin):
            pieces.append(Piece(length, length + len(origin), origin))
            length += len(origin)
        position = max(position, gap.end)
    return tuple(pieces) or (Piece(0, 0, Span(0, 0)),)
