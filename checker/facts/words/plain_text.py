"""A text without the marks that do not count in fixed formulas, with the way back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from checker.text.span import Span

IGNORED = frozenset("“”\"'‘’、,· ")
"""Characters that do not count in a formula."""
_ENDS = "。;:!?()《》<>…—"
_AS_BREAK = dict.fromkeys(map(ord, _ENDS), "\n")
"""Marks that stand in no formula are line breaks."""
_BEHIND = frozenset([*IGNORED, *"。;:!?\n)(《》<>…—的", ""])
"""What may stand behind the end of a noun."""
_DELETED = dict.fromkeys(map(ord, IGNORED))


class PlainText:
    """Parts of half-width text without what does not count in formulas; every part ends with a line break."""

    def __init__(self, folded: str, spans: Sequence[Span]) -> None:
        self._folded = folded
        self._spans = spans
        self.text = "\n".join([folded[span.start : span.end] for span in spans]).translate(_DELETED | _AS_BREAK) + "\n"

    @cached_property
    def _places(self) -> list[int]:
        """The offset of every character."""
        places: list[int] = []
        for span in self._spans:
            places += [place for place in range(span.start, span.end) if self._folded[place] not in IGNORED]
            places.append(span.end)
        return places

    @cached_property
    def _commas(self) -> list[int]:
        """Offsets before which a comma stands."""
        places = self._places
        return [
            number
            for number in range(1, len(places))
            if places[number] - places[number - 1] > 1 and "," in self._folded[places[number - 1] : places[number]]
        ]

    def span(self, start: int, end: int) -> Span:
        """Return the place of a part in the whole text."""
        return Span(self._places[start], self._places[end - 1] + 1)

    def commas_in(self, start: int, end: int) -> Sequence[int]:
        """Return the offsets of the commas inside a part."""
        return self._commas[bisect_right(self._commas, start) : bisect_right(self._commas, end - 1)]

    def ends_clause(self, end: int) -> bool:
        """Return True if a mark, or the particle of an attribute, stands behind the part that ends there."""
        place = self._places[end - 1] + 1
        return self._folded[place : place + 1] in _BEHIND

    def has_mark(self, offset: int) -> bool:
        """Return True if marks that do not count, or the end of a clause, stand before an offset."""
        before = self._places[offset - 1] + 1
        return before < self._places[offset] or self._folded[before : before + 1] in _BEHIND

    def has_separator(self, start: int, end: int) -> bool:
        """Return True if a 、 stands inside a part."""
        return "、" in self._folded[self._places[start] : self._places[end - 1]]

    def line(self, span: Span) -> Span:
        """Return the part between two marks that stand in no formula, around a part."""
        return Span(self.text.rfind("\n", 0, span.start) + 1, self.text.index("\n", span.end))

    def list_goes_on(self, span: Span) -> bool:
        """Return True if a 、 stands before or behind a part."""
        places, folded = self._places, self._folded
        before = folded[places[span.start - 1] + 1 : places[span.start]] if span.start else ""
        behind = folded[places[span.end - 1] + 1 : places[span.end]]
        return "、" in before or "、" in behind
