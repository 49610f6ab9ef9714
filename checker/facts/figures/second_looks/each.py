"""What each of several has, and all together: 28个单位各确定1名联络员,共28名; 为36个村每村聘请一名法律顾问,共36名.

The number may be told in words (一名), and those who have it in two counts (12个乡镇、5个街道各组建1支队伍,共17支).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.facts.figures.inference.by_digits import Told
from checker.facts.figures.inference.calculation import number, plain
from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import mark_between
from checker.facts.figures.inference.slips import DIGIT, SWAPPED, digit_slip, written_as
from checker.knowledge.figure_words import FigureWords

_LISTED, _COMMA = 1, 2
_SLIPS = frozenset((SWAPPED, DIGIT))
_TARGET = frozenset(("target",))
_NO_HAVE = frozenset(("target", "average"))


def by_each(figures: Sequence[Figure], words: FigureWords) -> Iterator[Told]:
    """Totals right behind what each has; a mean (平均每村) is none."""
    for at, total in enumerate(figures):
        if "total" not in total.cues or not total.quantity.exact or total.based or total.tail:
            continue
        if _TARGET & (total.cues | total.earlier):
            continue
        if any(words.besides.search(one.lead) for one in figures[at + 1 : at + 2]):
            continue
        each = _each(total, figures[:at], words)
        if each is None:
            continue
        had, many = each
        if had == 1 and len(many) > 1 and many[0].unit == total.unit:
            continue  # 3个中心、14个村各设立一个,共17个: a plain sum
        ways = [plain(had * sum(one.value for one in owners), 0) for owners in (many, many[-1:])]
        right = ways[0]
        near = abs(total.value - float(right)) <= words.thresholds.few
        slip = digit_slip(total.quantity.number, written_as(float(right), 0))
        if plain(total.value, 0) not in ways and (near or slip in _SLIPS):
            terms = "+".join(map(number, many))
            shown = f"({terms})" if len(many) > 1 else terms
            yield Told(
                "average", total, tuple(many), "product", f"{shown}×{plain(had, 0)}={right}", f"{right}{total.unit}"
            )


def _each(total: Figure, before: Sequence[Figure], words: FigureWords) -> tuple[float, Sequence[Figure]] | None:
    """How many each has, and the counts of those who have it, right before a total."""
    match = words.looks.each_one.search(total.opening)
    if match and match.group("unit") == total.unit:
        return _owned(1.0, total, before)
    had = before[-1] if before else None
    if had is None or not had.quantity.exact or had.unit != total.unit or had.cues & _NO_HAVE:
        return None
    near = mark_between(had, total) <= _COMMA and words.looks.each_of_them.search(had.lead) is not None
    return _owned(had.value, had, before[:-1]) if near and not had.based else None


def _owned(had: float, behind: Figure, before: Sequence[Figure]) -> tuple[float, Sequence[Figure]] | None:
    many: list[Figure] = []
    for one in reversed(before):
        if many and (mark_between(one, many[0]) != _LISTED or one.unit != many[0].unit):
            break
        if not many and (mark_between(one, behind) > _COMMA or one.sentence != behind.sentence):
            break
        if not one.quantity.exact or one.based or one.planned:
            return None
        many.insert(0, one)
    return (had, many) if many and many[-1].low > 1 else None
