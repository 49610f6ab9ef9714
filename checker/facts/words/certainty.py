"""How sure it is that a text which resembles a fixed formula misquotes it, and is no wording of its own.

What tells them apart is the change. A character that is another one, a word that is lost, a member that is lost between
others and members in another order are mistakes. Who writes freely adds a word or a member, names another actor, begins
with another verb, quotes a pair out of a list, or lists matters of his own among which some are those of the formula.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from enum import IntEnum

from msgspec import Struct

from checker.facts.words.plain_text import PlainText
from checker.knowledge.formulas import ONE_PLACE, Formula
from checker.knowledge.segmentation import splits_word
from checker.text.span import Span

_PAIR = 2
"""Members that may stand in either order."""
_LONG_MEMBER = 4
"""Characters of a member up to which half of it tells which one is meant, whatever the other half is."""
_AT_EDGE = 2
"""Characters from an end of a formula up to which a change may be what splits a word there."""
_GAP = 1
"""Right characters between two changes that belong together: 责任 and 负责人."""


class Certainty(IntEnum):
    """Whether a changed formula is a wording of its own, may be a mistake, or is one."""

    FREE = 0
    LIKELY = 1
    SURE = 2


class Manner(Struct, frozen=True):
    """How free a text may be with a formula.

    ``verbs`` may begin it or be others there, ``actors`` may stand for each other. Of a list ``share`` of the members
    must be there, and ``recognised`` members where another stands among them; ``pair`` characters of a short list make
    sure that it is meant though one is lost. A list of ``few`` members is short; ``joiners`` join a pair. Of a phrase
    with another word ``long`` characters and the share ``most`` must be right to be sure. In formulas of ``unsure``
    sources only a wrong character is sure to be a mistake.
    """

    verbs: AbstractSet[str]
    actors: AbstractSet[str]
    joiners: AbstractSet[str]
    share: float
    recognised: int
    pair: int
    few: int
    long: int
    most: float
    unsure: AbstractSet[str]

    def of_source(self, found: Certainty, source: str) -> Certainty:
        """Return the certainty for a formula of a source."""
        return min(found, Certainty.LIKELY) if source in self.unsure else found

    def lead(self, right: str) -> int:
        """Return how many characters at the beginning of a formula are verbs."""
        end = 0
        while longest := max((len(one) for one in self.verbs if right.startswith(one, end)), default=0):
            end += longest
        return end


class Change(Struct, frozen=True):
    """A part of a formula, ``lost``, for which a text has ``added``; ``start`` is its offset in the formula.

    ``place`` is where it stands in the text.
    """

    start: int
    lost: str
    added: str
    place: Span


class Other(Struct, frozen=True):
    """An item of a list where a formula has ``right``, beside right members, ``kept`` in all; the list may go on."""

    right: str
    item: str
    kept: Sequence[str]
    goes_on: bool


def certainty(plain: PlainText, formula: Formula, span: Span, edit: Span, manner: Manner) -> Certainty:
    """Return how sure it is that what stands at a span, changed at ``edit``, misquotes a formula."""
    written, line = span.of(plain.text), plain.line(span)
    if formula.plain in line.of(plain.text):
        return Certainty.FREE  # beside the right one another is formed after it
    if _splits_word(plain, line, span, edit):
        return Certainty.FREE  # 办法优化营商环境
    goes_on = len(formula.members) > 1 and plain.list_goes_on(span)
    if Counter(written) == Counter(formula.plain):
        swapped = len(formula.members) == _PAIR and written == "".join(reversed(formula.members))
        return Certainty.FREE if goes_on or swapped else manner.of_source(Certainty.SURE, formula.source)
    changes = list(_changes(written, formula.plain))
    if any(plain.commas_in(span.start + one.place.start, span.start + one.place.end) for one in changes):
        return Certainty.FREE  # other clauses
    touched = {member for one in changes for member in _touched(one, formula)}
    kept = [member for member in formula.members if member not in touched]
    if _in_their_places(changes, formula, manner, kept):
        return manner.of_source(Certainty.SURE, formula.source)
    found = min(_of_change(one, formula, manner, kept, goes_on=goes_on) for one in changes)
    slip = len(changes) == 1 and max(len(changes[0].lost), len(changes[0].added)) == 1
    return found if slip else manner.of_source(found, formula.source)


def _in_their_places(changes: Sequence[Change], formula: Formula, manner: Manner, kept: Sequence[str]) -> bool:
    """True for a list of long members, half of them right and half of each other one: 重要工作统一部署."""
    if len(formula.members) <= manner.few or 2 * len(kept) < len(formula.members):
        return False
    for one in changes:
        touched = _touched(one, formula)
        if not one.added or len(touched) != 1 or len(touched[0]) <= _LONG_MEMBER:
            return False
        if 2 * len(one.lost) > len(touched[0]):
            return False
    return True


def _splits_word(plain: PlainText, line: Span, span: Span, edit: Span) -> bool:
    """Return True if what looks like a formula begins or ends inside a word, beside the change."""
    sentence = line.of(plain.text)
    edges = []
    if edit.start - span.start < _AT_EDGE and span.start > line.start and not plain.has_mark(span.start):
        edges.append(span.start)
    if span.end - edit.end < _AT_EDGE and span.end < line.end and not plain.has_mark(span.end):
        edges.append(span.end)
    return any(splits_word(sentence, Span(0, edge - line.start)) for edge in edges)


def _changes(written: str, right: str) -> Iterator[Change]:
    """Yield the changes; those with hardly anything between them are one."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - only where a formula may be changed

    spans: list[tuple[Span, Span]] = []
    for one in Levenshtein.opcodes(right, written):
        if one.tag == "equal":
            continue
        lost, added = Span(one.src_start, one.src_end), Span(one.dest_start, one.dest_end)
        if spans and lost.start - spans[-1][0].end <= _GAP:
            before = spans.pop()
            lost, added = Span(before[0].start, lost.end), Span(before[1].start, added.end)
        spans.append((lost, added))
    for lost, added in spans:
        yield Change(lost.start, lost.of(right), added.of(written), added)


def _of_change(change: Change, formula: Formula, manner: Manner, kept: Sequence[str], *, goes_on: bool) -> Certainty:
    if not change.lost:
        return _of_insertion(change, formula.plain)
    if change.added:
        free = _is_free(change, formula, manner)
        return Certainty.FREE if free else _of_replacement(change, formula, manner, kept, goes_on=goes_on)
    count = formula.members_at(change.start, change.lost)
    if count:
        return Certainty.FREE if goes_on else of_lost(formula, count, manner)
    short = len(change.lost) > 1 and len(formula.plain) <= ONE_PLACE
    return Certainty.LIKELY if short else Certainty.SURE


def _of_replacement(
    change: Change, formula: Formula, manner: Manner, kept: Sequence[str], *, goes_on: bool
) -> Certainty:
    lost, added = change.lost, change.added
    if len(lost) == len(added) == 1:
        return Certainty.SURE
    if len(formula.members) == 1:
        return _of_length(formula, len(lost), manner)
    right, shared = "".join(_touched(change, formula)), len(set(lost) & set(added))
    if len(formula.members) <= _PAIR and 2 * shared < len(lost):
        return Certainty.FREE
    if len(right) > _LONG_MEMBER and not shared:
        return Certainty.SURE if len(kept) > manner.few else Certainty.LIKELY
    offset = change.start - formula.plain.index(right)
    item = right[:offset] + added + right[offset + len(lost) :]
    lead = manner.lead(right) if not formula.is_list and formula.plain.startswith(right) else 0
    if change.start >= lead:
        right, item = right[lead:], item[lead:]
    return of_replaced(Other(right, item, kept, goes_on=goes_on), formula, manner)


def _of_length(formula: Formula, lost: int, manner: Manner) -> Certainty:
    """Return the certainty for another word in a formula that is one phrase: of a long one much is right."""
    kept = len(formula.plain) - lost
    return Certainty.SURE if kept >= manner.long and kept >= manner.most * len(formula.plain) else Certainty.LIKELY


def _is_free(change: Change, formula: Formula, manner: Manner) -> bool:
    """Return True if a change is the verb at the beginning, another actor, or no word for a word."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415 - only where a formula may be changed

    lost, added = change.lost, change.added
    if len(lost) > len(added) + 1 and not LCSseq.similarity(lost, added):
        return True
    if not formula.is_list and change.start + len(lost) <= manner.lead(formula.plain):
        return True
    actors = lost in manner.actors and added in manner.actors
    return (actors and len(formula.members) <= manner.few) or len(added) > len(lost) + 1


def _of_insertion(change: Change, right: str) -> Certainty:
    """Return the certainty for what is added: a doubled part is a mistake, another word is not."""
    added, before, behind = change.added, right[: change.start], right[change.start :]
    if before.endswith(added) or behind.startswith(added):
        return Certainty.SURE
    return Certainty.LIKELY if len(added) == 1 else Certainty.FREE


def of_lost(formula: Formula, count: int, manner: Manner) -> Certainty:
    """Return the certainty for a list that lacks so many members, none of them for another one."""
    members = len(formula.members)
    kept = members - count
    if kept < math.floor(manner.share * members + 0.5):
        return Certainty.FREE
    sure = kept >= manner.recognised or len(formula.plain) * kept // members >= manner.pair
    return Certainty.SURE if sure else Certainty.LIKELY


def of_replaced(other: Other, formula: Formula, manner: Manner) -> Certainty:
    """Return the certainty for a member, or several, for which a list has another item."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415 - only where a formula may be changed

    if not LCSseq.similarity(other.right, other.item) and _is_at_edge(other.right, formula):
        return Certainty.FREE
    goes_on = other.goes_on and len(other.kept) <= manner.few
    common = set.intersection(*(set(member) for member in formula.members))
    telling, item = ("".join(one for one in text if one not in common) for text in (other.right, other.item))
    if telling and 2 * LCSseq.similarity(telling, item) >= len(telling):
        return Certainty.FREE if goes_on else Certainty.SURE
    recognised = len(other.kept) >= manner.recognised or sum(map(len, other.kept)) >= manner.pair
    if not recognised or goes_on:
        return Certainty.FREE
    return Certainty.SURE if len(other.kept) > manner.few else Certainty.LIKELY


def _is_at_edge(members: str, formula: Formula) -> bool:
    return members in formula.members[0] or formula.plain.endswith(members)


def _touched(change: Change, formula: Formula) -> Sequence[str]:
    """Return the members that a change lies in."""
    ends = list(itertools.accumulate(map(len, formula.members)))
    end = change.start + len(change.lost)
    return [
        member
        for member, last in zip(formula.members, ends, strict=True)
        if last - len(member) < end and change.start < last
    ]
