"""What may have been meant where the model has hardly seen what stands: another character, one more or less, a swap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from checker.knowledge.language_model.model import NEAR_SOUND, LanguageModel
from checker.knowledge.language_model.symbols import SIGNS

SUBSTITUTION, PAIR, DELETION, INSERTION, SWAP, WORD = range(6)
"""What a proposal does: another character, two others, one less, one more, two swapped;
the last is for another character that makes a word."""
_RARE_RUN, _RARE_RUNS, _RARE_PAIR = 0, 0, 1
"""A place is looked at when the runs of three over it have no more than this together, as powers of two, or one of them
alone no more than that; and when one of the pairs over it has no more than the last."""
_KEPT = 4
_EVIDENCE, _LONGER = 4, 3
_STRANGE, _WHOLE = 1, 6
_USUAL = 40
"""For one more character: how well its neighbours may know each other, and how many of those beside are tried."""
_SEEN, _COMMON_WORD = 3, 6
"""A pair counted less often is a strange one, a word counted as often a common one."""
_ORDER = 3
_AROUND = 2


class Proposal(Struct, frozen=True):
    """Symbols from ``start`` to ``end`` that should be ``right``; ``how`` tells how they are alike (bits)."""

    start: int
    end: int
    right: str
    kind: int
    how: int
    glance: float


class Looking:
    """One text that begins and ends with two signs, with the runs of three that begin at each of its symbols."""

    def __init__(self, model: LanguageModel, text: str) -> None:
        self.model, self.text = model, text
        self.data = text.encode("utf-16-le", "surrogatepass")
        self.profiles: dict[tuple[int, int], tuple[float, ...]] = {}
        self._threes = model.counts.all_of(self.data, _ORDER)

    def inner(self, index: int) -> int:
        """How often a symbol was counted between those beside it."""
        return self._threes[index - 1]

    def pair(self, index: int) -> int:
        """How often the pair that begins at a symbol was counted."""
        return self.model.counts.of(self.data[2 * index : 2 * index + 4])

    def of(self, run: str) -> int:
        """How often a run was counted."""
        return self.model.counts.of(run.encode("utf-16-le", "surrogatepass"))

    @cached_property
    def rare(self) -> list[int]:
        """The symbols at which the text is unusual, in order."""
        threes, text = self._threes, self.text
        found = []
        for index in range(_AROUND, len(text) - _AROUND):
            three = threes[index - 2 : index + 1]
            if (sum(three) <= _RARE_RUN or (three.count(0) > 1 and sum(three) <= _RARE_RUNS)) and (
                text[index] not in SIGNS and (self.pair(index - 1) <= _RARE_PAIR or self.pair(index) <= _RARE_PAIR)
            ):
                found.append(index)
        return found

    def proposals(self) -> list[Proposal]:
        """What may have been meant at all rare places, each once."""
        found: dict[tuple[int, int, str], Proposal] = {}
        last = -1
        for index in self.rare:
            for one in self._at(index, follows=index == last + 1):
                found.setdefault((one.start, one.end, one.right), one)
            last = index
        return list(found.values())

    def _at(self, index: int, *, follows: bool) -> Iterator[Proposal]:
        """What may have been meant at a rare symbol; ``follows`` tells that the one before is rare too."""
        yield from self._best(self._substitutions(index))
        if follows:
            yield from self._best(self._pairs(index - 1))
        yield from self._swaps(index - 1)
        yield from self._swaps(index)
        yield from self._deletions(index)
        yield from self._best(self._insertions(index))
        yield from self._best(self._insertions(index + 1))

    def _best(self, proposals: Iterable[Proposal]) -> Iterable[Proposal]:
        return sorted(proposals, key=lambda one: -one.glance)[:_KEPT]

    def _seen(
        self, kind: int, start: int, end: int, right: str, how: int = 0, *, word: bool = False
    ) -> Iterator[Proposal]:
        """A proposal that the runs of three around it speak for, or that makes a ``word``.

        What the runs weigh is the model's to say.
        """
        data, count = self.data, self.model.counts.of
        encoded = right.encode("utf-16-le")
        window = data[2 * (start - _AROUND) : 2 * start] + encoded + data[2 * end : 2 * (end + _AROUND)]
        meant = [count(window[place : place + 6]) for place in range(0, len(window) - 4, 2)]
        best = max(meant)
        if best < _EVIDENCE:
            if not word:
                return
            kind_of_glance = WORD
        else:
            kind_of_glance = WORD if word and kind == INSERTION else kind
        written = self._threes[start - _AROUND : end]
        weights = self.model.glance[kind_of_glance]
        glance = (
            weights[0]
            + weights[1] * best
            + weights[2] * sum(meant) / len(meant)
            + weights[3] * max(written)
            + weights[4] * sum(written) / len(written)
            + weights[5 + (how >> 2)]
            + weights[9 + (how & 3)]
        )
        if glance >= 1.5:
            yield Proposal(start, end, right, kind, how, glance)

    def _substitutions(self, index: int) -> Iterator[Proposal]:
        text, model = self.text, self.model
        left, right = text[index - 1], text[index + 1]
        behind, before = model.behind(left), model.before(right)
        first, second = self.pair(index - 1), self.pair(index)
        found = False
        characters, hows = model.alike(text[index])
        for place, other in enumerate(characters):
            known_before, known_behind = other in behind, other in before
            if known_before or known_behind:
                word = (known_before and first < _SEEN and self._word(left + other)) or (
                    known_behind and second < _SEEN and self._word(other + right)
                )
                if word or self._known(index, other):
                    for one in self._seen(SUBSTITUTION, index, index + 1, other, hows[place], word=word):
                        found = True
                        yield one
        if not found and not first and not second:
            # Whatever character the neighbours ask for: keys of input methods and scans confuse without likeness.
            for other in behind:
                if other in before and other not in SIGNS and self._known(index, other):
                    yield from self._seen(SUBSTITUTION, index, index + 1, other)

    def _known(self, index: int, other: str) -> bool:
        """True when a run of three with another character in a place was counted often."""
        data, count = self.data, self.model.counts.of
        encoded, place = other.encode("utf-16-le"), 2 * index
        return (
            count(data[place - 2 : place] + encoded + data[place + 2 : place + 4]) >= _EVIDENCE
            or count(data[place - 4 : place] + encoded) >= _EVIDENCE
            or count(encoded + data[place + 2 : place + 6]) >= _EVIDENCE
        )

    def _word(self, run: str) -> bool:
        """True for a common word of the dictionary."""
        return self.model.counts.word(run.encode("utf-16-le", "surrogatepass")) >= _COMMON_WORD

    def _pairs(self, index: int) -> Iterator[Proposal]:
        one, other = self.text[index], self.text[index + 1]
        if one in SIGNS or other in SIGNS or index < _AROUND:
            return
        strange = self.pair(index) < _SEEN
        for word in self.model.sounding_like(one, other):
            if word[0] != one and word[1] != other:
                yield from self._seen(PAIR, index, index + 2, word, NEAR_SOUND)
            elif strange and word != one + other:
                place = index if word[0] != one else index + 1
                right = word[place - index]
                how = self.model.likeness(self.text[place], right)
                yield from self._seen(
                    SUBSTITUTION, place, place + 1, right, NEAR_SOUND if how is None else how, word=True
                )

    def _swaps(self, index: int) -> Iterator[Proposal]:
        text = self.text
        if not _AROUND <= index < len(text) - _AROUND - 1:
            return
        one, other = text[index], text[index + 1]
        if one != other and one not in SIGNS and other not in SIGNS:
            yield from self._seen(SWAP, index, index + 2, other + one)

    def _deletions(self, index: int) -> Iterator[Proposal]:
        """One of two that are the same."""
        if self.text[index] in (self.text[index - 1], self.text[index + 1]):
            yield from self._seen(DELETION, index, index + 1, "")

    def _insertions(self, index: int) -> Iterator[Proposal]:
        """One more before a symbol, where its neighbours are strangers and a run of four would be known."""
        text, of = self.text, self.of
        if not _AROUND <= index <= len(text) - _AROUND or max(self._threes[index - _AROUND : index]) > _RARE_RUN:
            return
        if self.pair(index - 1) > _STRANGE:
            return
        left, right = text[max(0, index - 3) : index], text[index : index + 3]
        before = self.model.before(right[0])[:_USUAL]
        for other in self.model.behind(left[-1])[:_USUAL]:
            if other in SIGNS:
                continue
            completes = of(left[-2:] + other) >= _WHOLE and of(left + other) >= _WHOLE
            begins = of(other + right[:2]) >= _WHOLE and of(other + right) >= _WHOLE
            inner = left[-1] + other + right[0]
            between = (
                other in before
                and of(inner) >= _EVIDENCE
                and (of(left[-2:] + other + right[0]) >= _LONGER or of(left[-1] + other + right[:2]) >= _LONGER)
            )
            if completes or begins or between:
                yield from self._seen(INSERTION, index, index, other, word=completes or begins)
