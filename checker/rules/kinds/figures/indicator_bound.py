"""A measure that is more than the one it is a part of: 审结 > 受理 + 结转, 优秀案卷 > 评查案卷."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from checker.facts.figures.indicators import Stated
from checker.facts.figures.quantities import Quantity
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding, Related
from checker.text.document import Block


class _Mention(Struct, frozen=True):
    """A measure as it is stated in one place, with its figure and its paragraph."""

    stated: Stated
    quantity: Quantity
    block: Block


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on a part that is more than its wholes together, for every relation of the table of indicators.

    All are exact counts in one unit, of one body and one time, and each is named by the wording of its measure and no
    more: 下沉执法人员 are not all of the 执法人员. A whole that is stated with several values, of whatever body and
    time, is of no use: which of them is meant is not certain.
    """
    bounds = reading.lexicon.indicators.bounds
    stated = {one.id for one in reading.indicators}
    possible = [(part, wholes) for part, wholes in bounds if stated.issuperset((part, *wholes))]
    mentions = _mentions(reading, rule, {name for part, wholes in possible for name in (part, *wholes)})
    for name, wholes in possible:
        for part in mentions if all(_has_one_value(reading, whole) for whole in wholes) else ():
            if part.stated.id == name:
                yield from _judged(reading, part, [_whole_of(reading, rule, part, mentions, one) for one in wholes])


def _has_one_value(reading: Reading, measure: str) -> bool:
    return len({one.value for one in reading.indicators if one.id == measure}) == 1


def _mentions(reading: Reading, rule: Rule, wanted: set[str]) -> Sequence[_Mention]:
    """The exact counts of measures that are named by their wording alone."""
    if not wanted:
        return ()
    figures = {quantity.span: (block, quantity) for block, quantities in reading.quantities for quantity in quantities}
    words = {one.id: one.words for one in reading.lexicon.indicators.listed}
    found = []
    for stated in reading.indicators:
        block, quantity = figures[stated.span]
        if stated.id in wanted and quantity.exact and not quantity.behind and not reading.in_plan(block.span):
            named = rule.pattern("besides").sub("", quantity.name)
            if named in words[stated.id] or quantity.name in words[stated.id]:
                found.append(_Mention(stated, quantity, block))
    return found


def _whole_of(
    reading: Reading, rule: Rule, part: _Mention, mentions: Sequence[_Mention], whole: str
) -> _Mention | None:
    """The mention of a whole that is of the unit, the body and the time of a part."""
    time = _time(reading, rule, part)
    return next(
        (
            one
            for one in mentions
            if one.stated.id == whole
            and (one.stated.unit, one.stated.scope) == (part.stated.unit, part.stated.scope)
            and _time(reading, rule, one) == time
        ),
        None,
    )


def _time(reading: Reading, rule: Rule, mention: _Mention) -> str:
    """The time that is named; the year of the report where none is, or only “the year”."""
    period = mention.stated.period
    year = str(reading.identity.report_year or "")
    return year if rule.pattern("whole-year").fullmatch(period.removeprefix(year)) else period


def _judged(reading: Reading, part: _Mention, wholes: Sequence[_Mention | None]) -> Iterator[Finding]:
    found = [whole for whole in wholes if whole is not None]
    total = sum(one.stated.value for one in found)
    if len(found) < len(wholes) or part.stated.value <= total:
        return
    text = reading.document.text
    values = {
        "text": part.quantity.span.of(text),
        "part": f"{part.stated.name}{part.quantity.number}{part.quantity.unit}",
        "whole": "、".join(f"{one.stated.name}{one.quantity.number}{one.quantity.unit}" for one in found),
        "total": f"{total:f}",
    }
    related = tuple(Related(one.quantity.span, f"此处为{one.quantity.span.of(text)}") for one in found)
    yield Finding(part.quantity.span, values, related=related)


KIND = Kind(
    "indicator-bound",
    "指标的部分多于整体",
    check,
    (
        Option("besides", "pattern", "指标名称之外不影响口径的话"),
        Option("whole-year", "pattern", "这样的时期就是报告年度"),
    ),
    ("text", "part", "whole", "total"),
)
