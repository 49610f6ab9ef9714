"""A date that does not exist, or that is given with a wrong weekday."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.facts.dates import dates_in
from checker.facts.outline.zones import Zone
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Rule
from checker.search.patterns import Match, compile_pattern
from checker.text.diagnostic import Finding
from checker.text.span import Span

_ZONES = (Zone.BODY, Zone.TITLE, Zone.SIGNATURE, Zone.METADATA)
_WEEKDAYS = "一二三四五六日"
_WEEKDAY = compile_pattern(
    r"\s*[(,]?\s*(?:[^。;\d]{0,24}?(?:当天|当日|这天|这一天)\s*[(,]?\s*(?:是|为)?)?(?:星期|周)(?P<day>[一二三四五六日天])"
    # What the day is stands between: 5月20日世界计量日(星期日), 5月20日(世界计量日,星期日).
    r"|[“\"]?(?:(?![起至到前后次每翌隔])[\p{Han}“”\"\d]){2,16}[(](?:星期|周)(?P<day>[一二三四五六日天])(?=[)])"
    r"|\s*[(](?:(?![起至到前后次每翌隔])[\p{Han}“”\"]){2,16}[,、\s](?:星期|周)(?P<day>[一二三四五六日天])(?=[)])"
)
_MONTH_DAY = compile_pattern(r"(?<![\d.])(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_RANGE = compile_pattern(
    r"(?<![\d.年])(?P<month>\d{1,2})月(?P<day>\d{1,2})日[至到—–\-~]{1,2}(?P<until>(?:(?P<month2>\d{1,2})月)?(?P<day2>\d{1,2})日)"
)
_YEARS = compile_pattern(
    r"(?<![\d])(?P<year>(?:19|20)\d\d)年(?:起|开始|初|底|末|\d{1,2}月(?:\d{1,2}日)?)?[至到—–\-~]{1,2}"
    r"(?P<until>(?P<year2>(?:19|20)\d\d)年)"
)
_WINTER, _SUMMER = 9, 6
"""A range from one of these months to one of those goes on into the next year, and no year need be written."""
_LEAP_YEAR = 2024
"""The year assumed for a date without a year, so that 2月29日 is valid."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every impossible date.

    The variants are ``weekday`` for a wrong weekday and ``range`` for a range that ends before it begins.
    """
    folded = reading.document.folded
    for block in reading.zones.blocks(*_ZONES):
        yield from _ranges(reading, block.span)
        full = list(dates_in(folded, block.span))
        for date in full:
            day = date.value
            if day is None:
                yield Finding(date.span, {"text": date.span.of(reading.document.text), "right": "", "date": ""})
                continue
            weekday = _WEEKDAY.match(folded, date.span.end, block.span.end)
            if weekday and _WEEKDAYS[day.weekday()] != weekday.group("day").replace("天", "日"):
                yield _wrong_weekday(reading, Span(date.span.start, weekday.end()), day)
        yield from _month_days(reading, block.span, [date.span for date in full])


def _ranges(reading: Reading, within: Span) -> Iterator[Finding]:
    """Yield the ranges of days and of years that end before they begin."""
    folded, text = reading.document.folded, reading.document.text
    for match in _RANGE.finditer(folded, within.start, within.end):
        months = int(match["month"]), int(match["month2"] or match["month"])
        over = months[1] < months[0] and not (months[0] >= _WINTER and months[1] <= _SUMMER)
        if over or (months[0] == months[1] and int(match["day2"]) < int(match["day"])):
            yield _backward(Span(*match.span()), Span(*match.span("until")), text)
    for match in _YEARS.finditer(folded, within.start, within.end):
        if int(match["year2"]) < int(match["year"]) and not reading.in_title(Span(*match.span())):
            yield _backward(Span(*match.span()), Span(*match.span("until")), text)


def _backward(span: Span, until: Span, text: str) -> Finding:
    return Finding(span, {"text": span.of(text), "right": "", "date": until.of(text)}, "range")


def _month_days(reading: Reading, span: Span, full: list[Span]) -> Iterator[Finding]:
    for match in _MONTH_DAY.finditer(reading.document.folded, span.start, span.end):
        month_day = Span(*match.span())
        if any(month_day.overlaps(other) for other in full):
            continue
        month, number = int(match.group("month")), int(match.group("day"))
        try:
            datetime.date(_LEAP_YEAR, month, number)
        except ValueError:
            yield Finding(month_day, {"text": month_day.of(reading.document.text), "right": "", "date": ""})
            continue
        weekday = _WEEKDAY.match(reading.document.folded, month_day.end, span.end)
        if weekday:
            yield from _weekday_in_report_year(reading, Span(month_day.start, weekday.end()), month, number, weekday)


def _weekday_in_report_year(reading: Reading, span: Span, month: int, number: int, weekday: Match) -> Iterator[Finding]:
    """Yield a finding for a wrong weekday of a date without a year, which is one of the report year."""
    year = reading.identity.report_year
    if year is None or reading.in_plan(span):
        return
    try:
        day = datetime.date(year, month, number)
    except ValueError:
        return
    if _WEEKDAYS[day.weekday()] != weekday.group("day").replace("天", "日"):
        yield _wrong_weekday(reading, span, day)


def _wrong_weekday(reading: Reading, span: Span, day: datetime.date) -> Finding:
    values = {
        "text": span.of(reading.document.text),
        "right": f"星期{_WEEKDAYS[day.weekday()]}",
        "date": f"{day.year}年{day.month}月{day.day}日",
    }
    return Finding(span, values, "weekday")


KIND = Kind(
    "impossible-date", "日历上没有的日期、不符的星期", check, (), ("text", "right", "date"), ("weekday", "range")
)
