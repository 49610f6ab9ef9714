"""The comparison of two reports, sentence by sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from enum import Enum

from msgspec import Struct

from checker.facts.copies.passages import Sentence, substance
from checker.knowledge.copy_words import CopyWords
from checker.text.span import Span


class Relationship(Enum):
    """The relationship of a compared report: an earlier report of the same body, or a report of another body."""

    PREVIOUS = "previous"
    OTHER = "other"


class SentencePair(Struct, frozen=True):
    """A sentence of this report and the sentence of the other report that it repeats.

    ``same`` is True if the figures are equal too, ``reworded`` if more than figures and names differs.
    """

    here: Sentence
    there: Sentence
    same: bool
    reworded: bool


class Copy(Struct, frozen=True):
    """A run of repeated sentences; ``characters`` is its length without standing formulas."""

    here: Span
    there: Span
    pairs: tuple[SentencePair, ...]
    characters: int

    @property
    def same(self) -> bool:
        """True if all sentences are identical, figures included."""
        return all(pair.same for pair in self.pairs)

    @property
    def reworded(self) -> bool:
        """True if a sentence differs in more than figures and names."""
        return any(pair.reworded for pair in self.pairs)


def align(
    here: Sequence[Sentence], there: Sequence[Sentence], words: CopyWords, formulas: AbstractSet[str] = frozenset()
) -> tuple[Copy, ...]:
    """Return the runs of sentences that both reports contain, in the order of ``here``.

    ``formulas`` are the keys of sentences that the reports of many bodies contain; they do not count as copied.
    """
    pairs = _pairs(here, there, words, formulas)
    copies: list[Copy] = []
    run: list[SentencePair] = []
    missed = 0
    last = -1
    for index, sentence in enumerate(here):
        found = pairs.get(index)
        if found is None:
            # A short heading between two copied sentences neither continues nor interrupts the run.
            missed += 0 if sentence.short else 1
            continue
        position, pair = found
        near = -1 <= position - last <= 2 * words.gap + 1
        if run and (missed > words.gap or not near):
            copies.append(_copy(run, formulas))
            run = []
        run.append(pair)
        missed, last = 0, position
    if run:
        copies.append(_copy(run, formulas))
    return tuple(copy for copy in copies if copy.characters)


def _pairs(
    here: Sequence[Sentence], there: Sequence[Sentence], words: CopyWords, formulas: AbstractSet[str]
) -> dict[int, tuple[int, SentencePair]]:
    """Return index in ``here`` → (index in ``there``, the pair)."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - needed only when reports are compared

    positions: dict[str, list[int]] = defaultdict(list)
    for position, sentence in enumerate(there):
        if not sentence.short:
            positions[sentence.key].append(position)
    keys = {position: there[position].key for found in positions.values() for position in found}
    pairs: dict[int, tuple[int, SentencePair]] = {}
    last = -1
    for index, sentence in enumerate(here):
        if sentence.short:
            continue
        candidates = positions.get(sentence.key)
        if candidates:
            position = min(candidates, key=lambda candidate: abs(candidate - last - 1))
        elif sentence.formula or sentence.key in formulas:
            continue
        else:
            best = process.extractOne(sentence.key, keys, scorer=fuzz.ratio, score_cutoff=words.similar)
            if best is None:
                continue
            position = best[2]
        original = there[position]
        same, reworded = sentence.plain == original.plain, sentence.key != original.key
        pairs[index] = (position, SentencePair(sentence, original, same, reworded))
        last = position
    return pairs


def _copy(run: Sequence[SentencePair], formulas: AbstractSet[str]) -> Copy:
    here = Span(run[0].here.span.start, run[-1].here.span.end)
    spans = [pair.there.span for pair in run]
    there = Span(min(span.start for span in spans), max(span.end for span in spans))
    return Copy(here, there, tuple(run), substance([pair.here for pair in run], formulas))
