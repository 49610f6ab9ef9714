"""The places of listed wordings in the body, each list in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from checker.facts.sentences import enclosing, sentences_in
from checker.facts.words.masks import Masks
from checker.knowledge.segmentation import splits_word
from checker.knowledge.word_lists import Wording, WordLists
from checker.text.document import Block
from checker.text.span import Span


class Candidate(Struct, frozen=True):
    """A wording of a list that its guard let pass; ``masked`` tells that it stands in protected text."""

    wording: Wording
    span: Span
    block: Block
    masked: bool


def read_candidates(
    folded: str, blocks: Iterable[Block], masks: Masks, wordings: WordLists
) -> Mapping[str, tuple[Candidate, ...]]:
    """The candidates by the name of their list. A longer one of the same list hides what it holds."""
    found: dict[str, list[Candidate]] = {name: [] for name in wordings.names}
    places = sorted(wordings.occurrences(folded), key=lambda place: (place[1].start, -place[1].end))
    body = iter(sorted(blocks, key=lambda block: block.span))
    block = next(body, None)
    for wording, span in places:
        while block and block.span.end <= span.start:
            block = next(body, None)
        if block is None:
            break
        if span not in block.span or not wording.guard_matches(folded, span):
            continue
        candidates = found[wording.table]
        if not any(span in other.span for other in candidates[-2:]):
            candidates.append(Candidate(wording, span, block, masks.cover(span)))
    return {name: tuple(candidates) for name, candidates in found.items()}


def confirmed(folded: str, span: Span, block: Block) -> bool:
    """True unless the words of the sentence show that the wording is cut out of two of them."""
    sentence = enclosing(sentences_in(folded, block.span), span.start) or block.span
    if span not in sentence:
        sentence = block.span
    return not splits_word(sentence.of(folded), Span(span.start - sentence.start, span.end - sentence.start))
