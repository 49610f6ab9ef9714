"""What figures of a text say about each other: shares, parts and totals, growth.

Each relation tells what is stated and what the arithmetic gives, right or wrong: the right ones are
counted, so that silence is a result. A relation is only read where the wording leaves one reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import Enum
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from checker.facts.figures.arithmetic import Rounding, bases, compare, growth, rounded, share
from checker.facts.figures.quantities import Quantity, within
from checker.facts.sentences import sentences_in
from checker.knowledge.lexicon import RelationWords
from checker.text.document import Block
from checker.text.span import Span

RIGHT = "right"
_LISTING = (",", "、", ";", "和", "及", "与")


class RelationKind(Enum):
    """What is compared with what."""

    SHARE = "share"
    PARTS = "parts"
    GROWTH = "growth"
    GRANULARITY = "granularity"
    TABLE = "table"


class Relation(Struct, frozen=True):
    """One checked relation: ``stated`` is the figure that ought to follow from ``given``.

    ``verdict`` is ``right``, ``open`` where nothing follows, or names the fault; ``computed`` is the
    calculation in words and ``expected`` the figure that it gives.
    """

    kind: RelationKind
    stated: Quantity
    given: tuple[Quantity, ...]
    verdict: str
    computed: str
    expected: str = ""


def read_relations(
    folded: str, blocks: Iterable[tuple[Block, tuple[Quantity, ...]]], words: RelationWords
) -> tuple[Relation, ...]:
    """The relations of running text, in order of the stated figures."""
    found: list[Relation] = []
    for block, quantities in blocks:
        for sentence in sentences_in(folded, block.span) if quantities else ():
            inside = within(quantities, sentence)
            if not inside:
                continue
            found.extend(_shares(folded, inside, words))
            found.extend(_parts(folded, sentence, inside, words))
            found.extend(_lists(folded, inside, words))
            found.extend(_growths(folded, inside, words))
    return tuple(sorted(found, key=lambda relation: relation.stated.span))


def _shares(folded: str, quantities: Sequence[Quantity], words: RelationWords) -> Iterator[Relation]:
    """A rate behind its two counts: 调解结案11件,调解成功8件,调解成功率为72.72%.

    The rate's name says which count is the part (成功); the whole is the count before it in the same
    unit. A rate that another pair of the sentence gives is right too.
    """
    for index, rate in enumerate(quantities):
        match = words.rate.search(rate.measure.of(folded)) if rate.family == "percent" else None
        if match is None or rate.approximate:
            continue
        counts = [quantity for quantity in quantities[:index] if quantity.exact and quantity.value > 0]
        pair = _named_pair(folded, counts, match.group("stem"))
        given = _given_by_any(rate, counts)
        if given:
            yield given
        elif pair:
            yield _share(rate, *pair)


def _share(rate: Quantity, whole: Quantity, part: Quantity) -> Relation:
    exact = share(part.value, whole.value)
    verdict = compare(exact, rate.value, rate.decimals)
    computed = f"{part.number}÷{whole.number}={rounded(exact, max(rate.decimals, 2))}%"
    return Relation(
        RelationKind.SHARE, rate, (whole, part), verdict.value, computed, f"{rounded(exact, rate.decimals)}%"
    )


def _given_by_any(rate: Quantity, counts: list[Quantity]) -> Relation | None:
    if rate.value == 100:
        return None
    for whole in counts:
        for part in counts:
            same = part.unit == whole.unit and part is not whole and part.value <= whole.value
            if same and compare(share(part.value, whole.value), rate.value, rate.decimals) is Rounding.RIGHT:
                return _share(rate, whole, part)
    return None


def _named_pair(folded: str, counts: list[Quantity], stem: str) -> tuple[Quantity, Quantity] | None:
    outside = [quantity for quantity in counts if not quantity.bracketed]
    for whole, part in reversed(list(pairwise(outside))):
        named = stem in part.measure.of(folded) and stem not in whole.measure.of(folded)
        between = folded[whole.span.end : part.span.start]
        if named and part.unit == whole.unit and part.value <= whole.value and ";" not in between:
            return whole, part
    return None


def _parts(folded: str, sentence: Span, quantities: Sequence[Quantity], words: RelationWords) -> Iterator[Relation]:
    """共634件,其中保留361件,废止、修改273件: parts of one unit behind 其中, up to the next stop.

    Parts that end with 其他 are all there are: their sum must be the total.
    """
    for match in words.of_which.finditer(folded, sentence.start, sentence.end):
        before = [quantity for quantity in quantities if quantity.span.end <= match.start()]
        whole = before[-1] if before and before[-1].exact else None
        gap = folded[whole.span.end : match.start()] if whole else ""
        if whole is None or len(gap) > words.reach or any(mark in gap for mark in "。;:!?"):
            continue
        bracket = gap.rstrip().endswith("(")
        stop = _end_of_parts(folded, match.end(), sentence.end, bracket=bracket)
        inside = [q for q in quantities if match.end() <= q.span.start < stop and q.bracketed == bracket]
        parts = _parallel(folded, inside, words)
        same = [part for part in parts if part.unit == whole.unit]
        if same and all(part.exact for part in same) and not words.overlapping.search(folded, match.end(), stop):
            relation = _sum(whole, same)
            whatever_is_left = len(same) == len(parts) > 1 and words.remainder.search(same[-1].measure.of(folded))
            yield (
                replace(relation, verdict="incomplete") if whatever_is_left and relation.verdict == "open" else relation
            )


def _lists(folded: str, quantities: Sequence[Quantity], words: RelationWords) -> Iterator[Relation]:
    """共20件,分别为合同12件、文件8件: all parts are given, so that their sum must be the total."""
    for index, whole in enumerate(quantities[:-1]):
        following = list(quantities[index + 1 :])
        named = words.lists_all.search(folded[whole.span.end : following[0].span.start])
        if not whole.exact or not named or not words.whole.search(whole.measure.of(folded)):
            continue
        parts = _parallel(folded, following, words)
        if len(parts) > 1 and all(part.exact and part.unit == whole.unit for part in parts):
            relation = _sum(whole, parts)
            yield replace(relation, verdict="incomplete") if relation.verdict == "open" else relation


def _end_of_parts(folded: str, start: int, end: int, *, bracket: bool) -> int:
    stops = ")" if bracket else "。;!?"
    return next((offset for offset in range(start, end) if folded[offset] in stops), end)


def _parallel(folded: str, quantities: list[Quantity], words: RelationWords) -> list[Quantity]:
    """The leading figures that follow each other with no more than a mark and a name between them."""
    listed = quantities[:1]
    for before, quantity in pairwise(quantities):
        gap = folded[before.span.end : quantity.span.start]
        if len(gap) > words.reach or gap[:1] not in _LISTING:
            break
        listed.append(quantity)
    return listed


def _sum(whole: Quantity, parts: list[Quantity]) -> Relation:
    total = sum((part.value for part in parts), Decimal(0))
    sign = ">" if total > whole.value else "=" if total == whole.value else "<"
    terms = "+".join(part.number for part in parts) + (f"={total}" if len(parts) > 1 else "")
    complete = total == whole.value and len(parts) > 1
    verdict = "exceeds" if total > whole.value else RIGHT if complete else "open"
    return Relation(RelationKind.PARTS, whole, tuple(parts), verdict, f"{terms}{sign}{whole.number}", str(total))


def _growths(folded: str, quantities: Sequence[Quantity], words: RelationWords) -> Iterator[Relation]:
    """A percentage of growth right behind a figure, or behind a pair of figures (由…到…)."""
    for index, percent in enumerate(quantities):
        if percent.family != "percent" or percent.approximate or index == 0:
            continue
        lead = folded[quantities[index - 1].span.end : percent.span.start]
        if words.bare_lead.fullmatch(lead) is None:
            continue
        down = words.downward.search(lead) is not None
        pair = before_and_after(folded, quantities[:index], words)
        relation = (
            _growth_of_pair(percent, *pair, down=down)
            if pair
            else _granularity(percent, quantities[index - 1], down=down)
        )
        if relation:
            yield relation


def before_and_after(
    folded: str, quantities: Sequence[Quantity], words: RelationWords
) -> tuple[Quantity, Quantity] | None:
    """由533项……至367项: the last two figures in one unit, joined by from … to."""
    if len(quantities) < 2:
        return None
    before, after = quantities[-2:]
    if before.unit != after.unit or before.approximate or after.approximate or before.value <= 0:
        return None
    lead = folded[max(0, before.span.start - words.reach) : before.span.start]
    between = folded[before.span.end : after.span.start]
    return (before, after) if words.starting.search(lead) and words.ending.search(between) else None


def _growth_of_pair(percent: Quantity, before: Quantity, after: Quantity, *, down: bool) -> Relation:
    exact = growth(before.value, after.value)
    word = "下降" if exact < 0 else "增长"
    computed = f"由{before.number}到{after.number}{word}{rounded(abs(exact), max(percent.decimals, 1))}%"
    wrong_way = exact != 0 and (exact < 0) != down
    verdict = "direction" if wrong_way else compare(abs(exact), percent.value, percent.decimals).value
    expected = f"{word}{rounded(abs(exact), percent.decimals)}%"
    return Relation(RelationKind.GROWTH, percent, (before, after), verdict, computed, expected)


def _granularity(percent: Quantity, after: Quantity, *, down: bool) -> Relation | None:
    """Whether any whole number of the year before gives the percentage (see :func:`bases`)."""
    if not after.exact or percent.decimals == 0:  # whole percents are round figures by nature
        return None
    feasible, near = bases(int(after.value), -percent.value if down else percent.value, percent.decimals)
    word = "下降" if down else "增长"
    tried = "、".join(f"上年{base.value}则{word}{abs(base.percent)}%" for base in near)
    return Relation(RelationKind.GRANULARITY, percent, (after,), RIGHT if feasible else "infeasible", tried)
