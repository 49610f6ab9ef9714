"""The sentences of a report as they are compared with another's: names and figures set aside."""

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
_SILENT = compile_pattern(r"[\p{P}\p{Z}\s]+")
_ORDINAL = compile_pattern(
    r"^\s*(?:[(][一二三四五六七八九十\d]+[)]|[一二三四五六七八九十]+(?:[、.]|是)|\d+[、.](?!\d))"
)
_STEM = 2
FIGURE = "0"
"""Stands for any figure in a key."""
NAME = "某"
"""Stands for the reporting body's own names in a key."""


class Sentence(Struct, frozen=True):
    """``key`` is the wording without marks, figures and own names; ``plain`` with the figures."""

    span: Span
    key: str
    plain: str
    formula: bool
    silent: bool

    @property
    def weight(self) -> int:
        """Characters that count as the report's own; none in a standing formula or a short heading."""
        return 0 if self.formula or self.silent else len(self.plain)


def own_names(issuer: str, words: CopyWords) -> tuple[str, ...]:
    """「株洲市云龙镇人民政府」 → the whole, 株洲市, 云龙镇, 云龙: the last two are its own place and the stem."""
    places = [match.group() for match in words.place.finditer(issuer)]
    stems = [stem for place in places[-1:] if len(stem := words.type.sub("", place)) >= _STEM]
    return tuple(dict.fromkeys([issuer, *places, *stems])) if issuer else ()


def read_passages(
    folded: str, body: tuple[Block, ...], names: tuple[str, ...], words: CopyWords
) -> tuple[Sentence, ...]:
    """The sentences of the body in order."""
    spans = [span for block in body for span in sentences_in(folded, block.span)]
    return tuple(_sentence(folded, span, names, words) for span in spans)


def substance(sentences: Sequence[Sentence], formulas: AbstractSet[str] = frozenset()) -> int:
    """Characters of a report that are its own words, not the genre's."""
    return sum(sentence.weight for sentence in sentences if sentence.key not in formulas)


def _sentence(folded: str, span: Span, names: tuple[str, ...], words: CopyWords) -> Sentence:
    text = _ORDINAL.sub("", span.of(folded))
    plain = _SILENT.sub("", text)
    key = _FIGURE.sub(FIGURE, text)
    for name in sorted(names, key=len, reverse=True):
        key = key.replace(name, NAME)
    key = _SILENT.sub("", key)
    formula = FIGURE not in key and search(words.formula, text) is not None
    return Sentence(span, key, plain, formula, len(plain) < words.shortest)
