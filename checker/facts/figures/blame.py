"""Which figure of a sum is told: the total, or the part where the total is borne out and one slip mends it.

In a table two digits of a part that changed places are enough, where no slip of the total explains its value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec.structs import replace

from checker.facts.figures.inference.judging import OPEN, RIGHT
from checker.facts.figures.inference.slips import INPUT, SWAPPED, digit_slip
from checker.facts.figures.quantities import Quantity
from checker.facts.figures.relations import Relation, RelationKind, read_relations, read_tables
from checker.knowledge.figure_limits import Thresholds
from checker.knowledge.lexicon import Lexicon
from checker.text.document import Block
from checker.text.span import Span

_HUNDRED, _TWO = 100, 2
_SUMS = frozenset((RelationKind.PARTS, RelationKind.TABLE))


def all_relations(
    folded: str, quantities: Sequence[tuple[Block, tuple[Quantity, ...]]], body: Sequence[Block], lexicon: Lexicon
) -> tuple[Relation, ...]:
    """The relations of running text and of tables, each telling of the figure that is to be told."""
    found = read_relations(folded, quantities, lexicon) + read_tables(folded, body, lexicon.relations)
    figures = (quantity for _, several in quantities for quantity in several)
    return blamed(found, figures, lexicon.figures.thresholds)


def blamed(relations: Sequence[Relation], quantities: Iterable[Quantity], limits: Thresholds) -> tuple[Relation, ...]:
    """The relations, those sums turned round whose part is to be told."""
    wrong = [one for one in relations if one.kind in _SUMS and one.verdict not in (RIGHT, OPEN, "exceeds", "mean")]
    sure = _changes(relations)
    relations = tuple(_of_sure_rate(one, sure) for one in relations)
    if not wrong:
        return relations
    means = [one for one in relations if one.verdict == "mean"]
    suspected = frozenset(given.span for one in means for given in one.given)
    seen = Counter(quantity.value for quantity in quantities)
    for one in relations:
        if one.verdict == RIGHT:
            seen.update(given.value for given in one.given)
            seen[one.stated.value] += 1
    turned = {id(one): _turned(one, seen, limits, suspected) for one in wrong}
    told = {one.stated.span for one in turned.values()}
    # the mean of a row whose count is told needs no word of its own
    settled = {id(one) for one in means if any(given.span in told for given in one.given)}
    return tuple(turned.get(id(one), one) for one in relations if id(one) not in settled)


def _changes(relations: Sequence[Relation]) -> frozenset[Span]:
    """Where the rates stand that a change in points bears out."""
    right = (one for one in relations if one.kind is RelationKind.POINTS and one.verdict == RIGHT)
    return frozenset(given.span for one in right for given in one.given)


def _of_sure_rate(one: Relation, sure: frozenset[Span]) -> Relation:
    """审结121件,败诉19件,败诉率由18.6%降至7.4%,下降11.2个百分点: not the rate is wrong, but its part."""
    if one.kind is not RelationKind.SHARE or one.verdict != INPUT or one.stated.span not in sure:
        return one
    whole, part = one.given[:2]
    right = f"{round(whole.value * one.stated.value / _HUNDRED)}"
    if len(one.given) != _TWO or part.decimals or part.scale or not digit_slip(part.number, right):
        return one
    return replace(one, stated=part, given=(whole, one.stated), verdict="part", expected=f"{right}{part.unit}")


def _turned(one: Relation, seen: Counter[Decimal], limits: Thresholds, suspected: frozenset[Span]) -> Relation:
    stated = one.stated
    elsewhere = seen[stated.value] - (1 if one.kind is RelationKind.PARTS else 0)
    if lost := _of_another_scale(one):
        part, right = lost
        others = tuple(other for other in (stated, *one.given) if other is not part)
        return replace(one, stated=part, given=others, verdict="part", expected=right)
    found = _mended(one, limits.part_candidates if one.kind is RelationKind.TABLE else 1, suspected)
    if found is None or stated.value < limits.part_from:
        return one
    part, right = found
    swapped = digit_slip(part.number, right) == SWAPPED and not digit_slip(stated.number, one.expected)
    if elsewhere < 1 and part.span not in suspected and not (swapped and one.kind is RelationKind.TABLE):
        return one
    others = tuple(other for other in (stated, *one.given) if other is not part)
    return replace(one, stated=part, given=others, verdict="part", expected=f"{right}{part.scale}{part.unit}")


def _of_another_scale(one: Relation) -> tuple[Quantity, str] | None:
    """612万元、746万元、180元: the one part without the scale of all others, with which the total is right."""
    scales = Counter(part.scale for part in (one.stated, *one.given))
    usual = scales.most_common(1)[0][0]
    odd = [part for part in one.given if part.scale != usual]
    if not usual or len(odd) != 1 or odd[0].scale or odd[0].chinese:
        return None
    part, factor = odd[0], next(_factor(other) for other in one.given if other.scale == usual)
    whole = sum((other.value for other in one.given if other is not part), part.value * factor)
    return (part, f"{part.number}{usual}{part.unit}") if whole == one.stated.value else None


def _factor(part: Quantity) -> Decimal:
    return part.value / Decimal(part.number.replace(",", ""))


def _mended(one: Relation, most: int, suspected: frozenset[Span]) -> tuple[Quantity, str] | None:
    """The first of few parts that a slip of digits explains, and what it ought to be.

    One that is ``suspected`` otherwise comes before all, swapped digits before others.
    """
    missing = one.stated.value - sum((part.value for part in one.given), Decimal(0))
    found: dict[bool, list[tuple[Quantity, str]]] = {True: [], False: []}
    for part in one.given:
        if not part.number[:1].isdecimal() or seen_twice(part, one.given):
            continue
        written = Decimal(part.number.replace(",", ""))
        scale = part.value / written if written else Decimal(1)
        right = (part.value + missing) / scale
        if right <= 0 or right != round(right, part.decimals):
            continue
        shown = f"{right:.{part.decimals}f}"
        slip = digit_slip(part.number, shown)
        if slip:
            if part.span in suspected:
                return part, shown
            found[slip == SWAPPED].append((part, shown))
    for several in (found[True], found[False]):
        if several:
            return several[0] if len(several) <= most else None
    return None


def seen_twice(part: Quantity, parts: Sequence[Quantity]) -> bool:
    """Equal parts cannot be told apart."""
    return sum(other.value == part.value for other in parts) > 1
