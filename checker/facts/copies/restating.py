"""Clauses and sentences that say again what was said, in hardly other words.

The substance of a text is what is left without marks and without words that carry no fact (该, 情况, 作出). One text
restates another if the substance of the shorter stands in that of the longer in its order, with little left over.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from checker.search.patterns import compile_pattern
from checker.text.span import Span

_TITLE = compile_pattern(r"《[^《》]*?(\p{Han}{2})(?:\([^()]*\))?》")
"""A title; its last word is how the text goes on to call it: 该规定."""
_MARKS = compile_pattern(r"[^\p{L}\p{N}.%]+")
_WHOLE_TITLE = compile_pattern(r"《[^《》]*》")
_FIGURE = compile_pattern(r"\d[\d.]*|[一二三四五六七八九十百千万亿两]+")
_DIGITS = compile_pattern(r"\d")
_SHINGLE = 4
"""Characters of the pieces by which sentences that are alike are found."""
_PARTNERS = 6
"""The first sentences with a piece are those that others are compared with: a long text is not compared with itself."""


class Stated(Struct, frozen=True):
    """A clause or a sentence: its substance, and its figures and titles in order."""

    span: Span
    substance: str
    figures: tuple[str, ...]
    titles: tuple[str, ...]


def stated(folded: str, span: Span, empty: Sequence[str]) -> Stated:
    """Return what a span of half-width text states; ``empty`` are the words that carry no fact, the longest first."""
    written = span.of(folded)
    text = _MARKS.sub("", _TITLE.sub(r"\1", written))
    for word in empty:
        text = text.replace(word, "")
    return Stated(span, text, tuple(_FIGURE.findall(text)), tuple(_WHOLE_TITLE.findall(written)))


def restates(first: Stated, second: Stated, extra: int, against: str = "") -> bool:
    """Return True if one substance holds the other, in its order, and no more than ``extra`` characters besides.

    None of these may be one of ``against``, which turn a statement into another: 国有, 非国有.
    """
    shorter, longer = sorted((first.substance, second.substance), key=len)
    if first.figures != second.figures or len(longer) - len(shorter) > extra:
        return False
    if first.titles and second.titles and first.titles != second.titles:
        return False
    if any(longer.count(character) > shorter.count(character) for character in against):
        return False
    rest = iter(longer)
    return all(character in rest for character in shorter)


def alike(sentences: Sequence[Stated], share: float, extra: int, against: str = "") -> Iterator[tuple[Stated, Stated]]:
    """Yield every sentence with the first earlier one that it restates, and that shares so many of its pieces."""
    first: dict[str, list[int]] = defaultdict(list)
    sizes: list[int] = []
    for number, sentence in enumerate(sentences):
        own = _shingles(sentence.substance)
        sizes.append(len(own))
        shared: Counter[int] = Counter()
        for piece in own:
            shared.update(first[piece])
            if len(first[piece]) < _PARTNERS:
                first[piece].append(number)
        for earlier, count in sorted(shared.items()):
            enough = count >= share * min(sizes[number], sizes[earlier])
            if enough and restates(sentences[earlier], sentence, extra, against):
                yield sentence, sentences[earlier]
                break


def with_the_same_figures(folded: str, spans: Iterable[Span]) -> list[list[Span]]:
    """Return the spans with the same figures in the same order, by twos and more; those without digits are left out."""
    groups: dict[tuple[str, ...], list[Span]] = defaultdict(list)
    for span in spans:
        text = span.of(folded)
        if _DIGITS.search(text):
            groups[tuple(_FIGURE.findall(text))].append(span)
    return [group for group in groups.values() if len(group) > 1]


def _shingles(text: str) -> set[str]:
    return {text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1)}
