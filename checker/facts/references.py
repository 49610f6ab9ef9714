"""Titles in 《…》, with those nested in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.document import Block
from checker.span import Span

_OPENERS, _CLOSERS = "《〈", "》〉"


@dataclass(frozen=True, slots=True)
class Reference:
    """A cited title; ``span`` with its marks, ``title`` without; ``depth`` 0 is not inside another."""

    span: Span
    title: Span
    depth: int


def read_references(text: str, blocks: Iterable[Block]) -> tuple[Reference, ...]:
    """The closed 《…》 of the blocks in the order of their openings; a mark without partner is left out."""
    found: list[Reference] = []
    for block in blocks:
        waiting: list[int] = []
        for offset in range(block.span.start, block.span.end):
            character = text[offset]
            if character in _OPENERS:
                waiting.append(offset)
            elif character in _CLOSERS and waiting:
                start = waiting.pop()
                found.append(Reference(Span(start, offset + 1), Span(start + 1, offset), len(waiting)))
    return tuple(sorted(found, key=lambda reference: reference.span))
