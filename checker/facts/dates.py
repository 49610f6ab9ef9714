"""Full dates in a text: 2024年3月1日, 2024-03-01, 二〇二四年三月一日."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from msgspec import Struct

from checker.facts.numerals import chinese_to_int
from checker.search.patterns import Match, compile_pattern
from checker.text.span import Span

_HAN = "〇○零一二三四五六七八九十"
_DATE = compile_pattern(
    rf"(?<!\d)(?P<y>(?:19|20)\d\d)\s*(?:年\s*(?P<m>\d{{1,2}})\s*月|[-/.]\s*(?P<m>\d{{1,2}})\s*[-/.])"
    rf"\s*(?P<d>\d{{1,2}})(?!\d)(?:\s*日)?"
    rf"|(?P<hy>[{_HAN}]{{4}})年(?P<hm>[{_HAN}]{{1,3}})月(?P<hd>[{_HAN}]{{1,3}})日"
)


class DateReading(Struct, frozen=True):
    """A full date as written; ``value`` is None if there is no such day."""

    year: int
    month: int
    day: int
    span: Span

    @property
    def value(self) -> datetime.date | None:
        """The calendar day, or None for a date such as 2月30日."""
        try:
            return datetime.date(self.year, self.month, self.day)
        except ValueError:
            return None


def dates_in(folded: str, span: Span) -> Iterator[DateReading]:
    """Yield the full dates in a span of half-width text, in order."""
    for match in _DATE.finditer(folded, span.start, span.end):
        yield _reading(match)


def _reading(match: Match) -> DateReading:
    groups = match.groupdict()
    if groups["y"]:
        numbers = (int(groups["y"]), int(groups["m"]), int(groups["d"]))
    else:
        numbers = (chinese_to_int(groups["hy"]), chinese_to_int(groups["hm"]), chinese_to_int(groups["hd"]))
    return DateReading(*numbers, Span(match.start(), match.end()))
