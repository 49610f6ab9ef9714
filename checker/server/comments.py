"""Insertion of comments that ignore a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.facts.suppressions import read_requests
from checker.formats import apply_edits
from checker.server.texts import OpenText, read_document, with_source
from checker.text.diagnostic import Diagnostic, Edit
from checker.text.document import Document
from checker.text.errors import InputError
from checker.text.span import Span

REASON = "原因"
"""The placeholder for the reason that the user is to type."""
NEW_LINE = "\n"
_LINE_END = re.compile(r"\r\n|\r|\n")


def ignore_edit(text: OpenText, document: Document, item: Diagnostic) -> Edit:
    """Return the edit of the source that ignores a finding: a comment after its line, or at the start of the text.

    Where the comment would change the text that is read (a line that ends inside a tag), or apply to something else
    (the last cell of a row), it is inserted at the next possible position.
    """
    edits = list(_document_edits(document, item) if item.scope == "document" else _line_edits(document, item))
    return next((edit for edit in edits if _works(text, document, item, edit)), edits[0])


def _line_edits(document: Document, item: Diagnostic) -> Iterator[Edit]:
    comment = f"<!-- fazhi: ignore[{item.rule}] {REASON} -->"
    source = document.source_span(item.span)
    lines = document.source_lines
    line = lines.line_span(lines.position(source.start)[0])
    blocks = (block.span for block in document.blocks if block.span.overlaps(item.span))
    ends = (document.source_offset(block.end, end=True) for block in blocks)
    for offset in (line.end, *ends, source.end, source.start):
        yield Edit(Span(offset, offset), comment)


def _document_edits(document: Document, item: Diagnostic) -> Iterator[Edit]:
    line_end = _LINE_END.search(document.source)
    comment = f"<!-- fazhi: ignore-file[{item.rule}] {REASON} -->{line_end.group() if line_end else NEW_LINE}"
    first = document.source_offset(document.blocks[0].span.start)
    lines = document.source_lines
    for offset in (0, lines.line_span(lines.position(first)[0]).start):
        yield Edit(Span(offset, offset), comment)


def _works(text: OpenText, document: Document, item: Diagnostic, edit: Edit) -> bool:
    """Return True when the text, read again, is unchanged and the comment applies to the finding."""
    try:
        read = read_document(with_source(text, apply_edits(document.source, [edit])))
    except InputError:
        return False
    targets = [request.target for request in read_requests(read) if item.rule in request.names]
    # After a row of a table a comment would apply to the whole row.
    own_blocks = [block.span for block in read.blocks if block.span.start <= item.span.start <= block.span.end]
    applies = any(target is None or target in own_blocks for target in targets)
    return applies and (read.text, read.blocks) == (document.text, document.blocks)
