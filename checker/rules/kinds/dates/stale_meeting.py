"""A meeting that a later one has overtaken is still studied: 贯彻党的十九届四中全会精神 in a report on 2024."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from checker.facts.numerals import chinese_to_int
from checker.facts.reading import Reading
from checker.facts.sentences import clauses_in, enclosing, sentences_in
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import Match, finditer, search
from checker.text.diagnostic import Finding
from checker.text.span import Span

_SURELY_OVER = 2
"""Years after the year of the next congress; before, both may be studied."""
_SHORTEST_LIST = 2


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every meeting that is studied or carried out years after the next one.

    The variants are ``gap``, for a list of plenums that leaves one out, and ``session``, for a yearly session.
    """
    year = reading.identity.report_year
    if year is None:
        return
    folded = reading.document.folded
    for block in reading.candidate_blocks(rule.pattern("named")):
        for match in finditer(rule.pattern("named"), folded, block.span.start, block.span.end):
            span = Span(*match.span())
            if reading.in_title(span) or reading.in_plan(span) or not _carried_out(reading, rule, span):
                continue
            if _overtaken(reading, rule, match, year):
                yield _finding(reading, span, str(_congress_after(reading, rule, match)))
            elif missing := _left_out(reading, match, year):
                yield Finding(span, {"text": span.of(reading.document.text), "since": f"{missing}中全会"}, "gap")
    for block in reading.candidate_blocks(rule.pattern("sessions")):
        for match in finditer(rule.pattern("sessions"), folded, block.span.start, block.span.end):
            yield from _session(reading, rule, Span(*match.span()), match.group("name"), year)


def _finding(reading: Reading, span: Span, since: str, variant: str = "") -> Finding:
    return Finding(span, {"text": span.of(reading.document.text), "since": since}, variant)


def _carried_out(reading: Reading, rule: Rule, span: Span) -> bool:
    """Return True if the clause says that the spirit of a meeting is studied or carried out."""
    folded = reading.document.folded
    clause = enclosing(clauses_in(folded, reading.block_of(span).span), span.start) or span
    before, behind = folded[clause.start : span.start], folded[span.end : max(span.end, clause.end)]
    return bool(search(rule.pattern("before"), before) and search(rule.pattern("behind"), behind))


def _overtaken(reading: Reading, rule: Rule, match: Match, year: int) -> bool:
    """Return True if the next congress was held years ago, or the year before and the report knows nothing of it."""
    following = _congress_after(reading, rule, match)
    if following is None or year <= following:
        return False
    number, folded = chinese_to_int(match.group("term")), reading.document.folded
    if year < following + _SURELY_OVER:
        return not _later(rule, folded, number)
    span = Span(*match.span())
    sentence = enclosing(sentences_in(folded, reading.block_of(span).span), span.start) or span
    together = _later(rule, sentence.of(folded), number, congress=True)
    itself = match.group("plenums") is None or f"{match.group('term')}大" in sentence.of(folded)
    return not (together and itself)


def _later(rule: Rule, text: str, number: int, *, congress: bool = False) -> bool:
    """Return True if a text names a later congress or, unless a ``congress`` is asked for, one of its plenums."""
    return any(
        chinese_to_int(other.group("term")) > number and not (congress and other.group("plenums"))
        for other in finditer(rule.pattern("named"), text)
    )


def _congress_after(reading: Reading, rule: Rule, match: Match) -> int | None:
    """Return the year of the congress after the named one, of an early one that of the first in the catalogue."""
    number = chinese_to_int(match.group("term"))
    held = {chinese_to_int(term): reading.catalog.event(f"{term}大") for term in rule.strings("terms")}
    years = [event.start.year for later, event in sorted(held.items()) if event and later > number]
    return years[0] if years else None


def _left_out(reading: Reading, match: Match, year: int) -> str:
    """Return the plenum that a list from the second on leaves out, or an empty string; all listed must be held."""
    numerals = "一二三四五六七八九"
    listed = [numerals.index(character) for character in match.group("plenums") or "" if character in numerals]
    if len(listed) < _SHORTEST_LIST or listed[0] != 1:
        return ""
    last = reading.catalog.event(f"{match.group('term')}届{numerals[max(listed)]}中全会")
    if last is None or last.start.year > year:
        return ""
    gaps = [before + 1 for before, behind in itertools.pairwise(listed) if behind == before + 2]
    return numerals[gaps[0]] if gaps else ""


def _session(reading: Reading, rule: Rule, span: Span, name: str, year: int) -> Iterator[Finding]:
    event = reading.catalog.event(name)
    if event is None or event.start.year >= year or reading.in_title(span) or reading.in_plan(span):
        return
    if _carried_out(reading, rule, span):
        yield _finding(reading, span, f"{event.start.year}年{event.start.month}月", "session")


KIND = Kind(
    "stale-meeting",
    "学习贯彻的是几年前的会议",
    check,
    (
        Option("named", "pattern", "会议的写法,含 (?P<term>) (?P<plenums>)", prefiltered=True),
        Option("terms", "strings", "目录里的各次代表大会,如“二十”"),
        Option("sessions", "pattern", "每年一次的会议,含 (?P<name>)", prefiltered=True),
        Option("before", "pattern", "同一分句里名称前有这些,是说学习贯彻"),
        Option("behind", "pattern", "名称后有这些,是说学习贯彻"),
    ),
    ("text", "since"),
    ("gap", "session"),
)
