"""Figures with a unit, and what they count: 调解纠纷236件, 1.2万余人次, 百分之九十, 数千万元.

A figure is read when a unit follows it. Dates (2024年3月), ordinals (第3批), document numbers, names
(4+X, “15分钟服务圈”) and hotline numbers are no quantities; Chinese numerals count when a measure
word follows and they are no part of a word (三项制度, 一体化).

>>> from checker.project.linter import Settings, Linter
>>> units = Linter(Settings()).knowledge.lexicon.units
>>> text = "全年调解纠纷236件,涉及1.2万余人次。"
>>> [(str(q.value), q.unit, q.name) for q in quantities_in(text, Span(0, len(text)), units)]
[('236', '件', '调解纠纷'), ('12000.0', '人次', '涉及')]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from checker.facts.numerals import DIGITS, chinese_to_int
from checker.knowledge.number_words import UnitWords
from checker.search.patterns import Match, compile_pattern
from checker.text.span import Span

_TEN = 10
_PAIR = 2
_SCORE = "score"
_MONTH = "月"
_PERCENT = "%"
_YEAR = compile_pattern(r"(?:19|20)\d\d")


class Quantity(Struct, frozen=True, gc=False):
    """A figure: ``value`` in single units (1.2万元 → 12000), as written, and what it counts in.

    ``decimals`` is the number of digits behind the point as written; ``scale`` the scale word,
    empty when there is none; ``family`` one of money, count, area, length, weight, percent,
    points, score, time. ``before`` and ``after`` are the words of approximation, ``behind`` one
    that stands behind the unit (20分钟左右) and is not part of ``span``. ``measure`` is the
    wording that says what is counted, ``name`` the same without what does not tell; ``bracketed``
    tells that the figure stands in brackets, ``chinese`` that it is written in numerals.
    """

    value: Decimal
    number: str
    decimals: int
    scale: str
    unit: str
    family: str
    before: str
    after: str
    span: Span
    measure: Span
    name: str
    bracketed: bool = False
    chinese: bool = False
    behind: str = ""

    @property
    def approximate(self) -> bool:
        """True when a word makes it an approximation."""
        return bool(self.before or self.after)

    @property
    def exact(self) -> bool:
        """A whole number of things as they were counted: no scale, no decimals, no 约 or 余."""
        return self.family == "count" and not (self.scale or self.decimals or self.approximate or self.chinese)


def quantities_in(folded: str, span: Span, units: UnitWords) -> Iterator[Quantity]:
    """The figures with a unit in a stretch of half-width text, in order."""
    end_of_last = span.start
    for match in units.quantity.finditer(folded, span.start, span.end):
        quantity = _quantity(folded, span, match, end_of_last, units)
        if quantity is not None:
            yield quantity
            end_of_last = match.end()


def within(quantities: Sequence[Quantity], span: Span) -> list[Quantity]:
    """Those of figures in order that stand in a span."""
    low, high = span.start, span.end
    return [quantity for quantity in quantities if low <= quantity.span.start and quantity.span.end <= high]


def _quantity(folded: str, span: Span, match: Match, left: int, units: UnitWords) -> Quantity | None:
    start = match.start("number")
    written = match.group("number") or ""
    unit = match.group("unit")
    if (unit in units.calendar and _YEAR.fullmatch(written)) or _is_day(folded, start, unit, units):
        return None
    chinese = not written[:1].isdecimal()
    if unit is not None and units.families[unit] == _SCORE and _is_no_score(folded, match, units):
        return None
    if _numbers_a_heading(folded, span, match, units):
        return None
    if unit is None:  # 百分之九十六点五
        unit, plain = _PERCENT, _spelled(written)
        if not plain:
            return None
        start -= len("百分之")
    elif chinese:
        value = chinese_to_int(written)
        if value == 1:  # 一件事, 一名… are words, not statistics
            return None
        plain = str(value)
    else:
        written = "".join(written.split())
        plain = written.replace(",", "")
    scale, before, after, behind = (found or "" for found in match.group("scale", "before", "after", "behind"))
    measure, name = _measure(folded, span, match, left, units)
    return Quantity(
        value=Decimal(plain) * units.scales.get(scale, 1) / (_TEN if unit in units.per_mille else 1),
        number=written,
        decimals=len(plain.partition(".")[2]),
        scale=scale,
        unit=unit,
        family=units.families[unit],
        before=before,
        after=after,
        span=Span(start, match.end() - len(behind)),
        measure=measure,
        name=name,
        bracketed=folded.count("(", span.start, start) > folded.count(")", span.start, start),
        chinese=chinese,
        behind=behind,
    )


def _is_day(folded: str, start: int, unit: str | None, units: UnitWords) -> bool:
    """12月4 is a date; 每月130元 is none."""
    if folded[max(0, start - 1) : start] != _MONTH:
        return False
    return unit is None or units.families.get(unit) == "time" or folded[max(0, start - 2) : start - 1].isdecimal()


def _is_no_score(folded: str, match: Match, units: UnitWords) -> bool:
    """9时30分, 5分局."""
    start = max(0, match.start("number") - 1)
    return units.no_score.match(folded, start, match.end() + _PAIR) is not None or (
        units.no_score.match(folded, start + 1, match.end() + _PAIR) is not None
    )


def _numbers_a_heading(folded: str, span: Span, match: Match, units: UnitWords) -> bool:
    """1.6 部门联动: a number with a point that opens a paragraph, and no count of cases or persons has one."""
    unit, written = match.group("unit"), match.group("number") or ""
    opens = not folded[span.start : match.start()].strip()
    return opens and "." in written and not match.group("scale") and units.families.get(unit) == "count"


def _spelled(written: str) -> str:
    """九十六点五 → 96.5; empty for what is no numeral."""
    whole, point, digits = written.partition("点")
    if not whole or (point and not digits) or not all(digit in DIGITS for digit in digits):
        return ""
    value = str(chinese_to_int(whole)) if whole != "百" else "100"
    return value + ("." + "".join(str(DIGITS[digit]) for digit in digits) if digits else "")


def lead(folded: str, left: int, start: int, units: UnitWords) -> Span:
    """The wording right before a figure, back to a mark or to ``left``."""
    begin = start
    while begin > left and folded[begin - 1] not in units.edges:
        begin -= 1
    return Span(begin, start)


def _measure(folded: str, span: Span, match: Match, left: int, units: UnitWords) -> tuple[Span, str]:
    """The clause before the figure; where that says nothing (58名机关人员), the words behind it. And what it tells."""
    before = lead(folded, max(left, span.start), match.start(), units)
    if name := units.untelling.sub("", before.of(folded)):
        return before, name
    end = match.end()
    while end < span.end and folded[end] not in units.edges and not folded[end].isdecimal():
        end += 1
    behind = Span(match.end(), end)
    return behind, units.untelling.sub("", behind.of(folded))
