"""What the figures of a text say about each other: what follows from what, right, wrong or open.

Each relation tells which figure was looked at, from which others it follows, the calculation, and what became of it:
``right``, ``open`` where nothing is known, or the likeliest mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import pairwise

from msgspec import Struct

from checker.facts.figures.across import Twice, elsewhere, rescaled_elsewhere, restated, twice
from checker.facts.figures.claims import Claim, claims
from checker.facts.figures.densities import densities
from checker.facts.figures.granularity import growth_alone, mean_alone
from checker.facts.figures.inference.by_digits import Told, by_digits
from checker.facts.figures.inference.calculation import calculation, expected, number, plain, scale_of, told
from checker.facts.figures.inference.dependents import Dependent
from checker.facts.figures.inference.figure import Figure, read_figures
from checker.facts.figures.inference.hypotheses import (
    AVERAGE,
    Hypothesis,
    mark_between,
    reach_of,
    unit_feature,
)
from checker.facts.figures.inference.judging import OPEN, RIGHT, Judged
from checker.facts.figures.inference.slips import INPUT, SCALED
from checker.facts.figures.paragraphs import judged_in
from checker.facts.figures.quantities import Quantity
from checker.facts.figures.remainders import left_elsewhere
from checker.facts.figures.second_looks.doubts import exceeds, is_doubtful
from checker.facts.figures.second_looks.each import by_each
from checker.facts.figures.second_looks.lists import by_lists
from checker.facts.figures.second_looks.scales import rescaled
from checker.facts.figures.second_looks.units import by_measures
from checker.facts.figures.tables import table_means, table_sums
from checker.knowledge.figure_limits import Limits
from checker.knowledge.figure_words import FigureWords
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.number_words import RelationWords
from checker.text.document import Block
from checker.text.span import Span

_LISTED, _COMMA = 1, 2
_LOOKS = (by_digits, by_measures, by_lists, by_each)
_PAIR = 2
_CHANGED = frozenset(("up", "down"))
_NO_PART = frozenset(("average", "change", "carry"))
"""What these words stand before is no part of what was counted before it."""


class RelationKind(Enum):
    """What is compared with what."""

    SHARE = "share"
    AVERAGE = "average"
    PARTS = "parts"
    REST = "rest"
    GROWTH = "growth"
    POINTS = "points"
    DIFFERENCE = "difference"
    GRANULARITY = "granularity"
    TABLE = "table"
    CLAIM = "claim"
    SAME = "same"


class Relation(Struct, frozen=True):
    """One relation: ``stated`` is the figure that ought to follow from ``given``.

    ``verdict`` is ``right``, ``open`` where nothing follows, or names the fault; ``computed`` is the calculation in
    words and ``expected`` the figure that it gives. ``cued`` is False where no word says that the figure follows from
    others: such a relation counts only when it is right.
    """

    kind: RelationKind
    stated: Quantity
    given: tuple[Quantity, ...]
    verdict: str
    computed: str
    expected: str = ""
    cued: bool = True


_KINDS = {
    "share": RelationKind.SHARE,
    "average": RelationKind.AVERAGE,
    "sum": RelationKind.PARTS,
    "rest": RelationKind.REST,
    "growth": RelationKind.GROWTH,
    "points": RelationKind.POINTS,
    "difference": RelationKind.DIFFERENCE,
    "same": RelationKind.SAME,
}


def read_relations(
    folded: str, blocks: Iterable[tuple[Block, tuple[Quantity, ...]]], lexicon: Lexicon
) -> tuple[Relation, ...]:
    """The relations of running text, in order of the stated figures."""
    words = lexicon.figures
    weights = words.weights
    blocks = tuple(blocks)
    paragraphs = read_figures(folded, blocks, words)
    found: list[Relation] = []
    judged: list[tuple[tuple[Figure, ...], Judged]] = []
    for (block, _), figures in zip(blocks, paragraphs, strict=True):
        if not figures:
            continue
        reach = reach_of(figures, words)
        judged.extend((figures, one) for one in judged_in(reach, weights))
        found.extend(_exceeding(figures, words))
        found.extend(_turned(figures, words))
        found.extend(_by_digits(one) for look in _LOOKS for one in look(figures, words))
        found.extend(_claimed(claim) for claim in claims(folded, block, figures, reach, weights))
    waiting = [one.dependent for _, one in judged if one.verdict != RIGHT and not one.surely_wrong]
    settled = {id(one.dependent): one for one in elsewhere(paragraphs, waiting, words)}
    for figures, one in judged:
        found.extend(_relation(folded, figures, settled.get(id(one.dependent), one), lexicon))
    borne_out = _borne_out(judged)
    found.extend(_by_digits(one) for one in densities(paragraphs, borne_out, words))
    accused = {relation.stated.span for relation in found if relation.verdict not in (RIGHT, OPEN)}
    found.extend(
        _by_digits(one)
        for one in left_elsewhere(paragraphs, judged, borne_out, words)
        if one.figure.quantity.span not in accused
    )
    again: dict[tuple[Span, bool], Twice] = {}
    mentions = (twice, restated, rescaled_elsewhere)
    for each in (one for look in mentions for one in look(paragraphs, borne_out, words)):
        again.setdefault((each.later.quantity.span, each.right), each)
    found.extend(_same(each) for each in again.values())
    return tuple(sorted(found, key=lambda relation: relation.stated.span))


def _borne_out(judged: Iterable[tuple[tuple[Figure, ...], Judged]]) -> set[tuple[int, float]]:
    """The figures that take part in a relation that is right."""
    return {
        (figure.block, figure.index)
        for _, one in judged
        if one.verdict == RIGHT and one.hypothesis
        for figure in (one.dependent.figure, *one.hypothesis.inputs)
    }


def _by_digits(one: Told) -> Relation:
    given = tuple(figure.quantity for figure in one.given)
    return Relation(_KINDS[one.kind], one.figure.quantity, given, one.slip, one.computed, one.expected, cued=False)


def _same(one: Twice) -> Relation:
    later, earlier = one.later.quantity, one.earlier.quantity
    verdict = RIGHT if one.right else "scale" if one.scale else "same"
    right = f"{number(one.earlier)}{earlier.unit}"
    return Relation(RelationKind.SAME, later, (earlier,), verdict, right, right, cued=False)


def _claimed(claim: Claim) -> Relation:
    way = claim.hypothesis
    given = tuple(figure.quantity for figure in way.inputs)
    verdict = RIGHT if claim.right else "multiple" if claim.multiple else "tenths"
    return Relation(RelationKind.CLAIM, claim.stated, given, verdict, calculation(way, 1), f"{plain(way.middle, 1)}%")


def _relation(folded: str, figures: tuple[Figure, ...], one: Judged, lexicon: Lexicon) -> Iterator[Relation]:
    dependent = one.dependent
    kind = _KINDS[dependent.kind]
    if is_doubtful(figures, one, lexicon.figures):
        yield Relation(kind, dependent.figure.quantity, (), OPEN, "")
    elif one.hypothesis is not None and (one.verdict == RIGHT or one.surely_wrong):
        if special := _told_otherwise(one):
            yield special
            return
        given = tuple(figure.quantity for figure in one.hypothesis.inputs)
        verdict = RIGHT if one.verdict == RIGHT else one.slip
        computed, right = told(dependent, one.hypothesis), expected(dependent, one.hypothesis)
        yield Relation(kind, dependent.figure.quantity, given, verdict, computed, right, dependent.cued)
    else:
        yield from _alone(folded, figures, dependent, lexicon)


def _alone(folded: str, figures: tuple[Figure, ...], dependent: Dependent, lexicon: Lexicon) -> Iterator[Relation]:
    """A figure that no way explains: one that its own fineness makes impossible, or nothing."""
    kind = _KINDS[dependent.kind]
    infeasible = None
    if dependent.kind == "growth":
        infeasible = growth_alone(figures, dependent.figure, lexicon.relations)
    elif dependent.kind == "average":
        infeasible = mean_alone(folded, figures, dependent.figure, lexicon.means)
    if infeasible:
        given = (infeasible.given,)
        yield Relation(RelationKind.GRANULARITY, infeasible.stated, given, infeasible.verdict, infeasible.tried)
    elif dependent.cued:
        yield Relation(kind, dependent.figure.quantity, (), OPEN, "")


def _told_otherwise(one: Judged) -> Relation | None:
    """A part that is more than its whole (应检12830台,实检12879台); a total that its average does not give."""
    way, figure = one.hypothesis, one.dependent.figure
    limits = one.dependent.words.limits
    if way is None or one.verdict == RIGHT:
        return None
    if exceeds(one):
        whole, part = way.inputs
        computed = f"{number(part)}{part.unit}>{number(whole)}{whole.unit}"
        return Relation(RelationKind.PARTS, part.quantity, (whole.quantity,), "exceeds", computed)
    if one.told is not None and one.mended is not None:
        return _of_another_scale(one, one.told, one.mended, way)
    if one.slip == "unit":
        return _unit_mixed(way, figure)
    return _mean_otherwise(one, way, limits) if way.kind == AVERAGE and len(way.inputs) == _PAIR else None


def _mean_otherwise(one: Judged, way: Hypothesis, limits: Limits) -> Relation | None:
    """A total that its mean does not give, or a mean that lost its scale."""
    (total, count), figure = way.inputs, one.dependent.figure
    pointed = one.slip == SCALED and total.family == "money" and total.quantity.decimals
    lost = _without_scale(one, total, count) if pointed else None
    if lost is not None:
        return lost
    before = total.index > figure.index and one.slip in (INPUT, "product")
    wide = one.slip == SCALED and _too_large(total, figure, limits)
    return _product(total, count, figure) if before or wide else None


def _of_another_scale(one: Judged, wrong: Figure, right: Figure, way: Hypothesis) -> Relation:
    """经费860元,比上年的800万元增长7.5%."""
    figures = (one.dependent.figure, *way.inputs)
    given = tuple(figure.quantity for figure in figures if figure is not right)
    computed = told(one.dependent, way)
    expected = f"{number(right)}{right.unit}"
    return Relation(_KINDS[one.dependent.kind], wrong.quantity, given, one.slip, computed, expected)


def _unit_mixed(way: Hypothesis, figure: Figure) -> Relation:
    """小区31个,惠及居民1.24万元,平均每个小区400户."""
    total, count = way.inputs
    wrong, other = (figure, total) if total.family == figure.family else (total, figure)
    computed = f"{number(total)}÷{number(count)}={number(figure)}"
    return Relation(
        RelationKind.AVERAGE, wrong.quantity, (other.quantity, count.quantity), "unit", computed, other.unit
    )


def _product(total: Figure, count: Figure, mean: Figure) -> Relation:
    """What the total ought to be."""
    kept = total.index > mean.index
    scale, decimals = (total.quantity.scale, total.quantity.decimals) if kept else ("", mean.quantity.decimals)
    product = f"{plain(mean.value * count.value / (scale_of(total) if kept else 1), decimals)}{scale}"
    computed = f"{number(count)}×{number(mean)}={product}"
    given = (mean.quantity, count.quantity)
    return Relation(RelationKind.AVERAGE, total.quantity, given, "product", computed, f"{product}{total.unit}")


def _without_scale(one: Judged, total: Figure, count: Figure) -> Relation | None:
    """2.35亿元,196家,户均约120元: the mean lost its 万, for the total is written with a point."""
    figure = one.dependent.figure
    for scale, size in one.dependent.words.lost_scales.items():
        right = rescaled(figure, figure.quantity.number, scale, size)
        if not figure.quantity.scale and total.low / count.high <= right.high and right.low <= total.high / count.low:
            expected = f"{number(right)}{figure.unit}"
            computed = f"{number(total)}÷{number(count)}={expected}"
            given = (total.quantity, count.quantity)
            return Relation(RelationKind.AVERAGE, figure.quantity, given, "scale", computed, expected)
    return None


def _too_large(total: Figure, mean: Figure, limits: Limits) -> bool:
    """63宗、7560万平方米,每宗120平方米: a whole number as mean is right, and 万 behind the total too much."""
    whole = not (mean.quantity.scale or mean.quantity.decimals)
    return bool(total.quantity.scale) and whole and mean.value >= limits.plausible_mean


def _turned(figures: tuple[Figure, ...], words: FigureWords) -> Iterator[Relation]:
    """由54.1件降至62.4件: the word of change against the two figures around it."""
    for base, after in pairwise(figures):
        change = after.cues & _CHANGED
        if (
            not (base.based and after.reached and len(change) == 1)
            or base.unit != after.unit
            or base.unit in words.ranks
        ):
            continue
        if base.clause != after.clause or "target" in base.cues | after.cues or base.value == after.value:
            continue
        if (after.value < base.value) != ("down" in change):
            sign = "<" if after.value < base.value else ">"
            computed = f"{number(after)}{after.unit}{sign}{number(base)}{base.unit}"
            yield Relation(RelationKind.DIFFERENCE, after.quantity, (base.quantity,), "direction", computed)


def _same_thing(whole: Figure, part: Figure, words: FigureWords) -> bool:
    return whole.unit == part.unit or {whole.unit, part.unit} <= words.persons


def _exceeding(figures: tuple[Figure, ...], words: FigureWords) -> Iterator[Relation]:
    """One part alone that is more than its whole: 21名执法人员中……24人, 审查20件,其中合同25件."""
    for at, whole, part in _wholes_and_parts(figures):
        if part.low <= whole.high or not whole.countable or part.planned:
            continue
        taken_up = _taken_up(whole, part, words)
        together = part.sentence == whole.sentence or taken_up
        if whole.planned or not together or not _same_thing(whole, part, words):
            continue
        if part.cues & _NO_PART or whole.cues & (_NO_PART | _CHANGED) or words.looks.share_whole.search(part.lead):
            continue
        if part.quantity.scale != whole.quantity.scale or part.quantity.approximate or whole.quantity.approximate:
            continue
        if part.family == "count" and not (part.quantity.exact and whole.quantity.exact):
            continue
        # 由9名扩大到包括11名…: what a change starts from has no parts in what it leads to
        which = part.which > whole.which and mark_between(whole, part) <= _COMMA and not whole.based
        near = whole.stops == part.stops and part.clause - whole.clause <= 1
        among = near and words.among.search(whole.tail) is not None
        named = _ought_to(whole, part, words) or _some_of_them(whole, part, words) or _dealt_with(whole, part, words)
        if not (among or which or named or taken_up):
            continue
        if part.quantity.bracketed and not which:
            continue
        joined = at and figures[at - 1].countable and mark_between(figures[at - 1], whole) < _COMMA
        if joined and unit_feature(figures[at - 1], part, words) != "unlike":
            continue
        computed = f"{number(part)}{part.unit}>{number(whole)}{whole.unit}"
        yield Relation(RelationKind.PARTS, part.quantity, (whole.quantity,), "exceeds", computed)


def _ought_to(whole: Figure, part: Figure, words: FigureWords) -> bool:
    """应出庭9件,实际出庭12件: what was done is no more than what ought to be."""
    match = words.actual.search(part.lead)
    due = words.due.search(whole.lead) if match else None
    return match is not None and due is not None and due.group().endswith(match.group("name"))


def _some_of_them(whole: Figure, part: Figure, words: FigureWords) -> bool:
    """排查设施52个,存在问题的设施62个: the part is called as the whole right before it is, by more words."""
    before, of, noun = part.lead.rpartition(words.possessive)
    alike = bool(before) and bool(of) and len(noun) >= _PAIR and whole.lead.endswith(noun)
    near = part.clause - whole.clause == 1 and part.value < whole.value * _PAIR
    return alike and near and of not in whole.lead and not (whole.based or part.based)


def _dealt_with(whole: Figure, part: Figure, words: FigureWords) -> bool:
    """反馈问题39个,年底前整改47个: no more is put right than was found, in the clause right behind."""
    found = words.looks.found.search(whole.lead) if not (whole.tail or part.tail) else None
    near = part.clause - whole.clause == 1 and mark_between(whole, part) <= _COMMA and not (whole.based or part.based)
    return near and found is not None and words.looks.dealt_with.fullmatch(part.lead) is not None


def _taken_up(whole: Figure, part: Figure, words: FigureWords) -> bool:
    """……等7个事项。对其中9个事项……: the sentence begins with some of what the one before ends with."""
    alike = bool(part.tail) and part.tail[:_PAIR] == whole.tail[:_PAIR]
    follows = part.sentence - whole.sentence == 1
    return alike and follows and words.looks.taken_up.fullmatch(part.lead) is not None


def _wholes_and_parts(figures: Sequence[Figure]) -> Iterator[tuple[int, Figure, Figure]]:
    """Neighbours, and behind 其中 every part that is joined to the first one by 、 (其中党员61名、女性179名)."""
    for at, (whole, first) in enumerate(pairwise(figures)):
        yield at, whole, first
        if first.which == whole.which:
            continue
        for one, other in pairwise(figures[at + 1 :]):
            if other.unit != first.unit or other.which != first.which or mark_between(one, other) > _LISTED:
                break
            yield at, whole, other


def derived(relations: Iterable[Relation]) -> frozenset[Span]:
    """Where averages stand, and what they were before or after a growth."""
    found = {relation.stated.span for relation in relations if relation.kind is RelationKind.AVERAGE}
    for relation in relations:
        if relation.kind is RelationKind.GROWTH and any(given.span in found for given in relation.given):
            found.update(given.span for given in relation.given)
    return frozenset(found)


def read_tables(folded: str, blocks: Sequence[Block], words: RelationWords) -> tuple[Relation, ...]:
    """The sums of tables."""
    found = []
    for one in table_sums(folded, blocks, words):
        computed = f"{'+'.join(part.number for part in one.parts)}={one.exact}"
        verdict = RIGHT if one.exact == one.stated.value else "row" if one.across else "sum"
        found.append(Relation(RelationKind.TABLE, one.stated, one.parts, verdict, computed, str(one.exact)))
    for mean in table_means(folded, blocks, words):
        right = plain(float(mean.exact), mean.stated.decimals)
        computed = f"{mean.total.number}÷{mean.count.number}={right}"
        found.append(Relation(RelationKind.TABLE, mean.stated, (mean.total, mean.count), "mean", computed, right))
    return tuple(found)
