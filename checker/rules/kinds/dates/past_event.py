"""What is over is awaited or still going on: 迎接党的二十大召开 in the plan for 2023, last year's campaign."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.knowledge.catalog import Event
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import Match, finditer, search
from checker.text.diagnostic import Finding
from checker.text.span import Span

_QUOTES = frozenset('“"')
_CONTEXT = 12
"""Characters before and behind the name of a campaign that are searched for words that look back."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every event that is awaited after it, and for every campaign said to go on after its end.

    Outside the plan and the closing wish an event of the report year may be told of; an earlier one may not.

    The variants are ``awaited`` and ``ongoing``.
    """
    if reading.identity.report_year is None:
        return
    folded = reading.document.folded
    for block in reading.candidate_blocks(rule.pattern("awaited")):
        for match in finditer(rule.pattern("awaited"), folded, block.span.start, block.span.end):
            yield from _awaited(reading, rule, match)
    for block in reading.candidate_blocks(rule.pattern("due")):
        for match in finditer(rule.pattern("due"), folded, block.span.start, block.span.end):
            yield from _due(reading, match)
    yield from _under_way(reading, rule)
    for block in reading.candidate_blocks(reading.catalog.event_names):
        for match in finditer(reading.catalog.event_names, folded, block.span.start, block.span.end):
            yield from _ongoing(reading, rule, match)


def _under_way(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield what is said to be under way of a year before the report's: 正在筹备2023年宪法宣传周."""
    folded = reading.document.folded
    for block in reading.candidate_blocks(rule.pattern("under-way")):
        for match in finditer(rule.pattern("under-way"), folded, block.span.start, block.span.end):
            span, year = Span(*match.span()), int(match.group("year"))
            if year < (reading.identity.report_year or 0) and not reading.in_title(span):
                yield _finding(reading, span, match.group(), datetime.date(year, 12, 31), "")


def _awaited(reading: Reading, rule: Rule, match: Match) -> Iterator[Finding]:
    span = Span(*match.span())
    end = _end(reading, rule, match.group("name"))
    if end is None or end >= _written(reading) or reading.in_title(span) or _is_named(reading, rule, match):
        return
    folded, block = reading.document.folded, reading.block_of(span)
    clause = max(folded.rfind(mark, block.span.start, span.start) for mark in ",。;") + 1 or block.span.start
    sentence = folded.rfind("。", block.span.start, span.start) + 1 or block.span.start
    # Anniversaries of another year are a rule of their own.
    over = end < datetime.date(reading.identity.report_year or 0, 1, 1) and not search(
        rule.pattern("anniversary"), match.group("name")
    )
    told_of = any(
        match[0] != f"{reading.identity.report_year}年"
        for match in finditer(rule.pattern("told-of"), reading.masks.text, sentence, span.start)
    )
    closing = search(rule.pattern("closing"), folded, clause, span.end + 1)
    if reading.in_plan(span) or ((over or closing) and not told_of):
        yield _finding(reading, span, match.group("name"), end, "")


def _is_named(reading: Reading, rule: Rule, match: Match) -> bool:
    """Return True if the words stand in quotation marks as the name of something: “迎接党的二十大”主题长廊."""
    folded = reading.document.folded
    return folded[match.start() - 1 : match.start()] in _QUOTES and bool(
        rule.pattern("named").match(folded, match.end())
    )


def _due(reading: Reading, match: Match) -> Iterator[Finding]:
    """Yield what the plan wants to do before a day that is over."""
    span = Span(*match.span())
    month = int(match.group("month"))
    if reading.in_plan(span) and month in range(1, 13):
        day = datetime.date(int(match.group("year")), month, 1)
        if day < _written(reading).replace(day=1):
            yield _finding(reading, span, match.group(), day, "")


def _end(reading: Reading, rule: Rule, text: str) -> datetime.date | None:
    """Return the last day of the event that a text names, or the day of the anniversary, or None."""
    anniversary = search(rule.pattern("anniversary"), text)
    if anniversary:
        first = rule.table("anniversaries").get(anniversary.group("base"))
        if first is None:
            return None
        start = datetime.date.fromisoformat(first)
        return start.replace(year=start.year + int(anniversary.group("number")))
    named = search(rule.pattern("event"), text)
    event = (
        reading.catalog.event(named.group().replace("中国共产党第", "").replace("次全国代表大会", "大"))
        if named
        else None
    )
    return (event.end or event.start) if event else None


def _written(reading: Reading) -> datetime.date:
    """Return the day on which the report was signed, or the first day after the report year."""
    signed = max((date.value for date, _ in reading.signing_dates if date.value), default=None)
    year = reading.identity.report_year or 0
    return signed if signed and signed.year > year else datetime.date(year + 1, 1, 1)


def _ongoing(reading: Reading, rule: Rule, match: Match) -> Iterator[Finding]:
    event, span = reading.catalog.event(match.group()), Span(*match.span())
    if event is None or event.end is None or event.kind not in rule.strings("kinds") or reading.in_title(span):
        return
    year = (reading.identity.report_year or 0) + (1 if reading.in_plan(span) else 0)
    if event.end.year < year and _said_to_go_on(reading, rule, span, event):
        yield _finding(reading, span, event.name, event.end, "ongoing")


def _said_to_go_on(reading: Reading, rule: Rule, span: Span, event: Event) -> bool:
    folded = reading.document.folded
    before = folded[max(0, span.start - _CONTEXT) : span.start].rpartition("。")[2]
    behind = folded[span.end : span.end + _CONTEXT].partition("。")[0]
    if search(rule.pattern("looking-back"), before) or search(rule.pattern("looking-back-behind"), behind):
        return False
    return event.kind in rule.strings("always") or search(rule.pattern("current"), before) is not None


def _finding(reading: Reading, span: Span, name: str, end: datetime.date, variant: str) -> Finding:
    values = {"text": span.of(reading.document.text), "name": name, "end": f"{end.year}年{end.month}月"}
    return Finding(span, values, variant)


KIND = Kind(
    "past-event",
    "已经过去的会议、活动还在迎接或进行",
    check,
    (
        Option("awaited", "pattern", "迎接某事的写法,含 (?P<name>)", prefiltered=True),
        Option("closing", "pattern", "不在安排部分时，须是这样的写法", ()),
        Option("told-of", "pattern", "报告年度以前的事，句中先有这些，是回顾", ()),
        Option("named", "pattern", "引号里的写法后面有这些，是活动、场所的名称", ()),
        Option("due", "pattern", "安排在某日以前做的事,含 (?P<year>) (?P<month>)", (), prefiltered=True),
        Option("under-way", "pattern", "正在做、将要做某年的事,含 (?P<year>)", (), prefiltered=True),
        Option("event", "pattern", "会议的名称"),
        Option("anniversary", "pattern", "周年的写法,含 (?P<base>) (?P<number>)"),
        Option("anniversaries", "table", "周年的起点 → 日期"),
        Option("kinds", "strings", "查 events.csv 的哪几类"),
        Option("always", "strings", "其中哪几类，结束以后提到即算"),
        Option("current", "pattern", "名称前有这些，是说正在进行"),
        Option("looking-back", "pattern", "名称前有这些，是回顾", ()),
        Option("looking-back-behind", "pattern", "名称后有这些，是回顾", ()),
    ),
    ("text", "name", "end"),
    ("ongoing",),
)
