"""Where the comment goes that asks for a finding to be passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.facts.suppressions import read_requests
from checker.formats import apply_edits
from checker.server.texts import OpenText, document_of, with_source
from checker.text.diagnostic import Diagnostic, Edit
from checker.text.document import Document
from checker.text.errors import InputError
from checker.text.span import Span

REASON = "原因"
"""Stands for the reason until the user types it."""
NEW_LINE = "\n"
_LINE_END = re.compile(r"\r\n|\r|\n")


def ignoring(text: OpenText, document: Document, item: Diagnostic) -> Edit:
    """The edit of the source that passes over a finding: a comment behind its line, or one above the whole text.

    Where that would change what is read (the line ends inside a tag), or speak of something else (of the last cell of
    a row), it goes to the nearest place where it does not.
    """
    edits = list(_above(document, item) if item.scope == "document" else _beside(document, item))
    return next((edit for edit in edits if _works(text, document, item, edit)), edits[0])


def _beside(document: Document, item: Diagnostic) -> Iterator[Edit]:
    comment = f"<!-- fazhi: ignore[{item.rule}] {REASON} -->"
    found = document.source_span(item.span)
    lines = document.source_lines
    line = lines.line_span(lines.position(found.start)[0])
    blocks = (block.span for block in document.blocks if block.span.overlaps(item.span))
    ends = (document.source_offset(block.end, end=True) for block in blocks)
    for offset in (line.end, *ends, found.end, found.start):
        yield Edit(Span(offset, offset), comment)


def _above(document: Document, item: Diagnostic) -> Iterator[Edit]:
    line_end = _LINE_END.search(document.source)
    comment = f"<!-- fazhi: ignore-file[{item.rule}] {REASON} -->{line_end.group() if line_end else NEW_LINE}"
    first = document.source_offset(document.blocks[0].span.start)
    lines = document.source_lines
    for offset in (0, lines.line_span(lines.position(first)[0]).start):
        yield Edit(Span(offset, offset), comment)


def _works(text: OpenText, document: Document, item: Diagnostic, edit: Edit) -> bool:
    """True when the text, read again, is the same, and the comment is about the finding."""
    try:
        read = document_of(with_source(text, apply_edits(document.source, [edit])))
    except InputError:
        return False
    targets = [request.target for request in read_requests(read) if item.rule in request.names]
    # Behind a row of a table it would be about the whole row.
    around = [block.span for block in read.blocks if block.span.start <= item.span.start <= block.span.end]
    meant = any(target is None or target in around for target in targets)
    return meant and (read.text, read.blocks) == (document.text, document.blocks)
