"""Across paragraphs: rates of a whole that stands elsewhere, what is left of it, one thing counted twice.

Little is said here: only where the wording names the thing, every mention of it agrees but one, and the slip has a
telling shape. All else verifies at most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from checker.facts.figures.inference.dependents import Dependent
from checker.facts.figures.inference.figure import Figure, grams
from checker.facts.figures.inference.hypotheses import AVERAGE, REST, SHARE, Hypothesis, unit_feature
from checker.facts.figures.inference.judging import ELSEWHERE, RIGHT, Judged, fits, rarity
from checker.facts.figures.inference.shapes import bounds_of, shape
from checker.facts.figures.inference.slips import DIGIT, SCALED, SWAPPED, digit_slip, significant
from checker.facts.figures.means_elsewhere import of_places
from checker.knowledge.figure_words import FigureWords

_TELLING = frozenset((SWAPPED, SCALED, DIGIT))
_SOME = 2
_CHANGES = frozenset(("up", "down"))
_MEASURED = frozenset(("money", "area"))
_NOT_TOLD = frozenset(("average", "per"))
_NOT_COUNTED = frozenset(("up", "down", "average", "rest"))


class Twice(Struct, frozen=True):
    """One thing with two values: the later mention and the earlier one.

    Where only its ``scale`` is wrong, the wrong one and the other, whichever is told first.
    """

    later: Figure
    earlier: Figure
    right: bool
    scale: bool = False


def elsewhere(
    paragraphs: Sequence[Sequence[Figure]], open_ones: Sequence[Dependent], words: FigureWords
) -> Iterator[Judged]:
    """Rates (占立案总数的…) and remainders (其余6个部门) whose whole stands in another paragraph; means of places."""
    every: list[Figure] = []
    for dependent in open_ones:
        if dependent.kind in (SHARE, REST, AVERAGE):
            every = every or [one for figures in paragraphs for one in figures if one.countable and not one.planned]
            if dependent.kind == SHARE:
                yield from _shares(dependent, paragraphs, every, words)
            elif dependent.kind == AVERAGE:
                yield from of_places(dependent, paragraphs[dependent.figure.block], every, words)
            else:
                yield from _rests(dependent, every)


def _core(name: str, words: FigureWords) -> str:
    return words.whole_words.sub("", name)


def _shares(
    dependent: Dependent, paragraphs: Sequence[Sequence[Figure]], every: Sequence[Figure], words: FigureWords
) -> Iterator[Judged]:
    figure = dependent.figure
    match = words.share_of.search(figure.lead)
    core = _core(match.group("whole"), words) if match else ""
    own = [one for one in paragraphs[figure.block] if one.index < figure.index and one.countable]
    if not own or own[-1].sentence != figure.sentence:
        return
    part = own[-1]
    if not match:
        # 规模以上工业企业中,有145家……,占56.6%: the whole is named before its part
        core = part.opening.rpartition("。")[2].rpartition(words.inside_word)[0]
        if "share" not in figure.cues or len(core) < words.thresholds.name_length or not core.isalpha():
            return
    if len(core) < _SOME:
        return
    ways = []
    for whole in every:
        named = whole.lead.endswith(core) or whole.tail.startswith(core)
        if named and whole is not part and whole.low > 0 and unit_feature(part, whole, words) != "unlike":
            low, high = part.low / whole.high * 100, part.high / whole.low * 100
            ways.append(Hypothesis(SHARE, (whole, part), low, high, ("share.of2",)))
    yield from _decided(dependent, ways)


def _decided(dependent: Dependent, ways: Sequence[Hypothesis]) -> Iterator[Judged]:
    low, high = bounds_of(dependent)
    for way in ways:
        if fits(way, low, high):
            yield Judged(dependent, RIGHT, way, worded=1.0)
            return
    if ways and len({way.inputs[0].value for way in ways}) == 1:
        slip = shape(dependent, ways[0], rarity(dependent))
        if slip.name in _TELLING:
            yield Judged(dependent, ELSEWHERE, ways[0], slip.name, 1.0, 1.0)


def _rests(dependent: Dependent, every: Sequence[Figure]) -> Iterator[Judged]:
    """其余6个部门: 34个部门 less the 28个部门 that have it already."""
    figure = dependent.figure
    noun = figure.tail[:_SOME]
    if len(noun) < _SOME or not noun.isalpha():
        return
    alike = [one for one in every if one.unit == figure.unit and one.tail.startswith(noun) and one is not figure]
    ways = []
    for whole in alike:
        for part in alike:
            if part.value < whole.value and part.block != figure.block:
                gap = whole.value - part.value
                ways.append(Hypothesis(REST, (whole, part), gap, gap, form="whole"))
    low, high = bounds_of(dependent)
    for way in ways:
        if fits(way, low, high):
            yield Judged(dependent, RIGHT, way, worded=1.0)
            return


def twice(
    paragraphs: Sequence[Sequence[Figure]], borne_out: set[tuple[int, float]], words: FigureWords
) -> Iterator[Twice]:
    """The same thing counted in two paragraphs, the earlier count borne out by a relation or a further mention."""
    named: list[tuple[Figure, str]] = []
    telling: dict[str, list[Figure]] = {}
    mentions: dict[tuple[str, float], int] = {}
    for figure in (one for figures in paragraphs for one in figures):
        key = (figure.unit, figure.value)
        mentions[key] = mentions.get(key, 0) + 1
        if figure.family == "count" and _tells(figure):
            telling.setdefault(figure.unit, []).append(figure)
            if (
                len(figure.tail) >= words.thresholds.name_length
                and len(noun := _noun(figure, words)) >= words.thresholds.name_length
            ):
                named.append((figure, noun))
    for figure, noun in named:
        wanted = grams(noun)
        for other in telling[figure.unit]:
            if other.block >= figure.block:
                break
            context = other.opening + other.tail
            covered = sum(map(context.__contains__, noun))
            if covered < len(noun) * words.thresholds.name_covered or len(wanted & grams(context)) < _SOME:
                continue
            same = other.value == figure.value
            carried = (other.block, other.index) in borne_out or mentions[other.unit, other.value] > 1
            if same:
                yield Twice(figure, other, right=True)
            elif (
                carried
                and mentions[figure.unit, figure.value] == 1
                and (_slipped(figure, other) or (noun in context and _alone(noun, figure, paragraphs)))
            ):
                yield Twice(figure, other, right=False)


def restated(
    paragraphs: Sequence[Sequence[Figure]], borne_out: set[tuple[int, float]], words: FigureWords
) -> Iterator[Twice]:
    """A rate or a long count told once more with a slip, where the earlier one is borne out: 优秀率只有26%, of 36%."""
    every = [figure for figures in paragraphs for figure in figures]
    carried = [figure for figure in every if (figure.block, figure.index) in borne_out]
    for figure in every:
        if (figure.block, figure.index) in borne_out or figure.planned or figure.quantity.approximate:
            continue
        if figure.family == "percent" and not figure.cues & _CHANGES:
            yield from _rate_again(figure, carried, every, words)
        elif (
            _tells(figure)
            and len(significant(figure.quantity.number)) >= words.thresholds.precise
            and _definite(figure, words)
        ):
            yield from _count_again(figure, carried, every, words.thresholds.name_around)


def rescaled_elsewhere(
    paragraphs: Sequence[Sequence[Figure]], borne_out: set[tuple[int, float]], words: FigureWords
) -> Iterator[Twice]:
    """挽回损失1862元, and elsewhere 挽回1862万元: an amount told once more with its digits, in another scale.

    What other figures bear out is right, else what is written with 万; of 万 and 亿 the smaller.
    """
    amounts: dict[tuple[str, str], list[Figure]] = {}
    for figure in (one for figures in paragraphs for one in figures if one.family in _MEASURED):
        whole = figure.cues.isdisjoint(_NOT_TOLD) and not (figure.planned or figure.quantity.approximate)
        if whole and len(significant(figure.quantity.number)) >= words.thresholds.precise:
            amounts.setdefault((figure.quantity.number, figure.unit), []).append(figure)
    around = words.thresholds.name_around
    for alike in amounts.values():
        for one, other in pairwise(alike):
            if one.quantity.scale == other.quantity.scale or not _called_alike(one, other, around):
                continue
            carried = (one.block, one.index) in borne_out, (other.block, other.index) in borne_out
            right = carried[1] if carried[0] != carried[1] else _likelier(other, one)
            wrong, good = (one, other) if right else (other, one)
            if len({figure.quantity.scale for figure in alike}) == _SOME:
                yield Twice(wrong, good, right=False, scale=True)


def _called_alike(one: Figure, other: Figure, around: int) -> bool:
    return not (grams(one.lead[-around:]) | grams(one.tail[:around])).isdisjoint(
        grams(other.lead[-around:]) | grams(other.tail[:around])
    )


def _likelier(one: Figure, other: Figure) -> bool:
    """True for the amount in 万 beside one without a scale, and beside one in 亿."""
    if not (one.quantity.scale and other.quantity.scale):
        return bool(one.quantity.scale)
    return one.value < other.value


def _rate_again(
    figure: Figure, carried: Sequence[Figure], every: Sequence[Figure], words: FigureWords
) -> Iterator[Twice]:
    name = _rate_name(figure, words)
    bound = figure.based or figure.open_ended or "target" in figure.earlier
    if bound or words.claims.target.search(figure.opening) or (figure.reached and _is_led_to(figure, every)):
        return
    if len(name) < _SOME:
        yield from _rate_swapped(figure, carried, every, words)
        return
    alike = [one for one in carried if one.block < figure.block and _rate_name(one, words)[-_SOME:] == name[-_SOME:]]
    about = grams(name[:-_SOME])
    alike = [one for one in alike if not about or about & _sentence_of(one, every)]
    if len({one.value for one in alike}) != 1 or any(one.value == figure.value for one in every if one is not figure):
        return
    if _slipped(figure, alike[0]):
        yield Twice(figure, alike[0], right=False)


def _is_led_to(figure: Figure, every: Sequence[Figure]) -> bool:
    """由7.9%降至5.8%: the rate stands beside what it was before."""
    at = next(place for place, one in enumerate(every) if one is figure)
    before = every[at - 1] if at else None
    return before is not None and before.block == figure.block and before.based and before.clause == figure.clause


def _rate_swapped(
    figure: Figure, carried: Sequence[Figure], every: Sequence[Figure], words: FigureWords
) -> Iterator[Twice]:
    """工伤类44件,占77.2%, and later 工伤类占72.7%: two digits of a rate that no word names changed places."""
    if len(significant(figure.quantity.number)) < words.thresholds.precise or not words.share_of.search(figure.lead):
        return
    around = grams(figure.opening)
    alike = [
        one
        for one in carried
        if one.block < figure.block and one.family == figure.family and _swapped(figure, one)
        if len(around & _sentence_of(one, every)) >= _SOME
    ]
    if len(alike) == 1 and all(one.value != figure.value for one in every if one is not figure):
        yield Twice(figure, alike[0], right=False)


def _sentence_of(figure: Figure, every: Sequence[Figure]) -> frozenset[str]:
    """The pairs of characters around the figures of a sentence."""
    own = [one for one in every if one.block == figure.block and one.sentence == figure.sentence]
    return grams("".join(one.opening + one.tail for one in own))


def _rate_name(figure: Figure, words: FigureWords) -> str:
    """成功率98%, or 98%的成功率."""
    if figure.family != "percent":
        return ""
    match = words.rate_name.search(figure.lead) or words.rate_behind.match(figure.tail)
    return words.looks.fillers.sub("", match.group("name")) if match else ""


def _count_again(figure: Figure, carried: Sequence[Figure], every: Sequence[Figure], reach: int) -> Iterator[Twice]:
    around = grams(figure.lead[-reach:]) | grams(figure.tail[:reach])
    if any(one.value == figure.value and one.unit == figure.unit for one in every if one is not figure):
        return
    for one in carried:
        alike = one.block < figure.block and one.unit == figure.unit and _swapped(figure, one)
        if alike and around & (grams(one.lead) | grams(one.tail)):
            yield Twice(figure, one, right=False)
            return


def _swapped(figure: Figure, other: Figure) -> bool:
    return digit_slip(figure.quantity.number, other.quantity.number) == SWAPPED


def _definite(figure: Figure, words: FigureWords) -> bool:
    """全市立案的432件案件, or 对821名执法人员 at the head of its clause: what was told before."""
    lead = figure.lead
    return bool(figure.tail) and (lead.endswith(words.possessive) or not words.looks.fillers.sub("", lead).strip("、"))


def _alone(noun: str, figure: Figure, paragraphs: Sequence[Sequence[Figure]]) -> bool:
    """All other figures of that unit beside that noun agree with each other."""
    values = {
        other.value
        for figures in paragraphs
        for other in figures
        if other is not figure and other.unit == figure.unit and (noun in other.lead or other.tail.startswith(noun))
    }
    return len(values) == 1


def _slipped(figure: Figure, other: Figure) -> bool:
    one, two = figure.quantity.number, other.quantity.number
    return len(significant(one)) > 1 and digit_slip(one, two) in _TELLING


def _tells(figure: Figure) -> bool:
    if figure.family != "count" or figure.planned or figure.based or figure.value < _SOME:
        return False
    return figure.cues.isdisjoint(_NOT_COUNTED) and not figure.quantity.approximate


def _noun(figure: Figure, words: FigureWords) -> str:
    """What the words behind a figure say that it counts: 423件涉企处罚案件中 → 涉企处罚案件."""
    match = words.counted.match(figure.tail)
    return match.group("noun") if match else ""
