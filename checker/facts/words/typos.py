"""Where the model of the official language would have written something else, with what speaks for it and against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from checker.facts.words.masks import Masks
from checker.knowledge.language_model.judging import Judged, apart, framed, judged
from checker.knowledge.language_model.model import LanguageModel
from checker.knowledge.language_model.proposals import SUBSTITUTION, Proposal
from checker.knowledge.language_model.symbols import SIGNS, Symbols, symbols_of
from checker.knowledge.segmentation import in_a_word, words_in
from checker.search.patterns import compile_pattern
from checker.text.span import Span

LEAST = 0.0
"""The lowest score that is kept; what is told is the rules' to say."""
_SURE = 1.5
"""A score from which a correction is made before the text around it is looked at again."""
_ROUNDS = 2
_WINDOW, _NEAR = 14, 8
"""Symbols around a correction that are looked at again, and those that may be changed."""
_OTHERS = 2.0
"""How much lower the score of another candidate may be."""
_CLAUSE = 30
_QUOTES = '“‘「『"'
_HAN = compile_pattern(r"\p{Han}+")
_Edit = tuple[int, int, str]


class Typo(Struct, frozen=True):
    """Whole words of the text and what they should be.

    ``changed`` are the characters themselves, ``rights`` the candidates for the whole span, the likeliest first.
    ``right`` is for the changed characters alone, ``unlike`` tells that it neither sounds nor looks like them.
    ``frequent`` and ``seen`` are powers of two: how often the right words were counted, and the written ones.
    What speaks against it: ``quoted`` in quotation marks, ``word`` the characters belong to a word of the dictionary,
    ``recurs`` they stand so more than once in the text.
    """

    span: Span
    changed: Span
    rights: tuple[str, ...]
    score: float
    kind: int
    right: str
    unlike: bool
    frequent: int
    seen: int
    quoted: bool
    word: bool
    recurs: bool


class _Text(Struct, frozen=True):
    folded: str
    symbols: Symbols
    framed: str
    model: LanguageModel
    masks: Masks

    def span(self, start: int, end: int) -> Span:
        """Where framed symbols stand in the text."""
        low = self.symbols.place(start - 1) if start < end else self.symbols.place(start - 2) + 1
        return Span(low, self.symbols.place(end - 2) + 1 if start < end else low)


def read_typos(folded: str, model: LanguageModel, masks: Masks, looked_at: Callable[[Span], bool]) -> tuple[Typo, ...]:
    """The likely typos of a text in the stretches that are looked at, in order."""
    symbols = symbols_of(folded)
    text = _Text(folded, symbols, framed(symbols.string), model, masks)

    def wanted(proposal: Proposal) -> bool:
        span = text.span(proposal.start, proposal.end)
        return looked_at(span) and not (masks.cover(span) and not _quoted(text, span))

    scored = judged(model, text.framed, LEAST, wanted)
    best = apart(scored)
    found = [
        _typo(text, together, scored) for one in best for together in _together(text.framed, [one, *_again(text, one)])
    ]
    return tuple(sorted(_unlike(found), key=lambda one: one.span))


def _unlike(typos: Iterable[Typo]) -> Iterator[Typo]:
    """Those with the higher score where words touch."""
    kept: list[Typo] = []
    for one in sorted(typos, key=lambda one: -one.score):
        if not any(one.span.overlaps(other.span) or one.changed == other.changed for other in kept):
            kept.append(one)
            yield one


def _again(text: _Text, first: Judged) -> list[Judged]:
    """What else is wrong beside a correction, now that it is made: 旧的错字 hides its neighbour."""
    if first.score < _SURE:
        return []
    found: list[Judged] = []
    for _ in range(_ROUNDS):
        edits = [first, *found]
        low = max(0, min(one.proposal.start for one in edits) - _WINDOW)
        high = max(one.proposal.end for one in edits) + _WINDOW
        window, origins = _applied(text.framed, low, high, [_edit(one.proposal) for one in edits])
        for one in judged(text.model, framed(window), _SURE):
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


def _typo(text: _Text, corrections: Sequence[Judged], scored: Sequence[Judged]) -> Typo:
    edits = sorted((text.span(one.proposal.start, one.proposal.end), one.proposal.right) for one in corrections)
    changed = Span(edits[0][0].start, edits[-1][0].end)
    span, right = _whole_words(text.folded, edits)
    best = max(corrections, key=lambda one: one.score)
    rights = [right]
    if len(edits) == 1:
        for other in scored:
            same = other.proposal.start == best.proposal.start and other.proposal.end == best.proposal.end
            if same and other is not best and other.score >= best.score - _OTHERS:
                rights.append(_replaced(text.folded, span, [(edits[0][0], other.proposal.right)]))
    written = span.of(text.folded)
    around = Span(max(0, changed.start - 1), changed.end + 1)
    return Typo(
        span,
        changed,
        tuple(dict.fromkeys(rights)),
        best.score,
        best.proposal.kind,
        _replaced(text.folded, changed, edits),
        best.proposal.kind == SUBSTITUTION and not best.proposal.how,
        _counted(text.model, right),
        _counted(text.model, written),
        _quoted(text, changed),
        _in_a_word(written, Span(changed.start - span.start, changed.end - span.start)),
        text.folded.count(around.of(text.folded)) > 1,
    )


def _counted(model: LanguageModel, words: str) -> int:
    return model.counts.of(words.encode("utf-16-le", "surrogatepass"))


def _in_a_word(written: str, changed: Span) -> bool:
    places = range(changed.start, max(changed.end, changed.start + 1))
    return any(in_a_word(written, place) for place in places if place < len(written))


def _quoted(text: _Text, span: Span) -> bool:
    """True in quotation marks; titles are never looked into."""
    mask = text.masks.around(span)
    return mask is not None and text.folded[mask.start - 1 : mask.start] in tuple(_QUOTES)


def _replaced(folded: str, span: Span, edits: Iterable[tuple[Span, str]]) -> str:
    parts: list[str] = []
    position = span.start
    for changed, right in edits:
        parts.extend((folded[position : changed.start], right))
        position = changed.end
    return "".join((*parts, folded[position : span.end]))


def _whole_words(folded: str, edits: Sequence[tuple[Span, str]]) -> tuple[Span, str]:
    """The words that the corrected sentence has there, as they are written and as they should be."""
    first, last = edits[0][0].start, edits[-1][0].end
    low, high = first, last
    while low > max(0, first - _CLAUSE) and _HAN.fullmatch(folded[low - 1]):
        low -= 1
    while high < min(len(folded), last + _CLAUSE) and _HAN.fullmatch(folded[high]):
        high += 1
    right = _replaced(folded, Span(low, high), edits)
    grown = len(right) - (high - low)
    start, end = first - low, max(last - low + grown, first - low)
    words = [word for word in words_in(right) if word.start < max(end, start + 1) and start - (start == end) < word.end]
    start = min((word.start for word in words), default=start)
    end = max((word.end for word in words), default=end)
    short = min(end - start, end - start - grown) < 2
    if short and start > 0:  # a character alone says nothing: with what stands before it
        before = [word for word in words_in(right) if word.end == start]
        start = before[0].start if before else start
    elif short:
        behind = [word for word in words_in(right) if word.start == end]
        end = behind[0].end if behind else end
    return Span(low + start, low + end - grown), right[start:end]
