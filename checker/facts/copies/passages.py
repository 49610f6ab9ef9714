"""The sentences of a report in the form in which reports are compared: without own names and figures."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from checker.facts.sentences import sentences_in
from checker.knowledge.copy_words import CopyWords
from checker.search.patterns import compile_pattern, search
from checker.text.document import Block
from checker.text.span import Span

_FIGURE = compile_pattern(r"\d[\d,.]*")
_MARKS = compile_pattern(r"[\p{P}\p{Z}\s]+")
_ORDINAL = compile_pattern(
    r"^\s*(?:[(][一二三四五六七八九十\d]+[)]|[一二三四五六七八九十]+(?:[、.]|是)|\d+[、.](?!\d))"
)
_MIN_STEM = 2
"""Characters of the shortest stem of a place name."""
FIGURE = "0"
"""Replaces every figure in a key."""
NAME = "某"
"""Replaces the names of the reporting body in a key."""


class Sentence(Struct, frozen=True):
    """A sentence: ``key`` is its text without marks, figures and own names, ``plain`` its text without marks only.

    ``formula`` is True for a standing formula, ``short`` for a sentence too short to be compared, such as a heading.
    """

    span: Span
    key: str
    plain: str
    formula: bool
    short: bool

    @property
    def weight(self) -> int:
        """The number of characters that count as the report's own; 0 for a standing formula or a short heading.

        A figure and the body's own name count as one character: a row of figures that all bodies state is no text.
        """
        return 0 if self.formula or self.short else len(self.key)


def own_names(issuer: str, words: CopyWords) -> tuple[str, ...]:
    """Return the names of a body: for 株洲市云龙镇人民政府 the full name, 株洲市, 云龙镇, 云龙.

    The last two are the place of the body itself and its stem. The stem is left out if it is too short.
    """
    places = [match.group() for match in words.place.finditer(issuer)]
    stems = [stem for place in places[-1:] if len(stem := words.type.sub("", place)) >= _MIN_STEM]
    return tuple(dict.fromkeys([issuer, *places, *stems])) if issuer else ()


def read_passages(
    folded: str, body: tuple[Block, ...], names: tuple[str, ...], words: CopyWords
) -> tuple[Sentence, ...]:
    """Return the sentences of the body in order."""
    spans = [span for block in body for span in sentences_in(folded, block.span)]
    return tuple(_sentence(folded, span, names, words) for span in spans)


def substance(sentences: Sequence[Sentence], formulas: AbstractSet[str] = frozenset()) -> int:
    """Return the number of characters of the sentences that are not standing formulas."""
    return sum(sentence.weight for sentence in sentences if sentence.key not in formulas)


def _sentence(folded: str, span: Span, names: tuple[str, ...], words: CopyWords) -> Sentence:
    text = _ORDINAL.sub("", span.of(folded))
    plain = _MARKS.sub("", text)
    key = _FIGURE.sub(FIGURE, text)
    for name in sorted(names, key=len, reverse=True):
        key = key.replace(name, NAME)
    key = _MARKS.sub("", key)
    formula = FIGURE not in key and search(words.formula, text) is not None
    return Sentence(span, key, plain, formula, len(plain) < words.shortest)
