"""What is left elsewhere: 尚有25件应诉案件负责人未出庭, of 83件 and 68件 whose rate another paragraph tells.

A count of what was not done is the whole less what was done, and both are known where their rate is right; or it stands
there itself (不合格5卷) as a part of a sum. It is the same thing where the words of what was done, those of what is
counted and the unit agree. Told is only what one slip makes of what all that is alike leaves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct

from checker.facts.figures.inference.by_digits import Told
from checker.facts.figures.inference.calculation import number, plain
from checker.facts.figures.inference.figure import Figure, grams
from checker.facts.figures.inference.hypotheses import SHARE, unit_feature
from checker.facts.figures.inference.judging import RIGHT, Judged
from checker.facts.figures.inference.slips import DIGIT, digit_slip
from checker.knowledge.figure_words import FigureWords
from checker.search.patterns import Match

_PAIR = 2
_AROUND = 6
_STEM = 4


class Known(Struct, frozen=True):
    """How many are left of a whole, from which figures, the words of what was done, and those of what is counted."""

    value: float
    given: tuple[Figure, ...]
    done: str
    rate: str
    counted: frozenset[str]


class Left(Struct, eq=False):
    """A count of what was not done; ``stem`` begins with the verb, ``of`` is the whole that stands right before it."""

    figure: Figure
    stem: str
    counted: frozenset[str]
    of: float


def left_elsewhere(
    paragraphs: Sequence[Sequence[Figure]],
    judged: Sequence[tuple[Sequence[Figure], Judged]],
    borne_out: set[tuple[int, float]],
    words: FigureWords,
) -> Iterator[Told]:
    """The counts of what was not done, right or wrong by what another paragraph tells."""
    left = [one for figures in paragraphs for one in _left_in(figures, words)]
    unsure = [one for one in left if (one.figure.block, one.figure.index) not in borne_out]
    if not unsure:
        return
    units = {one.figure.unit for one in unsure}
    known = list(_pairs(judged, units | words.persons if units & words.persons else units, words))
    for one in left:
        if one not in unsure and one.figure.unit in units:
            counted = one.counted | _said_in_sentence(one.figure, paragraphs)
            known.append(Known(one.figure.value, (one.figure,), one.stem, "", counted))
    for one in unsure:
        yield from _compared(one, _alike(one, known, words), words)


def _said_in_sentence(figure: Figure, paragraphs: Sequence[Sequence[Figure]]) -> frozenset[str]:
    sentence = [one for one in paragraphs[figure.block] if one.sentence == figure.sentence]
    return grams("".join(one.opening + one.tail for one in sentence if one.index <= figure.index))


def _pairs(
    judged: Iterable[tuple[Sequence[Figure], Judged]], units: Collection[str], words: FigureWords
) -> Iterator[Known]:
    for figures, one in judged:
        way = one.hypothesis
        if one.verdict != RIGHT or way is None or way.kind != SHARE or len(way.inputs) != _PAIR:
            continue
        whole, part = way.inputs
        if whole.value <= part.value or whole.unit not in units or unit_feature(part, whole, words) != "unit":
            continue
        exact = whole.quantity.exact and part.quantity.exact
        if any("carry" in other.cues and whole.sentence <= other.sentence <= part.sentence for other in figures):
            # 受理86件,加上结转5件,结案82件: what is left is not told by these two
            continue
        done = part.lead + part.tail[:_AROUND] + one.dependent.figure.lead
        if exact and not words.looks.undone_word.search(done):
            name = words.rate_name.search(one.dependent.figure.lead)
            between = figures[int(whole.index) : int(part.index)]
            named = "".join(other.lead + other.tail for other in (whole, *between))
            counted = grams(whole.opening) | grams(named)
            yield Known(whole.value - part.value, (whole, part), done, name.group("name") if name else "", counted)


def _left_in(figures: Sequence[Figure], words: FigureWords) -> Iterator[Left]:
    looks, letters = words.looks, words.looks.undone_letters.search
    for at, figure in enumerate(figures):
        if figure.family != "count" or figure.low != figure.high or figure.whole_of or figure.based:
            continue
        if not letters(figure.lead + figure.tail) or "average" in figure.cues or not figure.quantity.exact:
            continue
        # 力争对未体检的87家全部体检: of what is planned, those stand there as they are
        if figure.planned and not figure.lead.endswith(words.possessive):
            continue
        match = looks.undone.match(figure.tail) or looks.undone_before.search(figure.lead)
        # 15卷不合格案卷中有11卷: those are some of what was not done
        if match is not None and not (words.among.search(match.group()) or looks.later.search(figure.opening)):
            before = figures[at - 1] if at else None
            whole = before if before and before.clause == figure.clause and words.among.search(before.tail) else None
            counted = _counted(figure, match, words) | (grams(whole.tail) if whole else frozenset())
            yield Left(figure, match.group("stem")[:_STEM], counted, whole.value if whole else 0)


def _counted(figure: Figure, match: Match, words: FigureWords) -> frozenset[str]:
    """The words of the clause, without the verb and without those that name nothing (年末仍有)."""
    lead, stem = words.looks.fillers.sub(" ", figure.lead), match.group("stem")
    behind = figure.tail[: match.end("noun")] if match.group("noun") is not None else figure.tail
    return (grams(lead) | grams(behind) | grams(stem[_PAIR:])) - grams(stem[:_PAIR])


def _alike(left: Left, known: Sequence[Known], words: FigureWords) -> list[Known]:
    """What is told of the same thing: where several are, those whose rate is called so and that share most words."""
    figure = left.figure
    found = [
        ((one.rate == left.stem[:_PAIR], len(left.counted & one.counted)), one)
        for one in known
        if (one.given[0].block != figure.block or _right_behind(figure, one))
        and unit_feature(figure, one.given[0], words) == "unit"
        and _same_verb(left, one, words)
        and (_right_behind(figure, one) or _same_whole(left, one))
    ]
    most = max((shared for shared, _ in found), default=None)
    return [one for shared, one in found if shared == most]


def _same_whole(left: Left, known: Known) -> bool:
    """By its number, where that stands right before what is left; else by the words of what is counted."""
    if left.of and len(known.given) > 1:
        return left.of == known.given[0].value
    return not left.counted.isdisjoint(known.counted)


def _right_behind(figure: Figure, known: Known) -> bool:
    """抽检5824批次,合格5731批次,合格率98.4%;39批次不合格: the rate stands between them, and nothing else does."""
    last = known.given[-1]
    return len(known.given) > 1 and last.sentence == figure.sentence and figure.index - last.index == _PAIR


def _same_verb(left: Left, known: Known, words: FigureWords) -> bool:
    """未出庭 and 出庭率; 未取得执法证 and 持证率, which is also told so."""
    if not grams(left.stem).isdisjoint(grams(known.done)):
        return True
    also = words.rate_parts.get(known.rate[-_PAIR:])
    return also is not None and also.search(left.stem) is not None


def _compared(left: Left, known: Sequence[Known], words: FigureWords) -> Iterator[Told]:
    """Nothing where what is known leaves several numbers, unless one of them is what is told."""
    values = {one.value: one for one in known}
    figure = left.figure
    one = values.get(figure.value) or (known[0] if len(values) == 1 else None)
    if one is None:
        return
    gap = plain(one.value, 0)
    expected = f"{gap}{figure.unit}"
    kind, computed, slip = "same", expected, "same"
    if len(one.given) > 1:
        kind, computed, slip = "rest", f"{number(one.given[0])}−{number(one.given[1])}={gap}", DIGIT
    if one.value == figure.value:
        yield Told(kind, figure, one.given, RIGHT, computed, expected)
    elif abs(one.value - figure.value) <= words.thresholds.few or digit_slip(figure.quantity.number, gap):
        yield Told(kind, figure, one.given, slip, computed, expected)
