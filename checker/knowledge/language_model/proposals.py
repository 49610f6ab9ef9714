"""What may have been meant where the model has hardly seen what stands: another character, one more or less, a swap."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from checker.knowledge.language_model.model import NEAR_SOUND, LanguageModel
from checker.knowledge.language_model.symbols import SIGNS

SUBSTITUTION, PAIR, DELETION, INSERTION, SWAP = range(5)
"""What a proposal does: another character, two others, one less, one more, two swapped."""
UNKNOWN = 5
"""Another character, where no run of three with it was counted: only words speak for it."""
_KNOWN = 1
_EVIDENCE, _LONGER = 2, 3
"""A run of three counted more often speaks for another symbol; one at an end of it must be counted more often."""
_USED, _STRANGE = 3, 3
"""Above it a word is used; up to it a pair is strange."""
_MANY = 8
"""A pair counted more often says no more."""
_ORDER, _AROUND = 3, 2
_LONGEST_WORD = 4


class Proposal(Struct, frozen=True):
    """Symbols from ``start`` to ``end`` that should be ``right``; ``how`` tells how they are alike (bits).

    ``glance`` is how likely it is at first glance (log-odds).
    """

    start: int
    end: int
    right: str
    kind: int
    how: int
    glance: float


class Looking:
    """One text that begins and ends with two signs, with the runs of three that begin at each of its symbols."""

    def __init__(self, model: LanguageModel, text: str) -> None:
        self.model, self.text, self.of = model, text, model.counts.of
        self.profiles: dict[tuple[int, int], tuple[float, ...]] = {}
        self._threes = model.counts.all_of(text, _ORDER)

    def inner(self, index: int) -> int:
        """How often a symbol was counted between those beside it."""
        return self._threes[index - 1]

    def pair(self, index: int) -> int:
        """How often the pair that begins at a symbol was counted."""
        return self.of(self.text[index : index + 2])

    @cached_property
    def rare(self) -> list[int]:
        """The symbols that are looked at, in order: what the runs over them say weighs enough (the model's to say)."""
        threes, text, weights = self._threes, self.text, self.model.look
        of, word = self.of, self.model.counts.word
        found = []
        for index in range(_AROUND, len(text) - _AROUND):
            before, inner, behind = threes[index - 2], threes[index - 1], threes[index]
            if (before and behind) or text[index] in SIGNS:
                continue
            starts, ends = text[index - 1] in SIGNS, text[index + 1] in SIGNS
            if inner and not (ends and not before) and not (starts and not behind):
                continue
            first, second = of(text[index - 1 : index + 1]), of(text[index : index + 2])
            first = min(first, _MANY)
            second = min(second, _MANY)
            left_word, right_word = word(text[index - 1 : index + 1]), word(text[index : index + 2])
            look = (
                weights[0] * (not before)
                + weights[1] * (not inner)
                + weights[2] * (not behind)
                + weights[3] * (before + behind)
                + weights[4] * inner
                + weights[5] * first
                + weights[6] * second
                + weights[7] * (not first)
                + weights[8] * (not second)
                + weights[9] * (first == second == 0)
                + weights[10] * starts
                + weights[11] * ends
                + weights[12] * (starts and not behind)
                + weights[13] * (ends and not before)
                + weights[14] * left_word
                + weights[15] * right_word
                + weights[16] * (left_word == right_word == 0)
                + weights[17] * (max(second, first))
            )
            if look >= weights[18]:
                found.append(index)
        return found

    @cached_property
    def gaps(self) -> list[int]:
        """The symbols before which one may be missing, in order: what joins them to those before was not counted."""
        threes, text, limits = self._threes, self.text, self.model.limits
        found = []
        for index in range(_AROUND, len(text) - _AROUND + 1):
            first, second = threes[index - 2], threes[index - 1]
            if (
                not (first and second)
                and first + second <= limits[0]
                and text[index - 1] not in SIGNS
                and self.pair(index - 1) <= limits[1]
            ):
                found.append(index)
        return found

    def proposals(self) -> list[Proposal]:
        """What may have been meant, each once, where a first glance speaks for it."""
        found: dict[tuple[int, int, str], Proposal] = {}
        for one in self._all():
            found.setdefault((one.start, one.end, one.right), one)
        return list(found.values())

    def _all(self) -> Iterator[Proposal]:
        last = -1
        for index in self.rare:
            yield from self._substitutions(index)
            if index == last + 1:
                yield from self._pairs(index - 1)
                yield from self._swap(index - 1)
            last = index
        for index in self.gaps:
            yield from self._insertions(index)
        yield from self._deletions()

    def _glanced(self, kind: int, start: int, end: int, right: str, how: int = 0) -> Iterator[Proposal]:
        """A proposal that the runs around it speak for. What they weigh is the model's to say."""
        numbers = self.numbers(start, end, right)
        chosen = kind if kind != SUBSTITUTION or numbers[0] > _KNOWN else UNKNOWN
        weights, least = self.model.glance[chosen], self.model.least[chosen]
        glance = weights[-1] + weights[len(numbers) + (how >> 2)] + weights[len(numbers) + 4 + (how & 3)]
        for weight, number in zip(weights, numbers, strict=False):
            glance += weight * number
        if glance >= least:
            yield Proposal(start, end, right, kind, how, glance)

    def numbers(self, start: int, end: int, right: str) -> tuple[float, ...]:
        """What is seen of a proposal at a first glance, without and with it."""
        text, of, word = self.text, self.of, self.model.counts.word
        window = text[start - _AROUND : start] + right + text[end : end + _AROUND]
        size = len(window)
        meant = [of(window[place : place + 3]) for place in range(size - 2)]
        written = self._threes[start - _AROUND : end]
        pairs = [of(window[place : place + 2]) for place in range(1, size - 2)]
        now = [self.pair(place) for place in range(start - 1, end)]
        words = 0
        for place in range(1, size - 2):
            value = word(window[place : place + 2])
            words = max(words, value)
        longer = 0
        if size > 4:
            for place in range(size - 2):
                value = word(window[place : place + 3])
                longer = max(longer, value)
            for place in range(max(0, start - 3), end + 1):
                run = (text[place:start] + right + text[end : end + 4])[:_LONGEST_WORD]
                if len(run) == _LONGEST_WORD and (value := word(run)):
                    longer = max(longer, value + 3)
        return (
            max(meant),
            sum(meant) / len(meant),
            max(written, default=0),
            sum(written) / len(written) if written else 0.0,
            min(pairs),
            max(pairs),
            min(now, default=0),
            max(now, default=0),
            words,
            longer,
        )

    def _substitutions(self, index: int) -> Iterator[Proposal]:
        """Characters like a symbol that often stand between its neighbours, or in a word with one of them."""
        text, model, of, word = self.text, self.model, self.of, self.model.counts.word
        left, right = text[index - 1], text[index + 1]
        hows = model.hows(text[index])
        found = False
        likely = set(model.middles(left, right))
        alike = hows.keys()
        near = (alike & likely) | (alike & model.behind(left)) | (alike & model.before(right))
        strange = self.pair(index - 1) <= _STRANGE and self.pair(index) <= _STRANGE
        for other in sorted(near):
            if (
                other in likely
                or word(left + other) > _USED
                or word(other + right) > _USED
                or of(left + other + right)
                or (strange and self._in_a_long_word(index, other))
            ):
                for one in self._glanced(SUBSTITUTION, index, index + 1, other, hows[other]):
                    found = True
                    yield one
        if not found and not self.pair(index - 1) and not self.pair(index):
            # Whatever character the neighbours ask for: keys of input methods and scans confuse without likeness.
            for other in model.middles(left, right):
                if other not in SIGNS:
                    yield from self._glanced(SUBSTITUTION, index, index + 1, other)

    def _in_a_long_word(self, index: int, other: str) -> bool:
        text, word = self.text, self.model.counts.word
        window = text[max(0, index - 3) : index] + other + text[index + 1 : index + 4]
        return any(word(window[place : place + _LONGEST_WORD]) for place in range(len(window) - _LONGEST_WORD + 1))

    def _pairs(self, index: int) -> Iterator[Proposal]:
        """Words that sound like two symbols and share none of them."""
        one, other = self.text[index], self.text[index + 1]
        if one in SIGNS or other in SIGNS or index < _AROUND:
            return
        for word in self.model.sounding_like(one, other):
            if word[0] != one and word[1] != other:
                yield from self._glanced(PAIR, index, index + 2, word, NEAR_SOUND)

    def _swap(self, index: int) -> Iterator[Proposal]:
        text = self.text
        if not _AROUND <= index < len(text) - _AROUND - 1:
            return
        one, other = text[index], text[index + 1]
        if one != other and one not in SIGNS and other not in SIGNS and self.of(other + one):
            yield from self._glanced(SWAP, index, index + 2, other + one)

    def _deletions(self) -> Iterator[Proposal]:
        """One of two symbols, or of two pairs, that are the same."""
        text = self.text
        for index in range(_AROUND, len(text) - _AROUND):
            symbol = text[index]
            if symbol in SIGNS:
                continue
            if symbol == text[index - 1]:
                yield from self._glanced(DELETION, index, index + 1, "")
            elif symbol == text[index - 2] and text[index + 1] == text[index - 1] and text[index + 1] not in SIGNS:
                yield from self._glanced(DELETION, index, index + 2, "")

    def _insertions(self, index: int) -> Iterator[Proposal]:
        """One more before a symbol: what often stands between its neighbours, or makes a word with them."""
        text, model, of, word = self.text, self.model, self.of, self.model.counts.word
        left, right = text[index - 1], text[index]
        before, after = text[index - 2 : index], text[index : index + 2]
        tried = set(model.middles(left, right))
        if not word(left + right):
            # A character that is left over lost its partner.
            if not word(before):
                tried.update(model.usual_behind(left))
            if right not in SIGNS and not word(after):
                tried.update(model.usual_before(right))
        for other in sorted(tried):
            if other in SIGNS:
                continue
            if of(left + other + right) > _EVIDENCE or of(before + other) > _LONGER or of(other + after) > _LONGER:
                yield from self._glanced(INSERTION, index, index, other)
