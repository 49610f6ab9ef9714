"""A meeting, campaign or term that did not exist yet in the report year."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.knowledge.catalog import Event
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import Match, alternatives, finditer, search
from checker.text.diagnostic import Finding
from checker.text.span import Span

_CONTEXT = 16
"""Characters of the clause before and after a name that are searched for words that look ahead (迎接和学习宣传…)."""
_BREAKS = frozenset(",。;:!?\n")


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every event later than the horizon of the report (:meth:`Reading.horizon`).

    A member of a numbered series (届中全会) that is not in the catalogue is later than all events of the catalogue.
    """
    year = reading.identity.report_year
    if year is None:
        return
    for span, name, event in _named(reading, rule):
        stated = _stated_year(reading, rule, span, year)
        if event and stated and stated != event.start.year:
            values = {"text": span.of(reading.document.text), "name": name, "since": _month(event), "year": str(stated)}
            yield Finding(span, values, "held")
            continue
        end = reading.horizon(span)
        unknown = event is None and year <= reading.catalog.last_event.year
        late = event is not None and end is not None and event.start > end
        soon = event is None or event.start.year <= year + rule.integer("ahead-years")
        # 2022年是党的二十大召开之年: the text itself says that the meeting is yet to come.
        ahead = (stated is not None and stated > year) or _looks_ahead(reading, rule, span)
        if (late or (unknown and end is not None)) and not (soon and ahead):
            since = _month(event) if event else "本工具资料截止之后"
            yield Finding(
                span, {"text": span.of(reading.document.text), "name": name, "since": since, "year": str(year)}
            )


def _month(event: Event) -> str:
    return f"{event.start.year}年{event.start.month}月"


def _stated_year(reading: Reading, rule: Rule, span: Span, year: int) -> int | None:
    """Return the year of which a text says that a meeting was held in it, or None: 2023年是党的二十大召开之年."""
    folded, block = reading.document.folded, reading.block_of(span).span
    if not search(rule.pattern("held-behind"), folded[span.end : min(block.end, span.end + _CONTEXT)]):
        return None
    before = search(rule.pattern("held-before"), folded[max(block.start, span.start - _CONTEXT) : span.start])
    return int(before.group("year") or year) if before else None


def _named(reading: Reading, rule: Rule) -> Iterator[tuple[Span, str, Event | None]]:
    """Yield (span, name, event) for every event mentioned in the body; an unknown member of a series has no event."""
    folded = reading.document.folded
    for block in reading.candidate_blocks(reading.catalog.event_names):
        for match in finditer(reading.catalog.event_names, folded, block.span.start, block.span.end):
            yield Span(*match.span()), match.group(), reading.catalog.event(match.group())
    for block in reading.candidate_blocks(rule.pattern("series")):
        for match in finditer(rule.pattern("series"), folded, block.span.start, block.span.end):
            yield from _members(reading, rule, match)
    for block in reading.candidate_blocks(rule.pattern("congresses")):
        for match in finditer(rule.pattern("congresses"), folded, block.span.start, block.span.end):
            name = rule.string("congress-name").format(number=match.group("number"))
            if reading.catalog.event(name) is None:
                yield Span(*match.span()), name, None


def _members(reading: Reading, rule: Rule, match: Match) -> Iterator[tuple[Span, str, Event | None]]:
    """Yield the members of a series that a match mentions; “二十届二中、三中全会” mentions two."""
    start = match.start("numbers")
    for offset, character in enumerate(match.group("numbers")):
        if character in rule.string("numerals"):
            name = rule.string("series-name").format(term=match.group("term"), number=character)
            last = offset == max(i for i, c in enumerate(match.group("numbers")) if c in rule.string("numerals"))
            span = Span(start + offset, match.end()) if last else Span(start + offset, start + offset + 1)
            yield (
                (Span(*match.span()) if len(match.group("numbers").strip("中")) == 1 else span),
                name,
                reading.catalog.event(name),
            )


def _looks_ahead(reading: Reading, rule: Rule, span: Span) -> bool:
    folded = reading.document.folded
    low, high = max(0, span.start - _CONTEXT), min(len(folded), span.end + _CONTEXT)
    low = max((at + 1 for at in range(low, span.start) if folded[at] in _BREAKS), default=low)
    before, after = folded[low : span.start], folded[span.end : high]
    return bool(
        search(rule.pattern("looking-ahead-before"), before) or search(rule.pattern("looking-ahead-behind"), after)
    )


KIND = Kind(
    "anachronism",
    "提到报告年度尚未发生的会议、活动",
    check,
    (
        Option("series", "pattern", "按届次编号的会议,含 (?P<term>) (?P<numbers>)", alternatives(())),
        Option("series-name", "string", "届次会议的名称，含 {term} {number}", ""),
        Option("congresses", "pattern", "代表大会的写法,含 (?P<number>)；目录里没有的是以后的", alternatives(())),
        Option("congress-name", "string", "代表大会的名称，含 {number}", ""),
        Option("numerals", "string", "届次所用的数字", "一二三四五六七八九"),
        Option("held-before", "pattern", "名称前写明是哪一年，含 (?P<year>)，不写数字的是报告年度", ()),
        Option("held-behind", "pattern", "名称后出现则说它在这一年召开", ()),
        Option("ahead-years", "integer", "展望的至多是几年以后的"),
        Option("looking-ahead-before", "pattern", "名称前出现则是展望", ()),
        Option("looking-ahead-behind", "pattern", "名称后出现则是展望", ()),
    ),
    ("text", "name", "since", "year"),
    ("held",),
)
