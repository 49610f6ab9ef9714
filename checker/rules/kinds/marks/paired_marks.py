"""Quotation marks and brackets that have no partner, are reversed, or are nested in their own kind."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from checker.facts.marks.pairs import Fault, MarkFault, read_marks, stand_in
from checker.facts.numerals import chinese_to_int
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.rule import Option, Rule
from checker.search.patterns import compile_pattern, finditer
from checker.text.diagnostic import Finding
from checker.text.span import Span

_OPEN = "("
_INSIDE = 20
"""Characters between an open bracket and a numeral that closes it at most."""
_BETWEEN = compile_pattern(r"[。;:,)]")
_LINE_ORDINAL = compile_pattern(r"(?m)(?<=^[ \t\u3000]*\(?)[一二三四五六七八九十]+(?=\))")
"""A numeral before a bracket at the start of a line, with or without the first half."""
_NEAR_LENGTH = 24
"""Characters next to a mark that the message quotes."""
_MIN_LINE = 3
"""Lines up to this number of characters are ignored: they may be fragments of a button bar such as 【大 中 小】."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every mark with a fault that the rule reports."""
    folded = reading.document.folded
    exceptions = rule.pattern("except")
    matches = [Span(*match.span()) for match in finditer(exceptions, folded)] if reading.may_match(exceptions) else []
    halves = _lacking_half(folded) if matches else frozenset()
    skipped = [span for span in matches if span.start not in halves and _is_mark_of_item(folded, span)]
    skipped.extend(Span(block.span.start, block.written.start) for block in reading.body if block.number)
    blocks = [block for block in reading.body if len(block.span) > _MIN_LINE]
    for fault in read_marks(folded, blocks, rule.strings("pairs"), skipped):
        mixed = _mixed(reading, rule, fault) if fault.fault in {Fault.UNOPENED, Fault.UNCLOSED} else None
        if mixed:
            yield mixed
        elif fault.fault.value in rule.strings("faults"):
            yield _finding(reading, fault)


def _is_mark_of_item(folded: str, span: Span) -> bool:
    """Return True for 1) and 一), but not for the end of (附件 1)."""
    line = folded.rfind("\n", 0, span.start) + 1
    opened = folded.rfind(_OPEN, max(line, span.start - _INSIDE), span.start)
    return opened < 0 or _BETWEEN.search(folded, opened, span.start) is not None


def _lacking_half(folded: str) -> frozenset[int]:
    """Where a line begins with 四) next to one with (三) or (五); in a list of its own they all lack the half."""
    lines = [(m.start(), chinese_to_int(m[0]), folded[m.start() - 1] == _OPEN) for m in _LINE_ORDINAL.finditer(folded)]
    found = set()
    for (start, number, whole), (after, following, complete) in pairwise(lines):
        if following == number + 1 and whole != complete:
            found.add(after if whole else start)
    return frozenset(found)


def _mixed(reading: Reading, rule: Rule, fault: MarkFault) -> Finding | None:
    """Return the finding about a straight mark in the place of the missing one, where the rule looks for that."""
    mark = fault.span.of(reading.document.folded)
    pair = f"{mark}{fault.partner}" if fault.fault is Fault.UNCLOSED else f"{fault.partner}{mark}"
    straight = rule.table("straight").get(pair, "")
    place = stand_in(reading.document.folded, reading.block_of(fault.span).span, fault, straight) if straight else None
    if place is None:
        return None
    whole = Span(min(place, fault.span.start), max(place, fault.span.start) + 1)
    values = {"text": whole.of(reading.document.text), "partner": fault.partner, "near": ""}
    span = Span(place, place + 1)
    return Finding(span, values, Fault.MIXED.value, fixes=replacement(span, fault.partner))


def _finding(reading: Reading, fault: MarkFault) -> Finding:
    text = reading.document.text
    near = fault.near.of(text)
    quoted = near[-_NEAR_LENGTH:] if fault.fault is Fault.UNOPENED else near[:_NEAR_LENGTH]
    values = {"text": fault.span.of(text), "partner": fault.partner, "near": quoted}
    fixes = replacement(fault.span, fault.partner) if fault.fault is Fault.REVERSED else ()
    return Finding(fault.span, values, fault.fault.value, fixes=fixes)


KIND = Kind(
    "paired-marks",
    "成对的标点不配对",
    check,
    (
        Option("pairs", "strings", "成对的标点，两个字一对"),
        Option("faults", "strings", "查哪些毛病", choices=tuple(fault.value for fault in Fault)),
        Option("straight", "table", "会写成直引号的：成对的标点 = 直引号", {}),
        Option("except", "pattern", "其中的标点不是成对的标点，如“1)”", (), prefiltered=True),
    ),
    ("text", "partner", "near"),
    tuple(fault.value for fault in Fault),
)
