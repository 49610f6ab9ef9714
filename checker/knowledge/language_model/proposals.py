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
_USED, _STRANGE = 3, 3
"""Above it a word is used; up to it a pair is strange."""
_MANY = 8
"""A pair counted more often says no more."""
_ORDER, _AROUND = 3, 2
_LONGEST_WORD, _LONG = 4, 3
"""A word so long counts for so much more."""


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

    def rarest(self, start: int, end: int) -> int:
        """How often the rarest run of three over a stretch was counted."""
        return min(self._threes[max(0, start - _AROUND) : end], default=0)

    def pair(self, index: int) -> int:
        """How often the pair that begins at a symbol was counted."""
        return self.of(self.text[index : index + 2])

    @cached_property
    def _unseen(self) -> list[int]:
        """Where a run of three begins that was not counted."""
        return [place for place, times in enumerate(self._threes) if not times]

    @cached_property
    def rare(self) -> list[int]:
        """The symbols that are looked at, in order: what the runs over them say weighs enough (the model's to say)."""
        threes, text, weights = self._threes, self.text, self.model.look
        of, word = self.of, self.model.counts.word
        found = []
        unseen = self._unseen
        for index in sorted({*unseen, *(place + _AROUND for place in unseen)}):
            if text[index] in SIGNS or not _AROUND <= index < len(text) - _AROUND:
                continue
            before, inner, behind = threes[index - 2], threes[index - 1], threes[index]
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
        threes, text, limits, word = self._threes, self.text, self.model.limits, self.model.counts.word
        found = []
        unseen = self._unseen
        for index in sorted({*(place + 1 for place in unseen), *(place + _AROUND for place in unseen)}):
            if not _AROUND <= index <= len(text) - _AROUND or text[index - 1] in SIGNS:
                continue
            together = threes[index - 2] + threes[index - 1]
            if together > limits[0] or self.pair(index - 1) > limits[1]:
                continue
            before, behind = word(text[index - 2 : index]), word(text[index : index + 2])
            if limits[2] * together + limits[3] * min(before, behind) <= limits[4]:
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
        text, of, word = self.text, self.of, self.model.counts.word
        window = text[start - _AROUND : start] + right + text[end : end + _AROUND]
        places = range(len(window) - _AROUND)
        meant = [of(window[place : place + _ORDER]) for place in places]
        most = max(meant)
        first = self.model.glances[kind if kind != SUBSTITUTION or most > _KNOWN else UNKNOWN]
        said = first.alike(how) + first.runs(meant, self._threes[start - _AROUND : end])
        if said + first.unread + first.most_paired(most) < first.least:
            return
        value = max([word(window[place : place + 2]) for place in places[1:]])
        said += first.words(value)
        if said + first.paired + first.longest + first.most_paired(most) < first.least:
            return
        now = [self.pair(place) for place in range(start - 1, end)]
        said += first.pairs([of(window[place : place + 2]) for place in places[1:]], now)
        if said + first.longest < first.least:
            return
        if len(window) > 2 * _AROUND:
            said += first.longer(self._longer(window, start, end, right))
        if said >= first.least:
            yield Proposal(start, end, right, kind, how, said)

    def _longer(self, window: str, start: int, end: int, right: str) -> int:
        """The greatest value of a word of three or four symbols that a proposal makes."""
        text, word = self.text, self.model.counts.word
        longer = max([word(window[place : place + _ORDER]) for place in range(len(window) - _AROUND)])
        for place in range(max(0, start - _ORDER), end + 1):
            run = (text[place:start] + right + text[end : end + _LONGEST_WORD])[:_LONGEST_WORD]
            if len(run) == _LONGEST_WORD and (value := word(run)):
                longer = max(longer, value + _LONG)
        return longer

    def _substitutions(self, index: int) -> Iterator[Proposal]:
        """Characters like a symbol that often stand between its neighbours, or in a word with one of them."""
        text, model, of, word = self.text, self.model, self.of, self.model.counts.word
        left, right = text[index - 1], text[index + 1]
        likely, behind, before = model.middles(left, right), model.behind(left), model.before(right)
        first, second = self.pair(index - 1), self.pair(index)
        strange, found = max(first, second) <= _STRANGE, False
        for other, how in model.hows(text[index]).items():
            if other in likely or (
                (other in behind or other in before)
                and (
                    word(left + other) > _USED
                    or word(other + right) > _USED
                    or of(left + other + right)
                    or (strange and self._in_a_long_word(index, other))
                )
            ):
                for one in self._glanced(SUBSTITUTION, index, index + 1, other, how):
                    found = True
                    yield one
        if not (found or first or second):
            # Whatever character the neighbours ask for: keys of input methods and scans confuse without likeness.
            left, right = text[index - 2 : index], text[index + 1 : index + 3]
            for other in likely:
                if other not in SIGNS and (of(left + other) or of(other + right)):
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
            if symbol == text[index - 1]:
                if symbol not in SIGNS:
                    yield from self._glanced(DELETION, index, index + 1, "")
            elif (
                symbol == text[index - 2]
                and text[index + 1] == text[index - 1]
                and not set(SIGNS) & {symbol, text[index + 1]}
            ):
                yield from self._glanced(DELETION, index, index + 2, "")

    def _insertions(self, index: int) -> Iterator[Proposal]:
        """One more before a symbol: what often stands between its neighbours, or makes a word with them."""
        text, model, of, word = self.text, self.model, self.of, self.model.counts.word
        left, right = text[index - 1], text[index]
        before, after = text[index - 2 : index], text[index : index + 2]
        tried = model.middles(left, right)
        if not tried and not word(left + right):
            # A character that is left over lost its partner.
            partners = "" if word(before) else model.usual_behind(left)
            if right not in SIGNS and not word(after):
                partners += model.usual_before(right)
            tried = "".join(dict.fromkeys(partners))
        for other in tried:
            if other in SIGNS:
                continue
            if of(before + other) or of(other + after):
                yield from self._glanced(INSERTION, index, index, other)
