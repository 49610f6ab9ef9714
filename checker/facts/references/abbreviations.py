"""Definitions of short forms in a text: 《…》（以下简称《纲要》）."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from checker.search.patterns import compile_pattern
from checker.text.document import Block
from checker.text.span import Span

_LONGEST_FULL = 40
"""Characters of a full name without marks that are looked at."""
_DEFINITION = compile_pattern(
    r"\(\s*以下(?:统一)?(?:简称|称)(?:为|:)?\s*[“《「]?(?P<short>[^”》」(),。;]{1,24})[”》」]?\s*\)"
)


_BEFORE_FULL = compile_pattern(r"[^》,。;:、()\n]*$")


class Abbreviation(Struct, frozen=True):
    """A defined short form, its span in the definition, and the spans of its uses after the definition.

    ``full`` is what stands before the definition: a title with its marks, or the end of the clause, which may begin
    with other words than the name.
    """

    short: str
    span: Span
    uses: tuple[Span, ...]
    full: str = ""


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
            full = _full_before(folded, span.start, match.start())
            found.append(Abbreviation(short, Span(*match.span("short")), tuple(uses), full))
    return tuple(found)


def _full_before(folded: str, first: int, end: int) -> str:
    """Return the title in 《》 that ends at an offset, or what stands before the offset in its clause."""
    if folded[end - 1 : end] == "》":
        start = folded.rfind("《", first, end)
        return folded[max(start, first) : end]
    before = _BEFORE_FULL.search(folded, max(first, end - _LONGEST_FULL), end)
    return before.group() if before else ""
