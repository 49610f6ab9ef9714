"""Two reports laid beside each other, sentence by sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from checker.facts.copies.passages import Sentence, substance
from checker.knowledge.copy_words import CopyWords
from checker.text.span import Span


class Pair(Struct, frozen=True):
    """A sentence here and the one there that it repeats; ``same`` when even the figures are equal."""

    here: Sentence
    there: Sentence
    same: bool
    reworded: bool


class Copy(Struct, frozen=True):
    """A run of repeated sentences; ``characters`` counts what is no standing formula."""

    here: Span
    there: Span
    pairs: tuple[Pair, ...]
    characters: int

    @property
    def same(self) -> bool:
        """Word for word and figure for figure."""
        return all(pair.same for pair in self.pairs)

    @property
    def reworded(self) -> bool:
        """Some sentence is not just the same with other figures and names."""
        return any(pair.reworded for pair in self.pairs)


def align(
    here: Sequence[Sentence], there: Sequence[Sentence], words: CopyWords, formulas: AbstractSet[str] = frozenset()
) -> tuple[Copy, ...]:
    """The runs of sentences that stand in both, in the order of ``here``.

    ``formulas`` are keys that count for nothing: sentences that many bodies' reports have.
    """
    pairs = _pairs(here, there, words, formulas)
    copies: list[Copy] = []
    run: list[Pair] = []
    missed = 0
    last = -1
    for index, sentence in enumerate(here):
        found = pairs.get(index)
        if found is None:
            # A short heading between two copied sentences tells nothing either way.
            missed += 0 if sentence.silent else 1
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
) -> dict[int, tuple[int, Pair]]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - loaded only to compare

    places: dict[str, list[int]] = defaultdict(list)
    for position, sentence in enumerate(there):
        if not sentence.silent:
            places[sentence.key].append(position)
    keys = {position: there[position].key for found in places.values() for position in found}
    pairs: dict[int, tuple[int, Pair]] = {}
    last = -1
    for index, sentence in enumerate(here):
        if sentence.silent:
            continue
        candidates = places.get(sentence.key)
        if candidates:
            position = min(candidates, key=lambda place: abs(place - last - 1))
        elif sentence.formula or sentence.key in formulas:
            continue
        else:
            best = process.extractOne(sentence.key, keys, scorer=fuzz.ratio, score_cutoff=words.similar)
            if best is None:
                continue
            position = best[2]
        other = there[position]
        pairs[index] = (position, Pair(sentence, other, sentence.plain == other.plain, sentence.key != other.key))
        last = position
    return pairs


def _copy(run: Sequence[Pair], formulas: AbstractSet[str]) -> Copy:
    here = Span(run[0].here.span.start, run[-1].here.span.end)
    places = [pair.there.span for pair in run]
    there = Span(min(place.start for place in places), max(place.end for place in places))
    return Copy(here, there, tuple(run), substance([pair.here for pair in run], formulas))
