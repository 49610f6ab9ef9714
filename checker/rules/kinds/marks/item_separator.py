"""Different marks between the items of one list: 一是…；二是…。三是…."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from checker.facts.outline.ordinals import Ordinal
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.document import Block
from checker.text.span import Span

_STOP, _SEMICOLON = "。", ";"


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each less frequent mark.

    If items contain full stops, the full stop is the usual mark.
    """
    starts = [item.span.start for item in reading.outline.items]
    for block in reading.body:
        low, high = bisect_left(starts, block.span.start), bisect_left(starts, block.span.end)
        items = [item for item in reading.outline.items[low:high] if item.span in block.span]
        for series in _series(items):
            if len(series) >= rule.integer("least"):
                yield from _mixed(reading, block, series)


def _series(items: list[Ordinal]) -> Iterator[list[Ordinal]]:
    run: list[Ordinal] = []
    for item in items:
        if run and not (item.series == run[-1].series and item.number == run[-1].number + 1):
            yield run
            run = []
        run.append(item)
    yield run


def _mixed(reading: Reading, block: Block, series: list[Ordinal]) -> Iterator[Finding]:
    folded = reading.document.folded
    marks = []
    stops_inside = False
    for item, following in itertools.pairwise(series):
        between = folded[item.span.end : following.span.start].rstrip()
        if between[-1:] in (_STOP, _SEMICOLON):
            offset = item.span.end + len(between) - 1
            marks.append(offset)
            stops_inside = stops_inside or _STOP in between[:-1]
    counts = Counter(folded[offset] for offset in marks)
    if len(counts) < 2:
        return
    usual = _STOP if stops_inside or counts[_STOP] >= counts[_SEMICOLON] else _SEMICOLON
    for offset in marks:
        if folded[offset] != usual:
            span = Span(offset, offset + 1)
            right = usual if usual == _STOP or reading.width.half > reading.width.full else "；"
            values = {"text": span.of(reading.document.text), "usual": right, "count": str(counts[usual])}
            yield Finding(span, values, fixes=replacement(span, right))


KIND = Kind(
    "item-separator",
    "列举各项之间的标点不一",
    check,
    (Option("least", "integer", "至少几项才判断", 3),),
    ("text", "usual", "count"),
)
