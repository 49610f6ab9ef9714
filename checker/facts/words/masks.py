"""What rules about wording do not look at: titles, quotations, document numbers, addresses, own names."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from msgspec import Struct

from checker.search.patterns import alternatives, finditer, match_span
from checker.search.prefilter import candidate_expressions
from checker.text.span import Span

HIDDEN = "\ue000"
"""Stands in the masked text for every character that is not to be looked at."""


class Masks(Struct, frozen=True, dict=True):
    """The protected stretches of a text, in order, none inside another."""

    folded: str
    spans: tuple[Span, ...]

    @cached_property
    def text(self) -> str:
        """The folded text, same length, with :data:`HIDDEN` for what is protected."""
        parts, position = [], 0
        for span in self.spans:
            parts.append(self.folded[position : span.start])
            parts.append(HIDDEN * len(span))
            position = span.end
        return "".join((*parts, self.folded[position:]))

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self.spans]

    def cover(self, span: Span) -> bool:
        """True when a span shares a character with what is protected."""
        return self.around(span) is not None

    def around(self, span: Span) -> Span | None:
        """The first protected stretch that shares a character with a span."""
        index = bisect_right(self._starts, span.start) - 1
        return next((mask for mask in self.spans[max(index, 0) : index + 2] if span.overlaps(mask)), None)


def read_masks(folded: str, protected: tuple[str, ...]) -> Masks:
    """The stretches of half-width text that one of the expressions protects, the first of those that begin together.

    A group ``inner`` narrows a match to itself; a group ``lead``, seen by looking back, is protected with it.
    """
    spans: list[Span] = []
    behind = 0
    for match in finditer(alternatives(candidate_expressions(protected, folded)), folded):
        start, end = match_span(match, "inner")
        lead, _ = match_span(match, "lead")
        if lead < match.start():
            start = max(lead, behind)
        spans.append(Span(start, end))
        behind = end
    return Masks(folded, tuple(spans))
