"""Lists right behind their total, though no word says so: 接待来访318批,市级126批、县级104批、乡级98批.

The names of the parts are built alike, and nothing else stands between. A total that such parts exceed by a slip of
digits is wrong; where they are less, some may not be named, and only two digits that changed places are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.facts.figures.inference.by_digits import Told
from checker.facts.figures.inference.calculation import number
from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import mark_between
from checker.facts.figures.inference.slips import DIGIT, INPUT, SWAPPED, digit_slip, written_as
from checker.knowledge.figure_words import FigureWords

_LISTED, _COMMA = 1, 2
_LEAST = 3
_LONGEST = 8
"""Characters of the name of a part."""
_SLIPS = frozenset((SWAPPED, DIGIT))
_HEADS = frozenset(("total", "share"))


def by_lists(figures: Sequence[Figure], words: FigureWords) -> Iterator[Told]:
    """Totals of lists that no word joins to them; what a sum of the paragraph explains is left out."""
    for at, total in enumerate(figures):
        first = figures[at + 1 : at + 1 + _LEAST]
        if len(first) < _LEAST or any(one.unit != total.unit for one in first):
            continue
        if not total.quantity.exact or total.based or total.planned or total.total_of or total.cues - _HEADS:
            continue
        parts = _parts(total, figures[at + 1 :])
        if len(parts) < _LEAST or any(part.listed or part.total_of for part in parts) or not _alike(parts, words):
            continue
        if figures[at - 1 : at] and mark_between(figures[at - 1], total) == _LISTED:
            continue  # 检查86次、督查12次,……: the list may be of either
        right = sum(part.value for part in parts)
        slip = _slip(total, parts, right, persons=_may_overlap(total, parts, words))
        if slip and all(one.value != right for one in figures if one.family == total.family):
            shown = written_as(right, 0)
            sign = "<" if right < total.value else ">"
            terms = "+".join(map(number, parts))
            yield Told(
                "sum", total, tuple(parts), slip, f"{terms}={shown}{sign}{number(total)}", f"{shown}{total.unit}"
            )


def _parts(total: Figure, following: Sequence[Figure]) -> list[Figure]:
    """The figures of the unit of a total that 、 joins, right behind it; nothing where another figure goes on."""
    parts: list[Figure] = []
    for one in following:
        mark = mark_between(parts[-1] if parts else total, one)
        if parts and mark > _LISTED:
            break
        if mark != (_LISTED if parts else _COMMA) or one.unit != total.unit or not one.quantity.exact:
            return []
        if one.based or one.planned or one.cues or one.quantity.bracketed != total.quantity.bracketed or one.tail:
            return []
        parts.append(one)
    return parts


def _alike(parts: Sequence[Figure], words: FigureWords) -> bool:
    """市级、县级、乡级; 食品类、药品类、器械类; 维持、撤销、确认违法: of one length or ending, or of a partition."""
    names = [part.lead.strip("、和及与") for part in parts]
    if len(set(names)) < len(names) or not all(1 < len(name) <= _LONGEST and name.isalpha() for name in names):
        return False
    if any(words.overlapping.search(name) or words.flow.search(name) for name in names):
        return False
    return len(set(map(len, names))) == 1 or len({name[-1] for name in names}) == 1 or _divide(names, words)


def _divide(names: Sequence[str], words: FigureWords) -> bool:
    return all(map(words.partition.search, names))


def _may_overlap(total: Figure, parts: Sequence[Figure], words: FigureWords) -> bool:
    """Groups of persons, and 低保户126户、残疾户98户: who is of one may be of another."""
    return total.unit in words.persons or all(part.lead.endswith(total.unit) for part in parts)


def _slip(total: Figure, parts: Sequence[Figure], right: float, *, persons: bool) -> str:
    """Which slip makes the total, or one part, of what it ought to be; groups of ``persons`` may overlap."""
    own = digit_slip(total.quantity.number, written_as(right, 0))
    missing = total.value - right
    of_parts = {
        digit_slip(part.quantity.number, written_as(part.value + missing, 0))
        for part in parts
        if part.value + missing > 0
    }
    if SWAPPED in {own, *of_parts}:
        return own if own == SWAPPED else INPUT
    if missing >= 0 or right > total.value * _MOST or persons:
        return ""
    return own if own in _SLIPS else INPUT if of_parts & _SLIPS else ""


_MOST = 1.25
"""How much more than its total the parts may be and still be its parts."""
