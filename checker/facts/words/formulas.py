"""Where a text almost quotes a fixed formula: a word is lost, added, replaced or stands in another place.

Parts of three characters show where a formula may stand; what stands there is aligned with it. Two kinds of changes are
recognised: few characters anywhere, or a whole word or member at one place. A formula that is quoted in part, from
its beginning or up to its end, is right.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.facts.words.certainty import Certainty, Manner, certainty
from checker.facts.words.plain_text import PlainText
from checker.knowledge.formulas import LEAST_KEPT, ONE_PLACE, Formula, shifts
from checker.text.span import Span, occurrences

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcode

# The geometry of the alignment; what is free and how sure a change is a mistake are options of the rule.
_LEAST_KEPT_AT_EDGE = 0.66
"""Share of a formula that is right where its first or last character is another one."""
_ONE_SIDE = 2
"""Characters that must be right before, and behind, a changed place."""
_LONGER_MEMBER = 2
"""Characters by which another member may be longer than the one it stands for."""
_SHORTEST_REARRANGED = 6
"""Characters of a formula that is recognised by its characters alone."""
_PROTECTING = 0.5
"""Length of a right formula that explains a changed one, in parts of the changed one."""


_Found = tuple[Span, Span, bool]
"""The place of a changed formula, that of the change, and whether another member stands there."""


class Free(Struct, frozen=True):
    """What may be added to a formula or left out: characters in any number, or one of the words.

    The ``local`` words may be another: 平安中国, 平安青石. Behind a list one of the characters ``more`` says that it
    is not whole.
    """

    particles: str
    words: AbstractSet[str]
    local: AbstractSet[str]
    more: str

    def covers(self, lost: str, added: str) -> bool:
        """Return True if a change is no mistake."""
        bare = ["".join(one for one in text if one not in self.particles) for text in (lost, added)]
        if lost in self.local or bare[0] == bare[1]:
            return True
        return not (lost and added) and (lost or added) in self.words


class Region(Struct, frozen=True):
    """A part of a text in which a formula may stand; ``rest`` is the text with line breaks for what is right.

    ``in_order`` is how many keys stand where they do in the formula.
    """

    rest: str
    span: Span
    in_order: int


class Altered(Struct, frozen=True):
    """A changed formula in a plain text; ``edit`` is the place from the first to the last change."""

    formula: Formula
    span: Span
    edit: Span
    certainty: Certainty = Certainty.SURE


Keys = Mapping[str, Sequence[int]]
"""Where the keys of formulas stand in a text."""


def altered_formulas(
    plain: PlainText, formulas: Sequence[Formula], keys: Keys, free: Free, manner: Manner
) -> Iterator[Altered]:
    """Yield what almost is one of the formulas and no wording of its own."""
    found = [one for formula in formulas for one in _of_formula(plain, formula, keys, free)]
    right = right_places(plain, formulas) if found else []
    for one in found:
        least = _PROTECTING * len(one.formula.plain)
        if any(len(span) >= least and _explains(span, one) for span in right) or is_quoted(
            one.span.of(plain.text), formulas
        ):
            continue
        sure = certainty(plain, one.formula, one.span, one.edit, manner)
        if sure:
            yield Altered(one.formula, one.span, one.edit, sure)


def right_places(plain: PlainText, formulas: Sequence[Formula]) -> list[Span]:
    """Return where formulas stand that are right."""
    return [
        Span(start, start + len(formula.plain))
        for formula in formulas
        for start in occurrences(plain.text, formula.plain)
    ]


def is_quoted(written: str, formulas: Sequence[Formula]) -> bool:
    """Return True if a text without marks is a part of one of the formulas."""
    return any(written in formula.plain for formula in formulas)


def _explains(right: Span, altered: Altered) -> bool:
    """Return True if a right formula holds the change, or everything but the other first or last word."""
    before, behind = Span(altered.span.start, altered.edit.start), Span(altered.edit.end, altered.span.end)
    if altered.edit in right:
        return True
    return (not before and bool(behind) and behind in right) or (not behind and bool(before) and before in right)


def _of_formula(plain: PlainText, formula: Formula, keys: Keys, free: Free) -> Iterator[Altered]:
    for region in regions(plain.text, formula, keys, formula.least_keys):
        one = _nearest(plain, region, formula, free)
        if one:
            yield one


def regions(text: str, formula: Formula, keys: Keys, least: int) -> Iterator[Region]:
    """Yield the parts of a text where so many keys of a formula stand close together, and no right wording."""
    length, rest = len(formula.plain), text
    for wording in (formula.plain, *formula.wordings):
        if wording in rest:
            rest = rest.replace(wording, "\n" * len(wording))
    changed = rest is not text
    hits = [
        (start, offset)
        for key, offset in formula.keys.items()
        for start in keys.get(key, ())
        if not (changed and (rest[start] == "\n" or rest[start + len(key) - 1] == "\n"))
    ]
    if len(hits) < least:
        return
    hits.sort()
    group: list[tuple[int, int]] = []
    for hit in [*hits, (len(rest) + 2 * length, 0)]:
        if group and hit[0] - group[-1][0] > length:
            if len(group) >= least and len({offset for _, offset in group}) >= least:
                yield Region(rest, _around(rest, formula, group), _in_order(group, formula.distance))
            group = []
        group.append(hit)


def _around(rest: str, formula: Formula, hits: Sequence[tuple[int, int]]) -> Span:
    """Return the part of a sentence in which the formula stands that has these keys."""
    moved = [start - offset for start, offset in hits]
    start = max(rest.rfind("\n", 0, hits[0][0]) + 1, min(moved) - formula.distance)
    end = max(moved) + len(formula.plain) + formula.distance + formula.longest_member + _LONGER_MEMBER
    return Span(start, min(end, len(rest)))


def _in_order(hits: Sequence[tuple[int, int]], most: int) -> int:
    """Return how many keys stand where they do in the formula, moved by no more than a few characters."""
    moved = sorted((start - offset, offset) for start, offset in hits)
    best = first = 0
    for last, (shift, _) in enumerate(moved):
        while moved[first][0] < shift - most:
            first += 1
        if last - first >= best:
            best = last - first + 1
    return best


def _nearest(plain: PlainText, region: Region, formula: Formula, free: Free) -> Altered | None:
    """Return what comes nearest to a formula in a part of a text."""
    rest, text, start = region.rest, region.span.of(region.rest), region.span.start
    missing = len(formula.characters.difference(text))
    rearranged = None if missing else _rearranged(text, formula)
    found = rearranged or _one_place(text, formula, free)
    if not found and missing <= formula.distance and region.in_order >= formula.kept_keys:
        found = _few_characters(text, formula, free)
    if not found:
        return None
    span, edit, other_member = found[0].shift(start), found[1].shift(start), found[2]
    if "\n" in span.of(rest) or not _marks_fit(plain, span, formula):
        return None
    if other_member and not (plain.has_mark(edit.start) and plain.has_mark(edit.end)):
        return None
    ends = edit.end < span.end or plain.ends_clause(span.end)
    if not rearranged and not (ends and _commas_fit(plain, span, formula)):
        return None
    return Altered(formula, span, edit)


def _marks_fit(plain: PlainText, span: Span, formula: Formula) -> bool:
    """Return True if there are no more commas than members, and no 、 in a single one."""
    if len(plain.commas_in(span.start, span.end)) >= len(formula.members):
        return False
    return len(formula.members) > 1 or not plain.has_separator(span.start, span.end)


def _commas_fit(plain: PlainText, span: Span, formula: Formula) -> bool:
    """Return True if commas stand between members only; one may stand beside the changed member."""
    commas = plain.commas_in(span.start, span.end)
    starts = set(itertools.accumulate(map(len, formula.members)))
    before = {comma - span.start for comma in commas}
    behind = {len(formula.plain) - (span.end - comma) for comma in commas}
    return all(b in starts or a in starts for b, a in zip(sorted(before), sorted(behind), strict=True))


def _one_place(text: str, formula: Formula, free: Free) -> _Found | None:
    """Return a formula with one changed place, and the place."""
    right = formula.plain
    length = len(right)
    best: tuple[int, int, int, int, int] | None = None
    for start in occurrences(text, right[:_ONE_SIDE]):
        before = _shared(text[start:], right)
        for tail in occurrences(text, right[-_ONE_SIDE:]):
            end = tail + _ONE_SIDE
            if end <= start + _ONE_SIDE or end - start > 2 * length:
                continue
            behind = min(_shared(text[start:end][::-1], right[::-1]), length - _ONE_SIDE)
            kept = min(before, length - behind, end - start - behind)
            if kept < _ONE_SIDE:
                continue
            cost = max(length - behind - kept, end - start - behind - kept)
            if best is None or cost < best[0]:
                best = (cost, start, end, kept, behind)
    if best is None:
        return None
    _, start, end, kept, behind = best
    lost, added = right[kept : length - behind], text[start + kept : end - behind]
    whole = LEAST_KEPT * length <= kept + behind and _may_be(formula, kept, lost, added, free)
    if not whole or (not added and text[end : end + 1] in tuple(free.more)):
        return None
    place = Span(start + kept, max(start + kept + 1, end - behind))
    return Span(start, end), place, bool(lost and added and formula.members_at(kept, lost))


def _shared(first: str, second: str) -> int:
    """Return how many characters two texts have in common at their beginnings."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def _may_be(formula: Formula, offset: int, lost: str, added: str, free: Free) -> bool:
    """Return True if one changed place is a mistake and no free use."""
    if not (lost or added) or free.covers(lost, added) or any(not "一" <= one <= "鿿" for one in added):
        return False
    single = len(formula.members) == 1
    most = max(formula.distance, len(formula.plain) // 4 if single else formula.longest_member)
    if lost and added:
        longer = _LONGER_MEMBER if formula.whole or not single else 0
        return len(lost) <= most and len(added) <= max(formula.distance, len(lost) if single else most) + longer
    if single or added:
        return (formula.whole or not single) and len(lost + added) <= most
    return _may_be_lost(formula, offset, lost)


def _may_be_lost(formula: Formula, offset: int, lost: str) -> bool:
    """Return True if it is a mistake that a part of a formula of several members is missing."""
    first, last = shifts(formula.plain, offset, len(lost))
    if not first or last + len(lost) == len(formula.plain):
        return False  # what is lost at an edge was not quoted
    if formula.members_at(offset, lost):
        return formula.loses_members
    return len(lost) <= formula.distance


def _few_characters(text: str, formula: Formula, free: Free) -> _Found | None:
    """Return what is a few edits away from a formula."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - only where a formula may be changed

    right, window = formula.plain, _nearest_window(text, formula)
    if not window:
        return None
    written = window.of(text)
    changes = [one for one in Levenshtein.opcodes(written, right) if one.tag != "equal"]
    swapped = len(changes) > 1 and Counter(written) == Counter(right)
    if not _are_inside(changes, len(written), formula) or (
        len(changes) > 1 and not swapped and len(right) <= ONE_PLACE
    ):
        return None
    for one in () if swapped else changes:
        lost, added = right[one.dest_start : one.dest_end], written[one.src_start : one.src_end]
        if not _may_be(formula, one.dest_start, lost, added, free):
            return None
    first = changes[0].src_start
    place = Span(first, max(changes[-1].src_end, first + 1)).shift(window.start)
    return window, place, False


def _nearest_window(text: str, formula: Formula) -> Span | None:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only where a formula may be changed

    right, most = formula.plain, formula.distance
    near: list[tuple[int, int, Span]] = []
    for start in range(max(1, len(text) - len(right) + most + 1)):
        for length in range(len(right) - most, len(right) + most + 1):
            window = text[start : start + length]
            distance = OSA.distance(window, right, score_cutoff=most)
            if 0 < distance <= most:
                near.append((distance, abs(len(window) - len(right)), Span(start, start + len(window))))
    return min(near)[2] if near else None


def _are_inside(changes: Sequence[Opcode], length: int, formula: Formula) -> bool:
    """Return True unless an edge is lost, which was not quoted, or longer, which belongs to the next word."""
    first, last = changes[0], changes[-1]
    at_start = first.src_start == 0 or first.dest_start == 0
    at_end = last.src_end == length or last.dest_end == len(formula.plain)
    free_start = formula.free_start or _is_half_a_member(first, formula)
    if (at_start and (first.tag != "replace" or not free_start)) or (
        at_end and (last.tag != "replace" or not formula.free_end)
    ):
        return False
    changed = sum(max(one.dest_end - one.dest_start, one.src_end - one.src_start) for one in changes)
    kept = 1 - changed / len(formula.plain)
    return kept >= (_LEAST_KEPT_AT_EDGE if at_start or at_end else LEAST_KEPT)


def _is_half_a_member(change: Opcode, formula: Formula) -> bool:
    """Return True if not more than half of the first of several members is another: 减政放权、放管结合."""
    return len(formula.members) > 1 and 2 * change.dest_end <= len(formula.members[0])


def _rearranged(text: str, formula: Formula) -> _Found | None:
    """Return the characters of a formula in another order."""
    right = formula.plain
    length = len(right)
    if length < _SHORTEST_REARRANGED:
        return None
    letters = Counter(right)
    for start in range(len(text) - length + 1):
        written = text[start : start + length]
        if written[0] in letters and Counter(written) == letters:
            one = len(formula.members) == 1  # 建设全国统一大市场 is also 全国统一大市场建设
            if one and (written[0] != right[0] or written[-_ONE_SIDE:] != right[-_ONE_SIDE:]):
                return None
            return Span(start, start + length), Span(start, start + length), False
    return None
