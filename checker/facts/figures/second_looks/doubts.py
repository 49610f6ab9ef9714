"""Rates that would be told as wrong and had better not be: other figures of the paragraph bear them out."""

from __future__ import annotations

from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import SHARE
from checker.facts.figures.inference.judging import OF_SHARE, RIGHT, Judged
from checker.facts.figures.inference.slips import DIGIT, INPUT, NEAR, SWAPPED, significant
from checker.knowledge.figure_words import FigureWords

_PAIR = 2
_TELLING = frozenset((SWAPPED, DIGIT))
_CHANGED = frozenset(("up", "down"))


def is_doubtful(figures: tuple[Figure, ...], one: Judged, words: FigureWords) -> bool:
    """True for a rate that another pair bears out, for one of what was due, and where its figures behind it change."""
    rate, way = one.dependent.figure, one.hypothesis
    if way is None or way.kind != SHARE or not one.surely_wrong or one.slip == OF_SHARE:
        return False
    if _of_those_due(one, words) or _of_a_narrower_kind(one, words) or _of_another_whole(figures, one, words):
        return True
    behind = all(each.index > rate.index and each.clause > rate.clause for each in way.inputs)
    if behind and any(each.cues & _CHANGED for each in way.inputs):
        return True
    return _of_nearest_whole(figures, rate, words) or (exceeds(one) and _of_farther_whole(figures, rate, words))


def _of_those_due(one: Judged, words: FigureWords) -> bool:
    """True for 受理120件,办结96件,按期办结率100%: a rate of what was due. Digits that changed places stay told."""
    rate, way, timely = one.dependent.figure, one.hypothesis, words.looks.timely
    telling = one.slip in _TELLING and rate.value != words.limits.all_of_it
    if telling or way is None or not timely.search(rate.lead):
        return False
    return not any(timely.search(each.opening) for each in way.inputs)


def _of_a_narrower_kind(one: Judged, words: FigureWords) -> bool:
    """True for 收到复议案件35件,应诉28件,负责人出庭应诉率100%: of the 28件 no figure tells how many they came to.

    The rate is called by more than its part, and by nothing that stands beside either figure. A rate of 100 is of
    whatever there was; another one is doubted where what is more is itself the name of a rate.
    """
    rate, way = one.dependent.figure, one.hypothesis
    match = words.rate_name.search(rate.lead)
    if match is None or way is None or (one.slip in _TELLING and rate.value != words.limits.all_of_it):
        return False
    name = words.looks.fillers.sub("", match.group("name"))
    more, part = name[:-_PAIR], way.inputs[-1]
    around = "".join(each.opening + each.tail for each in way.inputs)
    if len(more) < _PAIR or name[-_PAIR:] not in part.opening + part.tail or more[-_PAIR:] in around:
        return False
    return rate.value == words.limits.all_of_it or more[-_PAIR:] in words.rate_parts


def _of_another_whole(figures: tuple[Figure, ...], one: Judged, words: FigureWords) -> bool:
    """True for 调解143件,……成功140件。工作室调解52件,占调解总量的36.4%: of the 143件 it is exactly that.

    Digits that changed places stay told, and so does a rate whose words leave no other whole.
    """
    rate, way = one.dependent.figure, one.hypothesis
    precise = bool(rate.quantity.decimals) and len(significant(rate.quantity.number)) >= words.thresholds.precise
    if way is None or not precise or one.slip not in (INPUT, NEAR):
        return False
    whole, part = way.inputs
    others = (each for each in figures if each.unit == part.unit == whole.unit and each.low > part.high)
    return any(
        each is not whole
        and each.index < rate.index
        and rate.low <= words.limits.all_of_it * part.low / each.high
        and words.limits.all_of_it * part.high / each.low <= rate.high
        for each in others
    )


def _of_nearest_whole(figures: tuple[Figure, ...], rate: Figure, words: FigureWords) -> bool:
    """True for a rate in tenths of the two figures before it: 问题合同48份,占12.5%,已整改45份,整改率93.8%."""
    before = [one for one in figures if one.index < rate.index and one.countable and one.sentence == rate.sentence]
    if len(before) < _PAIR or not rate.quantity.decimals or before[-1].unit != before[-2].unit or before[-2].low <= 0:
        return False
    return rate.low <= words.limits.all_of_it * before[-1].low / before[-2].low <= rate.high


def _of_farther_whole(figures: tuple[Figure, ...], rate: Figure, words: FigureWords) -> bool:
    """True for a rate in tenths that the figure before it is of a farther one: 审结526件,…。纠错84件,纠错率16.0%."""
    if rate.family != "percent" or not rate.quantity.decimals:
        return False
    before = [figure for figure in figures if figure.index < rate.index and figure.countable]
    if not before or before[-1].low <= 0 or "carry" in before[-1].cues:
        return False
    part, all_of_it = before[-1], words.limits.all_of_it
    wholes = [one for one in before[:-1] if one.unit == part.unit and one.low > part.high]
    return any(rate.low <= all_of_it * part.low / one.low <= rate.high for one in wholes)


def exceeds(one: Judged) -> bool:
    """True for a rate by which its part is more than its whole, though the rate itself is possible."""
    way, most = one.hypothesis, one.dependent.words.limits.all_of_it
    possible = way is not None and way.kind == SHARE and way.low > most >= one.dependent.figure.high
    return possible and one.verdict != RIGHT and one.slip == INPUT
