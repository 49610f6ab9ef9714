"""Ordinals: the numbers of headings and list items, in all their forms."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from msgspec import Struct

from checker.facts.numerals import chinese_to_int
from checker.search.patterns import Match, compile_pattern
from checker.text.span import Span


class Level(IntEnum):
    """The depth of an ordinal in official documents (GB/T 9704—2012, 7.3.3), outermost first."""

    CHAPTER = 0  # 第一章, 第一部分
    FIRST = 1  # 一、
    SECOND = 2  # （一）
    THIRD = 3  # 1.
    DECIMAL = 4  # 1.1
    FOURTH = 5  # （1）
    FIFTH = 6  # ①
    ITEM = 7  # 一是, 第一,


class Ordinal(Struct, frozen=True):
    """An ordinal: its level, number and span, and the punctuation mark after the number."""

    level: Level
    number: int
    span: Span
    mark: str
    series: str = ""
    """The form of an item (一是, 第一, 其一); items of one series have the same form."""
    leads: bool = False
    """True for an item at the start of its block."""
    prefix: str = ""
    """The number of the heading above, with its point: 4. in 4.1."""


_HAN = "一二三四五六七八九十百"
_STARTS = frozenset(f"第其({_HAN}")
_FORMS = compile_pattern(
    rf"(?P<chapter>第(?P<n0>[{_HAN}\d]+)(?:章|部分|篇|编))\s*"
    rf"|(?P<n1>[{_HAN}]+)\s*(?P<m1>[、.])(?!\s*[{_HAN}]+\s*[、.,])\s*"
    rf"|\((?P<n2>[{_HAN}]+)\)(?P<m2>[、.,:]?)\s*"
    # 1.9名 is 1. and 9名: people are not counted in tenths.
    # 4.2024年工作安排 is 4. and a year.
    r"|(?P<n3>\d{1,2})\s*(?P<m3>[、.])(?:(?!\d)|(?=\d+(?:名|家|件|起|场|支|份|部|位)|(?:19|20)\d\d年))\s*"
    r"|(?:\((?P<n4>\d{1,2})\)|(?P<n4b>\d{1,2})\))(?P<m4>[、.,:]?)\s*"
    r"|(?P<n5>[①-⑳])\s*"
)
_GROUPS = {
    Level.CHAPTER: ("n0",),
    Level.FIRST: ("n1",),
    Level.SECOND: ("n2",),
    Level.THIRD: ("n3",),
    Level.FOURTH: ("n4", "n4b"),
    Level.FIFTH: ("n5",),
}
"""The groups of the numerals of each level; the mark behind ``n3`` is in ``m3``."""
_ITEM = compile_pattern(
    rf"(?P<is>(?P<n>[{_HAN}]+)(?P<word>[是要])(?![一二三](?:[,。]|$)))|(?P<di>第(?P<n2>[{_HAN}]+)(?P<m2>[,、:]))|(?P<qi>其(?P<n3>[{_HAN}]+)(?P<m3>[,、:]))"
)
_ITEM_STARTS = compile_pattern(
    rf"(?:^|(?<=[。;:,.!?\s])|(?<=[^一二三四五六七八九十]、))(?:{_ITEM.pattern})"
    # (一)…;(二)… in the middle of a paragraph; at its beginning it is a heading.
    rf"|(?<=[。;:])(?P<inner>\((?P<n4>[{_HAN}]+)\))(?=\p{{Han}})"
)


_DECIMAL = compile_pattern(
    r"(?P<prefix>[1-9]\.)(?P<number>[1-9]\d?)(?:\s+|(?=\p{Han}))(?![万亿千百个%倍元亩人月日年米公平吨分级件次项])"
)


def ordinal_at(folded: str, span: Span) -> Ordinal | None:
    """Return the ordinal of a heading at the start of a block, or None; ``folded`` is half-width text."""
    if not may_begin(folded[span.start : span.start + 1]):
        return None
    match = _FORMS.match(folded, span.start, span.end)
    if match is None:
        return None
    ordinal_span = Span(match.start(), match.end())
    groups = match.groupdict()
    for level, names in _GROUPS.items():
        numeral = next((groups[name] for name in names if groups[name]), "")
        if numeral:
            mark = (groups.get(f"m{names[0][1:]}") or "").strip()
            return Ordinal(level, _value(numeral), ordinal_span, mark)
    return None


def may_begin(character: str) -> bool:
    """Return True for the first character of an ordinal or an item; most clauses begin with another one."""
    return character in _STARTS or character.isdecimal() or "①" <= character <= "⑳"


def decimal_at(folded: str, span: Span) -> Ordinal | None:
    """Return the ordinal 1.1 at the start of a block, or None; 1.5万元 and other figures with units are none."""
    match = _DECIMAL.match(folded, span.start, span.end)
    if match is None:
        return None
    number, ordinal_span = int(match.group("number")), Span(match.start(), match.end())
    return Ordinal(Level.DECIMAL, number, ordinal_span, "", prefix=match.group("prefix"))


def _value(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    return chinese_to_int(numeral)


def items_in(folded: str, span: Span) -> Iterator[Ordinal]:
    """Yield the items 一是 … 二是 … of running text, each at the start of a clause and outside quotation marks."""
    for match in _ITEM_STARTS.finditer(folded, span.start, span.end):
        if not _is_quoted(folded, match.start(), span):
            yield _item(match, leads=match.start() == span.start)


def _is_quoted(folded: str, at: int, span: Span) -> bool:
    """Return True inside the quotation marks of one sentence: the list of “一要听、二要看” is not the document's."""
    opening = folded.rfind("“", span.start, at)
    if opening < 0 or folded.find("”", opening, at) >= 0:
        return False
    closing = folded.find("”", at, span.end)
    return closing >= 0 and folded.find("“", at, closing) < 0 and folded.find("。", opening, closing) < 0


def item_at(folded: str, span: Span) -> Ordinal | None:
    """Return the item, such as 一是 or 第一, at the start of a block, or None."""
    if not may_begin(folded[span.start : span.start + 1]):
        return None
    match = _ITEM.match(folded, span.start, span.end)
    return _item(match, leads=True) if match else None


INNER = "(一)"
"""The series of (一), (二) … in the middle of a paragraph."""
_SERIES = {"is": "一{}", "di": "第一", "qi": "其一", "inner": INNER}
"""The first item of a list, by the group of its expression."""


def _item(match: Match, *, leads: bool) -> Ordinal:
    groups = match.groupdict()
    numeral = groups["n"] or groups["n2"] or groups["n3"] or groups.get("n4") or ""
    series = next(name for key, name in _SERIES.items() if groups.get(key)).format(groups["word"])
    return Ordinal(Level.ITEM, chinese_to_int(numeral), Span(match.start(), match.end()), "", series, leads)


def without_ordinal(folded: str, span: Span) -> Span:
    """Return a span without the ordinal of a heading or an item at its beginning."""
    if not may_begin(folded[span.start]):
        return span
    ordinal = ordinal_at(folded, span) or item_at(folded, span)
    return Span(ordinal.span.end, span.end) if ordinal else span
