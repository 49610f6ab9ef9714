"""The fields of a page's metadata: 索引号, 成文日期, 发布机构 …"""

from __future__ import annotations

from msgspec import Struct

from checker.knowledge.lexicon import PageWords
from checker.search.patterns import compile_pattern
from checker.text.document import Block, Document
from checker.text.span import Span

_VALUE_EDGE = compile_pattern(r"^[\s:•·|\[\]【】]+|[\s•·|\[\]【】]+$")


_BY_SCRIPT = ("counter", "button")
"""The roles of fields that the page's script fills in: the next line is not their value."""


class Field(Struct, frozen=True):
    """A field of the page; ``value`` is empty if nothing follows the name."""

    role: str
    name: str
    value: str
    name_span: Span
    value_span: Span


def read_metadata(document: Document, blocks: tuple[Block, ...], page: PageWords) -> tuple[Field, ...]:
    """Return the fields of the metadata blocks, in order. A line may contain several fields."""
    fields: list[Field] = []
    folded = document.folded
    for index, block in enumerate(blocks):
        found = list(page.field_anywhere.finditer(folded, block.span.start, block.span.end))
        for position, match in enumerate(found):
            end = found[position + 1].start() if position + 1 < len(found) else block.span.end
            name = "".join(match.group("field").split())
            value = _trimmed(folded, Span(match.end("field"), end))
            by_script = page.fields[name] in _BY_SCRIPT
            if not len(value) and position + 1 == len(found) and not by_script:
                value = _value_in_next_cell(blocks, index, page, folded) or value
            name_span = Span(*match.span("field"))
            fields.append(Field(page.fields[name], name, value.of(document.text), name_span, value))
    return tuple(fields)


def _trimmed(folded: str, span: Span) -> Span:
    text = span.of(folded)
    lead = _VALUE_EDGE.match(text)
    start = span.start + (lead.end() if lead else 0)
    body = folded[start : span.end].rstrip(" \t\r\n•·|[]【】")
    return Span(start, start + len(body))


def _value_in_next_cell(blocks: tuple[Block, ...], index: int, page: PageWords, folded: str) -> Span | None:
    """Return the value in the next cell of the same row, or on the next line, or None."""
    if index + 1 >= len(blocks):
        return None
    block, after = blocks[index], blocks[index + 1]
    same_row = block.kind == after.kind == "cell" and (block.table, block.row) == (after.table, after.row)
    next_line = block.kind != "cell" and not folded[block.span.end : after.span.start].strip()
    if not (same_row or next_line) or page.field_start.match(after.span.of(folded)):
        return None
    return after.span
