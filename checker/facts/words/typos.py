"""Where the model of the official language would have written something else, what speaks for it and against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from checker.facts.words.formation import is_parallel, is_reduplicated
from checker.facts.words.masks import Masks
from checker.facts.words.standing import clause_around
from checker.knowledge.language_model.judging import Judged, apart, framed, judged
from checker.knowledge.language_model.looking import Looking
from checker.knowledge.language_model.model import LanguageModel
from checker.knowledge.language_model.proposals import DELETION, INSERTION, PAIR, SUBSTITUTION, Proposal
from checker.knowledge.language_model.symbols import SIGNS, Symbols, symbols_of
from checker.knowledge.segmentation import is_inside_word, words_in
from checker.text.span import Span

LEAST = -0.5
"""The lowest score that is kept: what speaks for a typo may still raise it. What is told is the rules' to say."""
_SURE = 1.5
"""A score from which a correction is made before the text around it is looked at again."""
_ROUNDS = 2
_WINDOW, _NEAR = 14, 8
"""Symbols around a correction that are looked at again, and those that may be changed."""
_OTHERS = 2.0
"""How much lower the score of another candidate may be."""
_SHORT = 2
"""Characters of what is told with what stands beside it."""
_BESIDE = 2
"""Characters on each side of a missing one that must stand so elsewhere: 化平 stands in 信息化平台 as well."""
_QUOTES, _TITLES = '“‘「『"', "《〈"
"""What stretches begin with that are looked into though they are protected."""
_Edit = tuple[int, int, str]


class Typo(Struct, frozen=True):
    """Whole words of the text and what they should be.

    ``changed`` are the characters themselves, ``rights`` the candidates for the whole span, the likeliest first.
    ``written`` and ``right`` are the changed characters alone; ``unlike`` tells that they neither sound nor look alike.
    ``frequent`` and ``seen`` are powers of two: how often the right words were counted, and the written ones.
    What speaks against it: ``quoted`` in quotation marks, ``titled`` in a title,
    ``word`` the characters belong to a word of the dictionary,
    ``alone`` the right ones belong to none, ``breaks`` a word beside them is one no longer,
    ``recurs`` they stand so more than once in the text, ``parallel`` in an item beside theirs too (赋权、赋能、赋责),
    ``reduplicated`` what stands twice is meant to (团团伙伙, 先行先试|试点); ``behind`` is what follows them.
    """

    span: Span
    changed: Span
    rights: tuple[str, ...]
    score: float
    kind: int
    written: str
    right: str
    how: int
    unlike: bool
    frequent: int
    seen: int
    quoted: bool
    titled: bool
    word: bool
    alone: bool
    breaks: bool
    recurs: bool
    parallel: bool
    reduplicated: bool
    behind: str


class Modelled(Struct, frozen=True, dict=True):
    """A text as the model of the official language looks at it.

    ``looked_at`` is the folded text with spaces for whatever is not looked at, ``once`` with spaces for paragraphs that
    repeat earlier ones: what stands in both does not recur.
    """

    folded: str
    once: str
    looked_at: str
    model: LanguageModel

    @cached_property
    def symbols(self) -> Symbols:
        """The symbols of what is looked at."""
        return symbols_of(self.looked_at)

    @cached_property
    def looking(self) -> Looking:
        """The framed symbols with what was counted of them."""
        return Looking(self.model, framed(self.symbols.string))

    def span(self, start: int, end: int) -> Span:
        """Where framed symbols stand in the text."""
        low = self.symbols.place(start - 1) if start < end else self.symbols.place(start - 2) + 1
        return Span(low, self.symbols.place(end - 2) + 1 if start < end else low)


def read_typos(text: Modelled, masks: Masks) -> tuple[Typo, ...]:
    """The likely typos of what is looked at in a text, in order."""

    def wanted(proposal: Proposal) -> bool:
        span = text.span(proposal.start, proposal.end)
        return not masks.cover(span) or _stands_in(text, masks, span, _QUOTES + _TITLES)

    scored = judged(text.looking, LEAST, wanted)
    rivals: dict[tuple[int, int], list[Judged]] = {}
    for one in scored:
        rivals.setdefault((one.proposal.start, one.proposal.end), []).append(one)
    found = [
        _typo(text, masks, together, rivals)
        for one in apart(scored)
        for together in _together(text.looking.text, [one, *_again(text, one)])
    ]
    return tuple(sorted(_unlike(found), key=lambda one: one.span))


def _unlike(typos: Iterable[Typo]) -> Iterator[Typo]:
    """Those with the higher score where words touch."""
    told: set[int] = set()
    changed: set[Span] = set()
    for one in sorted(typos, key=lambda one: -one.score):
        places = range(one.span.start, one.span.end)
        if told.isdisjoint(places) and one.changed not in changed:
            told.update(places)
            changed.add(one.changed)
            yield one


def _again(text: Modelled, first: Judged) -> list[Judged]:
    """What else is wrong beside a correction, now that it is made: 旧的错字 hides its neighbour."""
    if first.score < _SURE:
        return []
    found: list[Judged] = []
    for _ in range(_ROUNDS):
        edits = [first, *found]
        low = max(0, min(one.proposal.start for one in edits) - _WINDOW)
        high = max(one.proposal.end for one in edits) + _WINDOW
        window, origins = _applied(text.looking.text, low, high, [_edit(one.proposal) for one in edits])
        for one in judged(Looking(text.model, framed(window)), _SURE):
            start, end = one.proposal.start - 1, one.proposal.end - 1
            touched = origins[start:end] if start < end else origins[start - 1 : start + 1]
            if not touched or None in touched:
                continue
            first_place = touched[0] if start < end else origins[start]
            if first_place is None or not low + 2 <= first_place or abs(first_place - first.proposal.start) > _NEAR:
                continue
            here = Proposal(
                first_place, first_place + end - start, one.proposal.right, one.proposal.kind, one.proposal.how, 0.0
            )
            if text.span(here.start, here.end).start >= 0:
                found.append(Judged(here, one.score))
                break
        else:
            break
    return found


def _together(symbols: str, corrections: Sequence[Judged]) -> Iterator[list[Judged]]:
    """Corrections side by side are told together, others by themselves."""
    group: list[Judged] = []
    for one in sorted(corrections, key=lambda one: one.proposal.start):
        between = symbols[group[-1].proposal.end : one.proposal.start] if group else ""
        if group and (len(between) > 1 or any(sign in between for sign in SIGNS)):
            yield group
            group = []
        group.append(one)
    yield group


def _edit(proposal: Proposal) -> _Edit:
    return proposal.start, proposal.end, proposal.right


def _applied(symbols: str, low: int, high: int, edits: Iterable[_Edit]) -> tuple[str, list[int | None]]:
    """A stretch of symbols with the edits made, and for each of its symbols where it stood, None for new ones."""
    parts: list[str] = []
    origins: list[int | None] = []
    position = low
    for start, end, right in sorted(edits):
        parts.extend((symbols[position:start], right))
        origins.extend(range(position, start))
        origins.extend([None] * len(right))
        position = end
    parts.append(symbols[position:high])
    origins.extend(range(position, min(high, len(symbols))))
    return "".join(parts), origins


def _typo(
    text: Modelled, masks: Masks, corrections: Sequence[Judged], rivals: Mapping[tuple[int, int], Sequence[Judged]]
) -> Typo:
    edits = sorted((text.span(one.proposal.start, one.proposal.end), one.proposal.right) for one in corrections)
    changed = Span(edits[0][0].start, edits[-1][0].end)
    clause = _clause(text.folded, edits)
    span, right = clause.whole_words()
    best = max(corrections, key=lambda one: one.score)
    rights = [right]
    if len(edits) == 1:
        rights += [
            _replaced(text.folded, span, [(edits[0][0], other.proposal.right)])
            for other in rivals.get((best.proposal.start, best.proposal.end), ())
            if other is not best and other.score >= best.score - _OTHERS
        ]
    written = span.of(text.folded)
    beside = _BESIDE if best.proposal.kind == INSERTION else 1
    around = Span(max(0, changed.start - beside), changed.end + beside)
    return Typo(
        span,
        changed,
        tuple(dict.fromkeys(rights)),
        best.score,
        best.proposal.kind,
        changed.of(text.folded),
        _replaced(text.folded, changed, edits),
        best.proposal.how,
        best.proposal.kind == SUBSTITUTION and not best.proposal.how,
        _counted(text.model, right),
        _counted(text.model, written),
        _stands_in(text, masks, changed, _QUOTES),
        _stands_in(text, masks, changed, _TITLES),
        clause.in_a_word or _in_a_word(written, Span(changed.start - span.start, changed.end - span.start)),
        clause.alone,
        clause.breaks,
        _recurs(text, around, span if best.proposal.kind <= PAIR else around),
        is_parallel(text.folded, changed),
        best.proposal.kind == DELETION and is_reduplicated(text.folded, changed, text.model.counts.of),
        text.folded[changed.end : changed.end + 2],
    )


def _recurs(text: Modelled, around: Span, words: Span) -> bool:
    return any(len(span) >= _SHORT and text.once.count(span.of(text.folded)) > 1 for span in (around, words))


def _counted(model: LanguageModel, words: str) -> int:
    return model.counts.of(words)


def _in_a_word(written: str, changed: Span) -> bool:
    places = range(changed.start, max(changed.end, changed.start + 1))
    return any(is_inside_word(written, place) for place in places if place < len(written))


def _stands_in(text: Modelled, masks: Masks, span: Span, marks: str) -> bool:
    """True in a protected stretch that begins behind one of the marks."""
    mask = masks.around(span)
    return mask is not None and text.folded[mask.start - 1 : mask.start] in tuple(marks)


def _replaced(folded: str, span: Span, edits: Iterable[tuple[Span, str]]) -> str:
    parts: list[str] = []
    position = span.start
    for changed, right in edits:
        parts.extend((folded[position : changed.start], right))
        position = changed.end
    return "".join((*parts, folded[position : span.end]))


class _Clause(Struct, frozen=True):
    """The characters between marks around some edits, as they are written and as they should be, cut into words.

    ``start`` and ``end`` are where the edits are in what should be, ``grown`` by how much that is longer.
    """

    low: int
    written: tuple[Span, ...]
    right: str
    words: tuple[Span, ...]
    start: int
    end: int
    grown: int

    @property
    def in_a_word(self) -> bool:
        """True when a written word of several characters holds an edited one: 仪 of 记录仪及."""
        end = self.end - self.grown
        return any(len(word) > 1 and word.start < end and self.start < word.end for word in self.written)

    @property
    def alone(self) -> bool:
        """True when the right characters belong to no word of several."""
        return all(len(word) == 1 for word in self._touched)

    @property
    def breaks(self) -> bool:
        """True when a word before or behind the edits is one no longer."""
        words = set(self.words)
        before = [word for word in self.written if word.end <= self.start]
        behind = [word.shift(self.grown) for word in self.written if word.start >= self.end - self.grown]
        return any(len(word) > 1 and word not in words for word in (*before[-1:], *behind[:1])) and not any(
            len(word) > max(2, len(other)) and other in word
            for word in self._touched
            for other in (*before[-1:], *behind[:1])
        )

    @property
    def _touched(self) -> list[Span]:
        if self.start == self.end:
            return [word for word in self.words if word.start < self.start < word.end] or [
                word for word in self.words if self.start in (word.start, word.end)
            ]
        return [word for word in self.words if word.start < self.end and self.start < word.end]

    def whole_words(self) -> tuple[Span, str]:
        """The words around the edits: where they are written, and as they should be."""
        start = min((word.start for word in self._touched), default=self.start)
        end = max((word.end for word in self._touched), default=self.end)
        if min(end - start, end - start - self.grown) < _SHORT:
            # A character alone says nothing: it is told with what stands before it, or behind.
            beside = [word for word in self.words if word.end == start] or [
                word for word in self.words if word.start == end
            ]
            start = min((start, *(word.start for word in beside)))
            end = max((end, *(word.end for word in beside)))
        return Span(self.low + start, self.low + end - self.grown), self.right[start:end]


def _clause(folded: str, edits: Sequence[tuple[Span, str]]) -> _Clause:
    first, last = edits[0][0].start, edits[-1][0].end
    clause = clause_around(folded, Span(first, last))
    low, high = clause.start, clause.end
    right = _replaced(folded, Span(low, high), edits)
    grown = len(right) - (high - low)
    start = first - low
    return _Clause(
        low, words_in(folded[low:high]), right, words_in(right), start, max(last - low + grown, start), grown
    )


def whole_words(folded: str, edits: Sequence[tuple[Span, str]]) -> tuple[Span, str]:
    """The words that the corrected sentence has where it is edited: where they are written, and as they should be."""
    return _clause(folded, edits).whole_words()
