"""A short form, with or without 《》, of a plan or norm that was not valid in the report year."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache

from checker.facts.reading import Reading
from checker.facts.sentences import clauses_in, enclosing
from checker.knowledge.catalog import Alias, Catalog
from checker.rules.kind import Kind
from checker.rules.kinds.references.outdated_reference import LOOKING_BACK, looks_back
from checker.rules.rule import Option, Rule
from checker.search.patterns import Pattern, alternatives, compile_pattern, finditer, search
from checker.text.days import written_day
from checker.text.diagnostic import Finding
from checker.text.span import Span

_OPEN, _CLOSE = '[“"]?', '[”"]?'
_QUOTES = compile_pattern('[“”"]')
_PHASE = 16
"""Characters behind a name that are searched for its beginning or its end."""
_PREPARED = 2
"""Years before its first in which a plan is prepared."""
_PERIOD = compile_pattern("十?[一二三四五六七八九]五")


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every short form outside its period of validity; the plan may mention later ones."""
    year = reading.identity.report_year
    if year is None:
        return
    names = _names(reading.catalog, rule.string("plan"))
    for block in reading.candidate_blocks(names):
        for match in finditer(names, reading.document.folded, block.span.start, block.span.end):
            span = Span(*match.span())
            name = _QUOTES.sub("", match.group())
            alias = reading.catalog.aliases.get(name)
            period = reading.catalog.aliases.get(name + rule.string("plan")) if alias is None else None
            if period and not reading.in_title(span) and _wrong_phase(reading, span, period, year, rule):
                yield Finding(span, _values(reading, span, period, year), "phase")
            if alias is None or reading.in_title(span):
                continue
            if _wrong_phase(reading, span, alias, year, rule):
                yield Finding(span, _values(reading, span, alias, year), "phase")
                continue
            acting = search(rule.pattern("acting"), reading.document.folded, block.span.start, span.start) is not None
            variant = _variant(alias, year, in_plan=reading.in_plan(span), acting=acting)
            if variant == "early" and _prepared(reading, span, alias, year, rule):
                continue
            if variant is not None and (
                _finished_late(reading, span, alias, year, rule) or not looks_back(reading, span, rule)
            ):
                yield Finding(span, _values(reading, span, alias, year), variant)


def _wrong_phase(reading: Reading, span: Span, alias: Alias, year: int, rule: Rule) -> bool:
    """Return True if a plan is said to begin or to end in another year, or, if none is stated, not near its own."""
    folded = reading.document.folded
    behind = folded[span.end : span.end + _PHASE]
    stated = search(rule.pattern("stated"), folded[max(0, span.start - _PHASE) : span.start])
    near = 0 if stated else 1
    year = int(stated.group("year")) if stated else year
    if alias.right_until and search(rule.pattern("closing"), behind):
        return not year - near <= alias.right_until.year <= year + near
    return search(rule.pattern("opening"), behind) is not None and not year <= alias.right_from.year <= year + near


def _finished_late(reading: Reading, span: Span, alias: Alias, year: int, rule: Rule) -> bool:
    """Return True if a plan that was over years ago is said to be carried out this year: 全面完成“七五”普法任务."""
    if alias.right_until is None or alias.right_until.year >= year - 1:
        return False
    folded = reading.document.folded
    clause = enclosing(clauses_in(folded, reading.block_of(span).span), span.start) or span
    return search(rule.pattern("finished"), folded[clause.start : span.start]) is not None


def _prepared(reading: Reading, span: Span, alias: Alias, year: int, rule: Rule) -> bool:
    """Return True if the plan of the next years is being prepared."""
    start = reading.block_of(span).span.start
    before = reading.document.folded[max(start, span.start - _PHASE) : span.start]
    behind = reading.document.folded[span.end : span.end + _PHASE]
    if search(rule.pattern("drafted-before"), before) or search(rule.pattern("drafted-behind"), behind):
        return True
    return alias.right_from.year - year <= _PREPARED and search(rule.pattern("preparing"), before) is not None


def _variant(alias: Alias, year: int, *, in_plan: bool, acting: bool) -> str | None:
    last = datetime.date(year, 12, 31)
    if in_plan and acting and alias.right_until and alias.right_until.year == year:
        return ""  # what is drawn up next year is the next plan
    if alias.right_until and alias.right_until.year < year:
        return "just-over" if alias.right_until.year == year - 1 and not acting else ""
    if alias.right_from > last and not in_plan and alias.certain:
        return "early"
    return None


def _values(reading: Reading, span: Span, alias: Alias, year: int) -> dict[str, str]:
    return {
        "text": span.of(reading.document.text),
        "year": str(year),
        "until": written_day(alias.right_until),
        "since": written_day(alias.right_from),
        "title": alias.titles[0],
    }


@lru_cache(maxsize=4)
def _names(catalog: Catalog, plan: str) -> Pattern:
    """Return a pattern of all short forms; the whole, or its period such as 十四五, may be in quotation marks."""
    names = sorted(catalog.aliases, key=len, reverse=True)
    periods = [name.removesuffix(plan) for name in names if plan and _PERIOD.fullmatch(name.removesuffix(plan))]
    return alternatives(tuple(map(_quoted, (*names, *periods))))


def _quoted(name: str) -> str:
    period = _PERIOD.match(name)
    head, rest = (period.group(), name[period.end() :]) if period else (name, "")
    return f"{_OPEN}{re.escape(head)}{_CLOSE}{re.escape(rest)}{_CLOSE if rest else ''}"


KIND = Kind(
    "outdated-alias",
    "简称所指的规划、文件在报告年度已过期或尚未印发",
    check,
    (
        *LOOKING_BACK,
        Option("acting", "pattern", "前面是这些则是本年度的工作，刚过期的也是写错", ()),
        Option("preparing", "pattern", "前面是这些则是准备下一个规划，不算提早", ()),
        Option("drafted-before", "pattern", "前面是这些则说的是草案，不算提早", ()),
        Option("drafted-behind", "pattern", "后面是这些则说的是草案，不算提早", ()),
        Option("finished", "pattern", "前面是这些则是当年完成，几年前的规划不算回顾", ()),
        Option("plan", "string", "规划期的简称后省去的字", ""),
        Option("closing", "pattern", "后面是这些则说它收官", ()),
        Option("opening", "pattern", "后面是这些则说它开局", ()),
        Option("stated", "pattern", "前面写明了是哪一年,含 (?P<year>)", ()),
    ),
    ("text", "year", "until", "since", "title"),
    ("just-over", "early", "phase"),
    derived_patterns=lambda knowledge, rule: (_names(knowledge.catalog, rule.string("plan")),),
)
