"""Clauses and sentences that say again what was said, in hardly other words.

The substance of a text is what is left without marks and without words that carry no fact (该, 情况, 作出). One text
restates another if the substance of the shorter stands in that of the longer in its order, with little left over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from checker.search.patterns import compile_pattern
from checker.text.span import Span

_TITLE = compile_pattern(r"《[^《》]*?(\p{Han}{2})(?:\([^()]*\))?》")
"""A title; its last word is how the text goes on to call it: 该规定."""
_MARKS = compile_pattern(r"[^\p{L}\p{N}.%]+")
_FIGURE = compile_pattern(r"\d[\d.]*")
_SHINGLE = 4
"""Characters of the pieces by which sentences that are alike are found."""


class Stated(Struct, frozen=True):
    """A clause or a sentence: its substance, and its figures in order."""

    span: Span
    substance: str
    figures: tuple[str, ...]


def stated(folded: str, span: Span, empty: Sequence[str]) -> Stated:
    """Return what a span of half-width text states; ``empty`` are the words that carry no fact, the longest first."""
    text = _MARKS.sub("", _TITLE.sub(r"\1", span.of(folded)))
    for word in empty:
        text = text.replace(word, "")
    return Stated(span, text, tuple(_FIGURE.findall(text)))


def restates(first: Stated, second: Stated, extra: int) -> bool:
    """Return True if one substance holds the other, in its order, and no more than ``extra`` characters besides."""
    shorter, longer = sorted((first.substance, second.substance), key=len)
    if first.figures != second.figures or len(longer) - len(shorter) > extra:
        return False
    rest = iter(longer)
    return all(character in rest for character in shorter)


def alike(sentences: Sequence[Stated], share: float) -> Iterator[tuple[Stated, Stated]]:
    """Yield every sentence with the first earlier one that has so large a share of its pieces, or the reverse."""
    pieces = [_shingles(sentence.substance) for sentence in sentences]
    for number, own in enumerate(pieces):
        for earlier in range(number):
            if len(own & pieces[earlier]) >= share * min(len(own), len(pieces[earlier])):
                yield sentences[number], sentences[earlier]
                break


def with_the_same_figures(folded: str, spans: Iterable[Span]) -> list[list[Span]]:
    """Return the spans that have the same figures in the same order, by twos and more; those without are left out."""
    groups: dict[tuple[str, ...], list[Span]] = defaultdict(list)
    for span in spans:
        groups[tuple(_FIGURE.findall(span.of(folded)))].append(span)
    groups.pop((), None)
    return [group for group in groups.values() if len(group) > 1]


def _shingles(text: str) -> set[str]:
    return {text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1)}
