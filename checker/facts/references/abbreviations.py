"""Definitions of short forms in a text: 《…》（以下简称《纲要》）."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from checker.search.patterns import compile_pattern
from checker.text.document import Block
from checker.text.span import Span

_DEFINITION = compile_pattern(
    r"\(\s*以下(?:统一)?(?:简称|称)(?:为|:)?\s*[“《「]?(?P<short>[^”》」(),。;]{1,24})[”》」]?\s*\)"
)


class Abbreviation(Struct, frozen=True):
    """A defined short form, its span in the definition, and the spans of its uses after the definition."""

    short: str
    span: Span
    uses: tuple[Span, ...]


def read_abbreviations(folded: str, blocks: Iterable[Block]) -> tuple[Abbreviation, ...]:
    """Return the definitions in the blocks, each with its later uses."""
    spans = [block.span for block in blocks]
    end = spans[-1].end if spans else 0
    found = []
    for span in spans:
        for match in _DEFINITION.finditer(folded, span.start, span.end):
            short = match.group("short")
            uses, start = [], match.end()
            while (start := folded.find(short, start, end)) >= 0:
                uses.append(Span(start, start + len(short)))
                start += len(short)
            found.append(Abbreviation(short, Span(*match.span("short")), tuple(uses)))
    return tuple(found)
