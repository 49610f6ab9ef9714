"""Units mixed up: a count that grew by 30个百分点, a rate that rose by 1.6%, an average of households in 元."""

from __future__ import annotations

from collections.abc import Mapping

from checker.facts.figures.inference.dependents import each_of, growth_of, points_of, share_of
from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import AVERAGE, POINTS, Hypothesis, Reach, mark_between
from checker.facts.figures.inference.judging import OF_LEVEL, OF_SHARE, RIGHT, WRONG, Judged, fits, judge
from checker.facts.figures.inference.shapes import bounds_of, direction
from checker.facts.figures.inference.slips import DIGIT, NEAR, SWAPPED, digit_slip, significant, written_as
from checker.facts.figures.inference.wording import shared_by
from checker.facts.figures.second_looks.apposition import compared_behind
from checker.knowledge.figure_words import FigureWords

_COMMA, _THREE = 2, 3
_PLACES = 6
_COMPARED = frozenset(("up", "down", "above", "below", "change"))
_OF_MANY = frozenset(("average", "adjusted"))
_AMOUNTS = frozenset(("count", "money", "area", "length", "weight", "volume"))


def as_percent(figure: Figure, reach: Reach, weights: Mapping[str, float]) -> Judged | None:
    """A change told in points that is, by its wording and value, the growth of a count in percent."""
    judged = judge(growth_of(figure, reach), weights)
    way = judged.hypothesis
    if judged.verdict != RIGHT or way is None:
        return None
    # 同比增长12.5个百分点(2018年为4.32万户): the base stands right behind, and leaves no choice
    if compared_behind(figure, way, reach) and not any(one.family == "percent" for one in way.inputs):
        return Judged(judged.dependent, WRONG, way, "percent", 1.0, 1.0)
    if judged.worded <= reach.words.thresholds.mixed:
        return None
    # 比上年的4205件增加627件,增长14.9个百分点: of a count that is told right before it
    if way.inputs[0].based or (way.form != "pair" and way.inputs[1].index == figure.index - 1):
        return Judged(judged.dependent, WRONG, way, "percent", 1.0, judged.worded)
    return None


def as_share(figure: Figure, reach: Reach, weights: Mapping[str, float]) -> Judged | None:
    """占25个百分点: a share told in points, by its wording and value that of two figures before it.

    办结率达到96.2个百分点: what a rate is, and no word of more or less before it, is told in percent whatever it is of.
    """
    words = reach.words
    named = words.looks.rate_end.search(figure.lead) is not None
    if (
        "share" not in figure.cues
        or figure.cues & _COMPARED
        or not (named or words.looks.share_end.search(figure.lead))
    ):
        return None
    judged = judge(share_of(figure, reach), weights)
    if judged.verdict == RIGHT and judged.hypothesis is not None and judged.worded > words.thresholds.mixed:
        return Judged(points_of(figure, reach), WRONG, judged.hypothesis, OF_SHARE, 1.0, judged.worded)
    if named and not figure.tail and figure.value >= words.thresholds.least_level:
        way = Hypothesis(POINTS, (figure,), figure.low, figure.high, form="level")
        return Judged(points_of(figure, reach), WRONG, way, OF_LEVEL, 1.0, 1.0)
    return None


def of_rate_before(judged: Judged, reach: Reach) -> Judged | None:
    """办结率99.2%,比上年提高1.4%: a change told of the rate right before it, in percent."""
    figure, words = judged.dependent.figure, reach.words
    before = reach.figures[int(figure.index) - 1] if figure.index else None
    if before is None or before.family != "percent" or not before.is_rate or not words.rate_name.search(before.lead):
        return None
    beside = figure.sentence == before.sentence and figure.clause - before.clause == 1 and not before.tail
    if not beside or before.planned or not words.looks.rate_change.fullmatch(figure.lead):
        return None
    earlier = before.value - direction(figure) * figure.value
    if not 0 < earlier <= words.limits.all_of_it:
        return None
    way = Hypothesis(POINTS, (before,), figure.low, figure.high, form="untold")
    return Judged(points_of(figure, reach), WRONG, way, "points", 1.0, 1.0)


def of_a_count(figure: Figure, reach: Reach) -> Judged | None:
    """比2021年的2214.6万元增长17.4个百分点: what is compared with an amount or a count grows in percent."""
    base = reach.figures[int(figure.index) - 1] if figure.index else None
    if (
        base is None
        or not base.based
        or base.family not in _AMOUNTS
        or base.clause != figure.clause
        or base.tail != figure.lead
    ):
        return None
    if not direction(figure) or reach.words.change_end.fullmatch(figure.lead) is None:
        return None
    way = Hypothesis(POINTS, (base,), figure.low, figure.high, form="of-count")
    return Judged(points_of(figure, reach), WRONG, way, "percent", 1.0, 1.0)


def of_namesake(judged: Judged, reach: Reach) -> Judged | None:
    """贫困发生率18.2%。……贫困发生率降至12.5%,下降6.7个百分点: the one rate of this name that is told before."""
    dependent, words = judged.dependent, reach.words
    figure, at = dependent.figure, int(dependent.figure.index)
    after = reach.figures[at - 1] if at else None
    if after is None or not (after.reached and after.family == "percent") or not direction(figure):
        return None
    name = words.looks.rate_noun.match(after.lead)
    beside = words.change_end.fullmatch(figure.lead) and figure.clause - after.clause <= 1
    if name is None or not beside or "change" in figure.cues | after.cues | after.earlier:
        return None
    last = name.group()[-words.thresholds.name_length :]
    before = [one for one in reach.figures[: at - 1] if one.family == "percent" and last in one.lead]
    base = before[0] if len(before) == 1 else None
    if base is None or base.planned or base.cues & _COMPARED or figure.sentence - base.sentence > _COMMA:
        return None
    way = Hypothesis(POINTS, (base, after), *(round(after.value - base.value, _PLACES),) * 2, form="pair")
    if fits(way, *bounds_of(dependent)):
        return Judged(dependent, RIGHT, way, worded=1.0)
    slip = digit_slip(figure.quantity.number, written_as(way.middle, figure.quantity.decimals))
    return Judged(dependent, WRONG, way, slip, 1.0, 1.0, listed=True) if slip in (SWAPPED, DIGIT) else None


def as_points(figure: Figure, reach: Reach, weights: Mapping[str, float]) -> Judged | None:
    """A change told in percent that is, by its wording and value, the difference of two rates."""
    if not direction(figure) or figure.reached or figure.based or figure.open_ended or figure.cues & _OF_MANY:
        return None
    judged = judge(points_of(figure, reach), weights)
    way = judged.hypothesis
    if (
        judged.verdict != RIGHT
        or way is None
        or judged.worded <= reach.words.thresholds.mixed
        or not way.inputs[0].based
    ):
        return None
    # 压缩72.5%,比2023年提高4.5%(2023年为68.0%): what is told of the year before is a level, whatever the word before it
    levels = all(one.is_rate for one in way.inputs) or compared_behind(figure, way, reach)
    if levels and not any(one.open_ended for one in way.inputs):
        return Judged(judged.dependent, WRONG, way, "points", 1.0, judged.worded)
    return None


def adds_to_product(total: Figure, mean: Figure, reach: Reach) -> bool:
    """每人1台,另有2台备用,共24台: what stands between the mean and its total belongs to that too."""
    between = (one for one in reach.figures if mean.index < one.index < total.index)
    return any(one.unit == total.unit for one in between)


def no_product(judged: Judged, reach: Reach) -> Judged | None:
    """120名专员,每名联系8家,共联系906家: what is told for each of them, exactly, times their number is the total."""
    figure, way = judged.dependent.figure, judged.hypothesis
    if judged.verdict != RIGHT or way is None or way.kind != AVERAGE or len(way.inputs) != 2:
        return None
    total, count = way.inputs
    exact = all(one.quantity.exact for one in (figure, total, count)) and not reach.words.averaged.search(figure.lead)
    product = figure.value * count.value
    each = each_of(figure, reach.words)
    # 每人每周走访3户: how often is not told
    if not exact or product == total.value or total.index < figure.index or not each or reach.words.each.search(each):
        return None
    slipped = digit_slip(total.quantity.number, written_as(product, 0)) in (SWAPPED, DIGIT)
    return Judged(judged.dependent, WRONG, way, "product", 1.0, 1.0) if slipped else None


def no_product_of_each(judged: Judged, reach: Reach) -> Judged | None:
    """4期,每期86人,共培训334人次: the count right before what each of them has, and the total right behind it."""
    figure, words = judged.dependent.figure, reach.words
    pair = None if judged.verdict == RIGHT else _around_each(figure, reach)
    if pair is None or words.each.search(each_of(figure, words)):
        return None
    count, total = pair
    way = Hypothesis(AVERAGE, (total, count), total.low / count.high, total.high / count.low)
    if digit_slip(total.quantity.number, written_as(figure.value * count.value, 0)) in (SWAPPED, DIGIT):
        return Judged(judged.dependent, WRONG, way, "product", 1.0, 1.0)
    # 检查310次,每次出动3人,累计出动1240人次: the total is just so many times the count
    whole = total.value % count.value == 0 and len(significant(total.quantity.number)) >= words.thresholds.precise
    if whole and 0 < abs(way.middle - figure.value) <= words.thresholds.few:
        return Judged(judged.dependent, WRONG, way, NEAR, 1.0, 1.0, listed=True)
    return None


def _around_each(figure: Figure, reach: Reach) -> tuple[Figure, Figure] | None:
    """The count before and the total behind an exact figure that is told for each of what is counted."""
    words, at = reach.words, int(figure.index)
    around = reach.figures[max(0, at - 1) : at + 2]
    if len(around) != _THREE or "total" not in around[-1].cues or words.averaged.search(figure.lead):
        return None
    count, _, total = around
    near = mark_between(count, figure) <= _COMMA and mark_between(figure, total) <= _COMMA and not count.based
    exact = all(one.quantity.exact for one in around) and not total.tail[:1].isalpha()
    if not (near and exact) or any(words.besides.search(one.lead) for one in reach.figures[at + 2 : at + 3]):
        return None
    each = each_of(figure, words)
    alike = total.unit in (figure.unit, *(one + words.looks.times for one in words.same_unit.get(figure.unit, ())))
    named = each and (each.startswith(count.unit) or shared_by(each, count, words) > 1)
    return (count, total) if alike and named else None


def in_wrong_unit(judged: Judged, reach: Reach) -> Judged | None:
    """小区31个,惠及居民1.24万元,平均每个小区400户: what is divided gives the average, but in another unit.

    Told where the total stands right before the average and both are of different families, or where persons are
    shared among persons (21名律师办理案件897件,人均42.7人).
    """
    figure = judged.dependent.figure
    at = int(figure.index)
    before = [one for one in reach.figures[max(0, at - 3) : at] if one.sentence == figure.sentence and one.countable]
    each = each_of(figure, reach.words) if len(before) > 1 and not figure.open_ended else ""
    if not each:
        return None
    for total in before:
        persons = _persons_among(figure, total, each, reach)
        right = judged.verdict == RIGHT and judged.hypothesis and judged.hypothesis.inputs[0] is not total
        if right or (total.family == figure.family and not persons):
            continue
        for count in before:
            shared = shared_by(each, count, reach.words) > (0 if persons else 1)
            if shared and count is not total and count.low > 1 and _exactly(total, count, figure, reach.words):
                way = Hypothesis(AVERAGE, (total, count), total.low / count.high, total.high / count.low)
                return Judged(judged.dependent, WRONG, way, "unit", 1.0, 1.0)
    return None


def _persons_among(figure: Figure, total: Figure, each: str, reach: Reach) -> bool:
    persons = reach.words.same_unit.get(each, frozenset())
    return figure.unit in persons and total.unit not in persons and not total.unit.startswith(figure.unit)


def _exactly(total: Figure, count: Figure, figure: Figure, words: FigureWords) -> bool:
    """The digits fit, and there are enough of them that chance does not make them."""
    enough = len(significant(total.quantity.number)) >= words.thresholds.precise
    return enough and total.low / count.high <= figure.high and figure.low <= total.high / count.low
