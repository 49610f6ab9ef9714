"""Runs of paragraphs that occur twice in the body."""

from __future__ import annotations

from msgspec import Struct

from checker.text.document import Block
from checker.text.span import Span

PARAGRAPH_LENGTH = 30
"""Characters. Shorter lines, such as headings, may repeat, and count only inside a run of longer paragraphs."""


class Repeat(Struct, frozen=True):
    """A run of paragraphs, ``copy``, that repeats an earlier run, ``original``; ``blocks`` are those of the copy."""

    original: Span
    copy: Span
    blocks: tuple[Block, ...]
    characters: int


def read_repeats(folded: str, body: tuple[Block, ...]) -> tuple[Repeat, ...]:
    """Return the longest runs of equal blocks; the later run is the copy. Widths and spaces are ignored."""
    keys = ["".join(block.span.of(folded).split()) for block in body]
    first: dict[str, int] = {}
    repeats: list[Repeat] = []
    index = 0
    while index < len(body):
        origin = first.get(keys[index])
        if origin is None or len(keys[index]) < PARAGRAPH_LENGTH:
            first.setdefault(keys[index], index)
            index += 1
            continue
        length = 1
        while index + length < len(body) and origin + length < index and keys[origin + length] == keys[index + length]:
            length += 1
        back = 0
        while origin > back and index > back + origin and keys[origin - back - 1] == keys[index - back - 1]:
            back += 1
        copied = body[index - back : index + length]
        original = Span(body[origin - back].span.start, body[origin + length - 1].span.end)
        copy = Span(copied[0].span.start, copied[-1].span.end)
        repeats.append(Repeat(original, copy, copied, sum(len(keys[i]) for i in range(index - back, index + length))))
        index += length
    return tuple(repeats)
